"""`manage.py import_listing FILE`: a shop's page becomes a draft, and every line says where it went."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from catalog.importing import PageError, read_stream
from catalog.importing.drafting import import_page
from catalog.models import Product
from catalog.refusals import Refused


class Command(BaseCommand):
    help = "Reads a product page (plain text, Markdown or HTML) into a draft, and says what it put where."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the page; - reads it from standard input")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
        parser.add_argument("--into", metavar="SLUG", help="write into this product, whoever made or edited it")

    def handle(self, *args, **options):
        try:
            result = import_page(source(options["file"]), into=target(options["into"]))
        except (PageError, Refused) as refusal:
            raise CommandError(str(refusal)) from None
        if options["json"]:
            self.stdout.write(json.dumps(facts(result), ensure_ascii=False))
        else:
            for line in report(result):
                self.stdout.write(line)


def source(name: str) -> bytes:
    if name == "-":
        return read_stream(sys.stdin.buffer)
    try:
        with Path(name).open("rb") as stream:
            return read_stream(stream)
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be read: %(reason)s.") % {"file": name, "reason": error.strerror or error}
        ) from None


def target(slug: str | None) -> Product | None:
    if slug is None:
        return None
    product = Product.objects.filter(slug=slug).first()
    if product is None:
        raise CommandError(_("There is no product “%(slug)s”.") % {"slug": slug})
    return product


def facts(result) -> dict:
    placement = result.placement
    return {
        "slug": result.product.slug,
        "outcome": result.outcome,
        "counts": placement.counts,
        "placed": [spelled(line) for line in placement.placed],
        "left_out": [spelled(line) for line in placement.left_out],
        "unplaced": [spelled(line) for line in placement.unplaced],
    }


def spelled(line) -> dict:
    """Sentences of the reader are translated when they are read, which JSON does not know of."""
    return {key: value if isinstance(value, int) else str(value) for key, value in asdict(line).items()}


def report(result):
    """The lines that a person reads: what went where, what was left out on purpose, what found no place."""
    placement = result.placement
    for line in placement.placed:
        yield f"{line.line:5}  {line.place} <- {line.text[:80]}"
    yield from section(_("Left out on purpose:"), placement.left_out)
    yield from section(_("Not placed; look at these lines yourself:"), placement.unplaced)
    yield ""
    counts = [f"{key.replace('_', ' ')}: {count}" for key, count in placement.counts.items()]
    yield " · ".join(counts)
    yield _("%(name)s (%(slug)s): %(outcome)s.") % {
        "name": result.product.name,
        "slug": result.product.slug,
        "outcome": {
            "created": _("a new draft"),
            "updated": _("the draft was updated"),
            "unchanged": _("nothing changed"),
        }[result.outcome],
    }


def section(title, lines):
    if lines:
        yield ""
        yield title
        for line in lines:
            yield f"{line.line:5}  {line.text[:80]} ({line.reason})"
