"""Cards of medicines: what stands on every list in the same way is drawn once."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from catalog.faces import Face

register = template.Library()
MOST = 2000  # of 3 KB


@register.simple_tag
def card_face(face: Face, level=None) -> SafeString:
    """The inside of a card; `level` is that of its heading, 3 unless given.

    {% card_face listing.face level %}
    """
    return drawn(face, str(level or 3), get_language() or "")


@lru_cache(MOST)
def drawn(face: Face, level: str, _language: str) -> SafeString:
    """The template is given the key and nothing else, so what it makes can be kept."""
    return render_to_string("catalog/_card_face.html", {"face": face, "level": level})
