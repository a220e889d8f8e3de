"""The heads of the catalogue's pages: title, description, what search engines keep, and the graph where indexed."""

from collections.abc import Iterable
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.models import Category, Condition, Listing, Substance
from catalog.structured_data import lists
from catalog.structured_data.product import product_graph
from catalog.structured_data.texts import product_description, product_title
from pharmacy.head import Head, shortened


def home_head(path: str) -> Head:
    head = Head(
        path,
        title=_("Medicines, signed by a pharmacist"),
        description=_(
            "What a medicine is for, how to keep it and what to watch for: each page follows an official label."
        ),
    )
    return replace(head, graph=lists.home_graph(head))


def product_head(listing, page, packs, first_signed_at) -> Head:
    head = Head(
        reverse("catalog:product_detail", args=[listing.slug]),
        title=product_title(listing),
        description=product_description(listing),
        kind="article",
        image=reverse("machines:product_card", args=[listing.slug]),
    )
    return replace(head, graph=product_graph(head, listing, page, packs, first_signed_at))


def product_list_head(search, listings) -> Head:
    """Of the list of all, whatever narrows it: search engines keep the page that holds the same, nothing thinner."""
    chosen = [str(row["label"]) for row in search.chosen]
    name = _("Medicines")
    title = _("Medicines for “%(q)s”") % {"q": search.q} if search.q else name
    head = Head(
        search.url(after=search.after),
        title=": ".join(filter(None, [title, ", ".join(chosen)])),
        description=_("All medicines that we list, by name, substance, condition, form and legal status."),
        canonical=search.plain_url,
        indexed=bool(listings and search.plain_url),
    )
    whole = head.indexed and not search.narrows
    return replace(head, graph=lists.list_graph(head, name, paths(listings))) if whole else head


def term_list_head(path: str, model, nouns) -> Head:
    name, description = {
        Condition: (_("Conditions"), _("What medicines are for, by the condition that their labels name.")),
        Substance: (
            _("Substances"),
            _("The active substances, by their common names. Brands and strengths of one substance stand together."),
        ),
        Category: (
            _("Categories"),
            _("Medicines grouped by the part of the body or the kind of trouble they treat."),
        ),
    }[model]
    terms = list(nouns)
    head = Head(path, title=name, description=description, indexed=bool(terms))
    addresses = [reverse(f"catalog:{model._meta.model_name}_detail", args=[noun.slug]) for noun in terms]
    return replace(head, graph=lists.list_graph(head, name, addresses)) if terms else head


def term_head(path: str, noun, listings) -> Head:
    kind = noun._meta.model_name
    name = {"name": noun.name}
    title, description, above = {
        Condition: (
            _("Medicines for %(name)s") % name,
            _("Medicines for %(name)s: each page follows an official label and is signed by a pharmacist.") % name,
            _("Conditions"),
        ),
        Substance: (
            _("Medicines with %(name)s") % name,
            _("Medicines with %(name)s: each page follows an official label and is signed by a pharmacist.") % name,
            _("Substances"),
        ),
        Category: (
            _("Medicines: %(name)s") % name,
            _("Medicines: %(name)s: each page follows an official label and is signed by a pharmacist.") % name,
            _("Categories"),
        ),
    }[type(noun)]
    head = Head(path, title=title, description=shortened(getattr(noun, "description", "") or description))
    step = (above, reverse(f"catalog:{kind}_list"))
    return replace(head, graph=lists.term_graph(head, noun, step, paths(listings)))


def paths(listings: Iterable[Listing]) -> list[str]:
    return [reverse("catalog:product_detail", args=[listing.slug]) for listing in listings]
