"""What templates of every app need around a text: its language, its address."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.core.files.storage import storages
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

from pharmacy.head import absolute, spelled
from pharmacy.languages import in_language

register = template.Library()
register.filter("absolute", absolute)
register.filter("spelled", spelled)

# The keys that letters stand on: 1-800-FDA-1088 is dialled 1-800-332-1088.
KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
DIALLED = frozenset("+-0123456789")


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
def fixed(name: str) -> SafeString:
    """A template that is given nothing: in one language it is the same on every page, so it is drawn once.

    {% fixed "_footer.html" %}
    """
    # With DEBUG it is drawn each time, for whoever changes the template.
    draw = drawn_once.__wrapped__ if settings.DEBUG else drawn_once
    return draw(name, get_language() or "", storages["staticfiles"])


@lru_cache(maxsize=100)
def drawn_once(name: str, _language: str, _storage) -> SafeString:
    return render_to_string(name)


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
def telephone(number: str) -> SafeString:
    """A number to call, as a link that is never broken into two lines and reads left to right everywhere."""
    dialled = "".join(one for one in number.upper().translate(KEYPAD) if one in DIALLED)
    return format_html('<a class="telephone" href="tel:{}"><bdi dir="ltr">{}</bdi></a>', dialled, number)


@register.filter
def named_language(code: str) -> str:
    """The name of a language within a sentence: "English", "inglés"; its code where Django knows no name.

    Django begins it with a capital everywhere; a language that writes its own name without one writes none so.
    """
    name = language_info(code)["name_translated"]
    own = language_info(get_language() or settings.LANGUAGE_CODE).get("name_local", "")
    return name[:1].lower() + name[1:] if own[:1].islower() else name


@register.filter
def grouped(number: int) -> str:
    """A figure for people, such as 1,234,567; what a machine reads has no commas."""
    return number_format(number, use_l10n=True, force_grouping=True)


def language_info(code: str) -> dict:
    """What Django knows of a language. A label may be in one that it does not know, such as Tagalog."""
    try:
        return get_language_info(code)
    except KeyError:
        return {"bidi": code.partition("-")[0] in {"dv", "ps", "sd", "yi"}, "name_translated": code}
