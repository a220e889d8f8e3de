"""The medicines that the judged searches look through: the demonstration catalogue, and the names of names.tsv.

`put` wants an empty database with the cast's editor and pharmacist. The demonstration is signed as load_demo signs it,
without pictures; the names are rows put there past the verbs, as tests/public/crowd.py does.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.utils.text import slugify

from catalog.models import Condition, Listing, ListingCondition, ListingSubstance, Manufacturer, Pack, Substance
from pharmacy.demo import loading, medicines
from tests.public.crowd import copies, sealed

HERE = Path(__file__).resolve().parent
ROUTES = {"injection": "intravenous", "inhaler": "inhalation", "eye_drops": "ocular", "nasal_spray": "nasal"}
ROUTES |= dict.fromkeys(["cream", "ointment", "gel", "lotion"], "cutaneous") | {"patch": "transdermal"}


class Undrawn:
    """No pictures: drawing takes minutes, and search looks at none."""

    def __getitem__(self, _path):
        return []


def put():
    """The whole corpus. The index is the caller's to make."""
    for path in medicines.files():
        loading.load_medicine(path, Undrawn())
    medicines.describe_terms()
    put_names()


def rows(name: str) -> Iterator[list[str]]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def put_names():
    found = [Name(*row) for row in rows("names.tsv")]
    substances = terms(Substance, [one for name in found for one in name.substances])
    conditions = terms(Condition, [one for name in found for one in name.conditions])
    makers = terms(Manufacturer, [name.maker for name in found])
    template = Listing.objects.select_related("product", "publication").get(slug=loading.UNSIGNED_CHANGES)
    products = copies(template.product, [{"slug": name.slug, "name": name.name} for name in found])
    publications = copies(template.publication, map(sealed, products))
    shown = zip(found, products, publications, range(len(found)), strict=True)
    listings = copies(template, [columns(*one, substances, makers, template.signed_at) for one in shown])
    pairs = list(zip(found, listings, strict=True))
    ListingSubstance.objects.bulk_create(
        ListingSubstance(listing=one, substance=substances[key]) for name, one in pairs for key in name.substances
    )
    ListingCondition.objects.bulk_create(
        ListingCondition(listing=one, condition=conditions[key]) for name, one in pairs for key in name.conditions
    )
    put_packs({name.name: one.product_id for name, one in pairs})


class Name:
    """A line of names.tsv, with what uses.tsv says of its substance."""

    def __init__(self, name, brand, substance, form, strength, maker):
        self.name, self.brand, self.form, self.maker = name, brand, form, maker
        self.substances, self.strengths = substance.split(" + "), strength.split(" + ")
        self.slug = slugify(f"fda {name.replace('.', '-')}")[:120]
        self.what, self.conditions = uses_of(substance)

    @property
    def text(self) -> str:
        return f"{self.name}: {' and '.join(self.substances)}, {self.what}, for {' and '.join(self.conditions)}."

    def ingredients(self, substances) -> list[dict]:
        found = []
        for name, strength in zip(self.substances, self.strengths, strict=True):
            number, unit = strength.split(" ")
            unit, _, per = unit.partition("/")
            term = {"id": substances[name].pk, "slug": substances[name].slug, "name": name}
            found.append({"substance": term, "strength": number, "unit": unit, "per": per})
        return found


def uses_of(substance: str) -> tuple[str, list[str]]:
    """(what it is, conditions) from the line of uses.tsv that says most of this substance."""
    names = substance.split(" + ")
    fitting = [row for row in USES if begins(names, row[0].split(" + "))]
    _key, what, conditions = max(fitting, key=lambda row: len(row[0]))
    return what, conditions.split("; ")


def begins(names: list[str], key: list[str]) -> bool:
    return len(key) <= len(names) and all(name.startswith(part) for name, part in zip(names, key, strict=False))


USES = list(rows("uses.tsv"))


def terms(model, names: list[str]) -> dict:
    """Name → term of this name in any case, made where it is missing."""
    present = {term.name.casefold(): term for term in model.objects.all()}
    slugs = {term.slug for term in present.values()}
    missing = {}
    for name in names:
        if name.casefold() not in present and name.casefold() not in missing:
            slug = slugify(name)[:90]
            slug = f"{slug}-2" if slug in slugs else slug
            slugs.add(slug)
            missing[name.casefold()] = model(name=name, slug=slug)
    present |= {term.name.casefold(): term for term in model.objects.bulk_create(missing.values())}
    return {name: present[name.casefold()] for name in names}


def columns(name: Name, product, publication, place: int, substances, makers, signed_at) -> dict:
    return {
        "slug": name.slug,
        "name": name.name,
        "name_key": name.name.casefold(),
        "letter": name.name[0] if name.name[0].isalpha() else "#",
        "brand_name": name.brand,
        "dosage_form": name.form,
        "route": ROUTES.get(name.form, "oral"),
        "legal_status": "prescription_only",
        "atc_code": "",
        "manufacturer_id": makers[name.maker].pk,
        "ingredients": name.ingredients(substances),
        "summary_text": name.text,
        "texts": name.text,
        "boxed_titles": [],
        "first_image": None,
        "page": {},
        "product": product,
        "publication": publication,
        "signed_at": signed_at + timedelta(seconds=place),
    }


def put_packs(products: dict[str, int]):
    made = []
    for name, sku, gtin, national_code in rows("packs.tsv"):
        pack = Pack(product_id=products[name], sku=sku, gtin=gtin, national_code=national_code, size=30, unit="pieces")
        pack.clean_fields()
        made.append(pack)
    Pack.objects.bulk_create(made)
