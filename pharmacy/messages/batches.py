"""What waits for a translator, as lines of JSON, and what comes back. One line is one string.

Out: {"id", "plural", "context", "comments", "files"}; a plural has "forms", the numbers that each form stands for,
and a fuzzy string "text" or "texts", what it was translated as before. In: {"id", "context"} with "text" or, for a
plural, "texts".
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from babel.messages.catalog import Message

from pharmacy.messages import catalogues, faults, wording


def waiting(catalog: catalogues.StableCatalog) -> Iterator[str]:
    """The lines of every string that is untranslated, fuzzy or without one of its plural forms."""
    for message in catalogues.messages(catalog):
        if not catalogues.is_ready(message):
            yield json.dumps(described(message, catalog.plural_forms), ensure_ascii=False)


def described(message: Message, plural_forms: str) -> dict[str, Any]:
    context, text = catalogues.key(message)
    plural, before = catalogues.plural_of(message), list(catalogues.texts(message))
    found: dict[str, Any] = {
        "id": text,
        "plural": plural,
        "context": context,
        "comments": " ".join(message.auto_comments),
        "files": [file for file, _line in message.locations],
    }
    if plural:
        found["forms"] = [numbers[:4] for numbers in wording.numbers_by_form(plural_forms)]
    if any(before):
        found |= {"texts": before} if plural else {"text": before[0]}
    return found


def fill(catalog: catalogues.StableCatalog, lines: Iterable[str]) -> tuple[int, list[str]]:
    """Writes the lines into the catalogue: how many, and what is wrong with the others. Nothing is saved here."""
    by_key = {catalogues.key(message): message for message in catalogues.messages(catalog)}
    filled, wrong = 0, []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            found = fill_line(by_key, line, catalog.plural_forms)
            filled += not found
            wrong += [f"line {number}: {one}" for one in found]
    return filled, wrong


def fill_line(by_key: dict[tuple[str, str], Message], line: str, plural_forms: str) -> list[str]:
    try:
        given = json.loads(line)
        place = given.get("context") or "", given["id"]
        texts = given["texts"] if given.get("texts") else [given["text"]]
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        return [f"not an object with id and text or texts ({error!r})"]
    message = by_key.get(place) if all(isinstance(part, str) for part in place) else None
    if message is None:
        return [f"no such string in the catalogue: {place[1]!r}"]
    if found := unfit(message, texts, plural_forms):
        return [f"{one}: {place[1]!r}" for one in found]
    message.string = tuple(texts) if catalogues.plural_of(message) else texts[0]
    message.flags.discard("fuzzy")
    return []


def unfit(message: Message, texts: Any, plural_forms: str) -> list[str]:
    forms = len(wording.numbers_by_form(plural_forms)) if catalogues.plural_of(message) else 1
    if not isinstance(texts, list) or len(texts) != forms or not all(isinstance(text, str) and text for text in texts):
        return [f"needs {forms} texts, none of them empty" if forms > 1 else "needs a text"]
    return list(faults.of_texts(message, texts, plural_forms))
