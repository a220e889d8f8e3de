"""The words of a rendered page as plain text, one part a line: what search looks through, and quotes from."""

from catalog.markdown import to_text

LONGEST = 60_000  # characters of one listing; the longest labels have about 50,000


def plain_texts(rendered: dict) -> str:
    """The texts of what `catalog.page.render` gives, in page order: "Title: text", one part a line."""
    lines = [line("", rendered["summary"]), line("", rendered["description"])]
    for part in ("indications", "key_features", "safety_notes", "sections"):
        lines += [line(row["title"], row["text"]) for row in rendered[part]]
    lines += [line("", rendered["storage"]["text"]), line("", rendered["storage"]["handling"])]
    lines += [line(rendered["programme"]["name"], rendered["programme"]["requirements"])]
    return "\n".join(filter(None, lines))[:LONGEST]


def line(title: str, html: str) -> str:
    return ": ".join(filter(None, [" ".join(title.split()), to_text(html)]))
