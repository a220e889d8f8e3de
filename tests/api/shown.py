"""What docs/api.md shows: its examples, and whether what stands there stands in an answer.

A block of `sh` is an example, the block after it the answer: `json` (200), `http` (status, headers, JSON), or `text`.
`…` stands for anything that is left out: of a list, of an object, of a text, or a whole value.
"""

import json
import re
from typing import NamedTuple

BLOCK = re.compile(r"^```(\w+)( later)?\n(.*?)^```$", re.M | re.S)
LEFT_OUT = "…"


class Example(NamedTuple):
    command: str
    kind: str  # of the answer: json, http, text
    answer: str


def examples(text: str) -> list[Example]:
    """Each with its answer; those that are marked `later` are left out. Raises ValueError for one without an answer."""
    blocks = [(kind, later, body) for kind, later, body in BLOCK.findall(text)]
    found = []
    for (kind, later, body), (answer_kind, _later, answer) in zip(blocks, [*blocks[1:], ("", "", "")], strict=True):
        if kind != "sh" or later:
            continue
        if answer_kind not in ("json", "http", "text"):
            raise ValueError(f"no answer stands after: {body}")
        found.append(Example(body, answer_kind, answer))
    return found


def snippets(text: str, kind: str) -> list[str]:
    return [body for found, _later, body in BLOCK.findall(text) if found == kind]


def parsed(shown: str):
    """JSON in which `…` may stand for an item, a member or a value."""
    texts = r'"(?:[^"\\]|\\.)*"'
    whole = re.sub(rf"({texts})|…(?=\s*\}})|…", lambda found: found[1] or marked(found), shown)
    return json.loads(whole)


def marked(found) -> str:
    """A member where an object ends and a comma or its beginning stands before; else a value."""
    before = found.string[: found.start()].rstrip()
    is_member = before.endswith((",", "{")) and found.string[found.end() :].lstrip().startswith("}")
    return f'"{LEFT_OUT}": "{LEFT_OUT}"' if is_member else f'"{LEFT_OUT}"'


def differs(shown, found, path: str = "") -> list[str]:
    """Where what is shown does not stand in what was found."""
    if shown == LEFT_OUT:
        return []
    if isinstance(shown, dict) and isinstance(found, dict):
        return of_objects(shown, found, path)
    if isinstance(shown, list) and isinstance(found, list):
        return of_lists(shown, found, path)
    if isinstance(shown, str) and isinstance(found, str) and LEFT_OUT in shown:
        pattern = ".*".join(map(re.escape, shown.split(LEFT_OUT)))
        return [] if re.fullmatch(pattern, found, re.S) else [f"{path}: {shown!r} is no beginning of {found!r}"]
    return [] if (shown, type(shown)) == (found, type(found)) else [f"{path}: {shown!r} is {found!r}"]


def of_objects(shown: dict, found: dict, path: str) -> list[str]:
    names = shown.keys() - {LEFT_OUT}
    wrong = [f"{path}/{name}: is not there" for name in sorted(names - found.keys())]
    if LEFT_OUT not in shown:
        wrong += [f"{path}/{name}: is not shown" for name in sorted(found.keys() - names)]
    return wrong + [
        one for name in sorted(names & found.keys()) for one in differs(shown[name], found[name], f"{path}/{name}")
    ]


def of_lists(shown: list, found: list, path: str) -> list[str]:
    """The first items as they come; more of them where the list ends in `…`."""
    is_cut = bool(shown) and shown[-1] == LEFT_OUT
    items = shown[:-1] if is_cut else shown
    if len(items) > len(found) or (len(items) < len(found) and not is_cut):
        return [f"{path}: {len(items)} items are shown, there are {len(found)}"]
    pairs = zip(items, found, strict=False)
    return [one for number, (item, other) in enumerate(pairs) for one in differs(item, other, f"{path}/{number}")]
