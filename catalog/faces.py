"""What a card shows of a listing: its shape, which many share, and its texts, which go into that shape."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator

from catalog.imaging.addresses import image_facts
from catalog.imaging.sizes import widths
from catalog.models.facts import Identity
from pharmacy import markets

FORMS, STATUSES = dict(Identity.DosageForm.choices), dict(Identity.LegalStatus.choices)
MARKETS: dict[str, Any] = dict(markets.CHOICES)
MOST_WORDS = 36  # of a summary
TEXTS = ("slug", "name", "substance_names", "strength_text", "boxed_titles", "summary", "sha256", "width", "height")
# What stands in a shape for each: plain letters, so that addresses can hold them, and a hash where one is needed.
MARKS = {name: f"qqq{name}qqq" for name in TEXTS} | {"sha256": "f00d" * 16}


class Labelled:
    """What its columns are called, in the reader's language.

    Not by get_…_display: that hashes every choice, translated, each time, and a page of cards asks sixty times.
    """

    dosage_form: Any
    legal_status: Any
    market: Any

    @property
    def dosage_form_label(self):
        return FORMS.get(self.dosage_form, self.dosage_form)

    @property
    def legal_status_label(self):
        return STATUSES.get(self.legal_status, self.legal_status)

    @property
    def market_name(self):
        return MARKETS.get(self.market, self.market)


@dataclass(frozen=True)
class Shape(Labelled):
    """All that decides how a card is built. `boxed` is how many titles; `widths` those that the picture is made in, if
    there is one, its own left out: thousands of pictures have the same few.

    For a template it is a face with marks in the places of its texts (see templatetags/cards.py).
    """

    language: str
    market: str
    dosage_form: str
    legal_status: str
    boxed: int = 0
    has_summary: bool = True
    widths: tuple[int, ...] | None = None
    demonstration: bool = False

    slug, name, boxed_titles, summary = (MARKS[name] for name in ("slug", "name", "boxed_titles", "summary"))
    substance_names, strength_text = MARKS["substance_names"], MARKS["strength_text"]

    @property
    def drawing(self) -> str:
        """What stands in the place of a picture: a symbol of its form."""
        return f"form-{self.dosage_form or 'tablet'}"

    @property
    def picture(self) -> dict | None:
        """The picture with its addresses, as `image_facts` gives them. On a card it has no text beside it."""
        if self.widths is None:
            return None
        marked = {name: MARKS[name] for name in ("sha256", "width", "height")}
        return image_facts(marked, own=[*self.widths, MARKS["width"]])


@dataclass(frozen=True)
class Face:
    """`texts` are plain, not escaped, by the names of TEXTS."""

    shape: Shape
    texts: dict[str, str]

    @classmethod
    def of(cls, listing) -> "Face":
        """Of a listing; of one that a search found for what its summary says, without that."""
        image = listing.first_image or {}
        summary = "" if listing.why_says_summary else shortened(listing.summary_text)
        shape = Shape(
            language=listing.language,
            market=listing.market,
            dosage_form=listing.dosage_form,
            legal_status=listing.legal_status,
            boxed=len(listing.boxed_titles),
            has_summary=bool(summary),
            widths=tuple(widths(image["width"])[:-1]) if image else None,
            demonstration=listing.demonstration,
        )
        texts = {
            "slug": listing.slug,
            "name": listing.name,
            "substance_names": listing.substance_names,
            "strength_text": listing.strength_text,
            "boxed_titles": " · ".join(listing.boxed_titles),
            "summary": summary,
            "sha256": image.get("sha256", ""),
            "width": str(image.get("width", "")),
            "height": str(image.get("height", "")),
        }
        return cls(shape, texts)


def shortened(text: str) -> str:
    return text if text.count(" ") < MOST_WORDS else Truncator(text).words(MOST_WORDS)
