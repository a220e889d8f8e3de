"""Reads a supplier's shop page (plain text, Markdown or HTML) into partial product content:
`read_page(read_stream(file))`."""

from .placement import LeftOut, Placed, Placement, Unplaced
from .placing import read_page
from .sources import LIMIT, PageError, read_stream

__all__ = ["LIMIT", "LeftOut", "PageError", "Placed", "Placement", "Unplaced", "read_page", "read_stream"]
