"""The lists of words that the site starts with: `words/<language>.toml`. Staff change them in the admin afterwards."""

import tomllib
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "words"


def install_words(model):
    """Fill an empty table of ScreeningWord (the model, or a migration's copy); leave any other as staff made it."""
    if not model.objects.exists():
        model.objects.bulk_create([model(**columns) for columns in rows()])


def add_words(model, language: str, lists: dict[tuple[str, bool], list[str]]):
    """Bring words that came later to a site that has its lists: (kind, is an exception) → words.

    Those alone are added, for a migration to name: what staff have deleted of earlier ones stays deleted.
    """
    if model.objects.exists():  # else staff want none, or `install_words` brings them all
        found = [
            model(kind=kind, language=language, words=words, is_exception=is_exception)
            for (kind, is_exception), several in lists.items()
            for words in several
        ]
        model.objects.bulk_create(found, ignore_conflicts=True)


def rows() -> list[dict]:
    """Every word of every list as the columns of a ScreeningWord, without repetition."""
    found = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for kind, lists in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for name in ("marked", "never_marked"):
                for words in lists.get(name, []):
                    key = (kind, path.stem, words, name == "never_marked")
                    found[key] = dict(zip(("kind", "language", "words", "is_exception"), key, strict=True))
    return list(found.values())
