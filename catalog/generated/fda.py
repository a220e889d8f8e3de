"""Medicines out of Drugs@FDA, the FDA's public export: a zip of tab-separated tables in latin-1.

Read are Products.txt (ApplNo, Form, Strength, DrugName, ActiveIngredient) and Applications.txt (ApplNo, SponsorName).
What has no place in our forms or units goes to the nearest, or is left out and counted.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from decimal import Decimal

from catalog.generated.medicines import Medicine, full_name, times
from catalog.generated.names import capitalised, inert
from catalog.importing.names import stated_strengths

MOST_IN_A_NAME, LONGEST_NAME, LONGEST_TERM, LONGEST_BRAND = 3, 125, 120, 120

Forms = list[tuple[str, str | None]]
# Within a route, the first words that fit a form win. None: we have no such form.
INJECTED: Forms = [(r"IMPLANT|PELLET|IRRIGAT|DIALYSIS", None), (r"", "injection")]
NASAL: Forms = [(r"OINTMENT", "ointment"), (r"GEL", "gel"), (r"", "nasal_spray")]
OCULAR: Forms = [(r"OINTMENT", "ointment"), (r"GEL$", "gel"), (r"INSERT", None), (r"", "eye_drops")]
SKIN: Forms = [(r"CREAM", "cream"), (r"OINTMENT|PASTE", "ointment"), (r"GEL|JELLY", "gel"), (r"POWDER", "powder")]
SKIN += [(r"PATCH|SYSTEM|DISC|TAPE|DRESSING", "patch"), (r"", "lotion")]
THROUGH_SKIN: Forms = [(r"GEL|SOLUTION|SPRAY", "gel"), (r"OINTMENT", "ointment"), (r"", "patch")]
RECTAL: Forms = [(r"GEL", "gel"), (r"OINTMENT", "ointment"), (r"CREAM", "cream"), (r"", "suppository")]
VAGINAL: Forms = [(r"CREAM", "cream"), (r"GEL|JELLY", "gel"), (r"OINTMENT", "ointment"), (r"TABLET", "tablet")]
VAGINAL += [(r"SPONGE|TAMPON|AEROSOL", None), (r"", "pessary")]
MOUTH: Forms = [(r"TABLET|FILM", "tablet"), (r"GEL|PASTE", "gel"), (r"SOLUTION|SPRAY|AEROSOL", "oral_solution")]
MOUTH += [(r"TROCHE|LOZENGE|GUM", "lozenge")]
ORAL: Forms = [
    (r"TROCHE|LOZENGE|PASTILLE|GUM", "lozenge"),
    (r"TABLET|BAR|FILM", "tablet"),
    (r"CAPSULE|PELLET", "capsule"),
]
ORAL += [(r"SUSPENSION|EMULSION", "oral_suspension"), (r"POWDER|GRANULE", "powder")]
ORAL += [(r"AEROSOL|SPRAY|SOLUTION|SYRUP|ELIXIR|CONCENTRATE|LIQUID|DROPS|INHALANT", "oral_solution")]
NOWHERE = r"IRRIGAT|INTRAPERITONEAL|HEMODIALYSIS|INTRAUTERINE|PERFUSION|IMPLANTATION|URETHRAL|URETERAL|INTRAVESICAL|N/A"
NOWHERE += r"|INTRATRACHEAL|INTRAPLEURAL|ENDOCERVICAL|INTRALYMPHATIC|ENTERAL"
INTO_A_VEIN = r"INTRAVENOUS|\bIV\b|INJECT|SINGLE|MULTIDOSE|INTRA-|INTRATHECAL|EPIDURAL|SPINAL|INTRAVITREAL|INTRAOCULAR"
# The first whose words are in the route; without a route, in the form.
ROUTES: list[tuple[str, str, Forms]] = [
    (NOWHERE, "", []),
    (r"SUBCUTANEOUS|INTRADERMAL", "subcutaneous", INJECTED),
    (r"INTRAMUSCULAR|\bIM\b", "intramuscular", INJECTED),
    (INTO_A_VEIN, "intravenous", INJECTED),
    (r"OPHTHALMIC", "ocular", OCULAR),
    (r"OTIC", "auricular", [(r"", "ear_drops")]),
    (r"NASAL", "nasal", NASAL),
    (r"TRANSDERMAL|IONTOPHORESIS", "transdermal", THROUGH_SKIN),
    (r"VAGINAL", "vaginal", VAGINAL),
    (r"RECTAL|INTRA-ANAL", "rectal", RECTAL),
    (r"SUBLINGUAL|BUCCAL|TRANSMUCOSAL|DENTAL|PERIODONTAL", "oromucosal", MOUTH),
    (r"INHAL", "inhalation", [(r"GAS", None), (r"CAPSULE", "capsule"), (r"", "inhaler")]),
    (r"TOPICAL", "cutaneous", SKIN),
    (r"ORAL", "oral", ORAL),
    (r"VIAL|SYRINGE|INJECT|LYOPHILIZED", "intravenous", INJECTED),
]
WORDS = (
    (r"DISINTEGRATING", "Orally Disintegrating"),
    (r"EXTENDED RELEASE", "Extended-Release"),
    (r"DELAYED REL", "Delayed-Release"),
    (r"CHEWABLE", "Chewable"),
    (r"EFFERVESCENT", "Effervescent"),
    (r"SUBLINGUAL", "Sublingual"),
)
UNITS = {"MG": "mg", "MCG": "microgram", "UGM": "microgram", "GM": "g", "G": "g", "%": "percent", "MEQ": "mmol"}
UNITS |= {"MMOL": "mmol", "UNITS": "unit", "UNIT": "unit", "USP UNITS": "unit", "IU": "unit", "U": "unit"}
PER = {"ML": "mL", "GM": "g", "HR": "hour", "INH": "dose", "SPRAY": "dose", "ACTUATION": "dose", "DELIVERY": "dose"}
PER |= {"METERED SPRAY": "dose", "PUFF": "dose", "DOSE": "dose"}
STRENGTH = re.compile(
    rf"(?:EQ )?(?P<number>\d[\d,]*\.?\d*|\.\d+) ?(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))})(?![A-Z])"
    rf"(?P<base>[^/;]*)(?:/ ?(?P<count>\d*\.?\d+)? ?(?P<per>{'|'.join(sorted(PER, key=len, reverse=True))})\b)?"
)
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


class NotTheExport(Exception):
    """The file is not what the FDA gives away. The text says what is wrong with it."""


def read(path) -> tuple[list[Medicine], Counter]:
    """(medicines, why how many were left out). Raises OSError, or NotTheExport."""
    try:
        with zipfile.ZipFile(path) as archive:
            makers = {row["ApplNo"]: maker(row["SponsorName"]) for row in table(archive, "Applications.txt")}
            products = table(archive, "Products.txt")
    except (zipfile.BadZipFile, KeyError, EOFError, UnicodeDecodeError) as error:
        raise NotTheExport(str(error)) from error
    left: Counter = Counter()
    try:
        found = [medicine(row, makers.get(row["ApplNo"], ""), left) for row in products]
    except KeyError as error:
        raise NotTheExport(f"Products.txt has no column {error}") from error
    return [one for one in found if one], left


def table(archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    text = archive.read(name).decode("latin-1")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [{key: (value or "").strip() for key, value in row.items() if key} for row in rows]


def maker(sponsor: str) -> str:
    return capitalised(inert(sponsor))[:LONGEST_TERM] or "Unknown Maker"


def medicine(row: dict[str, str], sponsor: str, left: Counter) -> Medicine | None:
    """The medicine of a row of Products.txt; None where it is left out, counted under the reason."""
    form, route = form_and_route(row["Form"])
    substances = tuple(capitalised(inert(part)) for part in row["ActiveIngredient"].split(";"))
    strengths = strengths_of(row["Strength"], len(substances))
    if form is None:
        left["a form or route that we have none like"] += 1
    elif not all(substances) or max(map(len, substances)) > LONGEST_TERM or len(set(substances)) < len(substances):
        left["no plain name of a substance"] += 1
    elif not strengths:
        left["no strength in units that we have"] += 1
    else:
        return named(row, substances, strengths, form, route, sponsor or "Unknown Maker", left)
    return None


def named(row, substances, strengths, form, route, sponsor, left) -> Medicine | None:
    brand = capitalised(inert(row["DrugName"]))[:LONGEST_BRAND]
    title = "" if len(substances) <= MOST_IN_A_NAME else without_figures(brand)
    is_brand = not title and not brand.lower().startswith(tuple(name.split()[0].lower() for name in substances))
    made = Medicine(
        substances, strengths, form, route, sponsor, brand if is_brand else "", words_of(row["Form"], form), title
    )
    name = full_name(made, "en")
    if len(name) > LONGEST_NAME or list(stated_strengths(title)):
        left["no name that is short enough"] += 1
        return None
    return made


def without_figures(text: str) -> str:
    """A name of many substances says no strength: it would be that of none of them."""
    return " ".join(word for word in text.split() if not re.search(r"[\d%]", word)) or "Compound"


def form_and_route(text: str) -> tuple[str | None, str]:
    """ "TABLET, EXTENDED RELEASE;ORAL" → ("tablet", "oral"); (None, "") where we have nothing like it."""
    form, _semicolon, given = text.upper().partition(";")
    for routes, route, forms in ROUTES:
        if re.search(routes, given.strip() or form):
            found = next((ours for pattern, ours in forms if re.search(pattern, form)), None)
            return found, route if found else ""
    return None, ""


def words_of(text: str, form: str) -> str:
    """ "Extended-Release Tablets" where the export says so; else "", for the usual word."""
    kind = next((words for pattern, words in WORDS if re.search(pattern, text.upper())), "")
    plain = {"tablet": "Tablets", "capsule": "Capsules"}.get(form)
    return f"{kind} {plain}" if kind and plain else ""


def strengths_of(text: str, number: int) -> tuple[tuple[str, str, str], ...]:
    """A (number, unit, per) for each of so many substances; () where that cannot be said."""
    text = THOUSANDS.sub("", re.sub(r"\*\*.*", "", text.upper()).strip())
    parts = [part.strip() for part in text.split(";")]
    if len(parts) == 1 and number > 1:
        parts = [part.strip() for part in re.split(r"/(?=\d)", text)]
    found = tuple(strength(part) for part in parts)
    return tuple(one for one in found if one) if len(found) == number and all(found) else ()


def strength(text: str) -> tuple[str, str, str] | None:
    """ "EQ 250MG BASE/5ML" → ("50", "mg", "mL"), "1GM/VIAL" → ("1", "g", ""). Of a course's strengths the first."""
    match = STRENGTH.search(text)
    if not match or match.start() > 3:
        return None
    unit, per = UNITS[match["unit"]], PER.get(match["per"] or "", "")
    value = Decimal(match["number"].replace(",", ""))
    count = Decimal(match["count"] or 1)
    if not count or not value:
        return None
    number = round(value / count, 4)
    if unit == "mg" and number < Decimal("0.01"):
        unit, number = "microgram", round(value * 1000 / count, 4)
    spelled = times(str(number), unit, Decimal(1))
    return (spelled, unit, per if unit != "percent" else "") if spelled else None
