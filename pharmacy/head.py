"""What a public page says of itself: to search engines in its <head>, to the reader in the choice of languages."""

import json
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, to_locale

from pharmacy.languages import in_language

LONGEST_DESCRIPTION = 155
# So written, no text can close the script, open a comment, begin an entity or end a line of JavaScript.
HARMLESS = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
# Where the country of a locale is not the language's own code in capitals.
LOCALES = {"en": "en_US"}


@dataclass(frozen=True)
class Head:
    """Paths are as a browser asks for them, in the reader's language.

    `path` leads to this very page, query included; `canonical` to the page that search engines should keep instead
    of its variants (without it, `path` less its query). `title` and `description` are plain text; `image` is the path
    of a card of 1200 x 630. `graph` is the page's structured data as nodes of JSON-LD.
    """

    path: str
    title: str = ""
    description: str = ""
    canonical: str = ""
    indexed: bool = True
    kind: str = "website"
    image: str = ""
    graph: list[dict] = field(default_factory=list)

    @property
    def plain_path(self) -> str:
        return self.canonical or self.path.partition("?")[0]

    @property
    def address(self) -> str:
        return absolute(self.plain_path)

    @property
    def alternates(self) -> list[dict]:
        """[{language, address}] of the canonical page in every language, the page itself among them."""
        return [
            {"language": code, "address": absolute(in_language(self.plain_path, code))}
            for code, _name in settings.LANGUAGES
        ]

    @property
    def locale(self) -> str:
        """The reader's language as Open Graph spells it: "en_US", "es_ES"."""
        return locale_of(get_language() or settings.LANGUAGE_CODE)

    @property
    def other_locales(self) -> list[str]:
        return [locale for code, _name in settings.LANGUAGES if (locale := locale_of(code)) != self.locale]


def absolute(path: str) -> str:
    """An address for the world outside; SITE_URL is where it reaches us."""
    return settings.SITE_URL + path


def locale_of(language: str) -> str:
    locale = to_locale(language)
    return LOCALES.get(language, locale if "_" in locale else f"{locale}_{locale.upper()}")


def shortened(text: str, length: int = LONGEST_DESCRIPTION) -> str:
    """The text in at most so many characters, on one line, cut behind a whole word with "…"."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    words = text[:length].rpartition(" ")[0].rstrip(" ,;:–-(")
    return f"{words}…" if words else Truncator(text).chars(length)


def spelled(graph: list[dict]) -> SafeString:
    """The nodes of a page as one graph of JSON-LD, harmless inside a script element."""
    document = {"@context": "https://schema.org", "@graph": graph}
    return SafeString(json.dumps(document, ensure_ascii=False, separators=(",", ":")).translate(HARMLESS))
