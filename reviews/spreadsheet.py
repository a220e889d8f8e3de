"""What a spreadsheet would take for a formula, made a plain text. For every CSV that people open."""

import csv
import re
from collections.abc import Iterable, Iterator

# Their full-width sisters are taken for the same in some languages; what looks blank at the start hides the next one.
SIGNS = "=+\\-@＝＋－＠"
BLANK = r"[^\S\r\n\t]"
# Where the machine's list separator is ";" a spreadsheet reads our quotation marks as letters: what stands behind a
# separator or a line break of a text is then a cell of its own, and it may begin with a quotation mark.
STARTS = re.compile(rf'^(?=[\t\r\n]|\s*[{SIGNS}])|(?<=[\r\n\t;,])(?=(?:{BLANK}|")*[{SIGNS}])')
BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets take UTF-8 for the alphabet of their own machine


def safe_cell(value) -> str:
    """The value as text that a spreadsheet shows and never computes: an apostrophe before what could be a formula."""
    return STARTS.sub("'", "" if value is None else str(value))


class Echo:
    def write(self, line: str) -> str:
        return line


def csv_lines(columns: Iterable[str], rows: Iterable[dict]) -> Iterator[str]:
    """A CSV file line by line: the byte order mark, the columns, then a line for each row (columns by name)."""
    columns = list(columns)
    writer = csv.writer(Echo())
    yield BYTE_ORDER_MARK
    yield writer.writerow(columns)
    for row in rows:
        yield writer.writerow([safe_cell(row[column]) for column in columns])
