"""`{% icon "mark" %}` in every template, without loading anything: pages have dozens of them."""

from functools import lru_cache

from django import template
from django.core.files.storage import storages
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
SPRITE = "pharmacy/icons.svg"


@register.simple_tag
def icon(name: str, *, turn=False) -> SafeString:
    """A symbol of icons.svg, for the eye alone: words stand beside it. `turn`: mirrored where text runs right to left.

    {% icon "next" turn=True %}
    """
    return drawn(address(storages["staticfiles"]), name, bool(turn))


@lru_cache(maxsize=1)
def address(storage) -> str:
    """Where the sprite is. The name of a file is hashed when the site starts, and never changes after that."""
    return storage.url(SPRITE)


@lru_cache(maxsize=500)
def drawn(sprite: str, name: str, turn: bool) -> SafeString:
    classes = "icon icon--turn" if turn else "icon"
    # The end of the line parts it from what is read out behind it.
    return format_html(
        '<svg class="{}" width="24" height="24" aria-hidden="true"><use href="{}#{}"></use></svg>\n',
        classes,
        sprite,
        name,
    )
