"""XML that machines fetch: built as a tree, so that a name can never end an element."""

import re
from typing import Any

from lxml import etree

# What XML 1.0 cannot hold, however it is spelled.
UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def root(name: str, namespaces: dict[str | None, str]) -> Any:
    """An element in the namespace without a prefix."""
    return etree.Element(f"{{{namespaces[None]}}}{name}", nsmap=namespaces)


def add(parent, name: str, text: str = "", **attributes) -> Any:
    """A child called "loc" in the namespace of the document, or "image:loc" in that of a prefix."""
    prefix, _colon, local = name.rpartition(":")
    child = etree.SubElement(parent, f"{{{parent.nsmap[prefix or None]}}}{local}")
    child.text = clean(text) or None
    for key, value in attributes.items():
        child.set(LANGUAGE if key == "language" else key, clean(value))
    return child


def clean(text) -> str:
    return UNSPEAKABLE.sub("", str(text))


def document(element) -> bytes:
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8")
