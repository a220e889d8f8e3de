"""Ranges of prices: of whole units of a currency, the lower end in, the upper one out."""

from tantivy import FieldType, Occur, Query

from catalog.engine.schema import schema

BOUNDS = (0, 5, 10, 25, 50, 100, 250, 1000)
# "0-5", "5-10", …, "1000-"
PRICES = tuple(
    f"{low}-{high}" for low, high in zip(BOUNDS, [*map(str, BOUNDS[1:]), ""], strict=True)
)  # fmt: skip


def bounds(price: str) -> tuple[int, int | None]:
    """(lowest price, lowest one above) in minor units."""
    low, _dash, high = price.partition("-")
    return int(low) * 100, int(high) * 100 if high else None


def within(prices) -> Query:
    ranges = [(Occur.Should, between(*bounds(price))) for price in prices if price in PRICES]
    return Query.boolean_query(ranges) if ranges else Query.empty_query()


def between(low: int, high: int | None) -> Query:
    return Query.range_query(
        schema(), "price", FieldType.Unsigned, lower_bound=low, upper_bound=high, include_upper=high is None
    )


def aggregation() -> dict:
    ranges = []
    for price in PRICES:
        low, high = bounds(price)
        ranges.append({"key": price, "from": low} | ({"to": high} if high else {}))
    return {"range": {"field": "price", "ranges": ranges}}
