"""What the pages of generated medicines say: sentences of ours, short, in three languages, out of texts.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

SAID = tomllib.loads((Path(__file__).parent / "texts.toml").read_text())
PAGES = {language: said["page"] for language, said in SAID.items()}
# who, effects: sentences; features: (title, text); notes: (topic, title, text).
CHOICES = {language: said["choices"] for language, said in SAID.items()}
SWALLOWED = {"tablet", "capsule", "lozenge"}
KINDS = {"swallowed": SWALLOWED, "drunk": {"oral_solution", "oral_suspension", "powder"}}
KINDS |= {"spread": {"cream", "ointment", "gel", "lotion"}, "dropped": {"eye_drops", "ear_drops"}}
KINDS |= {"breathed": {"inhaler", "nasal_spray"}, "inserted": {"suppository", "pessary"}}
KINDS |= {"injected": {"injection"}, "stuck": {"patch"}}


class Manner(NamedTuple):
    """How a kind of form is used: a sentence on it, what to do, what a pack counts, what else is in it."""

    kind: str
    manner: str
    how: str
    counted: str
    excipients: str


@cache
def manner(form: str, language: str) -> Manner:
    kind = next(name for name, forms in KINDS.items() if form in forms)
    return Manner(kind, **SAID[language]["manner"][kind])
