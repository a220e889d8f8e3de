"""Counting by helper threads: nobody waits behind another question, and nothing that nobody wants is counted."""

import threading

import pytest

from catalog import engine
from catalog.engine import cores
from catalog.engine.faults import BadPlace
from catalog.search import Criteria, ProductSearch
from tests import factories

pytestmark = pytest.mark.django_db
CHOSEN = {"form": ("tablet",), "market": ("us",)}


@pytest.fixture
def listing(editor, pharmacist):
    found = factories.listed(editor=editor, pharmacist=pharmacist)
    engine.catch_up()
    return found


@pytest.fixture
def no_helper():
    """All of them are at work for somebody else, until the test ends."""
    end = threading.Event()
    for _one in range(cores.MOST):
        cores.helpers().submit(end.wait, 60)
    yield end
    end.set()


def test_who_asks_counts_where_no_helper_comes_to_it(listing, no_helper):
    answer = engine.reader().answer(engine.Wanted(q="testazole", chosen=CHOSEN, sort="relevance"))

    assert (answer.products, answer.total) == ([listing.product_id], 1)
    assert engine.reader().suggest("testazole")[0] == ("product", listing.product_id)


def test_what_nobody_waits_for_is_not_counted(listing, no_helper, monkeypatch):
    counted = []
    monkeypatch.setattr(engine.Reader, "aggregate", lambda *_given, **_named: counted.append(1))

    with pytest.raises(BadPlace):
        engine.reader().answer(engine.Wanted(sort="newest", after="garbage"))

    no_helper.set()
    for one in [cores.helpers().submit(int) for _one in range(20)]:
        one.result()
    assert counted == []


def test_questions_of_several_are_answered_at_the_same_time(listing, monkeypatch):
    """Each waits within its answer until all are there, which they never are where one keeps the others out."""
    together = threading.Barrier(3, timeout=20)
    answer = engine.Reader.answer

    def slowly(*given):
        together.wait()
        return answer(*given)

    monkeypatch.setattr(engine.Reader, "answer", slowly)
    found = []

    def ask():
        search = ProductSearch(Criteria(q=""), reader=engine.reader(), stamp=(0, 0, ""))
        found.append(search.answer.total)

    threads = [threading.Thread(target=ask) for _one in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert found == [1, 1, 1]
