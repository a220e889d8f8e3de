"""All rows of a product with marks in the places of what differs, made by the code that signing and the shelf use.

So there is one place that says what a listing's columns are: `catalog.shelf.columns`, on a content of marks.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from catalog import shelf
from catalog.content import FORMAT, GROUPS, PARTS, PLAIN, canonical
from catalog.generated import bulk
from catalog.generated.slots import Form, mark, number_mark
from catalog.generated.texts import PAGES
from catalog.models import Address, Listing, Product, Publication
from catalog.models.listing import ListingCategory, ListingCondition, ListingSubstance
from catalog.models.publication import FIRST_SEAL
from catalog.page import render

MARKS = ("NAME", "SUBSTANCES", "PURPOSE", "MANNER", "HOW", "EFFECTS", "WHO")
NAMED = {name: mark(name) for name in MARKS}
ROLE = "generator"
WHY = "Generated for measuring: a program made it and nobody read it."
SOURCE = "Generated for measuring, after no label"
HAZARDS = ("", "boxed", "programme")
WARNINGS = ["no_how_to_take", "no_side_effects"]  # the description says both: a row fewer for each
BETWEEN = "\n"  # no line has one: they are escaped


@dataclass(frozen=True, slots=True)
class Pattern:
    """`canonical` and `facts` are what digest and seal are of. `lines` are all rows, BETWEEN them, of these `tables`:
    what refers to another stands behind it."""

    canonical: Form
    facts: Form
    tables: list[bulk.Table]
    lines: Form


class Moment(str):
    """The mark of a moment, which spells itself in two ways: for the seal, and for a column."""

    __slots__ = ()

    def isoformat(self):
        return mark("SIGNED_ISO")


@cache
def pattern(language: str, ingredients: int, hazard: str, cold: bool) -> Pattern:
    """For a language, a number of ingredients, one of HAZARDS, and whether it is kept in a refrigerator."""
    values = content(language, ingredients, hazard, cold)
    signed = publication()
    listing = shelf.columns(signed, values, render(values))
    listing |= {"id": number_mark("LISTING"), "product_id": signed.product_id, "publication_id": signed.pk}
    listing["letter"] = mark("LETTER")  # the first of the name, not of its mark
    listing.pop("publication")
    rows = [
        bulk.line(Product, product_columns(values)),
        *((key, text) for part in PARTS for key, text in part_lines(part, values[part])),
        categories_line(values["categories"]),
        bulk.line(Publication, {field.attname: getattr(signed, field.attname) for field in Publication._meta.fields}),
        bulk.line(Listing, listing),
        *leading_lines(values),
        bulk.line(Address, address_columns()),
    ]
    lines = Form(BETWEEN.join(text for _table, text in rows))
    return Pattern(Form(canonical(values)), Form(signed.facts()), [table for table, _text in rows], lines)


def content(language, ingredients, hazard, cold) -> dict[str, Any]:
    """A product's content (see docs/domain.md) in marks."""
    page = PAGES[language]
    said = {key: text.format_map(NAMED) for key, text in page.items() if isinstance(text, str)}
    values: dict[str, Any] = {"format": FORMAT, "language": language, "demonstration": True, "images": []}
    values |= {key: mark(key.upper()) for key in PLAIN if key not in values}
    values |= {group: dict.fromkeys(columns, "") for group, columns in GROUPS.items()}
    values |= {"summary": said["summary"], "description": said["description"]}
    values["appearance"] |= {key: mark(key.upper()) for key in ("colour", "shape", "imprint")}
    values["source"] |= {"name": SOURCE, "version": "1", "date": "2024-01-01", "url": "https://example.com/generated"}
    values["storage"] |= storage(said, cold)
    values["manufacturer"], values["categories"] = term("MANUFACTURER"), [term("CATEGORY")]
    values["ingredients"] = [ingredient(place) for place in range(ingredients)]
    values["indications"] = [{"title": said["indication"], "text": mark("WHO"), "condition": term("CONDITION")}]
    values["key_features"] = [{"title": mark("FEATURE_TITLE"), "text": mark("FEATURE")}]
    note = {"severity": "warning", "topic": mark("TOPIC"), "title": mark("NOTE_TITLE"), "text": mark("NOTE")}
    title, text = page["boxed"]
    boxed = {"severity": "boxed", "topic": "pregnancy", "title": title, "text": text}
    values["safety_notes"] = [boxed, note] if hazard else [note]
    if hazard == "programme":
        name, requirements = page["programme"]
        values["programme"] |= {"name": name, "requirements": requirements}
    values["sections"] = [{"kind": "contraindications", "title": "", "text": said["contraindications"]}]
    return values


def ingredient(place: int) -> dict:
    facts = {key: mark(f"{key.upper()}{place}") for key in ("strength", "unit", "per")}
    return facts | {"substance": term(f"SUBSTANCE{place}")}


def storage(said, cold) -> dict:
    low, high = ("2", "8") if cold else ("15", "25")
    flags = dict.fromkeys(("protect_from_light", "protect_from_moisture", "refrigerate", "do_not_freeze"), False)
    flags |= {"refrigerate": cold, "do_not_freeze": cold, "original_container": True}
    return flags | {"text": said["cold" if cold else "storage"], "minimum_celsius": low, "maximum_celsius": high}


def term(name: str) -> dict:
    return {"id": number_mark(name), "name": mark(f"{name}_NAME"), "slug": mark(f"{name}_SLUG")}


def publication() -> Publication:
    account = number_mark("SIGNER")
    return Publication(
        id=number_mark("PUBLICATION"),
        product=Product(pk=number_mark("PRODUCT"), reviews_open=True),
        number=1,
        product_version=1,
        format=FORMAT,
        canonical=mark("CANONICAL"),
        digest=mark("DIGEST"),
        previous_seal=FIRST_SEAL,
        seal=mark("SEAL"),
        submitted_by_id=account,
        signed_by_id=account,
        role=ROLE,
        signed_at=Moment(mark("SIGNED")),
        why=WHY,
        acknowledged=WARNINGS,
        four_eyes=False,
    )


def product_columns(values) -> dict:
    columns = {column: values[key] for key, column in PLAIN.items()}
    columns |= {column: values[group][key] for group, names in GROUPS.items() for key, column in names.items()}
    columns |= {"id": number_mark("PRODUCT"), "version": 1, "created_at": mark("SIGNED")}
    return columns | {"manufacturer_id": values["manufacturer"]["id"]}


def part_lines(part: str, rows: list[dict]):
    model, columns, terms = PARTS[part]
    for position, row in enumerate(rows, start=1):
        given = {column: row[column] for column in columns} | {f"{name}_id": row[name]["id"] for name in terms}
        yield bulk.line(model, given | {"product_id": number_mark("PRODUCT"), "position": position})


def categories_line(categories):
    values = {"product_id": number_mark("PRODUCT"), "category_id": categories[0]["id"]}
    return bulk.line(Product.categories.through, values)


def leading_lines(values):
    """What shelf.put hangs up: the rows by which a substance, a condition, a category lead to the listing."""
    substances = [row["substance"] for row in values["ingredients"]]
    conditions = [row["condition"] for row in values["indications"]]
    for model, name, terms in (
        (ListingSubstance, "substance", substances),
        (ListingCondition, "condition", conditions),
        (ListingCategory, "category", values["categories"]),
    ):
        for one in terms:
            yield bulk.line(model, {"listing_id": number_mark("LISTING"), f"{name}_id": one["id"]})


def address_columns() -> dict:
    """As AddressQuerySet.lead_to makes it."""
    values = {"slug": mark("SLUG"), "kind": Address.Kind.PAGE, "changed_at": mark("SIGNED")}
    return values | {"product_id": number_mark("PRODUCT"), "listing_id": number_mark("LISTING")}
