"""The object that reads like a sentence: what the public looks for among the listings, and what it finds."""

import string
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import get_language

from catalog.engine import Reader, Wanted, answering
from catalog.engine.asking import MOST_WORDS
from catalog.engine.words import written
from catalog.models import Listing
from catalog.search import facets, rows
from catalog.search.criteria import SORTS, TERMS, VIEWS, Criteria
from catalog.search.names import names_of
from catalog.search.options import Option

# What a card, a line of the table and the reason of a search show.
SHOWN: tuple[str, ...] = ("product_id", "slug", "name", "brand_name", "market", "language", "dosage_form")
SHOWN += ("ingredients", "legal_status", "summary_text", "boxed_titles", "first_image", "atc_code", "demonstration")
LONGEST_PLACE = 1200  # characters; no answer gives one as long


class ProductSearch:
    """What somebody looks for. `reader` is what this process searches, None while there is no index.

    `stamp` is the clock's, where it has been read already; `names` are those of the terms that are chosen:
    (kind, slug) → name. What a page holds may be said: `size` listings, with the columns that `shown` adds to a query.
    """

    shown = staticmethod(lambda listings, *more: listings.only(*SHOWN, *more))

    def __init__(
        self, criteria: Criteria | None = None, *, after="", reader: Reader | None = None, stamp=None, names=None
    ):
        self.criteria, self.after = criteria or Criteria(), after[:LONGEST_PLACE]
        self.reader, self.stamp = reader, stamp
        self.names: dict[tuple[str, str], str] = names or {}
        _label, self.size = VIEWS[self.view]

    @classmethod
    def from_query(cls, query, reader: Reader | None = None, stamp=None) -> "ProductSearch":
        """One query of the database where terms are chosen, none otherwise."""
        there = reader.markets if reader else ()
        given = Criteria.from_query(query, markets_there=there, by_index=reader is not None)
        names = names_of(((kind, slug) for kind in TERMS for slug in given.chosen.get(kind, ())), stamp)
        after = query.get("after", "").strip()
        return cls(given.with_terms(names), after=after, reader=reader, stamp=stamp, names=names)

    @classmethod
    def of_term(cls, kind: str, noun, reader: Reader | None = None) -> "ProductSearch":
        """The medicines of one term."""
        return cls(Criteria(chosen={kind: (noun.slug,)}), reader=reader, names={(kind, noun.slug): noun.name})

    @property
    def q(self) -> str:
        return self.criteria.q

    @property
    def view(self) -> str:
        return self.criteria.view or "cards"

    @property
    def sort(self) -> str:
        """The order in force: without an index, one that the database has."""
        sort = self.criteria.sort or self.criteria.usual_sort
        return sort if self.reader or sort in rows.ORDERS else "name"

    @property
    def waits(self) -> bool:
        """Whether words were asked for that no index can look up yet."""
        return bool(self.q) and self.reader is None

    @property
    def several_words(self) -> bool:
        return " " in self.q

    @property
    def words_read(self) -> int:
        """How many of the words typed were looked for, the first ones; 0 where all were."""
        return MOST_WORDS if len(written(self.q)) > MOST_WORDS else 0

    @property
    def longest(self) -> int:
        """How many medicines the list of best matches holds at most."""
        return answering.MOST_BY_RELEVANCE

    @property
    def endless(self) -> bool:
        """Whether visitors could ask for more and more pages like this one."""
        return bool(self.q or self.after or self.criteria.choices > 1)

    @property
    def from_database(self) -> bool:
        return self.reader is None or (not self.criteria.narrows and self.sort in rows.ORDERS)

    @cached_property
    def answer(self):
        """What the index says: counts, and the products of this page. None while there is none.

        Raises Unavailable where the index turns out to be damaged, BadPlace for a place that is none of its own.
        """
        if self.reader is None:
            return None
        plain = self.from_database
        wanted = Wanted(
            q=self.q,
            chosen=self.criteria.chosen,
            letter=self.criteria.letter,
            rating=int(self.criteria.rating or 0),
            sort=self.sort,
            after="" if plain else self.after,
            size=1 if plain else self.size,
            language=get_language() or settings.LANGUAGE_CODE,
        )
        return self.reader.answer(wanted, self.stamp)

    def page(self) -> tuple[list[Listing], dict[str, str]]:
        """(listings, links): one page by keyset, and where the next and the first are. Raises as `part` does."""
        shown, onward = self.part()
        return shown, {
            "first": self.url() if self.after else "",
            "next": self.url(after=onward) if onward else "",
        }

    def part(self) -> tuple[list[Listing], str]:
        """(listings of one page by keyset, the place on which the next goes on or ""). One query.

        Raises BadPlace where `after` is no place in this list, Unavailable as `answer` does.
        """
        if self.answer is None and self.waits:
            return [], ""
        if self.from_database:
            return rows.page_of(self.criteria, self.sort, self.after, self.size, shown=self.shown)
        return self.found(), self.answer.next

    def found(self) -> list[Listing]:
        """The listings that the index names, each with why it fits; what was withdrawn since is not among them."""
        # Why a medicine fits may stand in its texts.
        listings: QuerySet[Listing] = self.shown(Listing.objects.all(), *(["texts"] if self.q else []))
        by_product = {one.product_id: one for one in listings.filter(product__in=self.answer.products)}
        shown = [by_product[key] for key in self.answer.products if key in by_product]
        for listing in shown if self.q else ():
            self.tell_why(listing)
        return shown

    def tell_why(self, listing):
        """`why` it was found, and whether that is its summary anyway, which then need not be read twice."""
        listing.why = self.answer.why.of(listing)
        piece = unescape(strip_tags(listing.why.snippet)).strip("… ") if listing.why else ""
        listing.why_says_summary = bool(piece) and piece in listing.summary_text

    @property
    def count(self) -> int | None:
        """How many listings fit, on all pages; None where nobody has counted."""
        return None if self.answer is None else self.answer.total

    def count_beside(self, shown: list[Listing], page_links: dict[str, str]) -> int | None:
        """How many fit, also where nobody has counted and one page holds them all."""
        return len(shown) if self.count is None and not any(page_links.values()) else self.count

    def url(self, criteria: Criteria | None = None, *, after: str = "") -> str:
        """The address of this search, or of another: each question has one."""
        query = [*(criteria or self.criteria).pairs(), *([("after", after)] if after else [])]
        return f"{self.address}?{urlencode(query)}" if query else self.address

    @cached_property
    def address(self) -> str:
        """That of the list of all."""
        return reverse("catalog:product_list")

    def changed(self, **changes) -> str:
        """The address of this search with other criteria."""
        return self.url(replace(self.criteria, **changes).consistent())

    @property
    def kept(self) -> list[tuple[str, str]]:
        """(parameter, value) of all but the words: what stays when others are asked for."""
        return [(name, value) for name, value in self.criteria.pairs() if name != "q"]

    @property
    def beside_facets(self) -> list[tuple[str, str]]:
        """(parameter, value) of what no facet holds: what stays when the facets are sent."""
        return [(name, value) for name, value in self.criteria.pairs() if name in ("q", "letter", "sort", "view")]

    @property
    def plain_url(self) -> str:
        """The page that holds the same medicines: a term's own where that alone is chosen, the list of all, or none."""
        if self.q or self.after or self.criteria.choices > 1:
            return ""
        if not self.criteria.narrows:
            return self.address
        for kind, (slug, *_others) in self.criteria.chosen.items():
            if kind in facets.WITH_PAGES:
                return reverse(f"catalog:{kind}_detail", args=[slug])
        return ""

    @property
    def narrows(self) -> bool:
        """Whether this is not the list of all from its start, as cards, by name."""
        return bool(self.after or [*self.criteria.pairs()])

    @property
    def letters(self) -> list[dict]:
        return alphabet(None if self.answer is None else dict(self.answer.counts.get("letter", ())), search=self)

    @cached_property
    def facets(self) -> list[facets.Facet]:
        """What narrows the list. One query at most, for the names of terms."""
        return facets.of(self)

    @property
    def narrows_by_price(self) -> bool:
        return bool(self.criteria.currency)

    @property
    def chosen(self) -> list[dict]:
        """What narrows the list, each with the address of the list without it."""
        found = [
            {
                "label": facets.label(self, facet, value),
                "remove_url": self.url(self.criteria.toggled(facet, value)),
                "in_shop_language": facet in TERMS,
                "key": f"{facet}-{value}",
            }
            for facet, values in self.criteria.chosen.items()
            for value in values
        ]
        for facet in ("letter", "rating"):
            if value := getattr(self.criteria, facet):
                found.append(
                    {
                        "label": facets.label(self, facet, value),
                        "remove_url": self.changed(**{facet: ""}),
                        "in_shop_language": facet == "letter",
                        "key": facet,
                    }
                )
        return found

    @property
    def wide_url(self) -> str:
        """The address of this search without anything that narrows it but its words."""
        return self.changed(letter="", chosen={}, rating="")

    @property
    def meant_url(self) -> str:
        """The address of the words that may have been meant."""
        return self.changed(q=self.answer.did_you_mean)

    @property
    def by_name_url(self) -> str:
        """The same medicines from A to Z: that list has an end, however long it is."""
        return self.changed(sort="name")

    @property
    def sorts(self) -> list[Option]:
        offered = self.criteria.sorts if self.reader else rows.ORDERS
        return [Option(name, SORTS[name], self.changed(sort=name), name == self.sort) for name in offered]

    @property
    def views(self) -> list[Option]:
        return [Option(name, VIEWS[name][0], self.changed(view=name), name == self.view) for name in VIEWS]


def alphabet(counts: Mapping[str, int] | None, *, search: ProductSearch) -> list[dict]:
    """A to Z with how many listings begin so, or None where nobody has counted; "#" where one begins otherwise."""
    shown = list(string.ascii_uppercase) + (["#"] if counts is None or "#" in counts else [])
    chosen = search.criteria.letter
    # Their addresses differ in the letter alone, and no other parameter has its name.
    before, after = search.changed(letter="A").split("letter=A", 1)
    return [
        {
            "letter": one,
            "count": None if counts is None else counts.get(one, 0),
            "chosen": one == chosen,
            "url": f"{before}letter={quote(one)}{after}",
        }
        for one in shown
    ]
