"""The groups of synonyms that the site starts with: `words/*.toml`. Staff change them in the admin afterwards.

Each file has a table for each kind of SynonymGroup, with lists of groups by language ("all" is none in particular),
and `notes`: what colleagues should know of a group, by its first word.
"""

import tomllib
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "words"


def install_synonyms(model):
    """Fill an empty table of SynonymGroup (the model, or a migration's copy); leave any other as staff made it."""
    if not model.objects.exists():
        model.objects.bulk_create([model(version=1, **columns) for columns in rows()])


def rows() -> list[dict]:
    """Every group as the columns of a SynonymGroup, in the order of the files."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        notes = tables.pop("notes", {})
        for kind, languages in tables.items():
            for language, groups in languages.items():
                columns = {"kind": kind, "language": "" if language == "all" else language}
                found += [{"words": "\n".join(words), "note": notes.get(words[0], "")} | columns for words in groups]
    return found
