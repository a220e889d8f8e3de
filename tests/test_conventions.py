"""What this repository holds to, as tests: style, imports, migrations, templates, requirements."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from catalog import guards
from catalog.guards import ReinstallGuards
from catalog.models import Section
from tests.public import walk

ROOT = Path(settings.BASE_DIR)
APPS = ("accounts", "api", "catalog", "pharmacy", "reviews", "webhooks")
CODE = sorted(path for app in APPS for path in (ROOT / app).rglob("*.py"))
TEMPLATES = sorted(path for app in APPS for path in (ROOT / app).rglob("templates/**/*.html"))
FORBIDDEN_MODULES = {"utils", "util", "helpers", "helper", "services", "service", "common", "signals", "managers"}
FORBIDDEN_MODULES |= {"constants", "misc", "base_utils", "tools"}
LONGEST_FUNCTION, LONGEST_FILE = 40, 300
# What every app may use of the site: pure modules that import no app.
SHARED = {"pharmacy.markets", "pharmacy.head", "pharmacy.keyed_hash", "pharmacy.languages", "pharmacy.tokens"}
SHARED |= {"pharmacy.network", "pharmacy.numbers"}
# What the API's manners use of the catalogue: why a verb says no, and ready bytes.
MANNERS = {"catalog.refusals", "catalog.ready"}


def name(path) -> str:
    return str(path.relative_to(ROOT))


def in_code(find) -> dict[str, list]:
    """What `find(tree)` finds wrong, by file; empty where nothing is."""
    wrong = {name(path): find(ast.parse(path.read_text())) for path in CODE if "migrations" not in path.parts}
    return {file: found for file, found in wrong.items() if found}


def in_templates(pattern, without=r"(?!)") -> dict[str, list]:
    """What a pattern finds, by template, once what matches `without` is taken out."""
    wrong = {name(path): re.findall(pattern, re.sub(without, "", path.read_text()), re.I) for path in TEMPLATES}
    return {file: found for file, found in wrong.items() if found}


# Templates


def test_there_are_templates_and_code_to_look_at():
    assert len(TEMPLATES) > 50
    assert len(CODE) > 50


def test_no_template_holds_a_script():
    assert in_templates(r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)[^>]*>") == {}


def test_no_template_holds_a_style():
    assert in_templates(r"<style[^>]*>|<[^>]*\sstyle=[^>]*>") == {}


def test_no_template_holds_an_event_handler():
    assert in_templates(r"<[a-z][^>]*\son[a-z]+\s*=", without=r"\{%.*?%\}|\{\{.*?\}\}") == {}


def test_no_template_holds_a_script_address():
    assert in_templates(r"javascript:|data:text") == {}


def test_no_template_switches_escaping_off():
    assert in_templates(r"\|\s*safe\b|\bsafeseq\b|autoescape\s+off") == {}


def test_partials_say_what_they_accept():
    partials = [path for path in TEMPLATES if path.name.startswith("_")]

    assert [name(path) for path in partials if not path.read_text().startswith("{# Accepts")] == []


def test_no_template_takes_anything_from_another_host():
    assert in_templates(r"<(?:script|link|img|iframe|source)[^>]*(?:src|href)=[\"'](?:https?:)?//") == {}


# Code


def functions(tree):
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_no_function_is_longer_than_forty_lines():
    def long(tree):
        lengths = [(node.name, node.end_lineno - node.lineno + 1) for node in functions(tree)]
        return [found for found in lengths if found[1] > LONGEST_FUNCTION]

    assert in_code(long) == {}


def test_no_file_is_longer_than_three_hundred_lines():
    files = {name(path): len(path.read_text().splitlines()) for path in CODE if "migrations" not in path.parts}

    assert {file: lines for file, lines in files.items() if lines > LONGEST_FILE} == {}


def test_a_module_is_named_for_its_subject():
    names = {name(path): {path.stem, path.parent.name} for path in CODE}

    assert [file for file, parts in names.items() if parts & FORBIDDEN_MODULES] == []


def test_nothing_is_marked_safe_but_what_markdown_made():
    def marks(tree):
        return [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "mark_safe"]

    assert list(in_code(marks)) == ["catalog/markdown.py"]


def test_no_signals():
    def receivers(tree):
        modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        return [module for module in modules if module and module.endswith("signals")]

    assert in_code(receivers) == {}


def imported(path) -> set[str]:
    """The dotted modules that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize(
    ("app", "forbidden", "allowed"),
    [
        ("accounts", {"api", "catalog", "reviews", "pharmacy", "webhooks"}, SHARED),
        ("api", {"catalog", "reviews", "pharmacy", "webhooks"}, SHARED | MANNERS),
        ("catalog", {"reviews", "pharmacy", "webhooks"}, SHARED),
        ("reviews", {"pharmacy", "webhooks"}, SHARED),
        ("webhooks", {"api", "pharmacy", "reviews"}, SHARED),
    ],
)
def test_imports_point_one_way(app, forbidden, allowed):
    wrong = {
        (name(path), module)
        for path in (ROOT / app).rglob("*.py")
        for module in imported(path)
        if module.split(".")[0] in forbidden and not any(module.startswith(one) for one in allowed)
    }

    assert wrong == set()


@pytest.mark.parametrize("module", sorted(SHARED))
def test_what_the_apps_share_imports_none_of_them(module):
    path = ROOT / f"{module.replace('.', '/')}.py"
    ours = {one for one in imported(path) if one.split(".")[0] in APPS}
    assert {one for one in ours if not one.startswith(tuple(SHARED))} == set()


# Migrations


def migrations():
    loader = MigrationLoader(None)
    return {key: migration for key, migration in loader.disk_migrations.items() if key[0] in APPS}


def test_migrations_have_names():
    names = [migration for _app, migration in migrations()]

    assert [one for one in names if not re.fullmatch(r"\d{4}_[a-z][a-z_0-9]+", one) or "auto" in one] == []
    assert [one for one in names if re.search(r"_alter_|_initial$|_and_more$", one)] == []


# (app, model) of each guarded table, and the migrations that make it and what its guards read: the next installs them.
GUARDED = {
    ("catalog", "publication"): {("catalog", "0001_catalogue")},
    ("reviews", "decision"): {("reviews", "0004_trust")},
    ("reviews", "reviewtext"): {
        ("reviews", "0001_reviews"),
        ("reviews", "0002_language_of_the_author"),
        ("reviews", "0004_trust"),
    },
}


def touches(operation, app, model) -> bool:
    about = getattr(operation, "model_name", None) or getattr(operation, "name", None) or ""
    return about.lower() == model or f"{app}_{model}" in str(getattr(operation, "sql", ""))


@pytest.mark.parametrize(("app", "model"), sorted(GUARDED))
def test_every_migration_that_touches_a_guarded_table_ends_with_the_guards(app, model):
    touching = {
        key: migration
        for key, migration in migrations().items()
        if key[0] == app and any(touches(operation, app, model) for operation in migration.operations)
    }
    unguarded = {key for key, found in touching.items() if not isinstance(found.operations[-1], ReinstallGuards)}

    assert unguarded == GUARDED[app, model]


def test_the_guards_are_installed_once_their_tables_are_there():
    for key in (("catalog", "0002_clock_and_guards"), ("reviews", "0006_trust_holds")):
        assert isinstance(migrations()[key].operations[-1], ReinstallGuards)


def test_every_guarded_table_is_looked_after():
    assert set(guards.GUARDED) == {f"{app}_{model}" for app, model in GUARDED}


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


# The catalogue


def test_every_kind_of_section_has_its_loinc_code():
    assert set(Section.LOINC) == set(Section.Kind)
    assert [code for code in Section.LOINC.values() if not valid_loinc(code)] == []


def valid_loinc(code) -> bool:
    """LOINC's check digit is modulo 10, every second figure from the right doubled."""
    figures, _hyphen, check = code.partition("-")
    doubled = int("".join(reversed(figures[::-1][::2]))) * 2
    rest = figures[::-1][1::2][::-1]
    total = sum(map(int, f"{rest}{doubled}"))
    return (10 - total % 10) % 10 == int(check)


def test_every_address_has_a_walk():
    """tests/public/test_leaks.py asks for each of them with everything hidden that there can be."""
    assert walk.names() <= walk.PLAIN | walk.OF_A_PRODUCT | walk.OF_A_TERM | set(walk.OTHER)


# Requirements


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_with_hashes_and_name_no_host(file):
    text = (ROOT / file).read_text()
    entries = re.split(r"\n(?=\S)", text.replace("\\\n", " ").strip())
    packages = [entry for entry in entries if not entry.startswith("#")]

    assert len(packages) > 5
    assert [entry for entry in packages if not re.match(r"[A-Za-z0-9._\[\]-]+==\S+", entry)] == []
    assert [entry for entry in packages if "--hash=sha256:" not in entry] == []
    assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links|@ ", text) == []


def test_a_dependency_has_its_reason():
    lines = (ROOT / "requirements.in").read_text().splitlines()

    assert [line for line in lines if line.strip() and "#" not in line] == []


DARK = re.compile(r"prefers-color-scheme: dark\) \{(.*?)\n\}", re.S)
COLOUR = re.compile(r"--[\w-]+: #[0-9a-f]{6}|color-scheme: \w+|filter: invert\(1\)")


def test_the_dark_theme_changes_colours_and_nothing_else():
    """So axe need not ask a dark page about anything else, see tests/browser/axe.py."""
    sheets = [path.read_text() for app in APPS for path in (ROOT / app).rglob("static/**/*.css")]
    blocks = [block for sheet in sheets for block in DARK.findall(sheet)]
    declared = [one.strip() for block in blocks for one in re.findall(r"[\w-]+:\s[^;{}]+(?=;)", block)]

    assert len(blocks) == sum(sheet.count("prefers-color-scheme") for sheet in sheets) > 1
    assert len(declared) > 30
    assert [one for one in declared if not COLOUR.fullmatch(one)] == []
