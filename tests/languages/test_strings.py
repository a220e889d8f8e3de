"""What `manage.py messages` reads: every string of the public site, and what gettext would misread, as faults."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.translation import trim_whitespace

from pharmacy.messages import sources
from tests.languages.site import python, template, write

ROOT = Path(settings.BASE_DIR)


def found(root) -> list[tuple[str, str, str]]:
    """(context, text, plural) of every string; a fault fails the test."""
    entries, wrong = sources.collect(root)
    assert wrong == []
    return [(entry.context, entry.id, entry.plural) for entry in entries]


def faults(root) -> list[tuple[str, str]]:
    return [(fault.file, fault.text) for fault in sources.collect(root)[1]]


# What is read: Python


def test_every_call_of_gettext_in_python_is_read(root):
    python(
        root,
        '_("One")\n_(\n    "Two "\n    "halves"\n)\npgettext("verb", "Order")\n'
        'ngettext("%(n)s box", "%(n)s boxes", 2)\n'
        'class A:\n    b = translation.gettext_lazy("It\'s")\nnpgettext_lazy("pack", "box", "boxes")\n',
    )

    assert found(root) == [
        ("", "One", ""),
        ("", "Two halves", ""),
        ("verb", "Order", ""),
        ("", "%(n)s box", "%(n)s boxes"),
        ("", "It's", ""),
        ("pack", "box", "boxes"),
    ]


def test_a_comment_for_translators_goes_with_its_string(root):
    python(root, '# Translators: a figure, as in 4 mg\n_("strength")\n# not for them\n_("form")\n')

    assert [entry.comments for entry in sources.collect(root)[0]] == [["a figure, as in 4 mg"], []]


@pytest.mark.parametrize(
    "text", ['f"Hello {name}"', '"Hello %s" % name', '"Hello {}".format(name)', '"Hello" + name', 'row["hello"]']
)
def test_a_string_put_together_before_it_is_translated_is_a_fault(root, text):
    python(root, f"_({text})")

    assert [file for file, _text in faults(root)] == ["shop/words.py"]


def test_a_name_whose_text_is_marked_elsewhere_is_no_fault(root):
    python(root, 'LABEL = gettext_noop("Label")\n_(LABEL)\n_(row.label)')

    assert found(root) == [("", "Label", "")]


def test_one_singular_with_two_plurals_is_a_fault(root):
    python(root, 'ngettext("box", "boxes", 2)\nngettext("box", "packs", 2)')

    assert faults(root) == [("shop/words.py", "box")]


def test_a_string_that_is_counted_elsewhere_is_one_string(root):
    python(root, '_("box")\nngettext("box", "boxes", 2)')

    assert found(root) == [("", "box", "boxes")]


# What is read: templates

AWKWARD = {
    '{% translate "It\'s" %}': ("", "It's", ""),
    "{% translate 'Say “yes”, \"now\"' %}": ("", 'Say “yes”, "now"', ""),
    '{% translate "100% sure" %}': ("", "100%% sure", ""),
    '{% translate "May" context "month" %}': ("month", "May", ""),
    '{% translate "shown"|upper as name %}': ("", "shown", ""),
    '{% trans "old" noop %}': ("", "old", ""),
    '{{ who|default:_("an import") }}': ("", "an import", ""),
    '{{ _("plain")|upper }}': ("", "plain", ""),
    '{% include "a.html" with title=_("Title") %}': ("", "Title", ""),
    '{% if a == _("equal") %}{% endif %}': ("", "equal", ""),
    "{% blocktranslate %}{{ a }} of 5%{% endblocktranslate %}": ("", "%(a)s of 5%%", ""),
    "{% blocktranslate with a=b|date:'j F' asvar c %}On {{ a }}.{% endblocktranslate %}": ("", "On %(a)s.", ""),
    "{% blocktranslate %}Two\nlines{% endblocktranslate %}": ("", "Two\nlines", ""),
    "  {% blocktranslate trimmed %}\n  Two\n    lines\n{% endblocktranslate %}": ("", "Two lines", ""),
    '{% blocktranslate count n=x context "pack" %}{{ n }} box{% plural %}{{ n }} boxes{% endblocktranslate %}': (
        "pack",
        "%(n)s box",
        "%(n)s boxes",
    ),
    "{% blocktranslate count n=x trimmed %}\n a box\n{% plural %}\n boxes\n{% endblocktranslate %}": (
        "",
        "a box",
        "boxes",
    ),
    "<p title=\"it's\">'\n    {% if a %}\n  (\n {% translate 'Indented' %}{% endif %}": ("", "Indented", ""),
    '{% blocktranslate %}See <a href="{{ u }}">this</a>.{% endblocktranslate %}': (
        "",
        'See <a href="%(u)s">this</a>.',
        "",
    ),
}


@pytest.mark.parametrize("source", AWKWARD)
def test_awkward_templates_are_read(root, source):
    template(root, "{% load i18n %}\n" + source + "\n")

    assert found(root) == [AWKWARD[source]]


@pytest.mark.parametrize("source", AWKWARD)
def test_what_is_read_is_what_a_page_looks_for(source):
    assert looked_for("{% load i18n %}" + source) <= {AWKWARD[source]}


def looked_for(source) -> set[tuple[str, str, str]]:
    """The strings that Django will ask its catalogues for, from the compiled template."""
    nodes = engines["django"].from_string(source).template.nodelist
    strings = set()
    for node in nodes.get_nodes_by_type(TranslateNode):
        if isinstance(literal := node.filter_expression.var.literal, str):
            context = node.message_context.resolve({}) if node.message_context else ""
            strings.add((context, literal.replace("%", "%%"), ""))
    for node in nodes.get_nodes_by_type(BlockTranslateNode):
        parts = [node.render_token_list(part)[0] for part in (node.singular, node.plural)]
        singular, plural = [trim_whitespace(part) for part in parts] if node.trimmed else parts
        strings.add((node.message_context.resolve({}) if node.message_context else "", singular, plural))
    return strings


def test_every_string_of_our_public_templates_is_read():
    """Against Django's own parser, so that nothing which a page asks for is missing from the catalogues."""
    templates = [path for path in sources.public_files(ROOT) if path.suffix != ".py"]
    asked = {text[:2] for path in templates for text in looked_for(path.read_text(encoding="utf-8"))}
    read = {entry.key for entry in sources.collect(ROOT)[0]}

    assert len(asked) > 100
    assert asked - read == set()


def test_a_comment_in_a_template_goes_with_its_string(root):
    template(root, '{% load i18n %}\n{# Translators: of a pack #}\n{% translate "Size" %}\n{% translate "Colour" %}')

    assert [entry.comments for entry in sources.collect(root)[0]] == [["of a pack"], []]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r'{% translate "a \"quoted\" word" %}', r'"a \"quoted\" word"'),
        ('{{ _("100% sure") }}', '"100% sure"'),
        ('{{ _("a|b") }}', '"a|b"'),
        ('{% translate "a"|default:_("b") %}', '"b"'),
    ],
)
def test_what_django_would_read_wrongly_is_a_fault(root, source, text):
    template(root, source)

    assert faults(root) == [("shop/templates/shop/page.html", text)]


def test_a_tag_within_a_block_is_a_fault(root):
    template(root, "{% blocktranslate %}a {% if b %}c{% endif %}{% endblocktranslate %}")

    assert [file for file, _text in faults(root)] == ["shop/templates/shop/page.html"]


def test_a_comment_that_is_not_last_on_its_line_is_a_fault(root):
    template(root, '{# Translators: lost #}{% translate "Size" %}')

    assert [file for file, _text in faults(root)] == ["shop/templates/shop/page.html"]


@pytest.mark.parametrize("file", ["shop/admin.py", "shop/admin/form.py", "shop/migrations/a.py", "tests/test_a.py"])
def test_what_only_staff_see_is_left_out(root, file):
    write(root, "tests/__init__.py", "")
    write(root, file, '_("Staff")')
    write(root, "shop/templates/admin/shop/page.html", '{% translate "Staff" %}')
    write(root, "shop/templates/shop/mail.txt", '{% translate "Public" %}')

    assert found(root) == [("", "Public", "")]


def test_every_pattern_of_what_is_left_out_has_its_reason():
    assert [pattern for pattern, reason in sources.LEFT_OUT.items() if not reason] == []


def test_gettext_cannot_misread_any_string_of_ours():
    assert sources.collect(ROOT)[1] == []
