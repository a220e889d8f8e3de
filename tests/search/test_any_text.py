"""Any bytes are just text: no operator, no error, and never a slow answer."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog import engine
from catalog.models import Listing
from tests import factories

pytestmark = pytest.mark.django_db
AS_OFTEN = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
LONGEST_ANSWER = 1.0  # seconds: far above the usual few milliseconds, far below what a runaway pattern takes
NASTY = (
    '"',
    "'",
    "a & b",
    "sdf-",
    "AND OR NOT",
    "name:*",
    "[* TO *]",
    "((((((",
    "~2",
    "^9",
    "\\",
    "/.*/",
    "+ -",
    "<script>alert(1)</script>",
    "%00",
    "\x00",
    "\u202e",
    "=4000ug",
    "~tablet",
    "a" * 10_000,
    "1." * 5_000,
    "9" * 10_000,
    "4mg" * 3_000,
    "testazole " * 1_000,
    "é" * 5_000,
    "-".join("a" * 3_000),
    "(01)" + "9" * 14,
    "١٢٣ mg",
    "½ mg",
    "1e400 mg",
    "testazole 9999999999999 mg",
    "999999999999g/0.0000001ml",
    "0.00000000000000000001 mg/0.001 ml",
)


@pytest.fixture
def asked(editor, pharmacist):
    factories.listed(editor=editor, pharmacist=pharmacist)
    engine.catch_up()

    def ask(**wanted) -> engine.Answer:
        began = time.monotonic()
        answer = engine.reader().answer(engine.Wanted(**wanted))
        assert time.monotonic() - began < LONGEST_ANSWER
        return answer

    return ask


@pytest.mark.parametrize("q", NASTY, ids=lambda q: repr(q[:12]))
def test_what_means_something_elsewhere_means_nothing_here(asked, q):
    answer = asked(q=q, sort="relevance")
    assert answer.total in (0, 1)
    [answer.why.of(one) for one in Listing.objects.all()]
    assert len(engine.reader().suggest(q)) <= 24


@AS_OFTEN
@given(q=st.text(max_size=200))
def test_any_text_is_answered(asked, q):
    answer = asked(q=q, sort="relevance")
    assert answer.total == len(answer.products)
    assert len(engine.reader().suggest(q)) <= 24


WORDS = st.sampled_from(["testazole", "10 mg", "tablet", "hay fever", "zzz", "-", "co-", "β", "0,5"])


@AS_OFTEN
@given(words=st.lists(WORDS, max_size=6), glue=st.sampled_from([" ", "", "-", "'", "/", "\t\n"]))
def test_any_words_in_any_order_are_answered(asked, words, glue):
    answer = asked(q=glue.join(words), sort="relevance")
    assert answer.total == len(answer.products)


FIGURES = st.from_regex(r"[0-9][0-9.,]{0,30}", fullmatch=True)
UNITS = st.sampled_from(["mg", "g", "ng", "%", "iu", "mmol", "µg", "h", ""])


@AS_OFTEN
@given(value=FIGURES, unit=UNITS, per=st.one_of(st.just(""), FIGURES), of=st.sampled_from(["ml", "g", "dose", "x"]))
def test_any_strength_is_answered(asked, value, unit, per, of):
    answer = asked(q=f"testazole {value}{unit}/{per}{of}", sort="relevance")
    assert answer.total == len(answer.products)
    [answer.why.of(one) for one in Listing.objects.all()]


VALUES = st.lists(st.text(max_size=20), max_size=4).map(tuple)


@AS_OFTEN
@given(
    chosen=st.dictionaries(st.sampled_from(["form", "substance", "market", "price", "manufacturer"]), VALUES),
    letter=st.text(max_size=2),
    rating=st.integers(0, 5),
    sort=st.sampled_from(["name", "newest", "price", "rating"]),
)
def test_any_choice_is_answered(asked, chosen, letter, rating, sort):
    answer = asked(chosen=chosen, letter=letter, rating=rating, sort=sort)
    assert answer.total == len(answer.products)


@AS_OFTEN
@given(after=st.text(max_size=60), sort=st.sampled_from(["relevance", "name", "newest", "price", "rating"]))
def test_a_place_is_known_or_refused(asked, after, sort):
    try:
        answer = asked(sort=sort, after=after)
    except engine.BadPlace:
        return
    assert len(answer.products) <= 1
