"""The language stands in the address, and nothing else chooses it."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from tests import factories

PAGES = ["/", "/products/", "/products/testazole/", "/products/testazole/reviews/", "/conditions/", "/account/login/"]


@pytest.fixture
def testazole(editor, pharmacist):
    return factories.listed(editor=editor, pharmacist=pharmacist, slug="testazole")


def language_of(response) -> tuple[str, str]:
    return re.search(r'<html lang="(\w+)" dir="(\w+)"', response.content.decode()).groups()


@pytest.mark.parametrize("path", PAGES)
def test_english_has_no_prefix_and_each_other_language_has_its_own(client, testazole, path):
    spoken = {prefix: language_of(client.get(prefix + path)) for prefix in ("", "/es", "/ar")}

    assert spoken == {"": ("en", "ltr"), "/es": ("es", "ltr"), "/ar": ("ar", "rtl")}


@pytest.mark.parametrize("path", PAGES)
def test_what_the_browser_prefers_counts_for_nothing(client, testazole, path):
    client.cookies["django_language"] = "es"
    response = client.get(path, headers={"accept-language": "ar, es;q=0.9"})

    assert language_of(response) == ("en", "ltr")
    assert "accept-language" not in response.get("Vary", "").lower()


@pytest.mark.parametrize(
    "path", ["/en/products/", "/fr/products/", "/es-mx/products/", "/es/es/products/", "/es/admin/"]
)
def test_no_page_has_a_second_address(client, testazole, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "others"),
    [
        ("/products/testazole/", {"/products/testazole/", "/es/products/testazole/", "/ar/products/testazole/"}),
        ("/es/products/testazole/", {"/products/testazole/", "/es/products/testazole/", "/ar/products/testazole/"}),
        ("/ar/", {"/", "/es/", "/ar/"}),
        ("/ar/products/?form=tablet", {f"{one}/products/?form=tablet" for one in ("", "/es", "/ar")}),
        (
            "/es/account/login/?next=/account/name/",
            {f"{one}/account/login/?next={one}/account/name/" for one in ("", "/es", "/ar")},
        ),
        (
            "/ar/products/testazole/history/?from=1&to=1",
            {f"{one}/products/testazole/history/?from=1&amp;to=1" for one in ("", "/es", "/ar")},
        ),
        ("/es/no-such-page/", {"/", "/es/", "/ar/"}),
    ],
)
def test_the_choice_of_languages_keeps_the_place(client, testazole, path, others):
    page = client.get(path).content.decode()

    assert set(re.findall(r'class="languages__link" href="([^"]+)"', page)) == others


def test_a_page_says_in_its_own_language_that_it_is_not_there(client, db):
    assert language_of(client.get("/ar/no-such-page/")) == ("ar", "rtl")


def test_ready_bytes_are_kept_for_each_language(client, testazole):
    addresses = ["/products/testazole/", "/es/products/testazole/", "/ar/products/testazole/"]
    first = [client.get(address) for address in addresses]
    again = [client.get(address) for address in addresses]

    assert [language_of(response) for response in again] == [("en", "ltr"), ("es", "ltr"), ("ar", "rtl")]
    assert len({response["ETag"] for response in first}) == 3


def test_links_stay_in_the_language(client, testazole):
    page = client.get("/es/products/testazole/").content.decode()
    inside = {path for path in re.findall(r'<a [^>]*href="(/[^"]*)"', page) if "languages__link" not in path}
    pages = {path for path in inside if not path.startswith(("/static/", "/pictures/"))}

    assert {path for path in pages if not path.startswith("/es/")} <= {
        "/products/testazole/",
        "/ar/products/testazole/",
    }


def test_a_customer_is_sent_to_sign_in_in_their_language(client, testazole):
    response = client.get("/ar/products/testazole/reviews/new/")

    assert response.url == "/ar/account/login/?next=/ar/products/testazole/reviews/new/"


def test_what_is_written_on_a_page_remembers_its_language(signed_in, customer, testazole):
    with translation.override("es"):
        address = reverse("reviews:review_new", args=["testazole"])
    signed_in(customer).post(address, factories.written(listing=testazole, by=customer, title="Bien"))

    assert customer.reviews.get().waiting.language == "es"
