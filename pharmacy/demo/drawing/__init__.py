"""Pictures of the demonstration medicines, drawn from their facts: the same facts give the same bytes.

`content` is the content of a product (its snapshot), `pack` one of its packs with `size` and `unit`.
Both may lack anything: a default stands in. Pictures are PNG, 1200 x 900.
"""

from .canvas import staged
from .facts import Look
from .forms import drawn
from .packs import packed
from .words import form_in_words, pack_in_words

__all__ = ["describe_form", "describe_pack", "draw_form", "draw_pack"]


def draw_form(content: dict) -> bytes:
    """Return a picture of the dosage form: the capsule, the tube, the inhaler."""
    return staged(drawn(Look.of(content)))


def draw_pack(content: dict, pack: dict) -> bytes:
    """Return a picture of the pack: a box, or a labelled bottle."""
    return staged(packed(Look.of(content, pack), pack))


def describe_form(content: dict) -> str:
    """Return the alternative text of `draw_form`: what one sees, in a sentence."""
    return form_in_words(Look.of(content))


def describe_pack(content: dict, pack: dict) -> str:
    """Return the alternative text of `draw_pack`."""
    return pack_in_words(Look.of(content, pack), pack)
