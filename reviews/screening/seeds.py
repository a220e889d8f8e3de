"""The lists of words that the site starts with: `words/<language>.toml`. Staff change them in the admin afterwards."""

import tomllib
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "words"


def install_words(model):
    """Fill an empty table of ScreeningWord (the model, or a migration's copy); leave any other as staff made it."""
    if not model.objects.exists():
        model.objects.bulk_create([model(**columns) for columns in rows()])


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
