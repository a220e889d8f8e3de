"""Files that are no pages, and pages that mean harm."""

import io
import time

import pytest

from catalog.importing import LIMIT, PageError, read_page, read_stream

HEAD = "Zentapril 10 mg Tablets\n"


@pytest.mark.parametrize(
    ("source", "word"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"Uses\0Fever", "binary"),
        (b"%PDF-1.7 Uses", "binary"),
        ("Uses\nFieber für".encode("latin-1"), "UTF-8"),
        ("Uses\nFever".encode("utf-16"), "UTF-8"),
        (b"x" * (LIMIT + 1), "1 MB"),
        (b"A page about something else.\nIt has no headings.", "heading"),
        (b"<html></html>", "heading"),
        (b"<!doctype html>", "HTML"),
        (b"FAQ\nWhy?\nReviews\nGood.", "heading"),
        (b"Uses\n" * 30_000, "lines"),
    ],
)
def test_a_file_that_is_no_page_gets_one_clear_sentence(source, word):
    with pytest.raises(PageError) as caught:
        read_page(source)
    sentence = str(caught.value)
    assert word in sentence
    assert sentence.endswith(".") and "\n" not in sentence


class Endless(io.RawIOBase):
    """A stream that never ends and counts what was taken from it."""

    taken = 0

    def read(self, size=-1):
        assert size > 0
        self.taken += size
        return b"x" * size


def test_a_large_file_is_refused_without_being_read_whole():
    stream = Endless()
    with pytest.raises(PageError):
        read_stream(stream)
    assert stream.taken == LIMIT + 1


def test_a_stream_that_fits_is_read_whole():
    assert read_stream(io.BytesIO(b"Uses" * 50_000)) == b"Uses" * 50_000


def test_scripts_and_addresses_of_html_never_come_out():
    placement = read_page(
        b"<h1>Zentapril 10 mg Tablets</h1><script>steal()</script><style>p{}</style><h2>Uses</h2>"
        b"<p onclick='steal()'><a href='javascript:steal()'>Used to treat</a> fever <img src=x onerror=steal()></p>"
        b"<p>Used for &lt;script&gt;steal()&lt;/script&gt; pain.</p><iframe src='https://evil.invalid'>x</iframe>"
    )
    assert placement.content["indications"] == [
        {"title": "Fever", "text": "Used to treat fever", "condition": {"name": "Fever"}},
        {"title": "Pain", "text": "Used for steal() pain.", "condition": {"name": "Pain"}},
    ]
    assert "javascript" not in str(placement) and "evil" not in str(placement)


def test_tags_and_links_of_markdown_never_come_out():
    text = "# Zentapril\n## Storage\nKeep <b onmouseover=x()>cool</b>, [see](javascript:x()) <<i>script>now.\n"
    stored = read_page(text.encode()).content["storage"]["text"]
    assert stored.startswith("Keep cool , see ")
    assert "<script" not in stored and "javascript" not in stored and "onmouseover" not in stored


@pytest.mark.parametrize("depth", [200, 5_000, 60_000])
def test_deep_nesting_ends_in_content_or_in_one_sentence(depth):
    source = "<h1>Zentapril</h1>" + "<div>" * depth + "<h2>Uses</h2><p>Used for fever.</p>" + "</div>" * depth
    try:
        content = read_page(source.encode()).content
    except PageError as error:
        assert depth > 200 and "nested" in str(error)
    else:
        assert content["indications"][0]["title"] == "Fever"


def test_a_comment_does_not_cut_the_text_after_it():
    placement = read_page(b"<h1>Zentapril</h1><h2>Storage</h2><p>Keep <!-- not --> cool.</p>")
    assert placement.content["storage"]["text"] == "Keep cool."


PIECES = [
    *(
        "a",
        ".",
        "*",
        "_",
        "a_",
        "(",
        "[a](",
        '[a](b "',
        "[](b)",
        "<",
        "<a ",
        "![",
        "1",
        "1/",
        "1 mg ",
        "2-8 ",
        ". ",
        ",",
    ),
    *(
        "A b: ",
        "\u00a0",
        "side effects ",
        "Rems Ab-",
        "a **b** ",
        "not store ",
        "original a ",
        "- ",
        '."',
        "x" + " " * 99,
    ),
]


@pytest.mark.parametrize("piece", PIECES)
def test_no_line_takes_more_than_linear_time(piece):
    bomb = piece * (100_000 // len(piece.encode()))
    headings = ("Description", "Uses", "Storage", "Warnings", "Composition", "Side effects", "Key features")
    source = HEAD + "".join(f"{heading}\nIt is plain. {bomb}\n" for heading in headings) + "Reviews\n"
    start = time.process_time()
    read_page(source.encode())
    # It takes about a second; what is not linear takes many minutes.
    assert time.process_time() - start < 20


def test_a_single_line_of_900_kb_is_read():
    placement = read_page(f"{HEAD}Storage\n{'Keep it cool. ' * 64_000}\n".encode())
    assert placement.content["storage"]["text"].count("Keep it cool.") == 64_000
