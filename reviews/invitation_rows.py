"""Many invitations at once: rows of a medicine and an order, from a file or from the pharmacy's own system."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from catalog.models import Listing
from catalog.refusals import Refused
from reviews.models import Invitation
from reviews.models.invitation import DAYS
from reviews.plain_text import one_line
from reviews.spreadsheet import csv_lines

MOST_ROWS, MOST_BYTES = 5000, 2 * 1024 * 1024
BATCH = 100  # rows of a transaction
COLUMNS = ("line", "product", "order", "link", "ends", "problem")


@dataclass
class Row:
    """What was asked for, and either a link with its end, or the problem in a sentence."""

    line: int
    product: str
    order: str
    days: int = DAYS
    link: str = ""
    ends: datetime | None = None
    problem: str = ""

    def cells(self) -> dict:
        ends = self.ends.isoformat(timespec="seconds") if self.ends else ""
        return {column: getattr(self, column) for column in COLUMNS} | {"ends": ends}


def read(source: bytes) -> list[Row]:
    """The rows of a CSV (UTF-8; comma or semicolon; a first line with the word "order" is a header). Raises Refused."""
    if len(source) > MOST_BYTES:
        raise Refused(_("The file is larger than 2 MB."))
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(_("The file is not UTF-8. Save it as “CSV UTF-8”.")) from error
    rows = list(parsed(text))
    if not rows:
        raise Refused(_("There is no row in this file."))
    if len(rows) > MOST_ROWS:
        raise Refused(_("There are more than %(most)d rows. Send them in several files.") % {"most": MOST_ROWS})
    return rows


def parsed(text: str) -> Iterator[Row]:
    first = text.partition("\n")[0]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first and "," not in first else ",")
    try:
        for cells in lines:
            row = row_of(lines.line_num, [cell.strip() for cell in cells])
            if row:
                yield row
    except csv.Error as error:
        raise Refused(_("Line %(line)d cannot be read.") % {"line": lines.line_num}) from error


def row_of(line: int, cells: list[str]) -> Row | None:
    """None for an empty line and the header."""
    if not any(cells) or (line == 1 and len(cells) > 1 and cells[1].lower() == "order"):
        return None
    if len(cells) != 2:
        problem = _("A line has two cells: the medicine and the order.")
        return Row(line, cells[0][:160], "", problem=problem)
    return Row(line, cells[0], cells[1])


def issue(rows: Iterable[Row], *, by, through: str) -> list[Row]:
    """Issue each row or say what is wrong with it; one that fails takes no other along.

    By ascending product and order, whatever the order of the rows: two lists that name the same ones never wait for
    each other.
    """
    rows = list(rows)
    listings = listings_named([row.product for row in rows])
    for some in in_batches(sorted(rows, key=lambda row: turn(row, listings))):
        with transaction.atomic():
            for row in some:
                if not row.problem:
                    issue_one(row, listings.get(row.product), by=by, through=through)
    return rows


def turn(row: Row, listings: dict[str, Listing]) -> tuple[int, str]:
    listing = listings.get(row.product)
    return (listing.product_id if listing else 0), one_line(row.order).casefold()


def in_batches(rows: list[Row]) -> Iterator[list[Row]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def issue_one(row: Row, listing: Listing | None, *, by, through):
    if listing is None:
        row.problem = _("No listed medicine has this SKU, or this last part of its address.")
        return
    try:
        given = {"by": by, "order": row.order, "through": through, "days": row.days}
        invitation, row.link = Invitation.issue_for(listing, **given)
        row.ends = invitation.expires_at
    except Refused as refusal:
        row.problem = str(refusal)


def listings_named(names: list[str]) -> dict[str, Listing]:
    """Listings by the slug of today or the SKU of a pack, as the names spell them. Two queries."""
    wanted = [name for name in names if "\x00" not in name]
    listed = Listing.objects.for_cards()
    by_sku = listed.filter(product__packs__sku__in=wanted).annotate(sku=F("product__packs__sku"))
    return {one.sku: one for one in by_sku} | {one.slug: one for one in listed.filter(slug__in=wanted)}


def as_csv(rows: Iterable[Row]) -> Iterator[str]:
    """A CSV that no spreadsheet computes, line by line."""
    return csv_lines(COLUMNS, (row.cells() for row in rows))


def as_asked(rows: Iterable[Row]) -> str:
    """The rows as a CSV that `read` takes."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows((row.product, row.order) for row in rows)
    return out.getvalue()
