"""The demonstration medicines: read from TOML, drawn, submitted by the editor, signed by the pharmacist."""

import re
import tomllib
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from django.db import transaction

from catalog import content, listing_checks, pictures
from catalog.models import Category, Condition, Image, Pack, Product
from pharmacy.demo import drawing

FOLDER = Path(__file__).parent
FIRST = "pomalidomide-4mg-capsules"
EMPTY_GROUPS = {
    "appearance": {"description": "", "colour": "", "second_colour": "", "shape": "", "imprint": ""},
    "programme": {"name": "", "url": "", "telephone": "", "requirements": ""},
}
WRAPPED = re.compile(r"(?<!\n)\n(?!\n|\s*- |\s*\d+\. )[ \t]*")
NOTE = "First version, after the label that the source names."


def files() -> list[Path]:
    """Every medicine's file, pomalidomide first, then the complete ones, then the rest."""
    paths = sorted((FOLDER / "products").glob("*.toml"))
    return sorted(paths, key=lambda path: (path.stem != FIRST, "complete = true" not in path.read_text()))


def read(path: Path) -> tuple[dict, list[dict]]:
    """(content, packs) of a medicine's file, in the form that docs/domain.md describes."""
    values = tomllib.loads(path.read_text())
    packs = values.pop("packs", [])
    values.pop("complete", None)
    values = EMPTY_GROUPS | values | {"slug": path.stem, "demonstration": True}
    values["manufacturer"] = named(values.get("manufacturer", ""))
    values["categories"] = [named(name) for name in values.get("categories", [])]
    values["ingredients"] = [row | {"substance": named(row["substance"])} for row in values["ingredients"]]
    values["indications"] = [row | {"condition": named(row.get("condition", ""))} for row in values["indications"]]
    source = values["source"]
    if isinstance(source.get("date"), date):
        source["date"] = source["date"].isoformat()
    return stripped(values), packs


def named(name: str) -> dict | None:
    return {"name": name} if name else None


def stripped(value):
    """Texts without the line breaks that only keep the TOML files narrow; paragraphs and lists stay."""
    if isinstance(value, dict):
        return {key: stripped(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [stripped(inner) for inner in value]
    return WRAPPED.sub(" ", value.strip()) if isinstance(value, str) else value


def describe_terms():
    """Give conditions and categories their sentences, where a person has not written others."""
    described = tomllib.loads((FOLDER / "nouns.toml").read_text())
    for model, key in ((Condition, "conditions"), (Category, "categories")):
        for name, description in described[key].items():
            model.objects.filter(name__iexact=name, description="").update(description=description)


def draft(path: Path, pictures_of: "Pictures", *, by) -> Product:
    """The draft of a medicine with its pictures and packs; all or nothing."""
    values, packs = read(path)
    with transaction.atomic():
        product = Product.draft(values, by=by, why="Demonstration catalogue")
        with product.editing(by=by, why="Pictures") as edited:
            for position, (picture, alt) in enumerate(pictures_of[path], start=1):
                Image.objects.create(product=edited, position=position, picture=pictures.keep(picture), alt=alt)
        for pack in packs:
            row = Pack(product=product, **pack)
            row.full_clean()
            row.keep(by=by)
    return product


class Pictures:
    """The pictures of several medicines, drawn ahead in other processes: `pictures[path]` waits for its own."""

    def __init__(self, paths: list[Path]):
        # Spawned, not forked: a fork would carry our database connection along.
        self.pool = ProcessPoolExecutor(mp_context=get_context("spawn"))
        self.drawn = {path: list(self.start(*read(path))) for path in paths}

    def start(self, values, packs):
        yield self.pool.submit(drawing.draw_form, values), drawing.describe_form(values)
        for pack in packs[:1]:
            yield self.pool.submit(drawing.draw_pack, values, pack), drawing.describe_pack(values, pack)

    def __getitem__(self, path: Path) -> list[tuple[bytes, str]]:
        """(PNG, alternative text) of the dosage form, and of the first pack."""
        ready = [(picture.result(), alt) for picture, alt in self.drawn.pop(path)]
        if not self.drawn:
            self.pool.shutdown()
        return ready


def submit(product: Product, *, by, note=NOTE):
    findings = listing_checks.run(product.snapshot())
    warnings = [finding.id for finding in findings if not finding.is_error]
    return product.submit(by=by, digest=product.digest(), note=note, acknowledged=warnings)


def sign(product: Product, *, editor, pharmacist, note=NOTE):
    submit(product, by=editor, note=note)
    product.publish(by=pharmacist, digest=product.digest())


def change(product: Product, *, by, why: str, **values) -> Product:
    """Edit some keys of a product's content."""
    with product.editing(by=by, why=why) as edited:
        content.fill(edited, values)
    return edited
