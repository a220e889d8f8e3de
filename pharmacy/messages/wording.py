"""What a translation has to share with its source: placeholders, tags, line ends. Nothing here knows of files."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from gettext import c2py
from string import Formatter

# %(name)s, %s, %.2f, %%, or a bare sign. No space flag: "100% sure" formats nothing.
PERCENT = re.compile(r"%(?:\((?P<name>[^)]*)\))?(?P<flags>[-#0+]*[\d*]*(?:\.[\d*]+)?)(?P<kind>[diouxXeEfFgGcrsa%])|%")
TAG = re.compile(r"<(?=[a-zA-Z/!?])[^>]*>?")
NUMBERS = [*range(201), 1_000_000, 2_000_000]


def numbers_by_form(plural_forms: str) -> list[list[int]]:
    """For each form of a Plural-Forms header, the numbers of everyday life that take it."""
    forms, expression = re.findall(r"nplurals=(\d+);\s*plural=([^;]+)", plural_forms)[0]
    form_of = c2py(expression)
    return [[number for number in NUMBERS if form_of(number) == form] for form in range(int(forms))]


def differences(source: str, text: str) -> Iterator[str]:
    """How a translation fails its source, in words."""
    yield from placeholder_differences({source}, text)
    yield from other_differences(source, text)


def plural_differences(singular: str, plural: str, texts: Sequence[str], plural_forms: str) -> Iterator[str]:
    """The same for every plural form; one that stands for a single number (or for none and one) need not say it."""
    for form, (text, numbers) in enumerate(zip(texts, numbers_by_form(plural_forms), strict=True)):
        about = f"form {form} ({', '.join(map(str, numbers[:3]))}{' …' if len(numbers) > 3 else ''})"
        spare = 1 if len(numbers) == 1 or numbers == [0, 1] else 0
        found = [*placeholder_differences({singular, plural} if spare else {plural}, text, spare=spare)]
        found += other_differences(plural, text)
        yield from (f"{about}: {one}" for one in found)


def placeholder_differences(sources: set[str], text: str, spare: int = 0) -> Iterator[str]:
    """`text` uses what any of the sources uses, all of it but `spare` names."""
    known = {one for source in sources for one in placeholders(source)}
    used = placeholders(text)
    if None in used - known:
        yield "its braces cannot be read"
        return
    if unknown := used - known:
        yield f"placeholders that the source does not have: {listed(unknown)}"
    if len(missing := known - used) > spare:
        yield f"placeholders left out: {listed(missing)}"
    signs = Counter(match[0] for source in sources for match in PERCENT.finditer(source))
    lone = {match[0] for match in PERCENT.finditer(text)} & {"%", "%%"}
    if "%" in lone and "%" not in signs:
        yield "a single percent sign" + (": write %%" if signs else "")
    if "%%" in lone and not signs - Counter({"%": signs["%"]}):
        yield "a double percent sign, and nothing is filled in: write %"


def placeholders(text: str) -> set[str | None]:
    """What is filled in: names, positions, {fields}. None among them: the braces do not match."""
    matches = [match for match in PERCENT.finditer(text) if match["kind"] and match["kind"] != "%"]
    named = {f"%({match['name']}){match['flags']}{match['kind']}" for match in matches if match["name"] is not None}
    bare = [match[0] for match in matches if match["name"] is None]
    positions = {f"{sign} ({position})" for position, sign in enumerate(bare, start=1)}
    try:
        fields = {f"{{{name}}}" for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}
    except ValueError:
        return {*named, *positions, None}
    return {*named, *positions, *fields}


def other_differences(source: str, text: str) -> Iterator[str]:
    ours, theirs = Counter(TAG.findall(source)), Counter(TAG.findall(text))
    if ours != theirs:
        yield f"other HTML tags: {listed((ours - theirs) + (theirs - ours))}"
    if source.startswith("\n") != text.startswith("\n"):
        yield "only one of the two starts with a new line"
    if source.endswith("\n") != text.endswith("\n"):
        yield "only one of the two ends with a new line"


def listed(parts) -> str:
    return ", ".join(sorted(map(str, parts)))
