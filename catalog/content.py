"""The content of a product as one dict: out of the rows (`snapshot`) and back into them (`fill`).

Drafts, publications, the importer, the demo catalogue and restoring all speak this form; its shape is in
docs/domain.md. To add a field to a product: the column, a line here, the admin's fieldset, the page's part.
"""

import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any

from catalog import saving
from catalog.models.parts import Image, Indication, Ingredient, KeyFeature, SafetyNote, Section
from catalog.models.picture import Picture
from catalog.models.terms import Category, Condition, Manufacturer, Substance

FORMAT = 1

# Content key → column. A nested dict is a group of facts.
PLAIN = {
    name: name
    for name in (
        "name",
        "slug",
        "brand_name",
        "market",
        "language",
        "dosage_form",
        "route",
        "legal_status",
        "atc_code",
        "excipients",
        "summary",
        "description",
        "demonstration",
    )
}
GROUPS = {
    "appearance": {
        "description": "appearance_description",
        "colour": "colour",
        "second_colour": "second_colour",
        "shape": "shape",
        "imprint": "imprint",
    },
    "source": {"name": "source_name", "version": "source_version", "date": "source_date", "url": "source_url"},
    "storage": {
        "text": "storage_text",
        "minimum_celsius": "minimum_celsius",
        "maximum_celsius": "maximum_celsius",
        "protect_from_light": "protect_from_light",
        "protect_from_moisture": "protect_from_moisture",
        "original_container": "original_container",
        "refrigerate": "refrigerate",
        "do_not_freeze": "do_not_freeze",
        "handling": "handling",
    },
    "programme": {
        "name": "programme_name",
        "url": "programme_url",
        "telephone": "programme_telephone",
        "requirements": "programme_requirements",
    },
}
# Part → its model, its plain columns, and its terms.
PARTS: dict[str, tuple[Any, tuple[str, ...], dict[str, Any]]] = {
    "ingredients": (Ingredient, ("strength", "unit", "per"), {"substance": Substance}),
    "indications": (Indication, ("title", "text"), {"condition": Condition}),
    "key_features": (KeyFeature, ("title", "text"), {}),
    "safety_notes": (SafetyNote, ("severity", "topic", "title", "text"), {}),
    "sections": (Section, ("kind", "title", "text"), {}),
}


def snapshot(product) -> dict:
    """The content of a product as it is in the database now. A fixed number of queries, whatever its size."""
    product = type(product).objects.with_parts().get(pk=product.pk)
    content = {"format": FORMAT, **plain(product, PLAIN)}
    content |= {group: plain(product, columns) for group, columns in GROUPS.items()}
    content["manufacturer"] = term(product.manufacturer)
    content["categories"] = [term(category) for category in product.categories.all()]
    for key, (_model, columns, terms) in PARTS.items():
        content[key] = [
            plain(row, {column: column for column in columns}) | {name: term(getattr(row, name)) for name in terms}
            for row in getattr(product, key).all()
        ]
    content["images"] = [
        {"sha256": row.picture.sha256, "alt": row.alt, "width": row.picture.width, "height": row.picture.height}
        for row in product.images.all()
    ]
    return content


def canonical(content: dict) -> str:
    """The one spelling of a content that is hashed and kept: sorted keys, no spaces, UTF-8 as it is."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest(content: dict) -> str:
    """SHA-256 of the canonical spelling, as 64 hexadecimal figures."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def fill(product, content: dict) -> list[str]:
    """Write a whole or partial content into a product: keys that are absent stay as they are.

    Call it inside `product.editing(…)`. Terms are found by id, then by name; what is gone is made anew.
    Returns the names of what had to be made, and of pictures that are gone. Raises
    ValidationError where a value does not fit.
    """
    made: list[str] = []
    assign(product, content, PLAIN)
    for group, columns in GROUPS.items():
        assign(product, content.get(group, {}), columns)
    if "manufacturer" in content:
        product.manufacturer = find_term(Manufacturer, content["manufacturer"], made)
    new = product._state.adding
    saving.save(product)
    if "categories" in content:
        product.categories.set(find_term(Category, value, made) for value in content["categories"])
    for key in PARTS:
        if key in content:
            if not new:
                getattr(product, key).all().delete()
            fill_part(product, key, content[key], made)
    if "images" in content:
        if not new:
            product.images.all().delete()
        made += fill_images(product, content["images"])
    return made


def fill_part(product, key, values, made):
    model, columns, terms = PARTS[key]
    parts = []
    for position, value in enumerate(values, start=1):
        part = model(product=product, position=position)
        assign(part, value, {column: column for column in columns})
        for name, term_model in terms.items():
            setattr(part, name, find_term(term_model, value.get(name), made))
        parts.append(part)
    saving.create(model, parts)


def fill_images(product, values) -> list[str]:
    """Hang up the pictures that are kept; returns the alternative texts of those that are not."""
    pictures = Picture.objects.in_bulk([value["sha256"] for value in values], field_name="sha256")
    kept = [value for value in values if value["sha256"] in pictures]
    images = [
        Image(product=product, position=position, picture=pictures[value["sha256"]], alt=value["alt"])
        for position, value in enumerate(kept, start=1)
    ]
    saving.create(Image, images)
    return [value["alt"] for value in values if value not in kept]


def find_term(model, value, made):
    """The term of `{"id", "name"}` or `{"name"}`; None for none."""
    if not value or not value.get("name"):
        return None
    found = model.objects.filter(pk=value["id"]).first() if value.get("id") else None
    if found:
        return found
    if found := model.objects.known(value["name"]):
        return found
    made.append(value["name"])
    return model.objects.named(value["name"])


def term(row) -> dict | None:
    return row and {"id": row.pk, "name": row.name, "slug": row.slug}


def plain(row, columns: dict) -> dict:
    return {key: spelled(getattr(row, column)) for key, column in columns.items()}


def spelled(value):
    """Decimals and dates as text, so that both databases and every reader spell them alike."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else value


def assign(row, values: dict, columns: dict):
    for key, column in columns.items():
        if key in values:
            nullable = row._meta.get_field(column).null
            setattr(row, column, None if nullable and values[key] == "" else values[key])
