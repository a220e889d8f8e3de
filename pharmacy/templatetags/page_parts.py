"""What templates of every app need around a text: its language, its address."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

from pharmacy.head import absolute, spelled
from pharmacy.languages import in_language

register = template.Library()
register.filter("absolute", absolute)
register.filter("spelled", spelled)


@register.simple_tag
def in_its_language(language: str = "") -> SafeString:
    """The attributes of an element whose text is in `language`, or the shop's own; none where the page is in it too.

    <h1 {% in_its_language page.language %}>{{ page.name }}</h1>
    """
    language = language or settings.LANGUAGE_CODE
    if language == get_language():
        return SafeString("")
    direction = "rtl" if language_info(language)["bidi"] else "ltr"
    return format_html('lang="{}" dir="{}"', language, direction)


@register.simple_tag
def language_links(path: str) -> list[dict]:
    """[{code, name, direction, url, current}]: this page, or home, in every language, each named in itself."""
    here = get_language()
    return [
        {
            "code": code,
            "name": name,
            "direction": "rtl" if get_language_info(code)["bidi"] else "ltr",
            "url": in_language(path or "/", code),
            "current": code == here,
        }
        for code, name in settings.LANGUAGES
    ]


@register.filter
def named_language(code: str) -> str:
    """The name of a language in the reader's language: "English", "inglés"; its code where Django knows no name."""
    return language_info(code)["name_translated"]


def language_info(code: str) -> dict:
    """What Django knows of a language. A label may be in one that it does not know, such as Tagalog."""
    try:
        return get_language_info(code)
    except KeyError:
        return {"bidi": code.partition("-")[0] in {"dv", "ps", "sd", "yi"}, "name_translated": code}
