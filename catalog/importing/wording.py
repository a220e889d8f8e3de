"""Cleaning and cutting of text: invisible characters, tags, emphasis, sentences. Repeats are bounded, so that no
text takes more than linear time."""

import re

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
COMMENT = re.compile(r"<!--[^<>]*-->")
AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]{0,20}(?:\s[^<>]*)?/?>")
OPEN_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
ADDRESS = r"\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s\"[^\"]*\")?\)"
IMAGE = re.compile(rf"!\[[^\[\]]*\]{ADDRESS}")
LINK = re.compile(rf"\[([^\[\]]*)\]{ADDRESS}")
EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)")
SENTENCE_END = re.compile(r"[.!?]{1,3}[\"”’)\]*]{0,4}\s(?=[\"“‘(\[*]{0,4}[A-Z0-9])")
NOT_AN_END = {
    "e.g",
    "i.e",
    "approx",
    "no",
    "vs",
    "dr",
    "st",
    "mr",
    "mrs",
    "fig",
    "ca",
    "cf",
    "incl",
    "max",
    "min",
    "u.s",
}
TITLE_LIMIT = 90


def tidy(text):
    """One line without HTML, links, pictures or characters that nobody sees; its words and emphasis stay."""
    text = AUTOLINK.sub(r"\1", COMMENT.sub(" ", text))
    text = OPEN_TAG.sub("< ", TAG.sub(" ", text) if "<" in text else text)
    text = LINK.sub(r"\1", IMAGE.sub(" ", text)) if "](" in text else text
    return " ".join(INVISIBLE.sub("", text).split())


def bare(text):
    """The text without emphasis marks."""
    return EMPHASIS.sub("", text).replace("`", "").strip()


def fold(text):
    """The text in a form in which two writings of the same words are equal."""
    plain = re.sub(r"[®™©]", "", bare(text)).replace("’", "'").replace("‑", "-")
    return " ".join(plain.casefold().split())


def sentences(text):
    """The sentences of a paragraph as (start, end) spans that together cover all of its words."""
    spans, start = [], 0
    for match in SENTENCE_END.finditer(text):
        if not _is_abbreviation(text, match):
            spans.append((start, match.end()))
            start = match.end()
    return [*spans, (start, len(text))] if start < len(text) else spans


def _is_abbreviation(text, match):
    before = text[max(match.start() - 12, 0) : match.start()]
    word = before.split()[-1].lstrip('(“"*').casefold() if before.split() else ""
    return text[match.start()] == "." and (word in NOT_AN_END or (len(word) == 1 and word.isalpha()))


def balanced(text):
    """A sentence cut out of an emphasised run, without the half of the marks that came with it."""
    return text.replace("**", "").strip() if text.count("**") % 2 else text.strip()


def is_sentence(text):
    return text.rstrip('*”")').endswith((".", "!")) or len(text.split()) > 14


def title_and_text(text):
    """A "Title: text", "**Title** text" or "Title – text" line as (title, text); ("", text) where it has no title."""
    if text.startswith("**") and 2 < (end := text.find("**", 2)) <= TITLE_LIMIT + 2:
        title, rest = text[2:end], text[end + 2 :]
        return _trimmed(title), rest.strip().lstrip(":–—-").strip()
    head = text[:TITLE_LIMIT]
    cuts = [(head.find(mark), mark) for mark in (": ", " – ", " — ", " - ")]
    at, mark = min((cut for cut in cuts if cut[0] > 0), default=(-1, ""))
    if at < 0 or SENTENCE_END.search(head[:at]):
        return "", text
    return _trimmed(bare(head[:at])), text[at + len(mark) :].strip()


def short_title(text):
    """A title for a line that has none, as (title, text): all of it where it is short, else its beginning."""
    start, end = sentences(text)[0]
    if end - start <= 120:
        return _trimmed(bare(balanced(text[start:end]).rstrip("."))), balanced(text[end:])
    return bare(text[:60].rsplit(" ", 1)[0]).rstrip(" ,;") + "…", text


def _trimmed(title):
    return title.strip().rstrip(":–—-").strip()
