"""Everything that is wrong with a language's catalogue, in the order of the code. Nothing is written."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError

from pharmacy.messages import catalogues, wording
from pharmacy.messages.sources import Entry, Fault


def of_language(root: Path, language: str, entries: Sequence[Entry]) -> Iterator[Fault]:
    path = catalogues.po_file(root, language)
    file = path.relative_to(root).as_posix()
    if not path.exists():
        yield Fault(file, "is missing")
        return
    try:
        catalog = catalogues.read(root, language)
    except (PoFileError, UnicodeDecodeError) as error:
        yield Fault(file, "cannot be read", str(error))
        return
    if catalog.plural_forms != catalogues.empty(language).plural_forms:
        yield Fault(file, "counts in other plural forms than Django", catalog.plural_forms)
        return
    yield from (Fault(file, *fault) for fault in of_strings(catalog, entries))
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != catalogues.compiled(catalog):
        yield Fault(compiled.relative_to(root).as_posix(), "is not what the .po compiles to: run `make messages`")


def of_strings(catalog: catalogues.StableCatalog, entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    by_key = {catalogues.key(message): message for message in catalogues.messages(catalog)}
    for entry in entries:
        message = by_key.pop(entry.key, None)
        if message is None:
            yield "missing: run `make messages`", entry.id
        elif catalogues.plural_of(message) != entry.plural:
            yield "has another plural in the code: run `make messages`", entry.id
        else:
            yield from ((what, entry.id) for what in of_message(message, catalog.plural_forms))
    yield from (("obsolete: run `make messages`", place[1]) for place in by_key)


def of_message(message: Message, plural_forms: str) -> Iterator[str]:
    """What is wrong with one translation: that there is none, that it waits for a look, that it lost something."""
    texts = catalogues.texts(message)
    if not any(texts):
        yield "untranslated"
    elif message.fuzzy:
        yield "fuzzy"
    elif not all(texts):
        yield f"plural forms left empty: {', '.join(str(form) for form, text in enumerate(texts) if not text)}"
    else:
        yield from of_texts(message, texts, plural_forms)


def of_texts(message: Message, texts: Sequence[str], plural_forms: str) -> Iterator[str]:
    """How these texts fail the string that they translate."""
    if isinstance(message.id, str):
        yield from wording.differences(message.id, texts[0])
    else:
        yield from wording.plural_differences(message.id[0], message.id[1], texts, plural_forms)
