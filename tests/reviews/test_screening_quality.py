"""How well screening does on the labelled sentences of bench/screening: floors that hold what was reached.

`python bench/screening/measure.py` prints the figures by kind and language. Words and rules are tuned on the
development half alone.
"""

import importlib.util
import sys

import pytest
from django.conf import settings

from reviews.screening import Kind


@pytest.fixture(scope="module")
def measure():
    """The bench, which is no package of the site."""
    path = settings.BASE_DIR / "bench" / "screening" / "measure.py"
    spec = importlib.util.spec_from_file_location("screening_measure", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_set_is_large_and_of_three_languages(measure):
    sentences = measure.sentences("development") + measure.sentences("held out")
    languages = [one.language for one in sentences]

    assert len(sentences) >= 360
    assert languages.count("es") >= 60
    assert languages.count("ar") >= 40
    assert {kind for one in sentences for kind in one.kinds} == set(Kind.values)
    assert len({(one.medicine, one.text) for one in sentences}) == len(sentences)


@pytest.mark.parametrize("half", ["development", "held out"])
def test_screening_is_as_good_as_it_was(measure, half):
    score = measure.measure(half)

    assert score.precision() >= 0.97
    assert score.recall() >= 0.96
    assert score.recall(Kind.SIDE_EFFECT) >= 0.95
    assert score.recall(Kind.PREGNANCY) == 1
    assert [kind for kind in Kind.values if score.precision(kind) < 0.85 or score.recall(kind) < 0.85] == []


@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_every_language_of_the_lists_is_screened_well(measure, language):
    score = measure.measure("held out", language=language)

    assert score.precision() >= 0.95
    assert score.recall() >= 0.93
