"""Precision and recall of screening on sentences of our own, by kind and language. Needs no database.

`sentences.tsv` names the kinds that should be marked in each sentence. A kind counts once a sentence. The odd rows
of each language are for development: words and rules were tuned on them alone. The even rows are held out. What came
up later stands below ALONE, for development too: the half that is held out never changes.
"""

import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pharmacy.settings")

# What each medicine of the sentences is for; the rest of the catalogue is for all the others.
MEDICINES = {
    "hayfever": ["Hay fever"],
    "headache": ["Pain", "Migraine"],
    "diabetes": ["Type 2 diabetes"],
    "myeloma": ["Multiple myeloma", "Kaposi sarcoma"],
    "mood": ["Depression"],
    "acne": ["Acne"],
    "reflux": ["Acid reflux"],
}
OTHERS = ["High blood pressure", "High cholesterol", "Asthma", "Eczema", "Glaucoma", "Anxiety", "Psoriasis", "Fever"]


ALONE = "# development alone"


@dataclass(frozen=True)
class Sentence:
    language: str
    medicine: str
    kinds: frozenset[str]
    text: str


@dataclass
class Score:
    right: Counter = field(default_factory=Counter)
    wrong: Counter = field(default_factory=Counter)
    missed: Counter = field(default_factory=Counter)

    def count(self, sentence: Sentence, marked: set[str]):
        for kind in marked | sentence.kinds:
            book = self.right if kind in marked & sentence.kinds else self.wrong if kind in marked else self.missed
            book[kind] += 1

    def precision(self, *kinds: str) -> float:
        right = total(self.right, kinds)
        return right / (right + total(self.wrong, kinds) or 1)

    def recall(self, *kinds: str) -> float:
        right = total(self.right, kinds)
        return right / (right + total(self.missed, kinds) or 1)


def total(counts: Counter, kinds: tuple[str, ...]) -> int:
    """Of these kinds; of all where none is named."""
    return sum(counts[kind] for kind in kinds) if kinds else counts.total()


def sentences(half: str) -> list[Sentence]:
    """Those of a half, "development" or "held out"."""
    seen: Counter = Counter()
    found = []
    alone = False
    for line in (HERE / "sentences.tsv").read_text(encoding="utf-8").splitlines():
        alone = alone or line.startswith(ALONE)
        if line and not line.startswith("#"):
            language, medicine, kinds, text = line.split("\t")
            seen[language] += 1
            if (half == "development") == (alone or bool(seen[language] % 2)):
                found.append(Sentence(language, medicine, frozenset(kinds.split(",")) - {"-"}, text))
    return found


@cache
def words() -> dict:
    """What the site starts with; what staff have changed since counts in their own site alone."""
    from reviews.screening.seeds import rows
    from reviews.screening.vocabulary import Vocabulary

    found: dict[str, list] = {}
    for row in rows():
        found.setdefault(row["language"], []).append((row["kind"], row["words"], row["is_exception"]))
    return {code: Vocabulary.of(columns) for code, columns in found.items()}


def marked_kinds(sentence: Sentence) -> set[str]:
    from reviews import screening
    from reviews.screening.vocabulary import Uses

    own = MEDICINES[sentence.medicine]
    rest = sorted({name for names in MEDICINES.values() for name in names} - set(own))
    fields = {"title": "", "text": sentence.text}
    marks = screening.marks_in(
        fields,
        language=screening.language_written(fields, sentence.language),
        words=words(),
        uses=Uses.of(own=own, others=rest + OTHERS, names=["Testazole 10 mg Tablets"]),
        market="us",
    )
    return {mark.kind for mark in marks}


def measure(half: str, *, language: str = "", show: bool = False) -> Score:
    score = Score()
    for sentence in sentences(half):
        if not language or sentence.language == language:
            marked = marked_kinds(sentence)
            score.count(sentence, marked)
            if show and marked != sentence.kinds:
                print(f"  {sentence.text}\n    {sorted(sentence.kinds)} → {sorted(marked)}")
    return score


def report(half: str):
    score = measure(half)
    kinds = sorted(score.right + score.wrong + score.missed)
    print(f"\n{half}: {len(sentences(half))} sentences\n{'kind':<12} right wrong missed  precision recall")
    for kind in [*kinds, ""]:
        chosen = (kind,) if kind else ()
        counts = [total(book, chosen) for book in (score.right, score.wrong, score.missed)]
        print(
            f"{kind or 'all':<12} {counts[0]:>5} {counts[1]:>5} {counts[2]:>6}"
            f"  {score.precision(*chosen):>9.3f} {score.recall(*chosen):>6.3f}"
        )
    for language in ("en", "es", "ar"):
        part = measure(half, language=language)
        print(f"all, {language:<7} {'':>18}  {part.precision():>9.3f} {part.recall():>6.3f}")


def main():
    """`--errors` lists what is wrong in the half for development; the other half stays unread."""
    import django

    django.setup()
    for half in ("development", "held out"):
        report(half)
    if "--errors" in sys.argv:
        print("\nwhat is wrong in development:")
        measure("development", show=True)


if __name__ == "__main__":
    main()
