"""The nodes that several pages have: the site, the way to a page, a list of addresses."""

from collections.abc import Iterable
from typing import Any

from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pharmacy.head import Head, absolute

Node = dict[str, Any]


def node(kind: str | list[str], **properties) -> Node:
    """A node without what is empty; `id` becomes its "@id". False and 0 say something, so they stay."""
    named = {"@id": properties.pop("id")} if properties.get("id") else {}
    return (
        {"@type": kind} | named | {key: value for key, value in properties.items() if value not in (None, "", [], {})}
    )


def reference(identity: str) -> Node:
    """The node of this "@id", wherever in the graph it stands."""
    return {"@id": identity}


def organization_id() -> str:
    return absolute("/#organization")


def website_id() -> str:
    return absolute("/#website")


def site() -> list[Node]:
    """Who speaks, and how the site is searched: the same two nodes on every page."""
    return [
        node(
            "WebSite",
            id=website_id(),
            url=absolute("/"),
            name=_("Pharmacy"),
            publisher=reference(organization_id()),
            potentialAction={
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": absolute("/products/?q={search_term_string}")},
                "query-input": "required name=search_term_string",
            },
        ),
        node(
            "Organization",
            id=organization_id(),
            url=absolute("/"),
            name=_("Pharmacy"),
            logo=absolute(static("pharmacy/icons/icon-512.png")),
        ),
    ]


def web_page(head: Head, kind: str = "WebPage", **properties) -> Node:
    """The page itself, in the reader's language unless `inLanguage` says another."""
    own = {"url": head.address, "name": head.title, "description": head.description, "inLanguage": get_language()}
    return node(kind, id=f"{head.address}#page", isPartOf=reference(website_id()), **(own | properties))


def breadcrumbs(head: Head, *steps: tuple[str, str]) -> Node:
    """The way to a page: (name, path) from the first step below home to the page itself."""
    return node(
        "BreadcrumbList",
        id=f"{head.address}#breadcrumb",
        itemListElement=[
            node("ListItem", position=place, name=name, item=reference(absolute(path)))
            for place, (name, path) in enumerate(steps, start=1)
        ],
    )


def address_list(head: Head, paths: Iterable[str]) -> Node:
    """The pages that a page leads to, in its order."""
    items = [node("ListItem", position=place, url=absolute(path)) for place, path in enumerate(paths, start=1)]
    return node("ItemList", id=f"{head.address}#list", itemListElement=items)
