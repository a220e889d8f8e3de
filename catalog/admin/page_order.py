"""What is signed, written out in the order in which a patient reads the page."""

from dataclasses import replace

from django.utils.translation import gettext as _

from catalog.models import SafetyNote, Section
from catalog.page import image_facts
from catalog.spelling import Part, spell

BOXED = SafetyNote.Severity.BOXED
Kind = Section.Kind
FIRST_KINDS = (Kind.CONTRAINDICATIONS, Kind.HOW_TO_TAKE, Kind.MISSED_DOSE, Kind.OVERDOSE)
LAST_KINDS = tuple(kind for kind in Kind if kind not in FIRST_KINDS)


def spelled(content) -> list[Part]:
    """The parts of `spell` that say something: boxed warnings first, the other notes where the page has them."""
    parts = {part.key: part for part in spell(content)}
    notes = list(zip(content["safety_notes"], parts["safety_notes"].entries, strict=True))
    boxed = [entry for note, entry in notes if note["severity"] == BOXED]
    others = [entry for note, entry in notes if note["severity"] != BOXED]
    sections = parts.pop("sections")
    parts["safety_notes"] = replace(parts["safety_notes"], entries=others)
    first = Part("boxed", _("Boxed warnings"), boxed, is_list=True)
    taking = Part("taking", _("Who must not take it, and how it is taken"), of_kinds(content, sections, FIRST_KINDS))
    advice = Part("advice", _("Effects, interactions and advice"), of_kinds(content, sections, LAST_KINDS))
    found = [first]
    for key, part in parts.items():
        found += [taking, part, advice] if key == "safety_notes" else [part]
    return [part for part in found if part.entries]


def of_kinds(content, part, kinds) -> list:
    """The entries of these kinds of section, kind by kind; within one in their own order."""
    rows = list(zip(content["sections"], part.entries, strict=True))
    return [entry for kind in kinds for row, entry in rows if row["kind"] == kind]


def pictures(content) -> list[dict]:
    """{"alt", "about", "facts"}: each with its alternative text, which is signed too, and where staff see it."""
    (part,) = [part for part in spell(content) if part.key == "images"]
    rows = zip(content["images"], part.entries, strict=True)
    return [{"alt": row["alt"], "about": entry.text, "facts": image_facts(row, preview=True)} for row, entry in rows]
