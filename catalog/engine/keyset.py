"""Where a page ended, and what lies beyond: page 10,000 costs what the first one costs."""

import base64
import binascii
import re
from dataclasses import dataclass

from tantivy import FieldType, Occur, Query

from catalog.engine.documents import PART_BYTES
from catalog.engine.faults import BadPlace
from catalog.engine.schema import NAME_PARTS, schema

PRODUCT = re.compile(rb"[0-9a-f]{10}")
LARGEST = 2**64 - 1


@dataclass(frozen=True)
class ByNumber:
    """An order by a number that no two listings share."""

    field: str
    downwards: bool

    def place(self, key: int) -> str:
        return str(key)

    def beyond(self, after: str) -> Query:
        key = read_number(after, below=LARGEST)
        return less(self.field, key) if self.downwards else more(self.field, key)


@dataclass(frozen=True)
class ByName:
    """From A to Z: the beginning of a name is several numbers, compared one after the other, then the product."""

    field: str = "name_order"
    downwards: bool = False

    def place(self, key: str) -> str:
        return base64.urlsafe_b64encode(key.encode()).decode().rstrip("=")

    def beyond(self, after: str) -> Query:
        *parts, product = read_name(after)
        found = more("product", product)
        for name, part in reversed([*zip(NAME_PARTS, parts, strict=True)]):
            same = Query.boolean_query([(Occur.Must, equal(name, part)), (Occur.Must, found)])
            found = Query.boolean_query([(Occur.Should, more(name, part)), (Occur.Should, same)])
        return Query.const_score_query(found, 1.0)


ORDERS: dict[str, ByNumber | ByName] = {
    "name": ByName(),
    "newest": ByNumber("by_newest", downwards=True),
    "price": ByNumber("by_price", downwards=False),
    "rating": ByNumber("by_rating", downwards=True),
}


def read_number(after: str, *, below: int) -> int:
    if not after:
        return 0
    if not (after.isascii() and after.isdigit() and len(after) <= 20 and int(after) < below):
        raise BadPlace(after)
    return int(after)


def read_name(after: str) -> list[int]:
    """The numbers of a name's place, and its product."""
    try:
        key = base64.urlsafe_b64decode(after[:200] + "=" * (-len(after[:200]) % 4))
        begun, _separator, product = key.partition(b"\0")
        size = PART_BYTES * len(NAME_PARTS)
        if len(begun) > size or not PRODUCT.fullmatch(product):
            raise ValueError
        padded = begun.ljust(size, b"\0")
        parts = [int.from_bytes(padded[start : start + PART_BYTES], "big") for start in range(0, size, PART_BYTES)]
        return [*parts, int(product, 16)]
    except (ValueError, binascii.Error) as error:
        raise BadPlace(after) from error


def more(name: str, key: int) -> Query:
    return Query.range_query(schema(), name, FieldType.Unsigned, lower_bound=key, include_lower=False)


def less(name: str, key: int) -> Query:
    return Query.range_query(schema(), name, FieldType.Unsigned, upper_bound=key, include_upper=False)


def equal(name: str, key: int) -> Query:
    return Query.term_query(schema(), name, key)
