"""The page of a product. Preview and public page are this one structure in the same templates.

`render(content)` turns the texts of a snapshot into harmless HTML, once, at signing; its result is kept in
`Listing.page`. `Page` reads such a result and gives templates names for what they show.
"""

import copy
from datetime import date
from decimal import Decimal

from django.utils import translation
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _

from catalog import markdown
from catalog.imaging.addresses import image_facts
from catalog.models.facts import Identity
from catalog.models.listing import strength
from catalog.models.parts import SafetyNote
from pharmacy import markets

TEXTS = ("excipients", "summary", "description")
GROUPED_TEXTS = {"appearance": ("description",), "storage": ("text", "handling"), "programme": ("requirements",)}
PART_TEXTS = ("indications", "key_features", "safety_notes", "sections")


def render(content: dict) -> dict:
    """A copy of the content with every Markdown text as sanitised HTML."""
    page = copy.deepcopy(content)
    for key in TEXTS:
        page[key] = markdown.to_html(page[key])
    for group, keys in GROUPED_TEXTS.items():
        for key in keys:
            page[group][key] = markdown.to_html(page[group][key])
    for part in PART_TEXTS:
        for row in page[part]:
            row["text"] = markdown.to_html(row["text"])
    return page


class Page:
    """What a template may show of a rendered content. Texts are SafeStrings; labels are in the reader's language."""

    def __init__(self, rendered: dict, *, preview: bool = False):
        self.rendered = rendered
        self.preview = preview
        self.name, self.slug, self.brand_name = rendered["name"], rendered["slug"], rendered["brand_name"]
        self.manufacturer, self.categories = rendered["manufacturer"], rendered["categories"]
        self.dosage_form, self.route = rendered["dosage_form"], rendered["route"]
        self.legal_status, self.atc_code = rendered["legal_status"], rendered["atc_code"]
        self.language, self.demonstration = rendered["language"], rendered["demonstration"]
        self.summary = markdown.ready(rendered["summary"])
        self.description = markdown.ready(rendered["description"])
        self.excipients = markdown.ready(rendered["excipients"])
        self.market = markets.MARKETS[rendered["market"]]

    @property
    def dosage_form_label(self):
        return label(Identity.DosageForm, self.rendered["dosage_form"])

    @property
    def route_label(self):
        return label(Identity.Route, self.rendered["route"])

    @property
    def legal_status_label(self):
        return label(Identity.LegalStatus, self.rendered["legal_status"])

    @cached_property
    def appearance(self) -> dict | None:
        facts = self.rendered["appearance"]
        if not any(facts.values()):
            return None
        return {
            "description": markdown.ready(facts["description"]),
            "colour_label": label(Identity.Colour, facts["colour"]),
            "second_colour_label": label(Identity.Colour, facts["second_colour"]),
            "shape_label": label(Identity.Shape, facts["shape"]),
            "imprint": facts["imprint"],
        }

    @cached_property
    def source(self) -> dict:
        source = self.rendered["source"]
        return source | {"date": date.fromisoformat(source["date"]) if source["date"] else None}

    @cached_property
    def ingredients(self) -> list[dict]:
        """Strengths are spelled as the pack spells them, in the language of the text: a patient compares the two."""
        with translation.override(self.language):
            return [row | {"strength_text": strength(row)} for row in self.rendered["ingredients"]]

    @property
    def composition(self) -> bool:
        """Whether there is more to say than the facts at the head of the page do."""
        return bool(self.brand_name or self.appearance or self.excipients or self.categories)

    @cached_property
    def notes(self) -> list[dict]:
        return [
            with_html(row, f"note-{number}")
            | {
                "severity_label": label(SafetyNote.Severity, row["severity"]),
                "topic_label": label(SafetyNote.Topic, row["topic"]),
            }
            for number, row in enumerate(self.rendered["safety_notes"], start=1)
        ]

    @property
    def boxed_notes(self):
        return [note for note in self.notes if note["severity"] == SafetyNote.Severity.BOXED]

    @property
    def other_notes(self):
        """From the gravest on; within a severity in the order that editors gave."""
        order = [choice.value for choice in SafetyNote.Severity][1:]
        notes = [note for note in self.notes if note["severity"] in order]
        return sorted(notes, key=lambda note: order.index(note["severity"]))

    @cached_property
    def indications(self):
        return [
            with_html(row, f"indication-{number}-{slugify(row['title'])[:40]}".rstrip("-"))
            for number, row in enumerate(self.rendered["indications"], start=1)
        ]

    @cached_property
    def key_features(self):
        return [with_html(row, f"key-feature-{number}") for number, row in enumerate(self.rendered["key_features"], 1)]

    def sections(self, kind: str) -> list[dict]:
        rows = [row for row in self.rendered["sections"] if row["kind"] == kind]
        return [with_html(row, f"{kind.replace('_', '-')}-{number}") for number, row in enumerate(rows, start=1)]

    contraindications = cached_property(lambda self: self.sections("contraindications"))
    how_to_take = cached_property(lambda self: self.sections("how_to_take"))
    missed_dose = cached_property(lambda self: self.sections("missed_dose"))
    overdose = cached_property(lambda self: self.sections("overdose"))
    side_effects = cached_property(lambda self: self.sections("side_effects"))
    interactions = cached_property(lambda self: self.sections("interactions"))
    pregnancy = cached_property(lambda self: self.sections("pregnancy"))
    counselling = cached_property(lambda self: self.sections("counselling"))

    @cached_property
    def storage(self) -> dict:
        storage = dict(self.rendered["storage"])
        low, high = (Decimal(storage[key]) if storage[key] else None for key in ("minimum_celsius", "maximum_celsius"))
        return storage | {
            "text": markdown.ready(storage["text"]),
            "handling": markdown.ready(storage["handling"]),
            "temperature_celsius": temperatures(low, high, "°C"),
            "temperature_fahrenheit": temperatures(fahrenheit(low), fahrenheit(high), "°F"),
        }

    @cached_property
    def programme(self) -> dict | None:
        programme = self.rendered["programme"]
        if not programme["name"]:
            return None
        return programme | {"requirements": markdown.ready(programme["requirements"])}

    @cached_property
    def images(self) -> list[dict]:
        return [image_facts(image, preview=self.preview) for image in self.rendered["images"]]

    @property
    def contents(self) -> list[dict]:
        """The parts that are there, in page order, for the navigation in the page."""
        rows = (
            ("safety-boxed", _("Boxed warning"), self.boxed_notes),
            ("facts", _("At a glance"), True),
            ("programme", _("Restricted programme"), self.programme),
            ("summary", _("In short"), self.summary),
            ("pictures", _("Pictures"), self.images),
            ("composition", _("Composition and appearance"), self.composition),
            ("description", _("Description"), self.description),
            ("indications", _("What it is for"), self.indications),
            ("key-features", _("Key features"), self.key_features),
            ("contraindications", _("Who must not take it"), self.contraindications),
            ("how-to-take", _("How to take it"), self.how_to_take or self.missed_dose or self.overdose),
            ("safety", _("Safety"), self.other_notes),
            ("side-effects", _("Side effects"), True),
            ("interactions", _("Interactions"), self.interactions),
            ("pregnancy", _("Pregnancy and breastfeeding"), self.pregnancy),
            ("counselling", _("Ask your pharmacist"), self.counselling),
            ("storage", _("Storage"), True),
            ("packs", _("Packs"), True),
            ("sign-off", _("Who checked this page"), True),
            ("reviews", _("Reviews"), not self.preview),
        )
        return [{"anchor": anchor, "label": text} for anchor, text, present in rows if present]


def with_html(row: dict, anchor: str) -> dict:
    return row | {"text": markdown.ready(row["text"]), "anchor": anchor}


def label(choices, value):
    return choices(value).label if value else ""


def fahrenheit(celsius: Decimal | None) -> Decimal | None:
    return None if celsius is None else (celsius * 9 / 5 + 32).to_integral_value()


def temperatures(low, high, unit) -> str:
    """ "20 to 25 °C", "up to 30 °C", "from 2 °C", or nothing."""
    if low is None and high is None:
        return ""
    if low is None:
        return _("up to %(high)s %(unit)s") % {"high": figure(high), "unit": unit}
    if high is None:
        return _("from %(low)s %(unit)s") % {"low": figure(low), "unit": unit}
    return _("%(low)s to %(high)s %(unit)s") % {"low": figure(low), "high": figure(high), "unit": unit}


def figure(number) -> str:
    """As the reader's language writes it: "2.5", "2,5", "−20"."""
    return number_format(format(Decimal(number).normalize(), "f")).replace("-", "\N{MINUS SIGN}")
