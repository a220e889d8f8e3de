"""The strings of the code: what Python and the templates of the public site hand to gettext."""

import ast
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from babel.messages.extract import extract

from pharmacy.messages import templates

PLURAL, CONTEXT, CONTEXT_PLURAL = (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS: dict[str, tuple | None] = {
    "_": None,
    **dict.fromkeys(("gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), PLURAL),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), CONTEXT_PLURAL),
}
TEMPLATES = {".html", ".txt", ".xml", ".svg", ".json", ".webmanifest"}
HOW_MANY_ARE_TEXT = {None: 1, PLURAL: 2, CONTEXT: 2, CONTEXT_PLURAL: 3}

# The admin speaks English: a translator's hours go to what the public reads. Each pattern has its reason.
LEFT_OUT = {
    "tests/*": "no visitor sees it",
    "bench/*": "no visitor sees it",
    "*/migrations/*": "names of the past, for the database",
    "*/management/*": "read in a terminal, by operators",
    "*/admin.py": "the admin",
    "*/admin/*": "the admin, its templates too",
    "*/apps.py": "names of apps, which the admin's start page shows",
    "pharmacy/administration.py": "the admin's start page",
    "pharmacy/workbench.py": "the work on that page",
    "pharmacy/figures.py": "the charts on that page",
    "pharmacy/recent.py": "what an account did last, on that page",
    "pharmacy/messages/*": "this tool",
    "pharmacy/demo/*": "what the demonstration is made of, in the language of its labels",
    "*styleguide*": "for those who build the site",
    "catalog/importing/*": "what the importer tells an editor",
    "catalog/listing_checks/*": "what the checks tell an editor or a pharmacist",
    "catalog/guard*": "system checks, for operators",
    "catalog/imaging/*": "why an editor's upload is refused",
    "catalog/picture*.py": "what editors and operators read of pictures",
    "catalog/templates/catalog/product/_preview.html": "above a preview, which only staff see",
    "catalog/waiting.py": "states of work, in the admin's lists",
    "catalog/models/editing.py": "conflicts between editors",
    "catalog/models/permission.py": "what staff may not do",
    "catalog/models/picture.py": "pictures, as editors see them",
    "catalog/models/signing.py": "what the verbs of signing refuse, to staff",
    "catalog/models/submission.py": "submissions, between editor and pharmacist",
    "catalog/models/synonyms.py": "synonyms, in the admin",
    "catalog/models/reviewable.py": "the switch of reviews, in the admin",
    "accounts/api_key*.py": "keys of programs, in the admin",
    "api/*": "what programs are told",
    "catalog/api/*": "what programs are told",
    "reviews/api/*": "what programs are told",
    "webhooks/*": "messages to programs, in the admin",
    "reviews/invitation_rows.py": "what staff are told about a file of invitations",
    "reviews/models/decision.py": "the record of moderation, in the admin",
    "reviews/models/moderation.py": "what the verbs of moderation refuse, to staff",
    "reviews/models/safety.py": "safety reports, as staff see them",
    "reviews/models/safety_clock.py": "what is due when, for staff",
    "reviews/models/safety_verbs.py": "what the verbs of safety reports refuse, to staff",
    "reviews/models/screening_word.py": "the words of screening, in the admin",
    "reviews/contact_details.py": "what stands in a safety report, for staff",
    "reviews/safety_export.py": "safety reports as a file, for staff",
}


class Fault(NamedTuple):
    """What is wrong, where (a file from the root), and with which string."""

    file: str
    what: str
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}: {self.what}" + (f": {self.text!r}" if self.text else "")


@dataclass
class Entry:
    """A string as the code has it. `files` are paths from the root, in the order in which they are read."""

    id: str
    plural: str = ""
    context: str = ""
    comments: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.id


class Found(NamedTuple):
    text: str | tuple[str, ...]
    comments: list[str]
    context: str | None


def collect(root: Path) -> tuple[list[Entry], list[Fault]]:
    """Every string of the public site below `root`, by file and then in the file's order; and what cannot be read."""
    entries: dict[tuple[str, str], Entry] = {}
    wrong: list[Fault] = []
    for path in public_files(root):
        file = path.relative_to(root).as_posix()
        source = path.read_text(encoding="utf-8")
        try:
            wrong += [Fault(file, *fault) for fault in faults_of(path, source)]
            for found in strings(path, source):
                wrong += add(entries, found, file)
        except SyntaxError as error:
            wrong.append(Fault(file, "cannot be read", str(error)))
    return list(entries.values()), wrong


def public_files(root: Path) -> Iterator[Path]:
    """Python modules and templates of the packages below `root`, by path, without what only staff see."""
    for package in sorted(root.glob("*/__init__.py")):
        for path in sorted(package.parent.rglob("*")):
            file = path.relative_to(root).as_posix()
            template = path.suffix in TEMPLATES and "templates" in path.parent.relative_to(root).parts
            if (
                (template or path.suffix == ".py")
                and path.is_file()
                and not any(fnmatch(file, pattern) for pattern in LEFT_OUT)
            ):
                yield path


def strings(path: Path, source: str) -> Iterator[Found]:
    python = source if path.suffix == ".py" else templates.as_python(source)
    found = extract("python", io.BytesIO(python.encode()), KEYWORDS, ("Translators:",), strip_comment_tags=True)
    for _line, text, comments, context in found:
        yield Found(text, [" ".join(filter(None, comments))] if any(comments) else [], context)


def add(entries: dict[tuple[str, str], Entry], found: Found, file: str) -> Iterator[Fault]:
    """Joins a string to the same one of other places: gettext knows a string by its context and its singular."""
    text, plural = (found.text, "") if isinstance(found.text, str) else found.text[:2]
    entry = entries.setdefault((found.context or "", text), Entry(text, plural, found.context or ""))
    if plural and entry.plural and plural != entry.plural:
        yield Fault(file, f"has another plural in {entry.files[0]}", text)
    entry.plural = entry.plural or plural
    entry.comments += [comment for comment in found.comments if comment not in entry.comments]
    entry.files += [file] if file not in entry.files else []


def faults_of(path: Path, source: str) -> Iterable[tuple[str, str]]:
    """What gettext would look for in vain in this file: (what, string)."""
    return unread(source) if path.suffix == ".py" else templates.faults(source)


def unread(source: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and called(node.func) in KEYWORDS:
            for argument in node.args[: HOW_MANY_ARE_TEXT[KEYWORDS[called(node.func)]]]:
                if is_put_together(argument):
                    yield f"line {node.lineno}: not a plain string", ast.unparse(argument)


def called(function: ast.expr) -> str:
    return getattr(function, "id", "") or getattr(function, "attr", "")


def is_put_together(argument: ast.expr) -> bool:
    """An f-string, "a" + b, "a" % b, row["a"]: text that is not the whole argument. A bare name is marked elsewhere."""
    if isinstance(argument, ast.Constant):
        return False
    return any(isinstance(node, ast.JoinedStr | ast.Constant) for node in ast.walk(argument))
