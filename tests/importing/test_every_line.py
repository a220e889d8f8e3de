"""Nothing is dropped silently: every line of a page is placed, left out or listed as unplaced, and only one of them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.importing import PageError, read_page

LINES = [
    "Description",
    "Uses",
    "**Uses of Zentapril**",
    "## Key Features",
    "Storage:",
    "Warnings",
    "Side effects",
    "Composition",
    "Additional information",
    "FAQ",
    "Reviews (2)",
    "Related products",
    "Product details",
    "=====",
    "-----",
    "***",
    "```",
    "Zentapril 10 mg Tablets",
    "ZENTAPRIL 10 MG TABLETS",
    "### Something else",
    "Why We Are Nice",
    "Can I drive?",
    "- Fever: the usual kind.",
    "• No title at all",
    "  - deeper",
    "1. First step",
    "– dash",
    "* **Bold** text here",
    "Each tablet contains: zentapril 10 mg",
    "Each tablet contains zentapril 20 mg.",
    "Excipients: lactose.",
    "Keep below 25 °C. Wear gloves.",
    "Store at 2-8 °C in the original box.",
    "Used for the following:",
    "It is used to treat fever.",
    "Side effects: cough. Rash.",
    "Note: read this.",
    "Storage: keep dry.",
    "Brand: Nopane",
    "Pack size: 20",
    "Form: tablet",
    "Strength: 10 mg",
    "SKU: 12",
    "Add to cart",
    "£3.00",
    "Home > Pills",
    "|Brand|Nopane|",
    "|---|---|",
    "a\tb",
    "Colour: red",
    "Common side effects include cough. Swallow it whole. It harms an unborn child under the Zentapril REMS.",
    "This sentence is long enough to be wrapped at the end of the line, as letters are, and",
    "goes on in small letters here. It also has a second sentence.",
    "> quoted text",
    "[1]: https://x.invalid",
    "<b>bold</b>",
    "![only a picture](x.png)",
    "\u200b",
    "\u00a0",
    "   ",
    "",
    "1",
    "*",
    "Manufacturer",
    "Larch & Sons",
    "Boxed warning",
    "REMS",
]
CHARACTERS = st.characters(codec="utf-8", exclude_characters="\0<")
PAGES = st.lists(st.sampled_from(LINES) | st.text(CHARACTERS, max_size=40), max_size=25)


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_every_line_ends_in_exactly_one_place(lines):
    page = "\n".join(["Uses", "- Fever", *lines])
    placement = read_page(page.encode())
    # What a text file calls a line, and what may stand on it unseen.
    source = page.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    wanted = {number for number, line in enumerate(source, 1) if _is_seen(line)}
    placed, left_out, unplaced = (
        {entry.line for entry in entries} for entries in (placement.placed, placement.left_out, placement.unplaced)
    )
    assert placed | left_out | unplaced >= wanted
    assert not (placed & left_out or placed & unplaced or left_out & unplaced)


@settings(max_examples=100, deadline=None)
@given(PAGES)
def test_what_is_placed_is_in_the_content_once_found(lines):
    placement = read_page("\n".join(["Uses", "- Fever", *lines]).encode())
    keys = {entry.place.split(".")[0] for entry in placement.placed if not entry.place.endswith(".heading")}
    assert keys == set(placement.content)


@settings(max_examples=100, deadline=None)
@given(st.text(CHARACTERS, max_size=300))
def test_no_text_breaks_the_reader_of_html(text):
    page = f"<h1>Zentapril</h1><h2>Uses</h2><ul><li>{text}</li></ul><p>Used for fever.</p>"
    placement = read_page(page.encode())
    assert placement.content["indications"]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<p>", "</div>", "<!--", "<td>", "<b>", "<script>", "<h2>Uses</h2>", "x"]) | st.text(),
        max_size=30,
    )
)
def test_broken_html_ends_in_a_placement_or_in_one_sentence(pieces):
    try:
        placement = read_page(f"<div>{''.join(pieces)}".encode())
        assert placement.placed or placement.unplaced
    except PageError as error:
        assert str(error).endswith(".")


def _is_seen(line):
    visible = (char for char in line if char.isprintable() and not char.isspace())
    return any(char not in "\u115f\u1160\u2800\u3164\uffa0" for char in visible)
