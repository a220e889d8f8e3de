"""Whatever is typed as Markdown comes out harmless."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.markdown import ATTRIBUTES, SCHEMES, TAGS, to_html, to_text
from tests import factories

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ALLOWED = TAGS | {"a"}


class Reader(HTMLParser):
    """Collects what a browser would make of HTML: tags, attributes, addresses."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.addresses = set(), set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _value in attrs}
        self.addresses += [value for name, value in attrs if name == "href"]


def harmless(html) -> bool:
    reader = Reader()
    reader.feed(html)
    reader.close()
    known = {(tag, name) for tag, names in ATTRIBUTES.items() for name in names} | {("a", "rel")}
    return reader.tags <= ALLOWED and reader.attributes <= known and all(map(is_safe, reader.addresses))


def is_safe(address) -> bool:
    """Whether a browser, which skips blanks and control characters, would see a scheme of ours or none."""
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", address.lower()))
    return scheme is None or scheme[1] in SCHEMES


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x](data:image/gif;base64,R0lGODlhAQABAAAAACw=)",
    "[x](file:///etc/passwd)",
    "<javascript:alert(1)>",
    "[x][1]\n\n[1]: javascript:alert(1)",
    '[x](https://example.com "title\\" onclick=alert(1)")',
    "![x](https://example.com/track.gif)",
    "![x](javascript:alert(1))",
    "<svg/onload=alert(1)>",
    "<style>body{display:none}</style>",
    "<iframe src=https://example.com></iframe>",
    "<!-- --><script>alert(1)</script>",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "<form action=https://example.com><input name=password></form>",
    "| a |\n|:-:|\n| <script>alert(1)</script> |",
    "[<img src=x onerror=alert(1)>](https://example.com)",
    "<<script>script>alert(1)<</script>/script>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_comes_out_harmless(attack):
    assert harmless(to_html(attack))


def test_the_reader_of_these_tests_knows_harm():
    assert not harmless("<script>alert(1)</script>")
    assert not harmless('<p onclick="x">a</p>')
    assert not harmless('<a href=" java\nscript:alert(1)">a</a>')


@unhurried
@given(st.lists(st.sampled_from([*ATTACKS, "\n\n", "> ", "- ", "**", "[", "](", ")", "<", ">", '"', "&#", "`", "|"])))
def test_any_mixture_of_attacks_comes_out_harmless(pieces):
    assert harmless(to_html("".join(pieces)))


@unhurried
@given(st.text())
def test_any_text_comes_out_harmless(text):
    assert harmless(to_html(text))


@unhurried
@given(st.text(alphabet=st.sampled_from("abc <>&\"'=:/\\[]()!`*_-\n\t\x00;#javscriptonle"), max_size=200))
def test_any_string_of_dangerous_characters_comes_out_harmless(text):
    assert harmless(to_html(text))


@unhurried
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_the_words_of_any_text_are_one_line_of_text(text):
    words = to_text(to_html(text))

    assert words == " ".join(words.split())


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        (" \n ", ""),
        ("Plain & <simple>.", "<p>Plain &amp; &lt;simple&gt;.</p>"),
        ("**bold** and *soft*", "<p><strong>bold</strong> and <em>soft</em></p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("3. three\n4. four", '<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol>'),
        ("# Title", "<h4>Title</h4>"),
        ("### Smaller", "<h5>Smaller</h5>"),
        (
            "[label](https://example.com/a?b=1&c=2)",
            '<p><a href="https://example.com/a?b=1&amp;c=2" rel="noopener nofollow ugc">label</a></p>',
        ),
        ("[call](tel:+18005550100)", '<p><a href="tel:+18005550100" rel="noopener nofollow ugc">call</a></p>'),
        ("<b>not bold</b>", "<p>&lt;b&gt;not bold&lt;/b&gt;</p>"),
        ("20 &deg;C", "<p>20 °C</p>"),
    ],
)
def test_what_editors_write_comes_out_as_they_meant_it(text, html):
    assert to_html(text) == html


def test_a_table_comes_out_as_a_table():
    html = to_html("| Dose | Days |\n|---|:-:|\n| 4 mg | 21 |")

    assert re.sub(r"\s+", "", html) == (
        "<table><thead><tr><th>Dose</th><th>Days</th></tr></thead><tbody><tr><td>4mg</td><td>21</td></tr></tbody></table>"
    )


def test_the_words_of_a_text_keep_their_distance():
    html = to_html("One.\n\n- two\n- three & <four>")

    assert to_text(html) == "One. two three & <four>"


def test_every_text_of_a_page_is_harmless(client, editor, pharmacist):
    """From the draft to the bytes: an attack in every text, name and title that a page shows."""
    attack = "<script>alert(1)</script>[x](javascript:alert(1))"
    listing = factories.listed(
        editor=editor,
        pharmacist=pharmacist,
        name=f"{attack} 10 mg",
        brand_name=attack,
        excipients=attack,
        summary=f"{attack} summary",
        description=f"{attack} description",
        indications=[{"title": attack, "text": f"{attack} use", "condition": {"name": attack}}],
        key_features=[{"title": attack, "text": f"{attack} feature"}],
        storage=factories.content()["storage"] | {"text": attack, "handling": attack},
        safety_notes=[{"severity": "boxed", "topic": "driving", "title": attack, "text": attack}],
        programme={"name": attack, "url": "", "telephone": attack[:40], "requirements": attack},
    )

    for address in (f"/products/{listing.slug}/", "/products/", "/", "/conditions/"):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert 'href="javascript:' not in html.lower()
