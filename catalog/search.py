"""Browsing as an object that reads like a sentence: one line per criterion, in page order.

    search = ProductSearch.from_query(request.GET)
    listings, page_links = search.page()

Parameters that it does not know are ignored; a value that a known one cannot have is a 404 (`Http404`).
"""

import string
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, Value
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.models import Category, Condition, Listing, Substance
from catalog.models.facts import Identity
from catalog.places import place, read_place
from pharmacy import markets

PAGE_SIZE, TABLE_SIZE = 20, 50
LONGEST_QUERY = 100
LETTERS = frozenset(string.ascii_uppercase) | {"#"}


@dataclass(frozen=True)
class Option:
    value: str
    label: Any
    url: str
    chosen: bool


@dataclass(frozen=True)
class Filter:
    name: str
    label: Any
    options: list[Option]

    @property
    def in_shop_language(self) -> bool:
        """Whether its options are names that the shop gave, and so not in the reader's language."""
        return self.name in TERMS or self.name == "manufacturer"

    @property
    def chosen_label(self):
        return next((option.label for option in self.options if option.chosen), "")


# Parameter → its label and the column of Listing that it asks for.
CHOICES: dict[str, tuple[Any, str, dict[str, Any]]] = {
    "form": (_("Dosage form"), "dosage_form", dict(Identity.DosageForm.choices)),
    "status": (_("Legal status"), "legal_status", dict(Identity.LegalStatus.choices)),
    "market": (_("Market"), "market", dict(markets.CHOICES)),
}
TERMS: dict[str, tuple[Any, str, Any]] = {
    "condition": (_("Condition"), "conditions", Condition),
    "substance": (_("Substance"), "substances", Substance),
    "category": (_("Category"), "categories", Category),
}
MANUFACTURER = _("Manufacturer")
# Sort → its label, the columns in order, and whether the first runs downwards.
SORTS = {
    "name": (_("A to Z"), "name_key", False),
    "newest": (_("Newly signed first"), "signed_at", True),
}
# "3" stands for three stars and more, on average; only where the market shows stars.
RATINGS = {"4": _("4 stars and more"), "3": _("3 stars and more"), "2": _("2 stars and more")}
# View → its label, and how many medicines its page holds.
VIEWS = {"cards": (_("Cards"), PAGE_SIZE), "table": (_("Table"), TABLE_SIZE)}
KNOWN = ("q", "letter", *CHOICES, *TERMS, "manufacturer", "rating", "sort", "view")
# Asked for in words, these are the list that comes without a word.
DEFAULTS = {"sort": "name", "view": "cards"}
# How a list is shown, not what is on it.
MANNER = ("sort", "view")


class ProductSearch:
    """What the public looks for among the listings. `criteria` are the known parameters that were given."""

    def __init__(self, criteria: dict[str, str], after: str = ""):
        self.criteria, self.after = criteria, after

    @classmethod
    def from_query(cls, query) -> "ProductSearch":
        criteria = {key: query.get(key, "").replace("\x00", "").strip()[:LONGEST_QUERY] for key in KNOWN}
        given = {key: value for key, value in criteria.items() if value and value != DEFAULTS.get(key)}
        return cls(given, query.get("after", ""))

    @property
    def q(self) -> str:
        return self.criteria.get("q", "")

    @property
    def sort(self) -> str:
        return known(self.criteria.get("sort", "name"), SORTS)

    @property
    def view(self) -> str:
        return known(self.criteria.get("view", "cards"), VIEWS)

    @cached_property
    def results(self):
        """The listings that fit, in the order asked for."""
        listings = Listing.objects.for_cards()
        for word in self.q.casefold().split():
            listings = listings.filter(words__contains=word)
        if letter := self.criteria.get("letter"):
            listings = listings.filter(letter=known(letter, LETTERS))
        for key, (_label, column, choices) in CHOICES.items():
            if value := self.criteria.get(key):
                listings = listings.filter(**{column: known(value, choices)})
        for key, (_label, column, _model) in TERMS.items():
            if value := self.criteria.get(key):
                listings = listings.filter(**{f"{column}__slug": value})
        if value := self.criteria.get("manufacturer"):
            listings = listings.filter(manufacturer__slug=value)
        if value := self.criteria.get("rating"):
            listings = listings.rated_at_least(int(known(value, RATINGS)))
        _label, column, downwards = SORTS[self.sort]
        return listings.order_by(f"-{column}" if downwards else column, "-id" if downwards else "id")

    def page(self):
        """(listings, links): one page by keyset, and where the next and the first are. One query."""
        _label, column, downwards = SORTS[self.sort]
        listings = self.results.filter(self.beyond(column, downwards)) if self.after else self.results
        _label, size = VIEWS[self.view]
        rows = list(listings[: size + 1])
        shown = rows[:size]
        next_url = self.url(after=place(shown[-1], column)) if len(rows) > size else ""
        return shown, {"first": self.url() if self.after else "", "next": next_url}

    def beyond(self, column, downwards) -> Q:
        value, key = read_place(self.after, column)
        step = "lt" if downwards else "gt"
        return Q(**{f"{column}__{step}": value}) | Q(**{column: value, f"id__{step}": key})

    def url(self, **changes) -> str:
        """The address of this search with changes; an empty value takes a criterion out."""
        query = {key: value for key, value in (self.criteria | changes).items() if value}
        address = reverse("catalog:product_list")
        return f"{address}?{urlencode(query)}" if query else address

    @cached_property
    def count(self) -> int:
        """How many listings fit, on all pages."""
        letter = self.criteria.get("letter")
        return self.by_letter.get(letter, 0) if letter else sum(self.by_letter.values())

    @cached_property
    def by_letter(self) -> dict[str, int]:
        """How many listings fit under each letter, whichever is chosen. A query only where something else narrows."""
        others = {key: value for key, value in self.criteria.items() if key != "letter"}
        if others.keys() <= set(MANNER):
            counts: Counter = Counter()
            for row in self.used:
                counts[row["letter"]] += row["count"]
            return counts
        fitting = ProductSearch(others).results.order_by()
        return dict(fitting.values_list("letter").annotate(count=Count("id", distinct=True)))

    @property
    def plain_url(self) -> str:
        """The page that holds the same medicines: a term's own where that alone is chosen, the list of all, or none."""
        chosen = self.criteria.keys() - set(MANNER)
        if self.after or len(chosen) > 1 or not chosen <= TERMS.keys():
            return ""
        for kind in chosen:
            return reverse(f"catalog:{kind}_detail", args=[self.criteria[kind]])
        return reverse("catalog:product_list")

    @property
    def narrows(self) -> bool:
        """Whether this is not the list of all from its start, as cards, by name."""
        return bool(self.criteria or self.after)

    @cached_property
    def used(self) -> list[dict]:
        """What the listings have, counted: letters and filters in one query."""
        columns = ("letter", "dosage_form", "legal_status", "market", "manufacturer__slug", "manufacturer__name")
        return list(Listing.objects.order_by().values(*columns).annotate(count=Count("id")))

    @cached_property
    def filters(self) -> list[Filter]:
        """Only what a listing has; two queries, whatever the number of listings."""
        filters = []
        for key, (label, column, choices) in CHOICES.items():
            values = {row[column] for row in self.used}
            filters.append(self.filter(key, label, [pair for pair in choices.items() if pair[0] in values]))
        terms = used_terms()
        for key, (label, _column, _model) in TERMS.items():
            filters.append(self.filter(key, label, [(slug, name) for kind, slug, name in terms if kind == key]))
        filters.append(self.filter("rating", _("Rating"), list(RATINGS.items())))
        makers = {(row["manufacturer__name"], row["manufacturer__slug"]) for row in self.used} - {(None, None)}
        filters.append(self.filter("manufacturer", MANUFACTURER, [(slug, name) for name, slug in sorted(makers)]))
        return [one for one in filters if one.options]

    @property
    def letters(self) -> list[dict]:
        return alphabet(self.by_letter, search=self)

    def filter(self, name, label, options) -> Filter:
        chosen = self.criteria.get(name)
        if chosen and chosen not in {value for value, _text in options}:
            raise Http404
        return Filter(
            name,
            label,
            [
                Option(value, text, self.url(**{name: "" if value == chosen else value}), value == chosen)
                for value, text in options
            ],
        )

    @property
    def chosen(self) -> list[dict]:
        """What narrows the list, each with the address of the list without it."""
        rows = [(one.name, one.chosen_label, one.in_shop_language) for one in self.filters if one.chosen_label]
        if letter := self.criteria.get("letter"):
            rows.insert(0, ("letter", letter, True))
        return [
            {"label": label, "remove_url": self.url(**{name: ""}), "in_shop_language": ours}
            for name, label, ours in rows
        ]

    @property
    def wide_url(self) -> str:
        """The address of this search without anything that narrows it but its words."""
        return self.url(**{name: "" for name in self.criteria if name not in ("q", *MANNER)})

    @property
    def sorts(self) -> list[Option]:
        return [
            Option(key, label, self.url(sort="" if key == "name" else key), key == self.sort)
            for key, (label, _column, _down) in SORTS.items()
        ]

    @property
    def views(self) -> list[Option]:
        return [
            Option(key, label, self.url(view="" if key == "cards" else key), key == self.view)
            for key, (label, _size) in VIEWS.items()
        ]


def used_terms() -> list[tuple[str, str, str]]:
    """(kind, slug, name) of every term that a listing has, by name. One query."""
    kinds = [
        model.objects.filter(listings__isnull=False)
        .order_by()
        .annotate(kind=Value(key))
        .values_list("kind", "slug", "name")
        for key, (_label, _column, model) in TERMS.items()
    ]
    return list(kinds[0].union(*kinds[1:]).order_by("name"))


def alphabet(counts: Mapping[str, int], *, search: ProductSearch) -> list[dict]:
    """A to Z with how many listings begin so; "#" where one begins with something else."""
    shown = list(string.ascii_uppercase) + (["#"] if "#" in counts else [])
    chosen = search.criteria.get("letter")
    return [
        {"letter": one, "count": counts.get(one, 0), "chosen": one == chosen, "url": search.url(letter=one)}
        for one in shown
    ]


def known(value, choices):
    if value not in choices:
        raise Http404
    return value
