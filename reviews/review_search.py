"""What the public reads of a listing's reviews: which of them, in which order, from where on.

    search = ReviewSearch.from_query(listing, request.GET)
    texts, page_links = search.page()

What it does not know is ignored, and so is a value that a criterion cannot have: each question has one address,
`url()`. Only a place to go on from that is none is a 404 (`Http404`).
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.fields.tuple_lookups import TupleLessThan, TupleLookupMixin
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalog.models import Condition, Rating
from catalog.search import Filter, Option
from reviews.models import ReviewText
from reviews.models.text import HIGHEST, LOWEST, MOST_HELPFUL, NEWEST

PAGE_SIZE = 10
COUNTED = 100  # what no counter tells is counted so far and no further
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SORTS = {
    "newest": (_("Newest first"), NEWEST),
    "helpful": (_("Most helpful first"), MOST_HELPFUL),
    "highest": (_("Most stars first"), HIGHEST),
    "lowest": (_("Fewest stars first"), LOWEST),
}
BY_STARS = {"highest", "lowest"}
STARS = ("5", "4", "3", "2", "1")
FILTERS = ("stars", "condition", "verified")
WRITER, TAKEN_FOR = _("Writer"), _("Taken for")


@dataclass(frozen=True)
class Number:
    """How many reviews fit: so many, or more than that."""

    known: int
    more: bool = False


class ReviewSearch:
    """What somebody wants to read of a listing's published reviews. `criteria` are those that hold."""

    size = PAGE_SIZE

    def __init__(self, listing, criteria: dict[str, str] | None = None, after: str = ""):
        self.listing, self.criteria, self.after = listing, criteria or {}, after

    @classmethod
    def from_query(cls, listing, query) -> "ReviewSearch":
        """Stars neither narrow nor order a list where the market hides them; one number of stars has no order."""
        search, given = cls(listing, after=query.get("after", "")), search_criteria(listing, query)
        if "condition" in given and given["condition"] not in {one.slug for one in search.conditions}:
            del given["condition"]
        search.criteria = given
        return search

    @property
    def sort(self) -> str:
        return self.criteria.get("sort", "newest")

    @property
    def order(self) -> tuple[str, ...]:
        return SORTS[self.sort][1]

    @property
    def stars(self) -> int:
        """The number of stars asked for; 0 where all are."""
        return int(self.criteria.get("stars", 0))

    @property
    def narrowed(self) -> bool:
        return any(name in self.criteria for name in FILTERS)

    @property
    def endless(self) -> bool:
        """Whether visitors could ask for more and more pages like this one."""
        return bool(self.after) or sum(name in self.criteria for name in FILTERS) > 1

    @cached_property
    def rating(self) -> Any:
        """The Rating with its counters, and `has_verified`; None before the first review. One query."""
        verified = ReviewText.objects.shown().of_product(OuterRef("product")).filter(verified=True)
        return Rating.objects.filter(product=self.listing.product_id).annotate(has_verified=Exists(verified)).first()

    @cached_property
    def conditions(self) -> list[Condition]:
        """What the published reviews were taken for, by name. One query: a look into one index for each condition."""
        texts = ReviewText.objects.shown().of_product(self.listing.product_id).filter(condition=OuterRef("pk"))
        found = Condition.objects.annotate(review=Subquery(texts.order_by("-decided_at").values("pk")[:1]))
        return list(found.filter(review__isnull=False).order_by("name"))

    @property
    def texts(self):
        """The texts that fit, in order."""
        texts = ReviewText.objects.of_listing(self.listing).order_by(*self.order)
        if self.stars:
            texts = texts.filter(rating=self.stars)
        if slug := self.criteria.get("condition"):
            texts = texts.filter(condition=next(one for one in self.conditions if one.slug == slug))
        return texts.filter(verified=True) if "verified" in self.criteria else texts

    @cached_property
    def exactly(self) -> int | None:
        """How many fit, where the counters of stars say so."""
        if self.rating is None or ("verified" in self.criteria and not self.rating.has_verified):
            return 0
        if self.criteria.keys() & {"condition", "verified"}:
            return None if not self.stars or self.rating.counts[self.stars - 1] else 0
        return self.rating.counts[self.stars - 1] if self.stars else self.rating.count

    @cached_property
    def rows(self) -> list[ReviewText]:
        """This page, and one more where it goes on. One query, none where nothing fits."""
        place = read_place(self.after, self.order) if self.after else None
        if self.exactly == 0:
            return []
        texts = self.texts.filter(before(self.order, place)) if place else self.texts
        return list(texts[: self.size + 1])

    def page(self) -> tuple[list[ReviewText], dict[str, str]]:
        """(texts of one page, {"first", "next"}: the addresses that there are)."""
        links = {"first": self.url()} if self.after else {}
        texts, onward = self.part()
        if onward:
            links["next"] = self.url(after=onward)
        return texts, links

    def part(self) -> tuple[list[ReviewText], str]:
        """(texts of one page, the place on which the next goes on or "")."""
        goes_on = len(self.rows) > self.size
        return self.rows[: self.size], place(self.rows[self.size - 1], self.order) if goes_on else ""

    @cached_property
    def number(self) -> Number | None:
        """How many fit; None on later pages of what nobody has counted. A query at most, over so many rows."""
        if self.exactly is not None:
            return Number(self.exactly)
        if self.after:
            return None
        if len(self.rows) <= self.size:
            return Number(len(self.rows))
        found = self.texts[: COUNTED + 1].count()
        return Number(min(found, COUNTED), more=found > COUNTED)

    def url(self, **changes) -> str:
        """The address of this search with changes; an empty value takes a criterion out."""
        wanted = self.criteria | changes
        if wanted.get("stars") and wanted.get("sort") in BY_STARS:
            wanted["sort"] = ""
        query = {key: wanted[key] for key in (*FILTERS, "sort", "after") if wanted.get(key)}
        address = reverse("reviews:review_list", args=[self.listing.slug])
        return f"{address}?{urlencode(query)}" if query else address

    def url_of(self, text: ReviewText) -> str:
        """Where a published text stands first on its page, whatever came after it."""
        return f"{self.url(after=place(text, NEWEST, step=1))}#review-{text.review_id}"

    @property
    def sorts(self) -> list[Option]:
        offered = [name for name in SORTS if name not in BY_STARS or (self.listing.shows_stars and not self.stars)]
        return [
            Option(name, SORTS[name][0], self.url(sort="" if name == "newest" else name), name == self.sort)
            for name in offered
        ]

    @cached_property
    def filters(self) -> list[Filter]:
        """What the published reviews can be narrowed by."""
        verified = [("1", _("Verified only"))] if self.rating and self.rating.has_verified else []
        conditions = [(one.slug, one.name) for one in self.conditions]
        some: list[tuple[str, Any, Any]] = [("verified", WRITER, verified), ("condition", TAKEN_FOR, conditions)]
        return [self.filter(name, label, options) for name, label, options in some if options]

    def filter(self, name, label, options) -> Filter:
        chosen = self.criteria.get(name)
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
        if self.stars:
            words = ngettext("%(stars)s star", "%(stars)s stars", self.stars) % {"stars": self.stars}
            rows.insert(0, ("stars", words, False))
        return [
            {"label": label, "remove_url": self.url(**{name: ""}), "in_shop_language": ours}
            for name, label, ours in rows
        ]

    @property
    def wide_url(self) -> str:
        """The address of this search without anything that narrows it."""
        return self.url(**dict.fromkeys(FILTERS, ""))


def search_criteria(listing, query) -> dict[str, str]:
    """The criteria of a query that could hold, whatever conditions there are."""
    given = {name: query.get(name, "") for name in (*FILTERS, "sort")}
    wrong = {
        "stars": given["stars"] not in STARS or not listing.shows_stars,
        "condition": not given["condition"],
        "verified": given["verified"] != "1",
        "sort": given["sort"] not in SORTS or given["sort"] == "newest",
    }
    given = {name: value for name, value in given.items() if not wrong[name]}
    if given.get("sort") in BY_STARS and (not listing.shows_stars or "stars" in given):
        del given["sort"]
    return given


class Before(TupleLessThan):
    """Behind a place in a descending order: one comparison of row values, which a database finds in its index.

    Django spells it as a chain of ORs for SQLite, which then walks through everything that came before.
    """

    def as_sql(self, compiler, connection):
        return super(TupleLookupMixin, self).as_sql(compiler, connection)


def before(order, values) -> Before:
    return Before([F(column) for column in columns(order)], values)


def columns(order) -> list[str]:
    return [column.lstrip("-") for column in order]


def place(text: ReviewText, order, *, step=0) -> str:
    """Where a page ends: the columns of its order, the moment as microseconds; `step` 1 is right before the text."""
    values = [getattr(text, column) for column in columns(order)]
    values[-2] = (values[-2] - EPOCH) // timedelta(microseconds=1)
    values[-1] += step
    return "-".join(map(str, values))


def read_place(after: str, order) -> tuple:
    """The values of `place`; Http404 for anything else."""
    found = re.fullmatch(r"(?:([0-9]{1,9})-)?([0-9]{1,17})-([0-9]{1,18})", after)
    if found is None or (found[1] is None) != (order == NEWEST):
        raise Http404
    first = [] if found[1] is None else [int(found[1])]
    return (*first, EPOCH + timedelta(microseconds=int(found[2])), int(found[3]))
