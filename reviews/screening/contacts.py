"""Ways to reach somebody: e-mail addresses, web addresses, names on other sites. Also as people disguise them.

Every pattern is bounded and begins where its first class of characters begins, so that a hostile text costs little.
"""

import re
from collections.abc import Iterator

from reviews.models.screening_word import MarkKind as Kind

Span = tuple[int, int]

AT = r"[ \t]{0,3}(?:@|[\[({<][ \t]{0,2}(?:at|arroba|@)[ \t]{0,2}[\])}>]|[ \t]arroba(?=[ \t]))[ \t]{0,3}"
DOT = (
    r"(?:\.|[ \t]{0,3}[\[({<][ \t]{0,2}(?:dot|punto|\.)[ \t]{0,2}[\])}>][ \t]{0,3}"
    r"|[ \t]{1,3}(?:dot|punto)[ \t]{1,3}|[ \t]\.[ \t]?)"
)
HOST = r"[\w-]{1,63}"
NAME = r"(?<![\w.+-])[\w.+-]{1,64}+"
MAILERS = r"(?:gmail|hotmail|yahoo|icloud|protonmail|aol|gmx)"

EMAILS = (
    re.compile(rf"{NAME}{AT}{HOST}(?:{DOT}{HOST}){{1,4}}"),
    # "at" alone is a word of every second sentence: a spelt dot, or a mailer, must follow.
    re.compile(rf"{NAME}[ \t]{{1,3}}at[ \t]{{1,3}}{HOST}[ \t]{{1,3}}(?:dot|punto)[ \t]{{1,3}}{HOST}"),
    re.compile(rf"{NAME}[ \t]{{1,3}}at[ \t]{{1,3}}{MAILERS}(?:\.[a-z]{{2,6}})?\b"),
)

# Endings that are also words ("it", "is", "me", "to") count only where a path or "www" makes them addresses.
ENDINGS_AS_TEXT = """
com net org info biz io co uk de es fr eu ru cn in us ca au ch nl pl mx ar br shop store online site pharmacy health
xyz top club website app dev page link gg ly edu gov sa ae eg
"""
ENDINGS = frozenset(ENDINGS_AS_TEXT.split())
WORDS_TOO = {"in", "us", "co", "ar", "top", "health", "site", "page", "link", "app", "store", "shop", "online", "club"}
SURE_ENDINGS = "|".join(sorted(ENDINGS - WORDS_TOO))
ANY_ENDING = "|".join(sorted(ENDINGS | {"me", "to", "it", "be", "at", "is", "am", "tv"}))

ADDRESSES = (
    re.compile(r"(?<!\w)(?:https?|hxxps?|ftp)://[^\s<>\"']{1,300}+"),
    re.compile(r"(?<!\w)www(?:\.|[ \t]\.|[ \t]dot[ \t])[ \t]?[^\s<>\"']{1,300}+"),
    re.compile(r"(?<![\w.@-])[\w-]{1,63}+(?:\.[\w-]{1,63}+){0,3}(?<=[\w-])(?=[ \t./?!,;:)'\"]|$)(?:/[^\s]{0,300}+)?"),
    re.compile(
        rf"(?<![\w.-])[\w-]{{2,63}}+[ \t]{{0,2}}[\[(]?(?<=[ \t\[(])(?:dot|punto)[\])]?[ \t]{{0,2}}(?:{SURE_ENDINGS})\b"
    ),
)
BARE = re.compile(
    rf"(?:[\w-]{{1,63}}\.){{1,4}}(?:(?:{SURE_ENDINGS})(?:/\S*)?|(?:{'|'.join(sorted(WORDS_TOO))})|(?:{ANY_ENDING})/\S+)"
)
HANDLE = re.compile(r"(?<![\w@.])@[a-z_][\w.]{2,40}+")


def contacts(text: str) -> Iterator[tuple[Kind, Span]]:
    """Spans of a folded text."""
    emails = [found.span() for pattern in EMAILS for found in pattern.finditer(text) if looks_like_email(found[0])]
    for span in emails:
        yield Kind.EMAIL, span
    taken = {place for start, end in emails for place in range(start, end)}
    for start, end in web_addresses(text):
        if taken.isdisjoint(range(start, end)):
            yield Kind.WEB_ADDRESS, (start, end)


def looks_like_email(found: str) -> bool:
    """Two letters on each side, so that "3 @ 2.50" is a price."""
    name, _at, host = re.split(r"(@|\bat\b|arroba)", found, maxsplit=1)
    return bool(re.search(r"\w", name)) and len(re.findall(r"[^\W\d_]", host)) >= 3


def web_addresses(text: str) -> Iterator[Span]:
    schemes, www, dotted, spelt = ADDRESSES
    for pattern in (schemes, www, spelt):
        for found in pattern.finditer(text):
            yield found.start(), found.start() + len(found[0].rstrip(".,;:!?)"))
    for found in dotted.finditer(text):
        address = found[0].rstrip(".,;:!?)")
        if "." in address and BARE.fullmatch(address) and is_no_missing_space(address):
            yield found.start(), found.start() + len(address)
    for found in HANDLE.finditer(text):
        yield found.start(), found.start() + len(found[0].rstrip("."))


def is_no_missing_space(address: str) -> bool:
    """ "better.in two days": an ending that is also a word needs a name before it that is none; a path settles it."""
    if "/" in address:
        return True
    *names, ending = address.split(".")
    return ending not in WORDS_TOO or (ending in {"shop", "store", "online", "site", "app"}) or "-" in names[-1]
