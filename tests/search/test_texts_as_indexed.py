"""What is looked at before a text is folded must not keep anything from being found."""

from itertools import permutations

import pytest

from catalog import engine
from catalog.engine.documents import may_be_greek
from catalog.engine.words import LONE_GREEK
from tests import factories


def test_no_letter_that_is_folded_to_a_greek_one_is_missed():
    greek = [one for one in map(chr, range(0x110000)) if LONE_GREEK.search(one.casefold())]

    assert len(greek) > 100
    assert [one for one in greek if not may_be_greek(one)] == []


@pytest.mark.parametrize("letter", ["β", "Β", "µ", "\N{OHM SIGN}"])
def test_a_lone_greek_letter_of_a_text_is_found_by_its_name(names, editor, pharmacist, letter):
    factories.listed(editor=editor, pharmacist=pharmacist, description=f"It is rich in {letter}-xenol.")

    spelled = {"β": "beta", "Β": "beta", "µ": "mu", "\N{OHM SIGN}": "omega"}[letter]
    assert names(f"{spelled} xenol") == ["Testazole 10 mg Tablets"]


@pytest.mark.parametrize("order", list(permutations(["Alphazole", "Muzole", "Zetazole"])))
def test_what_fits_equally_stands_from_a_to_z(names, editor, pharmacist, order):
    for name in order:
        factories.listed(editor=editor, pharmacist=pharmacist, name=f"{name} 10 mg Tablets")
    engine.rebuild()

    assert names("tablets") == ["Alphazole 10 mg Tablets", "Muzole 10 mg Tablets", "Zetazole 10 mg Tablets"]
