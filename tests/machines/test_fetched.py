"""Small things that browsers and crawlers fetch: robots.txt, search, manifest, icons."""

import io
import json
import re
from urllib.parse import unquote, urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from django.contrib.staticfiles import finders
from PIL import Image as Pillow

from catalog import engine
from pharmacy.tokens import light
from tests import factories
from tests.machines.reading import SITE, texts, xml


@pytest.fixture
def robots(client, db):
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").content.decode().splitlines())
    return parser


def test_robots_are_told_where_the_sitemap_is(robots):
    assert robots.site_maps() == [f"{SITE}/sitemap.xml"]


@pytest.mark.parametrize("path", ["/admin/", "/account/login/", "/account/reviews/"])
def test_robots_stay_out_of_what_is_personal(robots, path):
    assert not robots.can_fetch("anybody", path)


@pytest.mark.parametrize(
    "path", ["/", "/products/", "/products/?q=x", "/products/?form=tablet", "/es/products/a/", "/products/a/history/"]
)
def test_robots_may_read_that_a_page_is_not_to_be_indexed(robots, path):
    assert robots.can_fetch("anybody", path)


def test_robots_txt_is_plain_text(client, db):
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain"
    assert "Disallow: /*/reviews/new/\n" in response.content.decode()
    assert "Disallow: /*/account/\n" in response.content.decode()


def test_a_browser_searches_the_site(client, read, editor, pharmacist):
    factories.listed(editor=editor, pharmacist=pharmacist)
    response = client.get("/opensearch.xml")
    root = xml(response)

    (template,) = texts(root, "search:Url[@type='text/html']/@template")

    assert response["Content-Type"] == "application/opensearchdescription+xml"
    assert template == f"{SITE}/products/?q={{searchTerms}}"
    assert len(texts(root, "search:ShortName/text()")[0]) <= 16
    assert len(texts(root, "search:Description/text()")[0]) <= 1024
    found = read(template.removeprefix(SITE).replace("{searchTerms}", "testazole"))
    assert found.title == "Medicines for “testazole” · Pharmacy"


def test_the_search_of_the_graph_finds_too(read, editor, pharmacist):
    factories.listed(editor=editor, pharmacist=pharmacist)
    engine.catch_up()
    action = read("/").node("WebSite")["potentialAction"]
    name = re.fullmatch(r"required name=(\w+)", action["query-input"])[1]

    address = action["target"]["urlTemplate"].replace(f"{{{name}}}", "testazole")

    assert "Testazole 10 mg Tablets" in read(address.removeprefix(SITE)).text


def test_the_manifest_says_what_a_browser_needs(client, db):
    response = client.get("/manifest.webmanifest")
    manifest = json.loads(response.content)

    assert response["Content-Type"] == "application/manifest+json"
    assert manifest["name"] == manifest["short_name"] == "Pharmacy"
    assert (manifest["start_url"], manifest["scope"], manifest["lang"], manifest["dir"]) == ("/", "/", "en", "ltr")
    assert (manifest["theme_color"], manifest["background_color"]) == (light()["brand"], light()["paper"])
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for icon in manifest["icons"]:
        width, height = opened(icon["src"]).size
        assert (icon["sizes"], icon["type"]) == (f"{width}x{height}", "image/png")


def opened(address) -> Pillow.Image:
    return Pillow.open(finders.find(unquote(urlsplit(address).path).removeprefix("/static/")))


def test_colours_are_those_of_the_light_theme():
    assert light()["paper"] > "#f0"
    assert light()["ink"] < "#40"


def test_a_page_names_its_icons(read, db):
    page = read("/")

    assert page.links("icon") == ["/static/pharmacy/icons/favicon.ico", "/static/pharmacy/icons/mark.svg"]
    assert page.links("apple-touch-icon") == ["/static/pharmacy/icons/apple-touch-icon.png"]
    assert opened("/static/pharmacy/icons/apple-touch-icon.png").size == (180, 180)
    assert opened("/static/pharmacy/icons/card.png").size == (1200, 630)
    assert page.links("manifest") == ["/manifest.webmanifest"]
    assert page.links("search") == ["/opensearch.xml"]
    assert "/feed.xml" in page.links("alternate")


def test_the_icon_that_browsers_ask_for_unasked_is_at_the_root(client, db):
    response = client.get("/favicon.ico")

    assert response["Content-Type"] == "image/x-icon"
    assert Pillow.open(io.BytesIO(response.content)).info["sizes"] == {(16, 16), (32, 32), (48, 48)}


@pytest.mark.parametrize("path", ["/robots.txt", "/opensearch.xml", "/manifest.webmanifest", "/favicon.ico"])
def test_they_are_kept_for_a_day_and_set_no_cookie(client, db, path, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(path)

    assert response["Cache-Control"] == "public, max-age=86400"
    assert not response.cookies
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", ["/es/robots.txt", "/ar/feed.xml", "/es/sitemap.xml", "/ar/cards/shown.png"])
def test_machines_have_no_language(client, db, path):
    assert client.get(path).status_code == 404
