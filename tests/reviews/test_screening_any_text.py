"""Whatever is written: screening answers, its marks lie within the text, and it answers soon."""

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviews.screening import Kind, language_written, marks_in
from reviews.screening.seeds import rows
from reviews.screening.vocabulary import Uses, Vocabulary

LONGEST = 4000
TIMES = 8  # what an ordinary text of this length takes; the costliest takes three
ORDINARY = "I took it for my migraine in the evening and felt better, with a little nausea at first. "

WORDS = {
    code: Vocabulary.of([(row["kind"], row["words"], row["is_exception"]) for row in rows() if row["language"] == code])
    for code in ("en", "es", "ar")
}
USES = Uses.of(own=["Hay fever"], others=["Migraine", "Fever"], names=["Testazole 10 mg"])


def screened(title, text):
    fields = {"title": title, "text": text}
    return marks_in(fields, language=language_written(fields, "en"), words=WORDS, uses=USES, market="us")


AS_TEXT = """
nausea no but I pregnant f*ck s h i t Dr. Smith @ . dot com +44 7911 123456 4111111111111111 # * take two for my
migraine DO NOT BUY THIS embarazada sin mareos حامل دوخة و ال e\u0301 \u200b ß İ ﷺ １２３ 🙂 ' -
"""
PIECES = st.sampled_from(AS_TEXT.split())


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=100), st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=60).map(" ".join)))
def test_marks_lie_within_the_text_and_are_no_two_alike(title, text):
    marks = screened(title, text)

    sizes = {"title": len(title), "text": len(text)}
    assert [mark for mark in marks if not 0 <= mark.start < mark.end <= sizes[mark.field]] == []
    assert {mark.kind for mark in marks} <= set(Kind.values)
    for kind in Kind:
        for field in ("title", "text"):
            places = [(mark.start, mark.end) for mark in marks if (mark.field, mark.kind) == (field, kind)]
            assert all(before[1] <= after[0] for before, after in pairwise(places))


HOSTILE = {
    "digits": "1" * LONGEST,
    "spaced digits": "1 " * (LONGEST // 2),
    "pairs of digits": "12 34-" * (LONGEST // 6),
    "telephones": "212-555-0134, " * (LONGEST // 14),
    "cards": "4111 1111 1111 1111 x" * (LONGEST // 21),
    "at signs": "a@" * (LONGEST // 2),
    "dots": "a." * (LONGEST // 2),
    "addresses": "a@b.co " * (LONGEST // 7),
    "spelt addresses": "a at b dot " * (LONGEST // 11),
    "brackets": "a [" * (LONGEST // 3),
    "one word": "a" * LONGEST,
    "hyphens": "a-" * (LONGEST // 2),
    "letters alone": "s h " * (LONGEST // 4),
    "stars": "f*" * (LONGEST // 2),
    "masked words": "f*ck sh*x " * (LONGEST // 10),
    "rude words": "fuck " * (LONGEST // 5),
    "exceptions": "anal fissure " * (LONGEST // 13),
    "reactions": "nausea, " * (LONGEST // 8),
    "denials": "no nausea or " * (LONGEST // 13),
    "uses": "for migraine " * (LONGEST // 13),
    "doctors": "Dr Smith " * (LONGEST // 9),
    "doses": "take two " * (LONGEST // 9),
    "orders": "order #1 " * (LONGEST // 9),
    "accounts": "gb82 west " * (LONGEST // 10),
    "spelt figures": "one two " * (LONGEST // 8),
    "capitals": "SHOUT " * (LONGEST // 6),
    "exclamations": "! " * (LONGEST // 2),
    "slashes": "http://" * (LONGEST // 7),
    "arabic": "والدوخة للصداع " * (LONGEST // 15),
    "marks": "e" + "\u0301" * (LONGEST - 1),
    "ligatures": "\ufdfa" * LONGEST,
    "spaces": " " * LONGEST,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_costs_little(text):
    """Beside an ordinary text, and the best of three: a slow or a busy machine does not count."""
    screened("", "warm")
    ordinary = min(seconds(ORDINARY * (LONGEST // len(ORDINARY))) for _turn in range(3))
    assert min(seconds(text) for _turn in range(3)) < TIMES * ordinary


def seconds(text: str) -> float:
    begun = time.process_time()
    screened("", text[:LONGEST])
    return time.process_time() - begun
