"""Reading a page as a machine does: its graph, its head, its XML."""

import json
from dataclasses import dataclass

from lxml import etree, html

SITE = "http://localhost:8000"  # SITE_URL of the tests
NAMESPACES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "atom": "http://www.w3.org/2005/Atom",
    "search": "http://a9.com/-/spec/opensearch/1.1/",
}


@dataclass
class Page:
    """One answer, taken apart."""

    text: str

    @classmethod
    def of(cls, response) -> "Page":
        return cls(response.content.decode())

    def find(self, path) -> list:
        return html.document_fromstring(self.text.encode(), parser=html.HTMLParser(encoding="utf-8")).xpath(path)

    @property
    def graph(self) -> list[dict]:
        """The nodes of its one graph; empty where it has none."""
        scripts = self.find('//script[@type="application/ld+json"]/text()')
        assert len(scripts) <= 1
        document = json.loads(scripts[0]) if scripts else {"@context": "https://schema.org", "@graph": []}
        assert document.keys() == {"@context", "@graph"}
        assert document["@context"] == "https://schema.org"
        return document["@graph"]

    def node(self, kind: str) -> dict:
        """The one node of a type."""
        (found,) = [node for node in self.graph if kind == node["@type"] or kind in node["@type"]]
        return found

    @property
    def title(self) -> str:
        return self.find("//title/text()")[0]

    def meta(self, name: str) -> str | None:
        return next(iter(self.metas(name)), None)

    def metas(self, name: str) -> list[str]:
        return self.find(f'//head/meta[@name="{name}" or @property="{name}"]/@content')

    def links(self, rel: str) -> list[str]:
        return self.find(f'//head/link[@rel="{rel}"]/@href')

    @property
    def languages(self) -> dict[str, str]:
        links = self.find('//head/link[@rel="alternate" and @hreflang]')
        return {link.get("hreflang"): link.get("href") for link in links}

    @property
    def indexed(self) -> bool:
        return "noindex" not in (self.meta("robots") or "")


def xml(response):
    """The root of an XML answer; nothing outside it is fetched or expanded."""
    return etree.fromstring(response.content, etree.XMLParser(resolve_entities=False, no_network=True))


def texts(root, path: str) -> list[str]:
    return [str(one) for one in root.xpath(path, namespaces=NAMESPACES)]
