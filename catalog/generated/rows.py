"""Products, filled in: from a medicine and its number to all rows of it. The same seed gives the same."""

import hashlib
import zlib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from operator import itemgetter
from random import Random
from typing import NamedTuple

from django.utils.text import slugify

from catalog.generated import bulk, packs, texts
from catalog.generated.medicines import FACTORS, Medicine, words
from catalog.generated.pattern import BETWEEN, Pattern, pattern
from catalog.generated.terms import Named, Terms
from catalog.generated.uses import Use, use_of
from catalog.models.facts import Identity
from catalog.shelf import first_letter

FIRST_DAY, DAYS, DAY_SECONDS = date(2024, 1, 1), 700, 86_400
SIGNING_DAYS = [(FIRST_DAY + timedelta(days=number)).isoformat() for number in range(DAYS)]
LONGEST_STEM = 100  # characters of a slug, before its number
PLACES = (("us", "en"), ("us", "en"), ("gb", "en"), ("eu", "en"), ("eu", "es"), ("eu", "fr"))  # market, language
# Shares of what is sold freely and by pharmacies, of uses that allow it; and of what has a box, or a programme.
FREE, PHARMACY, BOXED, RESTRICTED = 0.3, 0.5, 0.9, 0.985
COLD = 0.7  # of injections, from here on
COLOURS, SHAPES = tuple(Identity.Colour.values), tuple(Identity.Shape.values)


@dataclass(frozen=True, slots=True)
class Run:
    """What all batches of one run share. `first` is the number of its first product, the ids are that product's.

    `at_home`: the medicines are those of the US, so the first product of each is, too.
    """

    seed: int
    medicines: list[Medicine]
    at_home: bool
    terms: Terms
    makers: list[Named]
    signer: str
    first: int
    product: int
    publication: int
    listing: int


def batch(run: Run, start: int, number: int) -> bulk.Rows:
    """The rows of so many products from the one numbered `start` on."""
    chance = Random(f"{run.seed} {start}")  # noqa: S311  nothing here is a secret
    made = [product(run, ordinal, chance) for ordinal in range(start, start + number)]
    # In the order of their addresses, so that each index is written from left to right.
    made.sort(key=itemgetter(0))
    rows: bulk.Rows = {table: [] for table in made[0].form.tables}
    rows[packs.TABLE] = []
    for one in made:
        fill(rows, one)
    return rows


class Product(NamedTuple):
    """`slug` first, so that products are sorted by it; `values` are what `form` is filled with."""

    slug: str
    form: Pattern
    values: dict[str, str]
    packs: list[str]


def product(run: Run, ordinal: int, chance: Random) -> Product:
    turn, place = divmod(ordinal - 1, len(run.medicines))
    one = run.medicines[place]
    maker = run.terms.makers[one.maker]
    market, language = PLACES[0] if run.at_home and not turn else chance.choice(PLACES)
    if turn:
        one, maker = one.stronger(chance.choice(FACTORS)), chance.choice(run.makers)
    some = chance.random
    use = use_of(one.substances[0])
    status, hazard = standing(use, some())
    cold = one.form == "injection" and some() > COLD
    values = naming(one, language)
    values["SLUG"] = f"{values['STEM']}-g{ordinal}"
    values |= identity(run, ordinal, some)
    values |= chosen(one, use, language, some)
    values |= term_values(run.terms, one, maker, use)
    values |= {"MARKET": market, "LEGAL_STATUS": status, "DOSAGE_FORM": one.form, "ROUTE": one.route}
    values["BRAND_NAME"] = one.brand
    form = pattern(language, len(one.substances), hazard, cold)
    lines = packs.lines(values["PRODUCT"], ordinal, one.form, market, language, some)
    return Product(values["SLUG"], form, values, lines)


def fill(rows: bulk.Rows, one: Product):
    form, values = one.form, one.values
    canonical = form.canonical(values)
    values["DIGEST"] = hashlib.sha256(canonical.encode()).hexdigest()
    values["SEAL"] = hashlib.sha256(form.facts(values).encode()).hexdigest()
    values["CANONICAL"] = canonical.replace("\\", "\\\\")  # JSON has no other sign that COPY would read
    for table, line in zip(form.tables, form.lines(values).split(BETWEEN), strict=True):
        rows[table].append(line)
    rows[packs.TABLE] += one.packs


def standing(use: Use, share: float) -> tuple[str, str]:
    """(legal status, hazard)."""
    if use.over_the_counter and share < PHARMACY:
        return ("general_sale" if share < FREE else "pharmacy_only"), ""
    if share > RESTRICTED:
        return "restricted_programme", "programme"
    return "prescription_only", "boxed" if share > BOXED else ""


slug_of = cache(slugify)


def naming(one: Medicine, language: str) -> dict[str, str]:
    """What it is called, and the beginning of its address."""
    substances, strength, form = words(one, language)
    name = f"{substances} {strength} {form}" if strength else f"{substances} {form}"
    stem = f"{slug_of(substances)}-{slug_of(strength.replace('/', ' '))}-{slug_of(form)}"[:LONGEST_STEM]
    return {
        "NAME": name,
        "name": name.casefold(),
        "LETTER": first_letter(name),
        "SUBSTANCES": substances,
        "STEM": stem.replace("--", "-").rstrip("-"),
    }


def identity(run: Run, ordinal: int, some) -> dict[str, str]:
    """Its ids and the moment of its signature."""
    day, second = SIGNING_DAYS[int(some() * DAYS)], int(some() * DAY_SECONDS)
    time = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
    offset = ordinal - run.first
    return {
        "PRODUCT": str(run.product + offset),
        "PUBLICATION": str(run.publication + offset),
        "LISTING": str(run.listing + offset),
        "SIGNER": run.signer,
        "SIGNED": f"{day} {time}",
        "SIGNED_ISO": f"{day}T{time}+00:00",
    }


def chosen(one: Medicine, use: Use, language: str, some) -> dict[str, str]:
    """Sentences and looks."""
    manner = texts.manner(one.form, language)
    choices = texts.CHOICES[language]
    topic, note_title, note = one_of(choices["notes"], some)
    feature_title, feature = one_of(choices["features"], some)
    solid = one.form in texts.SWALLOWED
    return {
        "PURPOSE": getattr(use, language),
        "ATC_CODE": atc_code(use, one.substances[0]),
        "MANNER": manner.manner,
        "HOW": manner.how,
        "EXCIPIENTS": manner.excipients,
        "WHO": one_of(choices["who"], some),
        "EFFECTS": one_of(choices["effects"], some),
        "TOPIC": topic,
        "NOTE_TITLE": note_title,
        "NOTE": note,
        "FEATURE_TITLE": feature_title,
        "FEATURE": feature,
        "COLOUR": one_of(COLOURS, some) if solid else "",
        "SHAPE": one_of(SHAPES, some) if solid else "",
        "IMPRINT": f"{one.substances[0][:2].upper()} {int(some() * 1000)}" if solid else "",
    }


def one_of(several, some):
    return several[int(some() * len(several))]


@cache
def atc_code(use: Use, substance: str) -> str:
    """Of the right group; its last two figures are invented."""
    return f"{use.atc}{zlib.crc32(substance.encode()) % 90 + 10}"


def term_values(terms: Terms, one: Medicine, maker: Named, use: Use) -> dict[str, str]:
    named = [("MANUFACTURER", maker), ("CATEGORY", terms.categories[use.category])]
    named.append(("CONDITION", terms.conditions[use.condition]))
    named += [(f"SUBSTANCE{place}", terms.substances[name]) for place, name in enumerate(one.substances)]
    values = {}
    for place, strength in enumerate(one.strengths):
        values[f"STRENGTH{place}"], values[f"UNIT{place}"], values[f"PER{place}"] = strength
    for name, term in named:
        values[name], values[f"{name}_NAME"], values[f"{name}_SLUG"] = term
    return values
