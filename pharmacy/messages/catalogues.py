"""A language's catalogue: `pharmacy/locale/<language>/LC_MESSAGES/django.po`, which people edit, and its compiled .mo.

The same strings always give the same bytes: no dates, no line numbers, no versions.
"""

import gettext
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import django
from babel import UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileParser, write_po

from pharmacy.messages.sources import Entry

LOCALE = Path("pharmacy/locale")
# As alike as this, and a new string is an old one reworded: the translation waits, marked fuzzy, for a second look.
ALIKE = 0.75


class StableCatalog(Catalog):
    """Babel's, with a header of what a machine needs and nothing else."""

    mime_headers = property(
        lambda self: [
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms + "\n"),
        ],
        Catalog.mime_headers.fset,
    )


def languages(root: Path) -> list[str]:
    """The folders of `pharmacy/locale`, such as "ar"."""
    return sorted(folder.name for folder in (root / LOCALE).glob("*") if folder.is_dir())


def po_file(root: Path, language: str) -> Path:
    return root / LOCALE / language / "LC_MESSAGES" / "django.po"


def empty(language: str, header_comment: str = "") -> StableCatalog:
    catalog = StableCatalog(language, header_comment=header_comment or f"# {language}: translations of Pharmacy.")
    catalog.fuzzy = False
    catalog.mime_headers = [("Plural-Forms", plural_forms(language))]
    return catalog


def plural_forms(language: str) -> str:
    """As Django's own catalogue counts, so that both are one; else as Babel does. LookupError where neither knows."""
    for name in (language, language.partition("_")[0]):
        compiled = Path(django.__file__).parent / "conf/locale" / name / "LC_MESSAGES/django.mo"
        if compiled.exists():
            with compiled.open("rb") as file:
                return gettext.GNUTranslations(file).info()["plural-forms"]
    try:
        forms = get_plural(language)
    except (UnknownLocaleError, ValueError) as error:
        raise LookupError(language) from error
    return f"nplurals={forms[0]}; plural={forms[1]};"


def read(root: Path, language: str) -> StableCatalog:
    """The catalogue as the file says it, or an empty one. PoFileError where it is no .po file."""
    catalog, path = empty(language), po_file(root, language)
    if path.exists():
        with path.open("rb") as file:
            PoFileParser(catalog, ignore_obsolete=True, abort_invalid=True).parse(file)
    return catalog


def write(root: Path, catalog: StableCatalog) -> None:
    """Both files, each replaced as a whole."""
    path = po_file(root, str(catalog.locale_identifier))
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, as_po(catalog))
    replace(path.with_suffix(".mo"), compiled(catalog))


def replace(path: Path, content: bytes) -> None:
    new = path.with_name(f"{path.name}.{os.getpid()}")
    new.write_bytes(content)
    new.replace(path)


def as_po(catalog: StableCatalog) -> bytes:
    file = io.BytesIO()
    write_po(file, catalog, include_lineno=False, ignore_obsolete=True)
    return file.getvalue().rstrip() + b"\n"


def compiled(catalog: StableCatalog) -> bytes:
    """The .mo: what is translated and not fuzzy."""
    ready = empty(str(catalog.locale_identifier))
    for message in messages(catalog):
        if is_ready(message):
            ready.add(message.id, message.string, context=message.context)
    file = io.BytesIO()
    write_mo(file, ready)
    return file.getvalue()


def messages(catalog: Catalog) -> Iterator[Message]:
    """All but the header."""
    return (message for message in catalog if message.id)


def key(message: Message) -> tuple[str, str]:
    """(context, singular), as in `Entry.key`."""
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def texts(message: Message) -> Sequence[str]:
    """The translation as a list: one text, or one for each plural form."""
    return [message.string or ""] if isinstance(message.string, str | None) else message.string


def is_ready(message: Message) -> bool:
    return all(texts(message)) and not message.fuzzy


def updated(old: StableCatalog, entries: Iterable[Entry]) -> StableCatalog:
    """The catalogue of these strings, with every translation that still fits and a guess for what was reworded."""
    entries = list(entries)
    by_key = {key(message): message for message in messages(old)}
    wanted = {entry.key for entry in entries}
    gone = [message for place, message in by_key.items() if place not in wanted and any(texts(message))]
    new = empty(str(old.locale_identifier), old.header_comment)
    for entry in entries:
        known = by_key.get(entry.key) or most_alike(entry, gone)
        carry(new, entry, known)
    return new


def carry(new: StableCatalog, entry: Entry, known: Message | None) -> None:
    """Adds a string with the translation of `known`, fuzzy where that was made for other words."""
    forms = new.num_plurals if entry.plural else 1
    was = list(texts(known)) if known else []
    same = known is not None and key(known) == entry.key and plural_of(known) == entry.plural and len(was) == forms
    fitted = (was + [""] * forms)[:forms]
    fuzzy = any(fitted) and (not same or (known is not None and known.fuzzy))
    new.add(
        (entry.id, entry.plural) if entry.plural else entry.id,
        tuple(fitted) if entry.plural else fitted[0],
        locations=[(file, None) for file in entry.files],  # type: ignore[misc]  # Babel writes None as no line
        flags=["fuzzy"] if fuzzy else [],
        auto_comments=entry.comments,
        user_comments=known.user_comments if known else [],
        context=entry.context or None,
    )


def plural_of(message: Message) -> str:
    return "" if isinstance(message.id, str) else message.id[1]


def most_alike(entry: Entry, gone: Iterable[Message]) -> Message | None:
    """Of the strings that left the code, the one that this was reworded from, if any is like it."""
    matcher = SequenceMatcher(b=entry.id, autojunk=False)
    best, likeness = None, ALIKE
    for message in gone:
        matcher.set_seq1(key(message)[1])
        if matcher.real_quick_ratio() >= likeness and matcher.ratio() >= likeness:
            best, likeness = message, matcher.ratio()
    return best
