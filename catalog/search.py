"""Browsing as an object that reads like a sentence: one line per criterion, in page order.

    search = ProductSearch.from_query(request.GET)
    listings, page_links = search.page()

Parameters that it does not know are ignored; a value that a known one cannot have is a 404 (`Http404`).
"""

import base64
import binascii
import json
import string
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.models import Category, Condition, Listing, Substance
from catalog.models.facts import Identity
from pharmacy import markets

PAGE_SIZE = 20
LONGEST_QUERY = 100
LONGEST_PLACE = 1200  # a name of 160 characters, each four bytes, in base64
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
KNOWN = ("q", "letter", *CHOICES, *TERMS, "manufacturer", "rating", "sort")


class ProductSearch:
    """What the public looks for among the listings. `criteria` are the known parameters that were given."""

    def __init__(self, criteria: dict[str, str], after: str = ""):
        self.criteria, self.after = criteria, after

    @classmethod
    def from_query(cls, query) -> "ProductSearch":
        criteria = {key: query.get(key, "").replace("\x00", "").strip()[:LONGEST_QUERY] for key in KNOWN}
        return cls({key: value for key, value in criteria.items() if value}, query.get("after", ""))

    @property
    def q(self) -> str:
        return self.criteria.get("q", "")

    @property
    def sort(self) -> str:
        return known(self.criteria.get("sort", "name"), SORTS)

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
        rows = list(listings[: PAGE_SIZE + 1])
        shown = rows[:PAGE_SIZE]
        next_url = self.url(after=place(shown[-1], column)) if len(rows) > PAGE_SIZE else ""
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

    @property
    def plain_url(self) -> str:
        """The list that all variants of it stand for."""
        return reverse("catalog:product_list")

    @property
    def narrows(self) -> bool:
        """Whether this is less than the list of all from its start: a search, a choice, a later page."""
        return bool(self.criteria or self.after)

    @cached_property
    def used(self) -> list[dict]:
        """What the listings have, counted: letters and filters in one query."""
        columns = ("letter", "dosage_form", "legal_status", "market", "manufacturer__slug", "manufacturer__name")
        return list(Listing.objects.order_by().values(*columns).annotate(count=Count("id")))

    @cached_property
    def filters(self) -> list[Filter]:
        """Only what a listing has; four queries, whatever the number of listings."""
        filters = []
        for key, (label, column, choices) in CHOICES.items():
            values = {row[column] for row in self.used}
            filters.append(self.filter(key, label, [pair for pair in choices.items() if pair[0] in values]))
        for key, (label, _column, model) in TERMS.items():
            terms = model.objects.filter(listings__isnull=False).distinct().order_by("name")
            filters.append(self.filter(key, label, list(terms.values_list("slug", "name"))))
        filters.append(self.filter("rating", _("Rating"), list(RATINGS.items())))
        makers = {(row["manufacturer__name"], row["manufacturer__slug"]) for row in self.used} - {(None, None)}
        filters.append(self.filter("manufacturer", MANUFACTURER, [(slug, name) for name, slug in sorted(makers)]))
        return [one for one in filters if one.options]

    @property
    def letters(self) -> list[dict]:
        counts: Counter = Counter()
        for row in self.used:
            counts[row["letter"]] += row["count"]
        return alphabet(counts, chosen=self.criteria.get("letter"))

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
        rows = [(one.name, one.chosen_label) for one in self.filters if one.chosen_label]
        if letter := self.criteria.get("letter"):
            rows.insert(0, ("letter", letter))
        return [{"label": label, "remove_url": self.url(**{name: ""})} for name, label in rows]

    @property
    def sorts(self) -> list[Option]:
        return [
            Option(key, label, self.url(sort="" if key == "name" else key), key == self.sort)
            for key, (label, _column, _down) in SORTS.items()
        ]


def alphabet(counts: Mapping[str, int], *, chosen=None) -> list[dict]:
    """A to Z with how many listings begin so; "#" where one begins with something else."""
    shown = list(string.ascii_uppercase) + (["#"] if "#" in counts else [])
    return [{"letter": one, "count": counts.get(one, 0), "chosen": one == chosen} for one in shown]


def known(value, choices):
    if value not in choices:
        raise Http404
    return value


def place(listing, column) -> str:
    """Where a page ended, for `after`: the sort column and the id, as URL-safe base64 of JSON."""
    value = getattr(listing, column)
    value = value.isoformat() if isinstance(value, datetime) else value
    spelled = json.dumps([value, listing.pk], ensure_ascii=False)
    return base64.urlsafe_b64encode(spelled.encode()).decode().rstrip("=")


def read_place(after: str, column):
    """The pair of `place`; Http404 for anything else."""
    try:
        after = after[:LONGEST_PLACE]
        value, key = json.loads(base64.urlsafe_b64decode(after + "=" * (-len(after) % 4)))
        if not isinstance(value, str) or type(key) is not int or "\x00" in value or abs(key) >= 2**63:
            raise ValueError
        value.encode()  # half a surrogate pair is text to JSON, and to no database
        return (moment(value) if column == "signed_at" else value), key
    except (ValueError, TypeError, OverflowError, binascii.Error, RecursionError):
        raise Http404 from None


def moment(text: str) -> datetime:
    """The instant of an ISO time with its offset, in UTC. Raises ValueError, OverflowError at the ends of time."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError
    return at.astimezone(UTC)
