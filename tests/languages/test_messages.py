"""`manage.py messages`: catalogues kept current, faults found, and what goes to translators and comes back."""

import gettext
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from pharmacy.messages import catalogues
from tests.languages.site import python, template

ROOT = Path(settings.BASE_DIR)


def run(capsys, *arguments) -> list[str]:
    """The lines that the command prints; where it fails, what it printed before it failed, then why."""
    try:
        call_command("messages", *arguments)
        failure = []
    except CommandError as error:
        failure = str(error).splitlines()
    return capsys.readouterr().out.splitlines() + failure


def po(root, language="es") -> Path:
    return catalogues.po_file(root, language)


def translate(root, capsys, *given, language="es") -> list[str]:
    lines = root / "batch.jsonl"
    lines.write_text("\n".join(json.dumps(one) for one in given), encoding="utf-8")
    return run(capsys, "--fill", language, str(lines))


# The catalogue


def test_a_catalogue_has_files_without_lines_and_no_dates(root, capsys):
    python(root, '_("One")\nngettext("box", "boxes", 2)')
    template(root, '{% translate "One" %}')

    assert run(capsys) == ["es: 2 strings, 2 of them wait for a translator."]
    assert po(root).read_text() == (
        '# es: translations of Pharmacy.\nmsgid ""\nmsgstr ""\n"Language: es\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=3; plural=n == 1 ? 0 : n != 0 && n % 1000000 == 0 "\n"? 1 : 2;\\n"\n\n'
        '#: shop/templates/shop/page.html shop/words.py\nmsgid "One"\nmsgstr ""\n\n'
        '#: shop/words.py\nmsgid "box"\nmsgid_plural "boxes"\nmsgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""\n'
    )


def test_the_same_code_gives_the_same_bytes(root, capsys):
    python(root, "# Translators: " + "a long comment " * 12 + '\n_("One")\n_("100%")\n_("%(a)s {b}")')
    run(capsys)
    translate(root, capsys, {"id": "One", "text": "Uno"})
    before = [po(root).read_bytes(), po(root).with_suffix(".mo").read_bytes()]

    run(capsys)

    assert [po(root).read_bytes(), po(root).with_suffix(".mo").read_bytes()] == before


def test_arabic_counts_in_six_forms_as_django_does(root, capsys):
    python(root, 'ngettext("%(n)s box", "%(n)s boxes", 2)')
    run(capsys, "--new", "ar")
    forms = ["لا علب", "علبة", "علبتان", "%(n)s علب", "%(n)s علبة", "%(n)s علبة كاملة"]

    assert translate(root, capsys, {"id": "%(n)s box", "texts": forms}, language="ar") == ["ar: 1 translations taken."]
    with po(root, "ar").with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert [compiled.ngettext("%(n)s box", "%(n)s boxes", n) for n in (0, 1, 2, 3, 11, 100)] == forms
    assert run(capsys, "--missing", "ar") == []


def test_what_left_the_code_leaves_the_catalogue(root, capsys):
    python(root, '_("Something")')
    run(capsys)
    translate(root, capsys, {"id": "Something", "text": "Algo"})
    python(root, '_("Quite another matter")')
    run(capsys)

    assert "omething" not in po(root).read_text()
    assert json.loads(run(capsys, "--missing", "es")[0]) == waiting_line("Quite another matter")


def waiting_line(id, **more) -> dict:
    return {"id": id, "plural": "", "context": "", "comments": "", "files": ["shop/words.py"]} | more


def test_a_reworded_string_keeps_its_translation_as_a_guess(root, capsys):
    python(root, '_("Read the label first.")')
    run(capsys)
    translate(root, capsys, {"id": "Read the label first.", "text": "Lea primero la etiqueta."})
    python(root, '_("Read the whole label first.")')
    run(capsys)

    waiting = run(capsys, "--missing", "es")
    assert [json.loads(line) for line in waiting] == [
        waiting_line("Read the whole label first.", text="Lea primero la etiqueta.")
    ]
    assert compiled(root).gettext("Read the whole label first.") == "Read the whole label first."
    assert run(capsys, "--check")[0] == f"{PO}: fuzzy: 'Read the whole label first.'"


def test_a_guess_that_somebody_has_looked_at_is_a_translation(root, capsys):
    python(root, '_("Read the label first.")')
    run(capsys)
    translate(root, capsys, {"id": "Read the label first.", "text": "Lea primero la etiqueta."})
    python(root, '_("Read the whole label first.")')
    run(capsys)
    translate(root, capsys, {"id": "Read the whole label first.", "text": "Lea primero toda la etiqueta."})

    assert run(capsys, "--check") == ["1 strings in 1 languages: no fault."]
    assert compiled(root).gettext("Read the whole label first.") == "Lea primero toda la etiqueta."


def test_a_guess_is_never_taken_from_a_string_still_in_use(root, capsys):
    python(root, '_("Read the label first.")')
    run(capsys)
    translate(root, capsys, {"id": "Read the label first.", "text": "Lea primero la etiqueta."})
    python(root, '_("Read the label first.")\n_("Read the label first!")')
    run(capsys)

    assert run(capsys, "--check")[0] == f"{PO}: untranslated: 'Read the label first!'"


def test_a_translators_own_comment_stays(root, capsys):
    python(root, '_("One")')
    run(capsys)
    po(root).write_text(po(root).read_text().replace("#: shop", "# as on the label\n#: shop"))
    run(capsys)

    assert "# as on the label\n#: shop/words.py\n" in po(root).read_text()


def compiled(root):
    with po(root).with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


# The check

PO = "pharmacy/locale/es/LC_MESSAGES/django.po"
MO = PO.replace(".po", ".mo")
CHANGED = f"{MO}: is not what the .po compiles to: run `make messages`"


def by_hand(root, capsys, *pairs, code='_("One")') -> list[str]:
    """What the check prints after somebody has edited the .po of this code, and compiled nothing."""
    python(root, code)
    run(capsys)
    text = po(root).read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    po(root).write_text(text)
    return run(capsys, "--check")


def test_a_whole_translation_has_no_fault(root, capsys):
    python(root, '_("One")')
    run(capsys)
    translate(root, capsys, {"id": "One", "text": "Uno"})

    assert run(capsys, "--check") == ["1 strings in 1 languages: no fault."]
    assert compiled(root).gettext("One") == "Uno"


def test_the_check_changes_nothing(root, capsys):
    python(root, '_("One")')
    run(capsys)
    python(root, '_("Two")')
    before = po(root).read_bytes(), po(root).with_suffix(".mo").read_bytes()

    assert run(capsys, "--check") == [
        f"{PO}: missing: run `make messages`: 'Two'",
        f"{PO}: obsolete: run `make messages`: 'One'",
        "2 faults in the translations.",
    ]
    assert (po(root).read_bytes(), po(root).with_suffix(".mo").read_bytes()) == before


def test_another_plural_in_the_code_is_a_fault(root, capsys):
    python(root, 'ngettext("a box", "boxes", 2)')
    run(capsys)
    translate(root, capsys, {"id": "a box", "texts": ["una caja", "cajas", "cajas"]})
    python(root, 'ngettext("a box", "%(n)s boxes", 2)')

    fault = f"{PO}: has another plural in the code: run `make messages`: 'a box'"
    assert run(capsys, "--check") == [fault, "1 faults in the translations."]
    run(capsys)
    assert run(capsys, "--check") == [f"{PO}: fuzzy: 'a box'", "1 faults in the translations."]


def test_an_untranslated_string_is_a_fault(root, capsys):
    assert by_hand(root, capsys) == [f"{PO}: untranslated: 'One'", "1 faults in the translations."]


def test_a_fuzzy_string_is_a_fault(root, capsys):
    found = by_hand(root, capsys, ('#: shop/words.py\nmsgid "One"\nmsgstr ""', '#, fuzzy\nmsgid "One"\nmsgstr "Uno"'))

    assert found == [f"{PO}: fuzzy: 'One'", "1 faults in the translations."]


def test_an_empty_plural_form_is_a_fault(root, capsys):
    code = 'ngettext("a box", "%(n)s boxes", 2)'
    pairs = (('msgstr[0] ""', 'msgstr[0] "una caja"'), ('msgstr[2] ""', 'msgstr[2] "%(n)s cajas"'))

    assert by_hand(root, capsys, *pairs, code=code) == [
        f"{PO}: plural forms left empty: 1: 'a box'",
        "1 faults in the translations.",
    ]


@pytest.mark.parametrize(
    ("source", "text", "what"),
    [
        ("Hello %(name)s", "Hola %(nombre)s", "placeholders that the source does not have: %(nombre)s"),
        ("Hello %(name)s", "Hola", "placeholders left out: %(name)s"),
        ("Say %s", "Diga", "placeholders left out: %s (1)"),
        ("%d of %s", "%s de %d", "placeholders that the source does not have: %d (2), %s (1)"),
        ("Hello {name}", "Hola {nombre}", "placeholders that the source does not have: {nombre}"),
        ("Hello {name}", "Hola {name", "its braces cannot be read"),
        ("%(n)s of 5%%", "%(n)s de 5%", "a single percent sign: write %%"),
        ("Sure", "100% cierto", "a single percent sign"),
        ("100% sure", "100%% cierto", "a double percent sign, and nothing is filled in: write %"),
        ("See <a>this</a>", "Vea esto", "other HTML tags: </a>, <a>"),
        ("See this", "Vea <script>", "other HTML tags: <script>"),
        ("See this", "Vea <img onerror", "other HTML tags: <img onerror"),
        ("a\\n", "b", "only one of the two ends with a new line"),
        ("\\na", "b", "only one of the two starts with a new line"),
    ],
)
def test_a_translation_that_loses_something_is_a_fault(root, capsys, source, text, what):
    found = by_hand(root, capsys, ("words.py\n", "words.py\n#, x\n"), code=f'_("{source}")')
    assert found[0].startswith(f"{PO}: untranslated")
    po(root).write_text(po(root).read_text().removesuffix('msgstr ""\n') + f'msgstr "{text}"\n')

    shown = source.replace("\\n", "\n")
    assert run(capsys, "--check")[0] == f"{PO}: {what}: {shown!r}"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("100% sure", "cierto al 100%"),
        ("%(a)s and %(b)s", "%(b)s y %(a)s, %(b)s"),
        ("%(n)s of 5%%", "5%% de %(n)s"),
        ("5 < 6", "6 > 5"),
        ("<b>a</b> <a href='{u}'>b</a>", "<a href='{u}'>b</a> <b>a</b>"),
    ],
)
def test_another_order_is_no_fault(root, capsys, source, text):
    python(root, f'_("{source}")')
    run(capsys)

    assert translate(root, capsys, {"id": source, "text": text}) == ["es: 1 translations taken."]
    assert run(capsys, "--check") == ["1 strings in 1 languages: no fault."]


def test_a_form_for_many_numbers_has_to_say_the_number(root, capsys):
    python(root, 'ngettext("a box", "%(n)s boxes", 2)')
    run(capsys)

    assert translate(root, capsys, {"id": "a box", "texts": ["una caja", "%(n)s de cajas", "cajas"]}) == [
        "line 1: form 2 (0, 2, 3 …): placeholders left out: %(n)s: 'a box'",
        "1 faults: nothing is written. Correct the file and give it again.",
    ]


def test_a_compiled_catalogue_that_is_old_is_a_fault(root, capsys):
    found = by_hand(root, capsys, ('msgid "One"\nmsgstr ""', 'msgid "One"\nmsgstr "Uno"'))

    assert found == [CHANGED, "1 faults in the translations."]


def test_a_compiled_catalogue_that_is_missing_is_a_fault(root, capsys):
    python(root, "")
    run(capsys)
    po(root).with_suffix(".mo").unlink()

    assert run(capsys, "--check") == [CHANGED, "1 faults in the translations."]


def test_a_catalogue_that_counts_otherwise_is_a_fault(root, capsys):
    found = by_hand(root, capsys, ("nplurals=3; plural=n == 1 ? 0 : n != 0", "nplurals=3; plural=n == 1 ? 0 : n != 9"))

    assert found[0].startswith(f"{PO}: counts in other plural forms than Django")


def test_a_language_without_its_catalogue_is_a_fault(root, capsys):
    assert run(capsys, "--check") == [f"{PO}: is missing", "1 faults in the translations."]


def test_a_broken_catalogue_is_a_fault(root, capsys):
    found = by_hand(root, capsys, ("msgid_plural", "msgid_plurals"), code='ngettext("a box", "%(n)s boxes", 2)')

    assert found[0].startswith(f"{PO}: cannot be read")


def test_a_fault_of_the_code_stops_the_update_and_fails_the_check(root, capsys):
    python(root, '_(f"Hello {name}")')
    fault = "shop/words.py: line 2: not a plain string: \"f'Hello {name}'\""

    assert run(capsys) == ["Strings that gettext cannot read:", fault]
    assert run(capsys, "--check")[0] == fault
    assert not po(root).exists()


# Translators


def test_a_new_language_is_one_folder(root, capsys):
    python(root, '_("One")')

    assert run(capsys, "--new", "pt-br") == ["pt_BR: 1 strings, 1 of them wait for a translator."]
    assert catalogues.languages(root) == ["es", "pt_BR"]
    assert run(capsys, "--new", "pt-br") == ["pt-br is there already."]


@pytest.mark.parametrize("code", ["xx", "../evil", "zh-cn"])
def test_a_language_that_django_does_not_know_is_refused(root, capsys, code):
    assert run(capsys, "--new", code) == [
        f"Django knows no language {code!r}; see django.conf.locale.LANG_INFO.",
    ]
    assert catalogues.languages(root) == ["es"]


def test_english_is_the_source_and_no_folder(root, capsys):
    assert run(capsys, "--new", "en") == ["en is there already."]


def test_missing_lists_what_waits_with_all_that_a_translator_needs(root, capsys):
    python(root, '# Translators: of a pack\npgettext("pack", "size")\nngettext("a box", "%(n)s boxes", 2)\n_("One")')
    run(capsys)
    translate(root, capsys, {"id": "One", "text": "Uno"})

    assert [json.loads(line) for line in run(capsys, "--missing", "es")] == [
        waiting_line("size", context="pack", comments="of a pack"),
        waiting_line("a box", plural="%(n)s boxes", forms=[[1], [1000000, 2000000], [0, 2, 3, 4]]),
    ]


def test_what_is_filled_goes_into_both_files(root, capsys):
    python(root, 'pgettext("month", "May")\n_("May")')
    run(capsys)
    lines = {"id": "May", "context": "month", "text": "mayo"}, {"id": "May", "context": "", "text": "Puede"}

    assert translate(root, capsys, *lines) == ["es: 2 translations taken."]
    assert (compiled(root).pgettext("month", "May"), compiled(root).gettext("May")) == ("mayo", "Puede")
    assert run(capsys, "--check") == ["2 strings in 1 languages: no fault."]


def test_a_batch_with_a_fault_is_refused_as_a_whole(root, capsys):
    python(root, '_("One")\n_("Two %(n)s")')
    run(capsys)
    before = po(root).read_bytes()

    assert translate(
        root,
        capsys,
        {"id": "One", "text": "Uno"},
        {"id": "Two %(n)s", "text": "Dos"},
        {"id": "Three", "text": "Tres"},
        {"id": "One", "texts": ["Uno", "Unos"]},
        {"id": "One", "text": ""},
        {"text": "Uno"},
    ) == [
        "line 2: placeholders left out: %(n)s: 'Two %(n)s'",
        "line 3: no such string in the catalogue: 'Three'",
        "line 4: needs a text: 'One'",
        "line 5: needs a text: 'One'",
        "line 6: not an object with id and text or texts (KeyError('id'))",
        "5 faults: nothing is written. Correct the file and give it again.",
    ]
    assert po(root).read_bytes() == before


def test_translators_at_work_at_once_lose_nothing(root, capsys):
    numbers = range(12)
    python(root, "\n".join(f'_("Sentence {number}")' for number in numbers))
    run(capsys)
    for number in numbers:
        batch = json.dumps({"id": f"Sentence {number}", "text": f"Frase {number}"})
        (root / f"{number}.jsonl").write_text(batch, encoding="utf-8")

    with ThreadPoolExecutor(len(numbers)) as at_once:
        list(
            at_once.map(lambda number: call_command("messages", "--fill", "es", str(root / f"{number}.jsonl")), numbers)
        )

    assert [compiled(root).gettext(f"Sentence {number}") for number in numbers] == [f"Frase {n}" for n in numbers]


def test_a_language_that_nobody_began_cannot_be_filled(root, capsys):
    message = ["There is no folder pharmacy/locale/fr; --new fr makes one."]

    assert run(capsys, "--missing", "fr") == message
    assert translate(root, capsys, language="fr") == message


def test_without_babel_the_command_says_so(tmp_path):
    code = (
        "import sys; sys.modules['babel'] = None\n"
        "from django.core.management import execute_from_command_line as run; run(['manage.py', 'messages', '--check'])"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "pharmacy.settings", "VAR_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)  # noqa: S603

    assert (done.returncode, done.stdout) == (1, "")
    assert "CommandError: This needs Babel" in done.stderr
