"""Cards of medicines. A list has dozens, and each is built like many others: the template is drawn once a shape."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.core.files.storage import storages
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from catalog.faces import MARKS, Face, Shape

register = template.Library()
MOST = 1000  # shapes, of 2 KB


@register.simple_tag
def card_face(face: Face, level=None) -> SafeString:
    """The inside of a card, its texts escaped; `level` is that of its heading, 3 unless given.

    {% card_face listing.face level %}
    """
    # With DEBUG it is drawn each time, for whoever changes the template.
    draw = pattern.__wrapped__ if settings.DEBUG else pattern
    form = draw(face.shape, str(level or 3), get_language() or "", storages["staticfiles"])
    return format_html(form, **face.texts)


@lru_cache(MOST)
def pattern(shape: Shape, level: str, _language: str, _storage) -> str:
    """What the template makes of a shape, as a format for the texts. It is given the key and nothing else."""
    drawn = str(render_to_string("catalog/_card_face.html", {"face": shape, "level": level}))
    drawn = drawn.replace("{", "{{").replace("}", "}}")
    for name, mark in MARKS.items():
        drawn = drawn.replace(mark, f"{{{name}}}")
    return drawn
