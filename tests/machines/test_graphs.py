"""What the graph of a page says, and what each market lets it say."""

from dataclasses import replace

import pytest

from catalog.models import Condition, Listing
from pharmacy import markets
from pharmacy.head import spelled
from tests import factories
from tests.machines.reading import SITE
from tests.machines.vocabulary import faults
from tests.public.hidden import image

CASES = {
    ("us", "general_sale"): (True, True),
    ("us", "pharmacy_only"): (True, True),
    ("us", "prescription_only"): (True, True),
    ("us", "restricted_programme"): (False, True),
    ("gb", "general_sale"): (True, True),
    ("gb", "pharmacy_only"): (True, True),
    ("gb", "prescription_only"): (False, False),
    ("gb", "restricted_programme"): (False, False),
    ("eu", "general_sale"): (True, True),
    ("eu", "pharmacy_only"): (True, True),
    ("eu", "prescription_only"): (False, False),
    ("eu", "restricted_programme"): (False, False),
}
BOXED = [
    {"severity": "information", "topic": "driving", "title": "Driving", "text": "It can make you **sleepy**."},
    {"severity": "boxed", "topic": "pregnancy", "title": "Pregnancy", "text": "- Harms a baby.\n- Ask first."},
]


@pytest.fixture
def signed(editor, pharmacist):
    """`signed(slug="shown", …)` is a listing of this content."""
    return lambda **changes: factories.listed(editor=editor, pharmacist=pharmacist, **({"slug": "shown"} | changes))


@pytest.fixture
def reviewed(customer, moderator):
    return lambda listing, **fields: factories.approved(listing=listing, author=customer, moderator=moderator, **fields)


def under_rules_of(listing, market, status):
    """The market's rules hold for what was priced and reviewed under others, too."""
    Listing.objects.filter(pk=listing.pk).update(market=market, legal_status=status)
    listing.product.packs.update(currency={"us": "USD", "gb": "GBP", "eu": "EUR"}[market])


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_offers_and_stars_follow_the_rules_of_the_market(read, signed, reviewed, editor, case):
    listing = signed()
    factories.pack(product=listing.product, by=editor)
    reviewed(listing)
    under_rules_of(listing, *case)

    page = read("/products/shown/")

    drug = page.node("Drug")
    offers, stars = CASES[case]
    assert ("offers" in drug, "aggregateRating" in drug, "review" in drug) == (offers, stars, stars)
    assert faults(page.graph) == []
    if not offers:
        assert {"offers", "price", "sku", "gtin"} & drug.keys() == set()
        assert "12.50" not in str(page.graph)


def test_reviews_without_stars_are_not_for_machines(read, signed, reviewed, monkeypatch):
    starless = replace(markets.MARKETS["us"], prescription_stars=False)
    monkeypatch.setitem(markets.MARKETS, "us", starless)
    reviewed(signed(legal_status="prescription_only"))

    page = read("/products/shown/")

    assert "It helped" in page.text
    assert {"aggregateRating", "review"} & page.node("Drug").keys() == set()


def test_an_offer_is_a_pack_with_its_price(read, signed, editor):
    listing = signed()
    fields = {"sku": "BOX-30", "gtin": "00012345600012", "price": "12.50", "availability": "low_stock"}
    factories.pack(product=listing.product, by=editor, **fields)

    assert read("/products/shown/").node("Drug")["offers"] == [
        {
            "@type": "Offer",
            "name": "30 tablets",
            "url": f"{SITE}/products/shown/#packs",
            "sku": "BOX-30",
            "gtin": "00012345600012",
            "price": "12.50",
            "priceCurrency": "USD",
            "availability": "https://schema.org/LimitedAvailability",
            "seller": {"@id": f"{SITE}/#organization"},
        }
    ]


def test_packs_without_a_price_in_the_markets_currency_and_discontinued_ones_are_no_offers(read, signed, editor):
    product = signed().product
    factories.pack(product=product, by=editor, price=None)
    factories.pack(product=product, by=editor, availability="discontinued")
    factories.pack(product=product, by=editor)
    product.packs.filter(pk=product.packs.last().pk).update(currency="EUR")

    assert "offers" not in read("/products/shown/").node("Drug")


def test_a_medicine_without_reviews_has_no_empty_stars(read, signed):
    signed()

    drug = read("/products/shown/").node("Drug")

    assert {"aggregateRating", "review"} & drug.keys() == set()


def test_reviews_are_those_of_the_page(read, signed, reviewed):
    reviewed(signed(), rating=4, title="It helped", text="I slept better. " * 40)

    drug = read("/products/shown/").node("Drug")

    assert drug["aggregateRating"] == {
        "@type": "AggregateRating",
        "ratingValue": 4.0,
        "reviewCount": 1,
        "bestRating": 5,
        "worstRating": 1,
    }
    (review,) = drug["review"]
    assert (review["name"], review["author"]) == ("It helped", {"@type": "Person", "name": "Ana P."})
    assert review["reviewRating"]["ratingValue"] == 4
    assert len(review["reviewBody"]) <= 300


def test_the_page_of_reviews_speaks_of_the_same_product(read, signed, reviewed):
    reviewed(signed())

    page = read("/products/shown/reviews/")

    assert faults(page.graph) == []
    assert page.node("Drug")["@id"] == read("/products/shown/").node("Drug")["@id"]
    assert page.node("Drug")["aggregateRating"]["reviewCount"] == 1


def test_a_signed_page_says_when_it_was_reviewed_and_by_which_role(read, signed):
    publication = signed().publication
    day = publication.signed_at.date().isoformat()

    node = read("/products/shown/").node("MedicalWebPage")

    assert node["lastReviewed"] == day
    assert node["reviewedBy"] == {
        "@type": "Person",
        "jobTitle": "Pharmacist",
        "worksFor": {"@id": f"{SITE}/#organization"},
    }
    assert node["version"] == 1


def test_a_new_version_keeps_the_date_of_the_first(read, signed, editor, pharmacist):
    listing = signed()
    first = listing.publication.signed_at

    second = factories.republish(listing.product, editor=editor, pharmacist=pharmacist, summary="New.")

    node = read("/products/shown/").node("MedicalWebPage")
    assert node["datePublished"] == first.isoformat(timespec="seconds")
    assert node["dateModified"] == second.signed_at.isoformat(timespec="seconds")
    assert node["version"] == 2


def test_a_demonstration_claims_no_review(read, signed):
    signed(demonstration=True)

    node = read("/products/shown/").node("MedicalWebPage")

    assert node["creativeWorkStatus"] == "Demonstration"
    assert {"lastReviewed", "reviewedBy"} & node.keys() == set()


def test_warnings_are_plain_text_with_the_boxed_ones_first(read, signed):
    signed(safety_notes=BOXED)

    assert read("/products/shown/").node("Drug")["warning"] == [
        "Boxed warning: Pregnancy. Harms a baby. Ask first.",
        "Information: Driving. It can make you sleepy.",
    ]


def test_a_strength_is_a_number_and_its_unit(read, signed):
    parts = [("160", "microgram", "dose"), ("4.5", "mg", ""), ("0.05", "percent", ""), ("100", "unit", "mL")]
    signed(
        name="Mixed Tablets",
        ingredients=[
            {"substance": {"name": f"part {number}"}, "strength": figure, "unit": unit, "per": per}
            for number, (figure, unit, per) in enumerate(parts)
        ],
    )

    strengths = read("/products/shown/").node("Drug")["availableStrength"]

    assert [(one["strengthValue"], one["strengthUnit"]) for one in strengths] == [
        (160, "microgram/dose"),
        (4.5, "mg"),
        (0.05, "%"),
        (100, "units/mL"),
    ]


def test_pictures_are_their_largest_jpeg(read, signed):
    shown = image("white", alt="A white tablet.")
    signed(images=[shown])

    assert read("/products/shown/").node("Drug")["image"] == [f"{SITE}/pictures/{shown['sha256']}-900.jpg"]


HOSTILE = "</script><script>alert(1)</script><!-- & ]]>"


def test_no_text_closes_the_script_or_opens_a_comment(read, signed, reviewed):
    listing = signed(name=f"Testazole 10 mg Tablets {HOSTILE}", brand_name=HOSTILE)
    reviewed(listing, title=HOSTILE, text=HOSTILE)
    page = read("/products/shown/")

    inside = page.text.split('<script type="application/ld+json">')[1].split("</script>")[0]

    assert page.node("Drug")["brand"]["name"] == HOSTILE
    assert page.node("Drug")["review"][0]["name"] == HOSTILE
    assert [one for one in "<>&" if one in inside] == []
    assert "alert" not in "".join(page.find("//script[not(@type='application/ld+json')]/text()"))


def test_separators_that_end_a_line_of_script_are_spelled():
    assert str(spelled([{"name": "a\u2028b\u2029<"}])).endswith('"name":"a\\u2028b\\u2029\\u003c"}]}')


def test_a_name_in_another_script_is_itself(read, signed):
    signed(name="بوماليدوميد 10 mg 錠剤 💊", language="ar")

    page = read("/products/shown/")

    assert page.node("Drug")["name"] == "بوماليدوميد 10 mg 錠剤 💊"
    assert page.node("MedicalWebPage")["inLanguage"] == "ar"


@pytest.mark.parametrize("language", ["", "/es", "/ar"])
@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("/", ["WebPage", "WebSite", "Organization"]),
        ("/products/", ["CollectionPage", "BreadcrumbList", "ItemList", "WebSite", "Organization"]),
        ("/conditions/", ["CollectionPage", "BreadcrumbList", "ItemList", "WebSite", "Organization"]),
        ("/substances/", ["CollectionPage", "BreadcrumbList", "ItemList", "WebSite", "Organization"]),
        ("/categories/", ["CollectionPage", "BreadcrumbList", "ItemList", "WebSite", "Organization"]),
        (
            "/conditions/hay-fever/",
            ["CollectionPage", "BreadcrumbList", "ItemList", "WebSite", "Organization", "MedicalCondition"],
        ),
        (
            "/substances/testazole/",
            ["CollectionPage", "BreadcrumbList", "ItemList", "WebSite", "Organization", "Substance"],
        ),
        ("/categories/allergy/", ["CollectionPage", "BreadcrumbList", "ItemList", "WebSite", "Organization"]),
    ],
)
def test_every_indexed_page_has_its_graph(read, signed, path, kinds, language):
    signed()
    Condition.objects.update(description="A runny nose, every summer.")

    page = read(language + path)

    assert [node["@type"] for node in page.graph] == kinds
    assert faults(page.graph) == []


def test_a_list_names_the_pages_that_it_leads_to_in_their_order(read, signed):
    signed(slug="b", name="B Testazole 10 mg")
    signed(slug="a", name="A Testazole 10 mg")

    items = read("/es/conditions/hay-fever/").node("ItemList")["itemListElement"]

    assert [(item["position"], item["url"]) for item in items] == [
        (1, f"{SITE}/es/products/a/"),
        (2, f"{SITE}/es/products/b/"),
    ]


@pytest.mark.parametrize(
    "path", ["/products/?q=testazole", "/products/?form=tablet", "/products/shown/history/", "/products/shown/reviews/"]
)
def test_what_is_not_indexed_has_no_graph(read, signed, path):
    signed()

    assert read(path).graph == []
