"""Home, lists and the pages of terms for machines."""

from collections.abc import Iterable

from catalog.models import Condition, Substance
from catalog.structured_data.nodes import Node, address_list, breadcrumbs, node, reference, site, web_page
from pharmacy.head import Head


def home_graph(head: Head) -> list[Node]:
    return [web_page(head), *site()]


def list_graph(head: Head, name: str, paths: Iterable[str]) -> list[Node]:
    """A list one step below home; `paths` are the pages that it leads to."""
    return collection(head, breadcrumbs(head, (name, head.plain_path)), paths)


def term_graph(head: Head, noun, kind: tuple[str, str], paths: Iterable[str]) -> list[Node]:
    """The page of a term, below the list of its `kind` (name, path). What it is about is a node of its own."""
    way = breadcrumbs(head, kind, (noun.name, head.plain_path))
    about = term_node(head, noun)
    return collection(head, way, paths, about=reference(about["@id"]) if about else None) + ([about] if about else [])


def term_node(head: Head, noun) -> Node | None:
    """A condition or a substance in the vocabulary's own types; it has none for a shop's categories."""
    kinds = {Condition: "MedicalCondition", Substance: "Substance"}
    kind = kinds.get(type(noun))
    if kind is None:
        return None
    described = getattr(noun, "description", "")
    return node(kind, id=f"{head.address}#about", name=noun.name, description=described, url=head.address)


def collection(head: Head, way: Node, paths: Iterable[str], **properties) -> list[Node]:
    listed = address_list(head, paths)
    shown = [listed] if "itemListElement" in listed else []
    page = web_page(
        head,
        "CollectionPage",
        breadcrumb=reference(way["@id"]),
        mainEntity=reference(listed["@id"]) if shown else None,
        **properties,
    )
    return [page, way, *shown, *site()]
