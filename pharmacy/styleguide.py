"""What the style guide shows: one specimen of every component in every state, made of plain dictionaries.

No row of the database is read, and nothing here is about anybody. Words of specimens are not translated: those who
build the site read them (see pharmacy/messages).
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.templatetags.static import static
from django.utils.html import format_html

from catalog.faces import Face, Shape
from catalog.models import Condition, Listing, Rating
from catalog.page import Page, render
from catalog.search import Option
from catalog.search.facets import Facet, Value
from pharmacy import tokens
from reviews.forms import ReviewForm
from reviews.models import ReviewText
from reviews.review_search import ReviewSearch
from reviews.tallies import Tally

ICONS = Path(__file__).parent / "static/pharmacy/icons.svg"
SIZES = ("small", "body", "lead", "h3", "name", "h2", "h1", "hero")
SPACES = range(1, 9)
NOTICES = ("info", "success", "warning", "error", "demonstration", "preview")
STATUSES = (
    ("general_sale", "General sale"),
    ("pharmacy_only", "Pharmacy only"),
    ("prescription_only", "Prescription only"),
    ("restricted_programme", "Restricted programme"),
)
SIGNED = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
SOME_TEXT = "Swallow **one capsule** with water in the evening.\n\n- Do not open it.\n- Do not chew it."

CONTENT = {
    "name": "Specimezole 4 mg Capsules",
    "slug": "specimezole",
    "brand_name": "Specimen",
    "manufacturer": {"name": "Example Laboratories", "slug": "example-laboratories"},
    "market": "us",
    "language": "en",
    "dosage_form": "capsule",
    "route": "oral",
    "legal_status": "restricted_programme",
    "categories": [{"name": "Examples", "slug": "examples"}],
    "atc_code": "A00AA00",
    "appearance": {
        "description": "",
        "colour": "white",
        "second_colour": "blue",
        "shape": "capsule_shaped",
        "imprint": "S 4",
    },
    "source": {"name": "Specimezole label", "version": "3", "date": "2026-01-31", "url": "https://example.com/label"},
    "ingredients": [
        {"substance": {"name": "specimezole", "slug": "specimezole"}, "strength": "4", "unit": "mg", "per": ""}
    ],
    "excipients": "Lactose.",
    "summary": "A capsule that shows how a page looks.",
    "description": "",
    "indications": [],
    "key_features": [],
    "storage": {
        "text": "Keep it where children cannot reach it.",
        "minimum_celsius": "20",
        "maximum_celsius": "25",
        "protect_from_light": True,
        "protect_from_moisture": True,
        "original_container": True,
        "refrigerate": True,
        "do_not_freeze": True,
        "handling": "Wear gloves.",
    },
    "safety_notes": [
        {"severity": severity, "topic": "pregnancy", "title": f"A note that is a {severity}", "text": SOME_TEXT}
        for severity in ("boxed", "warning", "precaution", "information")
    ],
    "sections": [],
    "programme": {
        "name": "the Specimen Programme",
        "url": "https://example.com/programme",
        "telephone": "1-800-000-0000",
        "requirements": "A test every month.",
    },
    "images": [],
    "demonstration": True,
}


class SpecimenForm(forms.Form):
    """Fields of each kind; `specimen` keeps its error summary from taking the focus of the whole guide."""

    specimen = True
    name = forms.CharField(label="A line of text", help_text="With a word of help.")
    nickname = forms.CharField(label="A line that may stay empty", required=False)
    email = forms.EmailField(label="An e-mail address")
    password = forms.CharField(label="A password", widget=forms.PasswordInput)
    text = forms.CharField(label="A longer text", widget=forms.Textarea, max_length=400)
    market = forms.ChoiceField(label="One of a list", choices=[("us", "United States"), ("eu", "European Union")])
    picture = forms.FileField(label="A file", required=False)
    rating = ReviewForm.base_fields["rating"]
    consent = forms.BooleanField(label="A box to tick", help_text="With a word of help.")


def specimens() -> dict:
    """The context of the guide."""
    listings = cards()
    page = Page(render(CONTENT))
    return {
        "themes": [{"name": theme, "pairs": tokens.contrasts(theme)} for theme in ("light", "dark")],
        "colours": [
            {"name": name, "light": colour, "dark": tokens.colours()["dark"][name]}
            for name, colour in tokens.colours()["light"].items()
        ],
        "sizes": SIZES,
        "spaces": SPACES,
        "icons": re.findall(r'<symbol id="([\w-]+)"', ICONS.read_text()),
        "notices": NOTICES,
        "statuses": [{"legal_status": status, "legal_status_label": label} for status, label in STATUSES],
        "stars": [0, 0.5, 1, 2, 3.5, 4, 5],
        "listings": listings,
        "page": page,
        "listing": listings[0] | {"publication_id": 2, "shows_stars": True},
        "gallery": {"images": pictures(), "language": "en"},
        "publication": {"pk": 2, "number": 2, "signed_at": SIGNED, "four_eyes": True},
        "rating": Rating(one=1, two=0, three=2, four=4, five=9),
        "packs": packs(),
        "search": search(),
        "nothing": SimpleNamespace(q="zzz", chosen=[True], wide_url="?"),
        "suggestions": suggestions(),
        "form": SpecimenForm(prefix="empty"),
        "wrong": SpecimenForm({"wrong-name": "", "wrong-email": "not an address"}, prefix="wrong"),
        "publications": [{"pk": n, "number": n, "signed_at": SIGNED} for n in (2, 1)],
        "older": SimpleNamespace(number=1, pk=1),
        "newer": SimpleNamespace(number=2, pk=2, content={"language": "en"}),
        "difference": difference(),
        "review_texts": reviews(),
        "review_search": review_search(),
        "periods": periods(),
        "counted_on": SIGNED.date(),
        "page_links": {"first": "?", "next": "?"},
        "noun_list": [{"name": f"A condition {n}", "slug": f"condition-{n}", "listing_count": n} for n in range(1, 8)],
    }


class SpecimenShape(Shape):
    """With a picture that is none of the catalogue's."""

    @property
    def picture(self):
        return pictures()[0] if self.widths else None


def cards() -> list[dict]:
    """As dictionaries: the dense table shows the same."""
    long = "A medicine whose name is so long that it takes a second line on most screens"
    plain = SpecimenShape(language="en", market="us", dosage_form="capsule", legal_status="prescription_only")
    boxed = replace(plain, boxed=2, legal_status="restricted_programme")
    return [
        card(replace(plain, widths=(200,))) | {"why": why()},
        card(replace(boxed, demonstration=True)),
        card(boxed, name=long),
    ]


def card(shape: Shape, name="Specimezole 4 mg Capsules") -> dict:
    titles = ["Harm to an unborn baby", "Blood clots"][: shape.boxed]
    texts = {"slug": "specimezole", "name": name, "substance_names": "specimezole", "strength_text": "4 mg"}
    texts |= {"summary": "A capsule that shows how a card looks.", "boxed_titles": " · ".join(titles)}
    labels = {name: getattr(shape, name) for name in ("dosage_form_label", "legal_status_label", "market_name")}
    return vars(shape) | texts | labels | {"boxed_titles": titles, "face": Face(shape, texts)}


def why() -> SimpleNamespace:
    snippet = format_html("… shows how {} is marked …", format_html("<mark>{}</mark>", "a word"))
    return SimpleNamespace(label="Brand name: Specimen", snippet=snippet)


def suggestions() -> list[dict]:
    return [
        {"text": "Specimezole 4 mg Capsules", "facts": ["Medicine", "Specimen · Capsule"], "active": True},
        {"text": "specimezole", "facts": ["Substance"], "active": False},
        {"text": "A condition", "facts": ["Condition"], "active": False},
    ]


def pictures() -> list[dict]:
    """Our own mark three times: a guide has no photographs."""
    address = static("pharmacy/icons/mark.svg")
    facts = {"url": address, "srcset": f"{address} 400w", "sources": [], "width": 400, "height": 400}
    return [facts | {"alt": f"The mark of the site, picture {number}"} for number in (1, 2, 3)]


def packs() -> list[dict]:
    plain = {"sku": "SPEC-21", "gtin": "00000000000000", "national_code": "", "price": 12.5, "currency": "USD"}
    stock = ("in_stock", "low_stock", "out_of_stock", "discontinued")
    return [
        plain | {"availability": one, "availability_label": one.replace("_", " "), "get_size_display": f"{n} capsules"}
        for n, one in enumerate(stock, start=21)
    ]


def search() -> SimpleNamespace:
    """A search with all that it can say of itself at once, which none ever does."""

    def options(*named):
        return [Option(name, label, "?", name == named[0][0]) for name, label in named]

    answer = SimpleNamespace(corrected=[("zoel", "zole")], did_you_mean="azole", how="any", cut=True)
    return SimpleNamespace(
        q="zoel pain",
        reader=True,
        answer=answer,
        criteria=SimpleNamespace(choices=2),
        kept=[],
        beside_facets=[],
        facets=facets(),
        narrows_by_price=False,
        chosen=[
            {"label": label, "remove_url": "?", "in_shop_language": False, "key": label} for label in ("Capsule", "A")
        ],
        wide_url="?",
        meant_url="?",
        by_name_url="?",
        sorts=options(("relevance", "Best match first"), ("name", "A to Z")),
        views=options(("cards", "Cards"), ("table", "Table")),
        letters=[{"letter": one, "count": one != "C", "chosen": one == "A", "url": "?"} for one in "ABCD"],
    )


def value(facet, value, label, count, *, chosen=False) -> Value:
    return Value(f"{facet}-{value}", value, label, count, chosen)


def facets() -> list[Facet]:
    """Values of each kind: chosen, counted, uncounted, more than are seen at once."""
    forms = [value("form", "capsule", "Capsule", 1234, chosen=True), value("form", "tablet", "Tablet", 56)]
    makers = [value("manufacturer", f"maker-{n}", f"A manufacturer {n}", 90 - n) for n in range(12)]
    stars = [value("rating", "4", "4 stars and more", 7), value("rating", "3", "3 stars and more", None)]
    return [
        Facet("form", "Dosage form", forms),
        Facet("rating", "Rating", stars),
        Facet("manufacturer", "Manufacturer", makers, more=True),
    ]


def difference() -> list[dict]:
    words = [{"op": "equal", "text": "Take"}, {"op": "delete", "text": "two"}, {"op": "insert", "text": "one capsule"}]
    return [{"label": "How to take it", "changes": [{"label": "Text", "words": words}]}]


def reviews() -> list[SimpleNamespace]:
    """One that says no more than it must; one with everything, which the pharmacy has answered."""
    plain = {
        "title": "A review",
        "text": "It did what it should.\nI slept.",
        "rating": 4,
        "language": "en",
        "submitted_at": date(2026, 3, 4),
        "review": SimpleNamespace(author_name="A customer"),
        "review_id": 1,
    }
    reply = SimpleNamespace(text="Thank you. Come by and ask.", language="en", changed_at=date(2026, 3, 6))
    answered = SimpleNamespace(author_name="A verified customer", reply=reply)
    whole = {
        "verified": True,
        "helpful_count": 3,
        "condition": Condition(name="Hay fever"),
        "get_taken_for_display": "more than a year",
    }
    return [
        SimpleNamespace(**plain),
        SimpleNamespace(**plain | whole | {"review": answered, "review_id": 2, "taken_for": "years"}),
    ]


def review_search() -> ReviewSearch:
    """The reviews of four stars for one condition, with all that narrows and orders them."""
    listing = Listing(slug="specimezole", market="us", legal_status="general_sale")
    found = ReviewSearch(listing, {"stars": "4", "condition": "hay-fever"})
    found.rating, found.rows = Rating(one=1, two=0, three=2, four=4, five=9), []
    found.rating.has_verified = True
    found.conditions = [Condition(name="Hay fever", slug="hay-fever"), Condition(name="Itching", slug="itching")]
    return found


def periods() -> dict:
    twice, once = ([(reason, number) for reason in ReviewText.Reason.values] for number in (2, 1))
    decided = {"published": 100, "rejected": 12, "taken_down": 6, "change_asked": 6, "masked": 3}
    whole = Tally(received=120, **decided, rejected_for=twice, taken_down_for=once)
    return {"ever": whole, "year": whole, "waiting": 2}
