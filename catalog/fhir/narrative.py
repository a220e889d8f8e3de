"""FHIR's narrative: XHTML of a few elements, out of the HTML that catalog/markdown.py made."""

from typing import Any

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from lxml import etree
from lxml.html import fragment_fromstring

from catalog.fhir.elements import Element
from catalog.xml import LANGUAGE, clean

XHTML = "http://www.w3.org/1999/xhtml"


def narrative(html: str, language: str) -> Element:
    """`html` is harmless and says more than the data of its resource does, hence "additional"."""
    return {"status": "additional", "div": xhtml(html, language)}


def xhtml(html: str, language: str) -> str:
    """Well-formed, in one div of XHTML's namespace, with no attribute but `href`."""
    body = fragment_fromstring(clean(html), create_parent="div")
    for numbered in body.xpath(".//ol[@start]"):
        spell_numbers(numbered)
    for element in body.iter():
        for name in set(element.attrib) - {"href"}:
            del element.attrib[name]
    body.set("xmlns", XHTML)
    body.set("lang", language)
    body.set(LANGUAGE, language)
    if language.partition("-")[0] in settings.LANGUAGES_BIDI:
        body.set("dir", "rtl")
    return etree.tostring(body, encoding="unicode")


def spell_numbers(numbered: Any):
    """FHIR knows no `start`: a list that begins elsewhere than at 1 says its numbers in words of its own."""
    for number, item in enumerate(numbered, start=int(numbered.get("start"))):
        item.text = f"{number}. {item.text or ''}"
    numbered.tag = "ul"


def titled(rows: list[dict]) -> SafeString:
    """Each row's title, where it has one, above its text. `rows` are of a Page: their texts are SafeStrings."""
    return joined([heading(row["title"]) + row["text"] for row in rows])


def heading(title) -> SafeString:
    return format_html("<h3>{}</h3>", title) if title else SafeString()


def listed(lines) -> SafeString:
    """A list of plain texts; nothing where all are empty."""
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines if line))
    return format_html("<ul>{}</ul>", items) if items else items


def joined(parts) -> SafeString:
    """Safe parts one after another. (A plain text among them would be escaped.)"""
    return format_html_join("", "{}", ((part,) for part in parts))
