"""What a spreadsheet would take for a formula, made a plain text. For every CSV that people open."""

import csv
from collections.abc import Iterable, Iterator

# Their full-width sisters are taken for the same in some languages; what looks blank at the start hides the next one.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # without it spreadsheets take UTF-8 for the alphabet of their own machine


def safe_cell(value) -> str:
    """The value as text that a spreadsheet shows and never computes: with an apostrophe in front where it has to be."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS) else text


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
