"""What a cache may hand to everybody holds nothing of the one who asked first."""

import pytest

from tests import factories

SHARED = [
    "/",
    "/es/products/",
    "/products/testazole/",
    "/products/testazole/history/",
    "/products/nothing-like-this/",
    "/cards/testazole.png",
    "/robots.txt",
    "/sitemap.xml",
    "/feed.xml",
    "/manifest.webmanifest",
    "/favicon.ico",
]


@pytest.fixture(autouse=True)
def testazole(editor, pharmacist):
    return factories.listed(editor=editor, pharmacist=pharmacist, slug="testazole")


@pytest.mark.parametrize("address", SHARED)
def test_a_broken_cookie_gets_no_new_one_where_caches_listen(client, address):
    client.cookies["csrftoken"] = "bad"
    response = client.get(address)
    public = "public" in response.get("Cache-Control", "")

    assert public or response.status_code == 404
    assert not public or (dict(response.cookies), "cookie" in response.get("Vary", "").lower()) == ({}, False)


def test_a_page_of_a_visitor_keeps_its_cookie(client):
    response = client.get("/account/login/")

    assert "csrftoken" in response.cookies
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize("address", SHARED)
def test_head_is_the_same_answer_without_a_body(client, address):
    whole, head = client.get(address), client.head(address)

    assert b"".join(head) == b""
    assert (head.status_code, head.get("ETag")) == (whole.status_code, whole.get("ETag"))
    assert whole.streaming or head["Content-Length"] == str(len(whole.content))


def test_the_card_of_what_is_gone_is_asked_for_again(client, testazole, pharmacist):
    testazole.product.withdraw(by=pharmacist, reason="Recalled.", public_note="Recalled.")
    response = client.get("/cards/testazole.png")

    assert (response.status_code, response["Cache-Control"]) == (410, "public, no-cache")
