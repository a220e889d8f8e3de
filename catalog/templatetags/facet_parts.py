"""The values of a facet. As a tag, not as a template: a list has up to a hundred, and each has ten places to fill."""

from functools import lru_cache

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext

register = template.Library()
VALUE = '<label class="facet__value" for="{}"><input type="{}" name="{}" id="{}" value="{}"{}>'
VALUE += '<bdi class="facet__label" {}>{}</bdi>{}</label>'
COUNT = '<span class="facet__count"><span aria-hidden="true">{}</span><span class="unseen">, {}</span></span>'
TICKED, NOTHING = SafeString(" checked"), SafeString("")


@register.simple_tag
def facet_values(facet, values, own: str = "") -> SafeString:
    """Boxes to tick, each with its label and how many medicines it would leave.

    `own` are the attributes of the labels' language: {% facet_values facet values own %}
    """
    kind, language = "radio" if facet.single else "checkbox", get_language() or ""
    rows = (
        (
            *(one.id, kind, facet.name, one.id, one.value),
            *(TICKED if one.chosen else NOTHING, own, one.label),
            NOTHING if one.count is None else counted(one.count, language),
        )
        for one in values
    )
    return format_html_join("\n", VALUE, rows)


@lru_cache(maxsize=4096)
def counted(count: int, _language: str) -> SafeString:
    """How many, for the eye and for the ear: the same few figures come again and again."""
    figure = number_format(count, use_l10n=True, force_grouping=True)
    words = ngettext("%(figure)s medicine", "%(figure)s medicines", count) % {"figure": figure}
    return format_html(COUNT, figure, words)
