"""The fields of the index. A change of what is below, or of how words are folded, is a new index: see FINGERPRINT."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from tantivy import Filter, Index, Schema, SchemaBuilder, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from catalog.engine.words import STEMMERS
from catalog.models import facts
from pharmacy import markets

# Facet of the page → field. Values are slugs and codes.
FACETS = ("form", "substance", "condition", "category", "status", "market", "manufacturer")
# Keyset of the order by name: so many numbers of eight bytes each hold its beginning; then the product decides.
NAME_PARTS = tuple(f"name_{number}" for number in range(5))
NUMBERS = ("by_newest", "by_price", "by_rating", *NAME_PARTS)


@cache
def schema() -> Schema:
    fields = SchemaBuilder()
    fields.add_unsigned_field("product", indexed=True, fast=True)
    for name in ("names", "terms"):
        fields.add_text_field(name, tokenizer_name="words", index_option="freq")
    for language in TEXT_FIELDS:
        fields.add_text_field(text_field(language), tokenizer_name=f"text_{language}", index_option="freq")
    for name in ("exact", "codes", "ways"):
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in (*FACETS, "letter", "language", "name", "name_order"):
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in NUMBERS:
        fields.add_unsigned_field(name, indexed=True, fast=True)
    for name in ("price", "rating"):
        fields.add_unsigned_field(name, fast=True)
    return fields.build()


# Languages with a stemmer have a field of their own; every other text stands in one without.
TEXT_FIELDS = (*STEMMERS, "any")


def text_field(language: str) -> str:
    return f"text_{language[:2] if language[:2] in STEMMERS else 'any'}"


def analyzers() -> dict[str, TextAnalyzer]:
    """The name of each tokenizer → what it does."""
    found = {"words": TextAnalyzerBuilder(Tokenizer.whitespace()).build()}
    for language in TEXT_FIELDS:
        found[f"text_{language}"] = text_analyzer(language)
    return found


@cache
def text_analyzer(language: str) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(60)).filter(Filter.lowercase())
    builder = builder.filter(Filter.ascii_fold())
    return (builder.filter(Filter.stemmer(STEMMERS[language])) if language in STEMMERS else builder).build()


def with_analyzers(index: Index) -> Index:
    for name, analyzer in analyzers().items():
        index.register_tokenizer(name, analyzer)
    index.config_reader("manual")  # no thread that watches files: whoever follows the clock says when
    return index


def fingerprint() -> str:
    """Changes with the code that decides what stands in an index."""
    found = hashlib.sha256(version("tantivy").encode())
    for name in ("schema.py", "words.py", "measures.py", "documents.py"):
        found.update((Path(__file__).parent / name).read_bytes())
    for module in (markets, facts):  # whose prices and stars may be shown; what forms are called
        found.update(Path(str(module.__file__)).read_bytes())
    return found.hexdigest()[:12]


FINGERPRINT = fingerprint()
