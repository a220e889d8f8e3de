"""The part of schema.org that our pages use: which property may stand on which type, and what it may hold.

Written from the vocabulary's own definitions. A type has what its parents have; a value fits when its type, or a
parent of it, is in the property's range.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlsplit

PARENTS = {
    "Thing": (),
    "CreativeWork": ("Thing",),
    "WebSite": ("CreativeWork",),
    "WebPage": ("CreativeWork",),
    "MedicalWebPage": ("WebPage",),
    "CollectionPage": ("WebPage",),
    "Review": ("CreativeWork",),
    "Product": ("Thing",),
    "MedicalEntity": ("Thing",),
    "MedicalCondition": ("MedicalEntity",),
    "Substance": ("MedicalEntity",),
    "Drug": ("Product", "Substance"),
    "MedicalIntangible": ("MedicalEntity",),
    "DrugStrength": ("MedicalIntangible",),
    "DrugLegalStatus": ("MedicalIntangible",),
    "Intangible": ("Thing",),
    "DefinedTerm": ("Intangible",),
    "CategoryCode": ("DefinedTerm",),
    "MedicalCode": ("CategoryCode", "MedicalIntangible"),
    "Brand": ("Intangible",),
    "Offer": ("Intangible",),
    "Rating": ("Intangible",),
    "AggregateRating": ("Rating",),
    "ItemList": ("Intangible",),
    "BreadcrumbList": ("ItemList",),
    "ListItem": ("Intangible",),
    "EntryPoint": ("Intangible",),
    "Action": ("Thing",),
    "SearchAction": ("Action",),
    "Organization": ("Thing",),
    "Person": ("Thing",),
    "Place": ("Thing",),
    "AdministrativeArea": ("Place",),
}

# Property → the types that it stands on, and the types of its values.
PROPERTIES = {
    "name": ("Thing", "Text"),
    "description": ("Thing", "Text"),
    "url": ("Thing", "URL"),
    "image": ("Thing", "URL"),
    "potentialAction": ("Thing", "Action"),
    "about": ("CreativeWork", "Thing"),
    "author": ("CreativeWork Rating", "Organization Person"),
    "creativeWorkStatus": ("CreativeWork", "Text DefinedTerm"),
    "dateModified": ("CreativeWork", "Date DateTime"),
    "datePublished": ("CreativeWork", "Date DateTime"),
    "inLanguage": ("CreativeWork", "Language"),
    "isPartOf": ("CreativeWork", "CreativeWork URL"),
    "mainEntity": ("CreativeWork", "Thing"),
    "publisher": ("CreativeWork", "Organization Person"),
    "version": ("CreativeWork", "Number Text"),
    "breadcrumb": ("WebPage", "BreadcrumbList Text"),
    "lastReviewed": ("WebPage", "Date"),
    "reviewedBy": ("WebPage", "Organization Person"),
    "reviewBody": ("Review", "Text"),
    "reviewRating": ("Review", "Rating"),
    "aggregateRating": ("Product Offer Organization Brand CreativeWork", "AggregateRating"),
    "brand": ("Product Organization Person", "Brand Organization"),
    "category": ("Product Offer", "Text CategoryCode Thing URL"),
    "manufacturer": ("Product", "Organization"),
    "offers": ("Product CreativeWork", "Offer"),
    "review": ("Product Offer Organization Brand CreativeWork", "Review"),
    "activeIngredient": ("Drug DrugStrength Substance", "Text"),
    "administrationRoute": ("Drug", "Text"),
    "availableStrength": ("Drug", "DrugStrength"),
    "dosageForm": ("Drug", "Text"),
    "isProprietary": ("Drug", "Boolean"),
    "nonProprietaryName": ("Drug", "Text"),
    "prescribingInfo": ("Drug", "URL"),
    "prescriptionStatus": ("Drug", "DrugPrescriptionStatus"),
    "proprietaryName": ("Drug", "Text"),
    "warning": ("Drug", "Text URL"),
    "code": ("MedicalEntity", "MedicalCode"),
    "legalStatus": ("MedicalEntity Drug", "DrugLegalStatus Text"),
    "codeValue": ("CategoryCode MedicalCode", "Text"),
    "codingSystem": ("MedicalCode", "Text"),
    "strengthValue": ("DrugStrength", "Number"),
    "strengthUnit": ("DrugStrength", "Text"),
    "applicableLocation": ("DrugLegalStatus", "AdministrativeArea"),
    "availability": ("Offer", "ItemAvailability"),
    "gtin": ("Offer Product", "Text"),
    "price": ("Offer", "Price"),
    "priceCurrency": ("Offer", "Currency"),
    "seller": ("Offer", "Organization Person"),
    "sku": ("Offer Product", "Text"),
    "bestRating": ("Rating", "Number"),
    "ratingValue": ("Rating", "Number"),
    "worstRating": ("Rating", "Number"),
    "reviewCount": ("AggregateRating", "Integer"),
    "itemListElement": ("ItemList", "ListItem Thing Text"),
    "item": ("ListItem", "Thing"),
    "position": ("ListItem CreativeWork", "Integer"),
    "target": ("Action", "EntryPoint URL"),
    "query-input": ("SearchAction", "Text"),  # "property-input": how a caller fills in an action
    "urlTemplate": ("EntryPoint", "Text"),
    "jobTitle": ("Person", "Text DefinedTerm"),
    "worksFor": ("Person", "Organization"),
    "logo": ("Organization Brand Product Place", "URL"),
}
ENUMERATIONS = {
    "DrugPrescriptionStatus": {"PrescriptionOnly", "OTC"},
    "ItemAvailability": {"InStock", "LimitedAvailability", "OutOfStock", "Discontinued"},
}
# Here an @id may be the address of another page; everywhere else it is a node of the same graph.
ELSEWHERE = {"item"}


def faults(graph: list[dict]) -> list[str]:
    """What is wrong with a graph, in words; empty where nothing is."""
    nodes = {node["@id"]: node for node in graph if "@id" in node}
    double = [f"two nodes are {one}" for one in nodes if sum(node.get("@id") == one for node in graph) > 1]
    anonymous = [f"a {node['@type']} of the graph has no @id" for node in graph if "@id" not in node]
    relative = [f"{one} is no address" for one in nodes if not fits_url(one)]
    return double + anonymous + relative + [fault for node in graph for fault in node_faults(node, nodes)]


def node_faults(node, nodes) -> list[str]:
    types = types_of(node)
    if unknown := [one for one in types if one not in PARENTS]:
        return [f"no type is called {unknown}"]
    found = []
    for key, value in node.items():
        if key in ("@id", "@type"):
            continue
        domain, ranges = PROPERTIES.get(key, ("", ""))
        if not any(is_a(one, parent) for one in types for parent in domain.split()):
            found.append(f"{types} has no property {key}")
        for one in value if isinstance(value, list) else [value]:
            found += value_faults(f"{types}.{key}", key, one, ranges.split(), nodes)
        if value in ([], "", None, {}):
            found.append(f"{types}.{key} is empty")
    return found


def value_faults(where, key, value, ranges, nodes) -> list[str]:
    if not isinstance(value, dict):
        return [] if any(fits(value, one) for one in ranges) else [f"{where}: {value!r} is none of {ranges}"]
    if value.keys() == {"@id"}:
        if value["@id"] in nodes:
            value = nodes[value["@id"]]
        elif key in ELSEWHERE:
            return [] if fits_url(value["@id"]) else [f"{where}: {value} is no address"]
        else:
            return [f"{where}: nothing is {value['@id']}"]
        inner = []
    else:
        inner = node_faults(value, nodes)
    fitting = any(is_a(one, wanted) for one in types_of(value) for wanted in ranges if wanted in PARENTS)
    return inner if fitting else [*inner, f"{where}: {types_of(value)} is none of {ranges}"]


def types_of(node) -> list[str]:
    return node["@type"] if isinstance(node["@type"], list) else [node["@type"]]


def is_a(kind: str, wanted: str) -> bool:
    return kind == wanted or any(is_a(parent, wanted) for parent in PARENTS[kind])


def fits(value, kind: str) -> bool:
    if kind in ENUMERATIONS:
        return value in {f"https://schema.org/{one}" for one in ENUMERATIONS[kind]}
    test = SIMPLE.get(kind)
    return bool(test and test(value))


def fits_text(value) -> bool:
    return (
        isinstance(value, str) and bool(value.strip()) and not re.search(r"</?[a-z]+>|&(amp|lt|gt|quot|#\d+);", value)
    )


def fits_url(value) -> bool:
    parts = urlsplit(value) if isinstance(value, str) else None
    return bool(parts and parts.scheme in ("http", "https") and parts.hostname and " " not in value)


def fits_number(value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def fits_date(value) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) and bool(date.fromisoformat(value))


def fits_moment(value) -> bool:
    return isinstance(value, str) and "T" in value and datetime.fromisoformat(value).tzinfo is not None


SIMPLE = {
    "Text": fits_text,
    "URL": fits_url,
    "Number": fits_number,
    "Integer": lambda value: type(value) is int,
    "Boolean": lambda value: type(value) is bool,
    "Date": fits_date,
    "DateTime": fits_moment,
    "Language": lambda value: isinstance(value, str) and re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", value),
    "Currency": lambda value: isinstance(value, str) and re.fullmatch(r"[A-Z]{3}", value),
    "Price": lambda value: isinstance(value, str) and re.fullmatch(r"\d+\.\d\d", value) and Decimal(value) > 0,
}
