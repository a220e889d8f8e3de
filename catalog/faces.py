"""What a card shows of a listing, whatever list it stands in."""

from dataclasses import dataclass
from typing import Any

from catalog.imaging.addresses import image_facts
from catalog.models.facts import Identity
from pharmacy import markets

FORMS, STATUSES = dict(Identity.DosageForm.choices), dict(Identity.LegalStatus.choices)
MARKETS: dict[str, Any] = dict(markets.CHOICES)
IMAGE = ("sha256", "width", "height", "alt")


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
class Face(Labelled):
    """Two listings with the same face have the same card, so a card is drawn once: see templatetags/cards.py.

    `image` is (sha256, width, height, alt); `summary_text` is "" where something else says the same.
    """

    slug: str
    name: str
    language: str
    market: str
    dosage_form: str
    legal_status: str
    substance_names: str
    strength_text: str
    summary_text: str
    boxed_titles: tuple[str, ...] = ()
    image: tuple | None = None
    demonstration: bool = False

    @classmethod
    def of(cls, listing) -> "Face":
        image = listing.first_image  # rows of before kept the addresses of the picture, too
        return cls(
            slug=listing.slug,
            name=listing.name,
            language=listing.language,
            market=listing.market,
            dosage_form=listing.dosage_form,
            legal_status=listing.legal_status,
            substance_names=listing.substance_names,
            strength_text=listing.strength_text,
            summary_text="" if listing.why_says_summary else listing.summary_text,
            boxed_titles=tuple(listing.boxed_titles),
            image=tuple(image[key] for key in IMAGE) if image else None,
            demonstration=listing.demonstration,
        )

    @property
    def drawing(self) -> str:
        """What stands in the place of a picture: a symbol of its form."""
        return f"form-{self.dosage_form or 'tablet'}"

    @property
    def picture(self) -> dict | None:
        """The image with its addresses, as `image_facts` gives them."""
        return image_facts(dict(zip(IMAGE, self.image, strict=True))) if self.image else None
