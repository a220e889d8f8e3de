"""Pages travel compressed, as far as the browser takes it."""

import gzip

import brotli
import pytest

from tests import factories

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
ADDRESSES = ["/products/testazole/", "/products/", "/products/?q=nothing-like-this"]


@pytest.fixture(autouse=True)
def testazole(editor, pharmacist):
    return factories.listed(editor=editor, pharmacist=pharmacist, slug="testazole")


def ask(client, address, accepted):
    return client.get(address, headers={"Accept-Encoding": accepted})


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br ; q=0.0 , gzip; q=0", None),
        ("deflate", None),
        ("*", None),
        ("", None),
        (";;;,,q=", None),
    ],
)
def test_a_page_comes_in_the_best_coding_that_is_taken(client, address, accepted, coding):
    response = ask(client, address, accepted)

    assert response.get("Content-Encoding") == coding
    assert UNPACK[coding](response.content) == client.get(address).content
    assert response["Vary"] == "Accept-Encoding"


def test_each_coding_has_an_etag_of_its_own(client):
    address = "/products/testazole/"
    etags = {accepted: ask(client, address, accepted)["ETag"] for accepted in ("br", "gzip", "")}
    again = client.get(address, headers={"Accept-Encoding": "gzip", "If-None-Match": etags["gzip"]})
    another = client.get(address, headers={"Accept-Encoding": "br", "If-None-Match": etags["gzip"]})

    assert len(set(etags.values())) == 3
    assert (again.status_code, another.status_code) == (304, 200)
