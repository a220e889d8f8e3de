"""What a public page says of itself: to search engines in its <head>, to the reader in the choice of languages."""

from dataclasses import dataclass, field

from django.conf import settings

from pharmacy.languages import in_language


@dataclass(frozen=True)
class Head:
    """Paths are as a browser asks for them, in the reader's language.

    `path` leads to this very page, query included; `canonical` to the page that search engines should keep instead
    of its variants (without it, `path` less its query). `graph` is the page's structured data as nodes of JSON-LD.
    """

    path: str
    canonical: str = ""
    indexed: bool = True
    image: str = ""
    graph: list[dict] = field(default_factory=list)

    @property
    def address(self) -> str:
        return absolute(self.canonical or self.path.partition("?")[0])

    @property
    def alternates(self) -> list[dict]:
        """[{language, address}] of the canonical page in every language, the page itself among them."""
        path = self.canonical or self.path.partition("?")[0]
        return [{"language": code, "address": absolute(in_language(path, code))} for code, _name in settings.LANGUAGES]


def absolute(path: str) -> str:
    """An address for the world outside; SITE_URL is where it reaches us."""
    return settings.SITE_URL + path
