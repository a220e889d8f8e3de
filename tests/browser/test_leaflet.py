"""The page of a medicine on paper: what page.pdf() makes of it, read back by pdftotext (poppler-utils)."""

import shutil
import subprocess

import pytest
from django.utils import formats

from tests.browser import leaflets


@pytest.fixture
def leaflet(page, site, tmp_path):
    """`leaflet("/ar", "Letter")` is the text of each sheet, in the order in which it is read."""
    listing = leaflets.listed()
    reader = shutil.which("pdftotext")
    assert reader, "Reading a PDF takes pdftotext: install poppler-utils."

    def sheets(language="", paper="A4"):
        page.goto(f"{site}{language}/products/complete/")
        page.pdf(path=tmp_path / "leaflet.pdf", format=paper)
        text = subprocess.check_output([reader, tmp_path / "leaflet.pdf", "-"], text=True)  # noqa: S603
        return [" ".join(sheet.split()) for sheet in text.split("\f")[:-1]]

    sheets.listing = listing
    return sheets


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("language", ["", "/es", "/ar"])
def test_the_first_sheet_holds_the_whole_boxed_warning(leaflet, language, paper):
    first, *others = leaflet(language, paper)

    assert first.count("Pregnant women must not take it, nor hold a broken tablet.") == 40
    assert leaflets.LAST_OF_THE_BOX in first
    assert len(others) in (1, 2)


def test_paper_says_where_the_text_stands_which_version_it_is_and_whose_label(leaflet, settings):
    settings.SITE_URL = "https://pharmacy.example"
    date = formats.date_format(leaflet.listing.publication.signed_at, "DATE_FORMAT")

    sheets = leaflet()

    assert (
        f"https://pharmacy.example/products/complete/ · Version 1, signed {date} · Label of: United States" in sheets[0]
    )
    assert [sheet.endswith(f"{number}/{len(sheets)}") for number, sheet in enumerate(sheets, start=1)] == [True] * len(
        sheets
    )


def test_the_text_is_large_enough_to_read(leaflet, page):
    leaflet()
    page.emulate_media(media="print")

    pixels = page.locator("#description p").evaluate("p => parseFloat(getComputedStyle(p).fontSize)")
    assert pixels * 0.75 >= 9.5


def test_paper_leaves_out_what_is_only_of_use_on_a_screen(leaflet):
    text = " ".join(leaflet())

    screen = ("Write the first review", "On this page", "Skip to the content", "Send it by e-mail", "Conditions", "#")
    assert [words for words in screen if words in text] == []
    assert [words for words in ("Ask about travelling.", "20 to 25 °C", "FDA MedWatch") if words not in text] == []
    assert "https://example.com/rems" in text
