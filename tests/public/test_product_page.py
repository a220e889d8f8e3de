"""The page of a product: every part in its place, and what its address answers when it is not there."""

import re

import pytest

from tests import factories
from tests.public.hidden import image

# What the page has to show, in this order: the anchor of each part.
ORDER = [
    "safety-boxed",
    "facts",
    "programme",
    "summary",
    "pictures",
    "composition",
    "description",
    "indications",
    "key-features",
    "contraindications",
    "how-to-take",
    "safety",
    "side-effects",
    "interactions",
    "pregnancy",
    "counselling",
    "storage",
    "packs",
    "sign-off",
    "reviews",
    "related",
]
LONG = "Pregnant women must not take it, nor hold a broken tablet. " * 40


def note(severity, title, text):
    return {"severity": severity, "topic": "pregnancy", "title": title, "text": text}


def section(kind, text, title=""):
    return {"kind": kind, "title": title, "text": text}


def complete(**changes) -> dict:
    """A content with every part that a page can have."""
    values = {
        "name": "Completezole 10 mg Tablets",
        "slug": "complete",
        "brand_name": "Completa",
        "legal_status": "restricted_programme",
        "images": [image("white", alt="A round white tablet marked T 10.")],
        "safety_notes": [
            note("information", "Good to know", "Take it with you."),
            note("boxed", "Harm to unborn children", f"{LONG} **The last word.**"),
            note("warning", "Sleepiness", "Do not drive."),
            note("boxed", "A second box", "In full as well."),
        ],
        "sections": [
            section("counselling", "Ask about travelling."),
            section("pregnancy", "Do not take it when pregnant."),
            section("interactions", "Grapefruit juice makes it stronger."),
            section("side_effects", "Sleepiness."),
            section("overdose", "Call for help."),
            section("missed_dose", "Leave it out."),
            section("how_to_take", "One in the evening.", "For eczema"),
            section("how_to_take", "One in the morning.", "For hay fever"),
            section("contraindications", "Not with an allergy to it."),
        ],
        "programme": {
            "name": "Testazole REMS",
            "url": "https://example.com/rems",
            "telephone": "1-800-555-0100",
            "requirements": "A monthly form.",
        },
    }
    return values | changes


@pytest.fixture
def shown(editor, pharmacist):
    factories.listed(editor=editor, pharmacist=pharmacist, slug="related-one", name="Relatedzole 10 mg Tablets")
    listing = factories.listed(editor=editor, pharmacist=pharmacist, **complete())
    factories.pack(product=listing.product, by=editor, sku="SKU-21", price="412.50", unit="tablets", size=21)
    return listing


def read(client, slug="complete"):
    response = client.get(f"/products/{slug}/")
    assert response.status_code == 200
    return response.content.decode()


def part(html, anchor) -> str:
    """The HTML from one part's anchor to the next part's."""
    rest = html[html.index(f'id="{anchor}"') :]
    ends = [rest.find(f'id="{other}"') for other in ORDER if other != anchor]
    return rest[: min((end for end in ends if end > 0), default=len(rest))]


def test_every_part_stands_in_its_order(client, shown):
    html = read(client)

    anchors = [anchor for anchor in re.findall(r'<section[^>]* id="([a-z-]+)"', html) if anchor in ORDER]
    assert anchors == ORDER


def test_the_name_and_the_badges_come_first(client, shown):
    head = read(client).partition('id="safety-boxed"')[0]

    for text in ("<h1>Completezole 10 mg Tablets</h1>", "Completa", "testazole 10 mg", "Restricted programme"):
        assert text in head
    assert "Label of: United States" in head


def test_boxed_notes_are_shown_in_full_before_everything_else(client, shown):
    boxed = part(read(client), "safety-boxed")

    assert LONG.strip() in boxed
    assert "<strong>The last word.</strong>" in boxed
    assert "In full as well." in boxed
    assert "<details" not in boxed
    assert boxed.index("Harm to unborn children") < boxed.index("A second box")


def test_the_other_notes_run_from_the_gravest_on(client, shown):
    safety = part(read(client), "safety")

    assert safety.index("Sleepiness") < safety.index("Good to know")
    assert "Harm to unborn children" not in safety


SAYS = {
    "programme": ["Testazole REMS", "A monthly form.", "1-800-555-0100", "https://example.com/rems"],
    "summary": ["Testazole eases the sneezing of hay fever."],
    "pictures": ['alt="A round white tablet marked T 10."'],
    "facts": ["testazole", "10 mg", "Tablet", "By mouth", "Restricted programme", "United States", "Example Lab"],
    "composition": ["Completa", "Lactose.", "white", "T 10", "Allergy"],
    "description": ["A tablet that works for a day."],
    "indications": ["Hay fever", "For adults.", 'href="/conditions/hay-fever/"'],
    "key-features": ["Once a day", "One tablet lasts a day."],
    "contraindications": ["Who must not take it", "Not with an allergy to it."],
    "how-to-take": ["For eczema", "For hay fever", "If you miss a dose", "If you take too much", "911"],
    "side-effects": ["Sleepiness.", "FDA MedWatch", "1-800-FDA-1088"],
    "interactions": ["Grapefruit juice makes it stronger."],
    "pregnancy": ["Do not take it when pregnant."],
    "counselling": ["Ask about travelling."],
    "storage": ["Keep in a dry place.", "20 to 25 °C", "68 to 77 °F"],
    "packs": ["21 tablets", "SKU-21"],
    "related": ["Relatedzole 10 mg Tablets"],
    "sign-off": ["Reviewed by a pharmacist on", "version 1", "/products/complete/history/", "Testazole label"],
    "reviews": ["There are no reviews yet", "/products/complete/reviews/new/"],
}


def test_each_part_says_what_was_signed(client, shown):
    html = read(client)

    missing = {anchor: [text for text in texts if text not in part(html, anchor)] for anchor, texts in SAYS.items()}

    assert {anchor: texts for anchor, texts in missing.items() if texts} == {}


def test_the_contents_lead_to_every_part_there_is(client, shown):
    html = read(client)

    targets = re.findall(r'class="contents__link" href="#([a-z-]+)"', html)
    assert targets == [anchor for anchor in ORDER if anchor != "related"]


def test_the_contents_lead_nowhere_that_is_not_there(client, listing):
    html = read(client, listing.slug)

    targets = re.findall(r'class="contents__link" href="#([a-z-]+)"', html)
    assert targets == [anchor for anchor in ORDER if f' id="{anchor}"' in html]
    assert "interactions" not in targets


def test_no_id_stands_twice(client, shown):
    ids = re.findall(r' id="([^"]+)"', read(client))

    assert sorted(ids) == sorted(set(ids))


def test_what_is_demonstration_says_so(client, editor, pharmacist):
    listing = factories.listed(editor=editor, pharmacist=pharmacist, demonstration=True)

    assert "Do not decide anything about a medicine by it." in read(client, listing.slug)


def test_a_pack_that_is_discontinued_is_not_shown(client, shown, editor):
    factories.pack(product=shown.product, by=editor, sku="OLD-1", availability="discontinued")

    assert "OLD-1" not in read(client)


@pytest.mark.parametrize(
    ("market", "legal_status", "expected"),
    [
        ("us", "prescription_only", True),
        ("us", "general_sale", True),
        ("gb", "general_sale", True),
        ("gb", "prescription_only", False),
        ("eu", "prescription_only", False),
    ],
)
def test_the_market_decides_on_prices_and_reviews(client, editor, pharmacist, market, legal_status, expected):
    listing = factories.listed(editor=editor, pharmacist=pharmacist, market=market, legal_status=legal_status)
    factories.pack(product=listing.product, by=editor, price="9753.19", currency="", sku="HERE-1")

    html = read(client, listing.slug)

    assert "HERE-1" in html
    assert ("9753.19" in html) is expected
    assert ("/reviews/new/" in html) is expected


def test_an_edit_is_not_on_the_page_before_it_is_signed(client, shown, editor, pharmacist):
    before = read(client)
    with shown.product.editing(by=editor) as edited:
        edited.summary = "Another summary."
        edited.save()
    factories.submit(edited, by=editor)

    assert read(client) == before
    edited.publish(by=pharmacist, digest=edited.digest())

    assert "Another summary." in read(client)


# What else the address may answer


def test_head_is_the_page_without_its_body(client, shown):
    response = client.head("/products/complete/")

    assert (response.status_code, response.content) == (200, b"")
    assert response["ETag"] == client.get("/products/complete/")["ETag"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_other_methods_are_refused(client, shown, method):
    addresses = ("/products/complete/", "/products/complete/history/", "/products/", "/")

    responses = [getattr(client, method)(address) for address in addresses]

    assert [(response.status_code, response["Allow"]) for response in responses] == [(405, "GET, HEAD")] * 4


def test_a_withdrawn_page_says_why_and_what_to_do(client, shown, pharmacist):
    note = "The maker recalled it.\n\n<b>Not bold</b>"
    shown.product.withdraw(by=pharmacist, reason="Batch 7 of wholesaler X.", public_note=note)

    response = client.get("/products/complete/")
    html = response.content.decode()

    assert response.status_code == 410
    for text in (
        "<h1><bdi>Completezole 10 mg Tablets</bdi></h1>",
        "The maker recalled it.",
        "&lt;b&gt;Not bold&lt;/b&gt;",
        "Do not stop using it by yourself.",
        "Ask your pharmacist",
        "FDA MedWatch",
        "1-800-FDA-1088",
        '<meta name="robots" content="noindex">',
    ):
        assert text in html
    assert "Batch 7" not in html


def test_an_old_slug_leads_to_the_new_one_for_good(client, shown, editor, pharmacist):
    factories.republish(shown.product, editor=editor, pharmacist=pharmacist, slug="renamed")

    response = client.get("/products/complete/")

    assert (response.status_code, response["Location"]) == (301, "/products/renamed/")


def test_what_is_not_listed_is_not_found(client, shown):
    responses = [client.get(f"/products/{slug}/") for slug in ("nothing-there", "COMPLETE", "complete-", "a" * 300)]

    assert [response.status_code for response in responses] == [404] * 4
    assert ["There is no page here" in response.content.decode() for response in responses] == [True] * 4


def test_a_medicine_of_a_restricted_programme_is_not_offered(client, shown):
    html = read(client)

    assert "21 tablets" in html
    assert "412.50" not in html
    assert "In stock" not in html


def test_a_medicine_of_general_sale_shows_price_and_stock(client, editor, listing):
    factories.pack(product=listing.product, by=editor, price="412.50")

    html = read(client, listing.slug)

    assert "412.50 USD" in html
    assert "In stock" in html
