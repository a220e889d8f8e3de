"""A content written out for a person to read: labelled parts in page order, choices by their names, texts as typed."""

from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalog.content import GROUPS, PLAIN
from catalog.models.listing import strength
from catalog.models.parts import SafetyNote, Section
from catalog.models.product import Product

IDENTITY = ("name", "slug", "brand_name", "market", "language", "dosage_form", "route", "legal_status", "atc_code")


@dataclass(frozen=True)
class Entry:
    """One fact or one row. `key` says which it is, so that it is found again in another content."""

    key: tuple
    label: str
    text: str
    is_row: bool = False


@dataclass(frozen=True)
class Part:
    key: str
    label: str
    entries: list[Entry] = field(default_factory=list)
    is_list: bool = False


def spell(content: dict) -> list[Part]:
    """The parts that a content has, in page order; what is empty is left out of them."""
    return [
        Part("identity", _("Identity"), identity(content)),
        Part("programme", _("Restricted programme"), group(content, "programme")),
        Part("summary", _("Summary"), facts(content, ("summary",))),
        rows(content, "images", _("Images"), lambda row: row["alt"], image_text, key="sha256"),
        rows(content, "ingredients", _("Ingredients"), lambda row: row["substance"]["name"], strength),
        Part("excipients", _("Other ingredients"), facts(content, ("excipients",))),
        Part("appearance", _("Appearance"), group(content, "appearance")),
        Part("description", _("Description"), facts(content, ("description",))),
        rows(content, "indications", _("Indications"), title, indication_text),
        rows(content, "key_features", _("Key features"), title, lambda row: row["text"]),
        rows(content, "safety_notes", _("Safety notes"), title, note_text),
        rows(content, "sections", _("Sections"), section_title, lambda row: row["text"]),
        Part("storage", _("Storage"), group(content, "storage")),
        Part("source", _("Source"), group(content, "source")),
    ]


def identity(content) -> list[Entry]:
    maker = content["manufacturer"]["name"] if content["manufacturer"] else ""
    categories = " · ".join(row["name"] for row in content["categories"])
    return [
        *facts(content, IDENTITY),
        *present(("manufacturer",), column_label("manufacturer"), maker),
        *present(("categories",), column_label("categories"), categories),
        *facts(content, ("demonstration",)),
    ]


def facts(content, keys) -> list[Entry]:
    return columns(content, {key: PLAIN[key] for key in keys})


def group(content, name) -> list[Entry]:
    return columns(content[name], GROUPS[name])


def columns(values, names) -> list[Entry]:
    found = []
    for key, column in names.items():
        found += present((column,), column_label(column), value_text(column, values.get(key, "")))
    return found


def present(key, label, text) -> list[Entry]:
    return [Entry(key, label, text)] if text else []


def column_label(column) -> str:
    return capfirst(str(product_field(column).verbose_name))


def value_text(column, value) -> str:
    if value is True:
        return _("yes")
    choices = dict(product_field(column).flatchoices or ())
    return str(choices.get(value, value)) if value else ""


def product_field(column):
    return Product._meta.get_field(column)


def rows(content, name, label, row_title, row_text, key="") -> Part:
    """A list as one entry a row; rows of the same title are told apart by their number."""
    entries: list[Entry] = []
    seen: dict[str, int] = {}
    for row in content[name]:
        spelled = str(row_title(row))
        identity = row[key] if key else spelled.casefold()
        seen[identity] = seen.get(identity, 0) + 1
        entries.append(Entry((identity, seen[identity]), spelled, str(row_text(row)), is_row=True))
    return Part(name, label, entries, is_list=True)


def title(row):
    return row["title"]


def note_text(row):
    kind = f"{SafetyNote.Severity(row['severity']).label} · {SafetyNote.Topic(row['topic']).label}"
    return f"{kind}\n{row['text']}"


def section_title(row):
    kind = Section.Kind(row["kind"]).label
    return f"{kind}: {row['title']}" if row["title"] else kind


def indication_text(row):
    condition = row["condition"]["name"] if row["condition"] else _("no condition")
    return f"{row['text']}\n({condition})"


def image_text(row):
    return f"{row['width']} × {row['height']}, {row['sha256'][:12]}"
