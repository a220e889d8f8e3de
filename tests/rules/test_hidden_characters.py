"""What nobody sees must not change what everybody reads."""

import pytest
from django.core.exceptions import ValidationError

from catalog import listing_checks
from catalog.models import Condition
from reviews.plain_text import plain
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")

HIDDEN = ["\u202e", "\u2028", "\x01", "\x0b", "\ufffe", "\U000e0041", "\u2066", "\x85"]


def tagged(letters) -> str:
    return "".join(chr(0xE0000 + ord(letter)) for letter in letters)


FLAG, END = "\U0001f3f4", "\U000e007f"
ENGLAND, SCOTLAND, WALES = (f"{FLAG}{tagged(part)}{END}" for part in ("gbeng", "gbsct", "gbwls"))
# Tags that are no flag: a text hidden in them, one too long or too short, letters that none has, no flag before.
NO_FLAGS = [f"{FLAG}{tagged(part)}{END}" for part in ("hide me please", "abcdefg", "gb", "", "GBENG", "gb ng")]
NO_FLAGS += [f"{FLAG}{tagged('gbeng')}", f"{FLAG}x{tagged('gbeng')}{END}", f"{ENGLAND}{tagged('gbeng')}{END}"]
HIDDEN += [tagged("gbeng") + END, tagged("hide me"), "\U000e0001", END]
VISIBLE = ["a\nb", "a\tb", "\u200e", "\u200f", "\u200d", "é", "ع", "😀", "a\r\nb", ENGLAND, f"a{SCOTLAND}{WALES}b"]


def found(content) -> list[str]:
    return [finding.id for finding in listing_checks.run(content) if "hidden_character" in finding.id]


@pytest.fixture
def product(editor):
    return factories.draft(by=editor)


@pytest.mark.parametrize("character", HIDDEN)
@pytest.mark.parametrize("part", ["name", "brand_name", "summary"])
def test_no_content_with_one_can_be_signed(product, part, character):
    assert len(found(product.snapshot() | {part: f"take 10{character} mg"})) == 1


def test_they_are_found_in_rows_too(product):
    content = product.snapshot()
    content["safety_notes"][0]["title"] = "Ta\u202eke care"

    assert len(found(content)) == 1


@pytest.mark.parametrize("text", VISIBLE)
def test_marks_and_joiners_of_scripts_may_stay(product, text):
    assert found(product.snapshot() | {"summary": text}) == []


@pytest.mark.parametrize("character", HIDDEN)
@pytest.mark.parametrize("field", ["title", "text"])
def test_they_are_taken_out_of_a_review(listing, customer, field, character):
    words = {"title": "Good", "text": "It helped."} | {field: f"It {character}helped!"}

    text = factories.review(listing=listing, author=customer, **words)

    assert " ".join(getattr(text, field).split()) == "It helped!"
    assert character not in getattr(text, field)


def test_what_is_seen_stays_in_a_review(listing, customer):
    said = f"😀👩‍⚕️ {ENGLAND}{SCOTLAND}{WALES} 🏴‍☠️ 🇫🇷 שָׁלוֹם سلامٌ क्षि é\tand so on"

    text = factories.review(listing=listing, author=customer, title="नमस्ते", text=f"{said}\r\n\rend")

    assert (text.title, text.text) == ("नमस्ते", said.replace("é", "é") + "\n\nend")


@pytest.mark.parametrize("text", NO_FLAGS)
def test_tags_that_are_no_flag_are_taken_out(product, text):
    kept = "".join(one for one in text.replace(ENGLAND, "=") if not "\U000e0000" <= one <= END).replace("=", ENGLAND)

    assert plain(text) == kept
    assert len(found(product.snapshot() | {"summary": text})) == 1


def test_a_title_is_one_line(listing, customer):
    assert factories.review(listing=listing, author=customer, title="Good\u2028\nand\r\nbad").title == "Good and bad"


def test_no_term_is_called_by_one(editor):
    with pytest.raises(ValidationError, match="cannot be seen"):
        Condition(name="Hay\u202e fever", slug="hay").keep(by=editor)
