"""Packs of generated products: what can be bought, with numbers that are nobody else's."""

from catalog.generated import bulk
from catalog.generated.slots import Form, mark, number_mark
from catalog.generated.texts import manner
from catalog.models import Pack
from pharmacy import markets

SIZES = {"swallowed": (28, 30, 56, 100), "drunk": (100, 150, 200), "spread": (15, 30, 60), "dropped": (3, 5, 10)}
SIZES |= {"breathed": (60, 120, 200), "inserted": (3, 6, 12), "injected": (1, 5, 10), "stuck": (4, 8, 10)}
STOCK = ("in_stock", "in_stock", "in_stock", "in_stock", "low_stock", "out_of_stock")
SECOND = 0.75  # of the products have one pack, the others two
# GS1 leaves numbers from 20 to 29 to a shop's own use: none of them is anybody's product.
OWN = "20"
CURRENCIES = {code: market.currency for code, market in markets.MARKETS.items()}


TEXTS = ("sku", "gtin", "national_code", "size", "unit", "price", "currency", "availability")
MARKED = {name: mark(name) for name in TEXTS} | {"product_id": number_mark("product"), "version": 1}
TABLE, LINE = bulk.line(Pack, MARKED)
FORM = Form(LINE)


def lines(product: str, ordinal: int, dosage_form: str, market: str, language: str, some) -> list[str]:
    """The lines of one or two packs of a product."""
    kind = manner(dosage_form, language)
    sizes = SIZES[kind.kind]
    first, cents = int(some() * len(sizes)), 150 + int(some() ** 4 * 40_000)
    found = []
    for place in range(2 if some() > SECOND else 1):
        number = 2 * ordinal + place
        values = {
            "product": product,
            "sku": f"GEN-{ordinal:08d}-{place + 1}",
            "gtin": gtin(number),
            "national_code": national_code(market, ordinal, number, place),
            "size": str(sizes[(first + place) % len(sizes)]),
            "unit": kind.counted,
            "price": f"{cents // 100}.{cents % 100:02d}",
            "currency": CURRENCIES[market],
            "availability": STOCK[int(some() * len(STOCK))],
        }
        found.append(FORM(values))
        cents += cents // 2
    return found


def gtin(number: int) -> str:
    """Thirteen figures, the last the check digit (see catalog.models.pack.check_gtin)."""
    figures = f"{OWN}{number:010d}"
    weighted = sum(map(int, figures[0::2])) + 3 * sum(map(int, figures[1::2]))
    return f"{figures}{-weighted % 10}"


def national_code(market: str, ordinal: int, number: int, place: int) -> str:
    """In the shape of an NDC in the US, of seven figures elsewhere."""
    return (
        f"99{ordinal // 10_000 % 1000:03d}-{ordinal % 10_000:04d}-{place + 1:02d}"
        if market == "us"
        else f"{number:07d}"
    )
