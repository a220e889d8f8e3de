"""What can be asked for in an address. A value that is none is ignored; each question has one address.

The order of KNOWN is that of every address; the values of one facet stand in the order of the alphabet.
"""

import re
import string
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.engine import PRICES
from catalog.models.facts import Identity
from pharmacy import markets

PAGE_SIZE, TABLE_SIZE = 20, 50
LONGEST_QUERY = 200  # characters
MOST_VALUES, MOST_CHOICES = 20, 50  # of one facet, of all
LETTERS = frozenset(string.ascii_uppercase) | {"#"}
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,100}")
# What no text shows: it parts words as a space does.
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")

# Parameter → its label, the column of Listing that it asks for, and its values.
CHOICES: dict[str, tuple[Any, str, dict[str, Any]]] = {
    "form": (_("Dosage form"), "dosage_form", dict(Identity.DosageForm.choices)),
    "status": (_("Legal status"), "legal_status", dict(Identity.LegalStatus.choices)),
    "market": (_("Market"), "market", dict(markets.CHOICES)),
}
# Parameter → its label. Its values are the slugs of terms (see names.py).
TERMS: dict[str, Any] = {
    "substance": _("Substance"),
    "condition": _("Condition"),
    "category": _("Category"),
    "manufacturer": _("Manufacturer"),
}
FACETS = ("form", "substance", "condition", "category", "status", "market", "manufacturer", "price")
KNOWN = ("q", "letter", *FACETS, "rating", "sort", "view")
# "3" stands for three stars and more, on average; only where a market shows stars.
RATINGS = {"4": _("4 stars and more"), "3": _("3 stars and more"), "2": _("2 stars and more")}
SORTS = {
    "relevance": _("Best match first"),
    "name": _("A to Z"),
    "newest": _("Newly signed first"),
    "rating": _("Most stars first"),
    "price": _("Lowest price first"),
}
# View → its label, and how many medicines its page holds.
VIEWS = {"cards": (_("Cards"), PAGE_SIZE), "table": (_("Table"), TABLE_SIZE)}


@dataclass(frozen=True)
class Criteria:
    """What is asked for. `sort` and `view` are "" where they are what comes without a word.

    `markets_there` are those that have a listing, where somebody has counted. Without an index nobody knows of prices,
    or orders by stars: `by_index` is whether one answers.
    """

    q: str = ""
    letter: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rating: str = ""
    sort: str = ""
    view: str = ""
    markets_there: Collection[str] = ()
    by_index: bool = True

    @classmethod
    def from_query(cls, query, *, markets_there: Collection[str] = (), by_index=True) -> "Criteria":
        """Of a QueryDict, whatever stands in it. Slugs of terms are yet to be looked up: see `with_terms`."""
        given = cls(
            q=tidy(query.get("q", ""))[:LONGEST_QUERY].strip(),
            letter=one_of(LETTERS, query.get("letter", "")),
            chosen=chosen_values(query),
            rating=one_of(RATINGS, query.get("rating", "")),
            sort=one_of(SORTS, query.get("sort", "")),
            view=one_of(VIEWS, query.get("view", "")),
            markets_there=markets_there,
            by_index=by_index,
        )
        return given.consistent()

    def consistent(self) -> "Criteria":
        """Without what cannot go together, and without what holds anyway."""
        chosen = dict(self.chosen)
        if not self.currency:
            chosen.pop("price", None)
        sort = self.sort if self.sort in self.sorts and self.sort != self.usual_sort else ""
        view = "" if self.view == "cards" else self.view
        return replace(self, chosen=chosen, rating=self.rating if self.has_stars else "", sort=sort, view=view)

    def with_terms(self, names: Mapping[tuple[str, str], str]) -> "Criteria":
        """Without the terms that no listing has: `names` are those of the others."""
        known = {
            facet: tuple(value for value in values if facet not in TERMS or (facet, value) in names)
            for facet, values in self.chosen.items()
        }
        return replace(self, chosen={facet: values for facet, values in known.items() if values})

    def toggled(self, facet: str, value: str) -> "Criteria":
        """With this value of a facet chosen, or no longer."""
        values = set(self.chosen.get(facet, ())) ^ {value}
        others = {name: others for name, others in self.chosen.items() if name != facet}
        return replace(self, chosen=others | ({facet: tuple(sorted(values))} if values else {})).consistent()

    @property
    def currency(self) -> str:
        """The one currency of the markets that are chosen, or of all that there are; "" where they have several.

        Also where no index knows the prices.
        """
        if not self.by_index:
            return ""
        codes = self.chosen.get("market") or self.markets_there
        found = {markets.MARKETS[code].currency for code in codes if code in markets.MARKETS}
        return found.pop() if len(found) == 1 else ""

    @property
    def has_stars(self) -> bool:
        """Whether there can be a medicine among these whose stars its market shows."""
        codes = self.chosen.get("market") or markets.MARKETS
        statuses = self.chosen.get("status") or Identity.LegalStatus.values
        return any(markets.may_show_stars(code, status) for code in codes for status in statuses)

    @property
    def usual_sort(self) -> str:
        return "relevance" if self.q else "name"

    @property
    def sorts(self) -> list[str]:
        """What this list can be ordered by."""
        unfit = {"relevance": not self.q, "price": not self.currency, "rating": not (self.by_index and self.has_stars)}
        return [name for name in SORTS if not unfit.get(name)]

    @property
    def narrows(self) -> bool:
        """Whether this leaves out any listing; the order and the view leave out none."""
        return bool(self.q or self.letter or self.chosen or self.rating)

    @property
    def choices(self) -> int:
        """How many choices were made besides words."""
        return sum(map(len, self.chosen.values())) + bool(self.letter) + bool(self.rating)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """(parameter, value), in the order of every address."""
        for name in KNOWN:
            for value in self.chosen.get(name, ()) if name in FACETS else (getattr(self, name),):
                if value:
                    yield name, value


def chosen_values(query) -> dict[str, tuple[str, ...]]:
    """Facet → its values, once each and in order, within the limits."""
    chosen, room = {}, MOST_CHOICES
    for facet in FACETS:
        given = dict.fromkeys(value.strip() for value in query.getlist(facet)[: 2 * MOST_VALUES])
        values = [value for value in given if could_be(facet, value)][: min(MOST_VALUES, room)]
        if values:
            chosen[facet] = tuple(sorted(values))
            room -= len(values)
    return chosen


def could_be(facet: str, value: str) -> bool:
    """Whether a facet can have this value, as far as no row says."""
    if facet in CHOICES:
        return value in CHOICES[facet][2]
    return value in PRICES if facet == "price" else bool(SLUG.fullmatch(value))


def one_of(values, given: str) -> str:
    given = given.strip()
    return given if given in values else ""


def tidy(text: str) -> str:
    """The words of a text with one space between them; characters that are none to look at are no words."""
    return " ".join(CONTROLS.sub(" ", text[: 50 * LONGEST_QUERY]).split())
