"""How often search puts what was wanted first, by kind of search; README.md says how that is judged.

`make bench` runs it on a database of its own; `--catalogue` on the one that DATABASE_URL names, with what is listed
there; `--misses` lists what did not come first; `--slips` adds six slips of chance on every name.
"""

import io
import os
import shutil
import sys
import tempfile
from collections import defaultdict
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pharmacy.settings")

SEEN = 20  # results that somebody looks through


@dataclass(frozen=True)
class Outcome:
    judged: object
    rank: int  # of the first answer; 0 where there is none among the first SEEN
    first: str  # what came first

    @property
    def kind(self) -> str:
        return self.judged.kind


@dataclass(frozen=True)
class Score:
    number: int
    at_1: float
    at_3: float
    reciprocal: float

    @classmethod
    def of(cls, outcomes) -> "Score":
        ranks = [outcome.rank for outcome in outcomes]
        number = len(ranks) or 1
        at_1, at_3 = (sum(0 < rank <= last for rank in ranks) / number for last in (1, 3))
        return cls(len(ranks), at_1, at_3, sum(1 / rank for rank in ranks if rank) / number)


def outcomes(reader, *, with_slips=False) -> list[Outcome]:
    """Of every judged search that something in this catalogue could answer, or that wants nothing."""
    from bench.search_quality.judging import catalogue, judged
    from bench.search_quality.slips import slips

    known = catalogue()
    by_chance = list(slips(known)) if with_slips else []
    fair = [one for one in judged() if one.wants_nothing or any(map(one.holds, known.values()))]
    return [outcome(one, reader, known) for one in fair + by_chance]


def outcome(judged, reader, known) -> Outcome:
    from bench.search_quality.judging import NOT_ALL
    from catalog.engine import Wanted

    answer = reader.answer(Wanted(q=judged.text, sort="relevance", size=SEEN))
    first = known[answer.products[0]].name if answer.products else "–"
    if judged.wants_nothing:
        says_so = judged.wanted == NOT_ALL and (answer.how == "any" or answer.corrected)
        return Outcome(judged, int(not answer.total or bool(says_so)), first)
    fitting = (rank for rank, product in enumerate(answer.products, start=1) if judged.holds(known[product]))
    return Outcome(judged, next(fitting, 0), first)


def by_kind(found: list[Outcome]) -> dict[str, Score]:
    """The score of every kind, then of the typing errors together and of all."""
    kinds = defaultdict(list)
    for one in found:
        kinds[one.kind].append(one)
    kinds["typos"] = [one for one in found if one.kind.startswith("typo ")]
    kinds["all"] = [one for one in found if not one.kind.startswith("slip ")]
    return {kind: Score.of(some) for kind, some in kinds.items()}


def report(found: list[Outcome], *, misses: bool):
    print(f"{'search':<26}{'number':>7}{'first':>8}{'of 3':>9}{'mean reciprocal rank':>22}")
    for kind, score in by_kind(found).items():
        print(f"{kind:<26}{score.number:>7}{score.at_1:>8.3f}{score.at_3:>9.3f}{score.reciprocal:>22.3f}")
    for one in found if misses else []:
        if one.rank != 1:
            print(
                f"  {one.kind}: {one.judged.text!r} wants {one.judged.wanted}; at {one.rank or '–'}, first {one.first}"
            )


@contextmanager
def own_database():
    """The corpus in a database that is made and dropped, and its index in a folder of its own."""
    folder = tempfile.mkdtemp(prefix="pharmacy-search-quality-")
    os.environ["VAR_DIR"] = folder
    os.environ["SEARCH_ROOT"] = f"{folder}/search"
    import django

    django.setup()
    from django.db import connection

    from bench.search_quality import corpus
    from tests import factories

    connection.settings_dict["TEST"]["NAME"] = f"{folder}/bench.sqlite3" if connection.vendor == "sqlite" else "bench"
    with redirect_stdout(io.StringIO()):
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        factories.editor(), factories.pharmacist()
        corpus.put()
        yield
    finally:
        connection.creation.destroy_test_db("bench", verbosity=0)
        shutil.rmtree(folder)


@contextmanager
def this_database():
    import django

    django.setup()
    yield


def main():
    with this_database() if "--catalogue" in sys.argv else own_database():
        from catalog import engine

        engine.catch_up()
        report(outcomes(engine.reader(), with_slips="--slips" in sys.argv), misses="--misses" in sys.argv)


if __name__ == "__main__":
    main()
