"""Suggestions while typing: public rows alone, the exact one first, one tag for all ways of typing the same."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog import engine
from catalog.views.suggestions import folded
from tests import factories
from tests.public.crowd import multiply

ADDRESS = "/products/suggestions/"


@pytest.fixture
def pomalidomide(editor, pharmacist):
    listing = factories.listed(
        editor=editor,
        pharmacist=pharmacist,
        slug="pomalidomide",
        name="Pomalidomide 4 mg Capsules",
        brand_name="Pomalyst",
        dosage_form="capsule",
        ingredients=[{"substance": {"name": "pomalidomide"}, "strength": "4", "unit": "mg", "per": ""}],
        indications=[{"title": "Myeloma", "text": "For adults.", "condition": {"name": "Multiple myeloma"}}],
    )
    engine.catch_up()
    return listing


def suggested(client, q, address=ADDRESS):
    response = client.get(address, {"q": q})
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    return response.json()["suggestions"]


def test_a_beginning_leads_to_substances_and_medicines(client, pomalidomide):
    assert suggested(client, "pom") == [
        {
            "kind": "substance",
            "text": "pomalidomide",
            "note": "",
            "url": "/substances/pomalidomide/",
            "lang": "en",
        },
        {
            "kind": "product",
            "text": "Pomalidomide 4 mg Capsules",
            "note": "Pomalyst · Capsule",
            "url": "/products/pomalidomide/",
            "lang": "en",
        },
    ]


def test_a_condition_is_suggested_by_any_of_its_words(client, pomalidomide):
    assert [one["url"] for one in suggested(client, "myel") if one["kind"] == "condition"] == [
        "/conditions/multiple-myeloma/"
    ]


def test_the_exact_name_comes_first(client, pomalidomide):
    multiply(pomalidomide, {"other": "Aaa Pomalidomide 4 mg Capsules"})
    engine.rebuild()

    assert suggested(client, "pomalidomide 4 mg capsules")[0]["url"] == "/products/pomalidomide/"


@pytest.mark.parametrize("q", ["", " ", "p", " p ", "\x00p\x00", "%", "qqqqq"])
def test_too_little_or_nothing_like_it_suggests_nothing(client, pomalidomide, q):
    assert suggested(client, q) == []


def test_at_most_eight_are_suggested(client, pomalidomide):
    multiply(pomalidomide, {f"pom-{number}": f"Pomalidomide {number} mg" for number in range(5, 25)})
    engine.rebuild()

    assert len(suggested(client, "pomalidomide")) == 8


def test_who_makes_it_tells_medicines_of_one_name_apart(client, pomalidomide, editor, pharmacist):
    staff = {"editor": editor, "pharmacist": pharmacist}
    same = {"name": "Pomalidomide 4 mg Capsules", "brand_name": "Pomalyst", "dosage_form": "capsule"}
    same["ingredients"] = [{"substance": {"name": "pomalidomide"}, "strength": "4", "unit": "mg", "per": ""}]
    for number, maker in enumerate(["Other Works", "Other Works", "Example Laboratories"]):
        factories.listed(**staff, slug=f"pom-{number}", manufacturer={"name": maker}, **same)
    factories.listed(**staff, slug="pom-other", name="Pomalidomide Capsules", dosage_form="capsule")
    engine.catch_up()

    found = [one for one in suggested(client, "pomalidomide") if one["kind"] == "product"]

    assert sorted((one["text"], one["note"]) for one in found) == [
        ("Pomalidomide 4 mg Capsules", "Pomalyst · Capsule · Example Laboratories"),
        ("Pomalidomide 4 mg Capsules", "Pomalyst · Capsule · Other Works"),
        ("Pomalidomide Capsules", "Capsule"),
    ]


def test_the_addresses_and_notes_are_in_the_language_of_the_address(client, pomalidomide):
    [product] = [one for one in suggested(client, "pom", f"/es{ADDRESS}") if one["kind"] == "product"]

    assert (product["url"], product["note"]) == ("/es/products/pomalidomide/", "Pomalyst · Cápsula")


def test_any_cache_may_keep_them_and_asks_each_time(client, pomalidomide):
    first = client.get(ADDRESS, {"q": "pom"})

    again = client.get(ADDRESS, {"q": "pom"}, headers={"If-None-Match": first["ETag"]})

    assert first["Cache-Control"] == "public, no-cache"
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("q", ["POM", " pom ", "Pom", "ｐｏｍ", "pom\n"])
def test_equal_questions_share_one_tag(client, pomalidomide, q):
    plain, other = client.get(ADDRESS, {"q": "pom"}), client.get(ADDRESS, {"q": q})

    assert (other["ETag"], other.content) == (plain["ETag"], plain.content)


def test_all_that_is_too_short_shares_one_tag(client, pomalidomide):
    assert len({client.get(ADDRESS, {"q": q})["ETag"] for q in ("", "p", "x", " ")}) == 1


def test_other_words_have_another_tag(client, pomalidomide):
    assert client.get(ADDRESS, {"q": "pom"})["ETag"] != client.get(ADDRESS, {"q": "poma"})["ETag"]


def test_what_is_withdrawn_is_suggested_no_more_even_before_the_index_follows(client, pomalidomide, pharmacist):
    pomalidomide.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")

    assert suggested(client, "pom") == []
    assert suggested(client, "myeloma") == []


def test_without_an_index_nothing_is_suggested(client, listing):
    assert suggested(client, "testazole") == []


def test_it_takes_three_queries(client, pomalidomide, django_assert_num_queries):
    with django_assert_num_queries(3):  # the clock, medicines, terms
        client.get(ADDRESS, {"q": "pom"})
    with django_assert_num_queries(1):
        client.get(ADDRESS, {"q": "p"})


def test_only_reading_is_allowed(client, db):
    assert client.post(ADDRESS, {"q": "pom"}).status_code == 405
    assert client.head(ADDRESS, {"q": "pom"}).status_code == 200


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(max_size=200))
def test_folding_is_short_settled_and_text(q):
    once = folded(q)

    assert folded(once) == once
    assert len(once) <= 80
    assert json.loads(json.dumps(once)) == once
    once.encode()
