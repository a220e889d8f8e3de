"""Facets: what narrows a list, each value with how many medicines it would leave if its facet alone were free."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.engine import PRICES
from catalog.search.criteria import CHOICES, RATINGS, TERMS
from catalog.search.names import names_of

if TYPE_CHECKING:
    from catalog.search.asking import ProductSearch

# In the order of the page.
SHOWN = ("condition", "substance", "form", "category", "status", "market", "price", "rating", "manufacturer")
WITH_PAGES = ("condition", "substance", "category")  # those whose terms have a list of their own
OPEN = ("condition", "form")  # even where nothing of them is chosen
FIRST = 6  # values that are seen at once
LABELS = {
    **{facet: label for facet, (label, _column, _values) in CHOICES.items()},
    **TERMS,
    "price": gettext_lazy("Price"),
    "rating": gettext_lazy("Rating"),
}


@dataclass(frozen=True)
class Value:
    """`id` is that of its box; `count` is None where nobody has counted."""

    id: str
    value: str
    label: Any
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """`more` says whether listings have values beyond those named here."""

    name: str
    label: Any
    values: list[Value]
    more: bool = False

    @property
    def in_shop_language(self) -> bool:
        """Whether its values are names that the shop gave, and so not in the reader's language."""
        return self.name in TERMS

    @property
    def single(self) -> bool:
        """Whether one value at most can be chosen."""
        return self.name == "rating"

    @property
    def chosen(self) -> list[Value]:
        return [value for value in self.values if value.chosen]

    @property
    def is_open(self) -> bool:
        return bool(self.chosen) or self.name in OPEN

    @property
    def seen(self) -> int:
        """How many values are seen at once: all that are chosen; one more costs no more room than a word on it."""
        seen = max(FIRST, len(self.chosen))
        return len(self.values) if self.single or len(self.values) <= seen + 1 else seen

    @property
    def parts(self) -> list[list[Value]]:
        """What is seen at once, and what is folded away, if anything is."""
        return [self.values[: self.seen], self.values[self.seen :]] if self.seen < len(self.values) else [self.values]

    @property
    def all_url(self) -> str:
        """Where every value stands, or ""."""
        return reverse(f"catalog:{self.name}_list") if self.name in WITH_PAGES else ""


def of(search: "ProductSearch") -> list[Facet]:
    """The facets of a search that have a value to offer. One query at most."""
    counted = counts_of(search)
    unnamed = {(kind, value) for kind in TERMS for value, _count in counted[kind]} - search.names.keys()
    search.names.update(names_of(unnamed, search.stamp))
    more = {} if search.answer is None else search.answer.more
    found = [Facet(name, LABELS[name], values_of(search, name, counted[name]), name in more) for name in SHOWN]
    return [facet for facet in found if facet.values]


def counts_of(search: "ProductSearch") -> dict[str, list[tuple[str, int | None]]]:
    """Facet → (value, count). Without an index: the enumerations, and what is chosen, none of them counted."""
    if search.answer is not None:
        found = {name: list(search.answer.counts.get(name, ())) for name in SHOWN}
        prices = dict(found["price"])
        found["price"] = [(one, prices[one]) for one in PRICES if one in prices and search.narrows_by_price]
    else:
        found = {name: [(slug, None) for slug in search.criteria.chosen.get(name, ())] for name in SHOWN}
        found |= {name: [(value, None) for value in values] for name, (_label, _column, values) in CHOICES.items()}
        found |= {"rating": [(stars, None) for stars in RATINGS], "price": []}
    if not search.criteria.has_stars:
        found["rating"] = []
    return found


def values_of(search: "ProductSearch", facet: str, counted) -> list[Value]:
    """What there is to choose, what is chosen first. A value without a name is none: it has gone since."""
    chosen = set(search.criteria.chosen.get(facet, ())) | ({search.criteria.rating} if facet == "rating" else set())
    named = [(value, label(search, facet, value), count) for value, count in counted]
    found = [Value(f"{facet}-{value}", value, name, count, value in chosen) for value, name, count in named if name]
    return found if facet in ("price", "rating") else sorted(found, key=lambda one: not one.chosen)


def label(search: "ProductSearch", facet: str, value: str):
    """What a value is called; "" where nothing is called so."""
    if facet in TERMS:
        return search.names.get((facet, value), "")
    if facet == "price":
        return price_label(value, search.criteria.currency)
    if facet == "rating":
        return RATINGS.get(value, "")
    return CHOICES[facet][2].get(value, "") if facet in CHOICES else value


def price_label(bucket: str, currency: str) -> str:
    """Of a bucket such as "10-25", in whole units of the currency; "250-" has no end."""
    low, _hyphen, high = bucket.partition("-")
    named = {"low": low, "high": high, "currency": currency}
    if not high:
        return _("%(low)s %(currency)s and more") % named
    if low == "0":
        return _("Less than %(high)s %(currency)s") % named
    return _("%(low)s to less than %(high)s %(currency)s") % named
