"""Searches as people type them find what was wanted first: the floors of bench/search_quality."""

import pytest
from django.test import override_settings

from bench.search_quality import corpus, measure
from catalog import engine
from tests import factories

pytestmark = pytest.mark.django_db

# Kind → success at 1 that it may not fall under.
FIRST = {
    "exact name": 1.0,
    "brand": 1.0,
    "generic": 1.0,
    "code": 1.0,
    "typos": 0.95,
    "partial": 0.95,
    "strength": 0.95,
    "two words": 0.95,
    "French": 0.9,
    "Spanish": 0.9,
    "accents and signs": 0.9,
    "lay words": 0.9,
    "junk": 1.0,
    "all": 0.97,
}
OF_THREE = 0.98


@pytest.fixture(scope="module")
def scores(built_once, tmp_path_factory):
    with override_settings(SEARCH_ROOT=tmp_path_factory.mktemp("search")), built_once(build) as (found, _folder):
        yield measure.by_kind(found)


def build():
    factories.editor()
    factories.pharmacist()
    corpus.put()
    engine.catch_up()
    return measure.outcomes(engine.reader())


@pytest.mark.parametrize("kind", FIRST)
def test_what_was_wanted_comes_first(scores, kind):
    assert scores[kind].at_1 >= FIRST[kind], scores[kind]


def test_what_was_wanted_is_among_the_first_three(scores):
    assert scores["all"].at_3 >= OF_THREE, scores["all"]


def test_every_search_has_an_answer_in_the_corpus(scores):
    from bench.search_quality.judging import judged

    assert scores["all"].number == len(judged()) >= 200
