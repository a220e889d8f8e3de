"""Markdown without HTML, and a second wall: what is rendered is sanitised against a short list of tags."""

import re

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h4", "h5", "table", "thead", "tbody", "tr", "th", "td"}
TAGS |= {"blockquote", "sub", "sup"}
ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "ol": {"start"}, "*": set()}  # "*" else allows title and lang
SCHEMES = {"https", "http", "mailto", "tel"}

parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False}).enable("table")
parser.disable(["image", "code", "fence", "html_block", "html_inline"])


def to_html(text: str) -> str:
    """Harmless HTML of a Markdown text; empty for an empty one. Headings become h4 and h5 below the page's own."""
    html = parser.render(text) if text.strip() else ""
    html = re.sub(r"<(/?)h[12]>", r"<\1h4>", html)
    html = re.sub(r"<(/?)h[36]>", r"<\1h5>", html)
    return nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener nofollow ugc"
    ).strip()


def ready(html: str) -> SafeString:
    """Marks HTML that `to_html` made, and only that, as safe for templates."""
    return mark_safe(html)  # noqa: S308


def to_text(html: str) -> str:
    """The words of rendered HTML on one line, for cards, titles and search."""
    spaced = re.sub(r"<(?:/p|/li|br)[^>]*>", " ", html)
    return " ".join(unescape(strip_tags(spaced)).split())


def unescape(text: str) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text
