"""What `generate_catalogue` makes is what editing, signing, reviewing and listing would have made."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from catalog import guards, listing_checks
from catalog.generated import making
from catalog.models import Address, Change, Clock, Listing, Pack, Product, Publication, Rating, Substance
from pharmacy import markets
from reviews.models import Decision, Letter, Review, ReviewText
from tests import factories
from tests.generated.conftest import EXPORT, export


def columns(listing) -> dict:
    return {field.attname: getattr(listing, field.attname) for field in Listing._meta.concrete_fields} | {
        "substances": sorted(listing.substances.values_list("pk", flat=True)),
        "conditions": sorted(listing.conditions.values_list("pk", flat=True)),
        "categories": sorted(listing.categories.values_list("pk", flat=True)),
    }


def listings() -> dict:
    """All that a listing says; its tick tells that it was made anew."""
    return {listing.slug: columns(listing) | {"tick": None} for listing in Listing.objects.all()}


@pytest.mark.parametrize("is_real", [True, False])
def test_rebuilding_leaves_every_listing_as_it_is(generate, zipped, is_real):
    generate(products=90, **({"from_drugsatfda": zipped} if is_real else {}))
    before = listings()

    call_command("rebuild_listings", stdout=io.StringIO())

    assert len(before) == 90
    assert listings() == before


def test_a_publication_is_the_snapshot_of_its_product(generate, zipped):
    generate(products=50, from_drugsatfda=zipped)

    for publication in Publication.objects.select_related("product"):
        assert publication.product.snapshot() == publication.content
        assert publication.product.digest() == publication.digest


def test_publications_verify(generate):
    generate(products=60)
    out = io.StringIO()

    call_command("verify_publications", stdout=out)

    assert "60 publications verified." in out.getvalue()


def test_every_row_passes_the_rules_that_forms_ask(generate, zipped):
    generate(products=40, from_drugsatfda=zipped)

    for product in Product.objects.with_parts():
        product.full_clean()
        parts = [product.ingredients, product.indications, product.key_features, product.safety_notes, product.sections]
        for row in [row for part in parts for row in part.all()]:
            row.full_clean()
    for pack in Pack.objects.all():
        pack.full_clean()
        assert pack.currency == markets.MARKETS[pack.product.market].currency
    for substance in Substance.objects.all():
        substance.full_clean()


def test_no_listing_check_finds_what_is_not_acknowledged(generate, zipped):
    generate(products=120, from_drugsatfda=zipped)

    for publication in Publication.objects.all():
        found = listing_checks.run(publication.content)
        assert [finding for finding in found if finding.is_error] == []
        assert sorted(finding.id for finding in found) == publication.acknowledged


def test_it_says_what_it_is(generate, client):
    generate(products=20)

    assert set(Listing.objects.values_list("demonstration", flat=True)) == {True}
    assert set(Publication.objects.values_list("signed_by__username", "signed_by__is_active")) == {
        ("catalogue-generator", False)
    }
    listing = Listing.objects.filter(language="en").first()
    page = client.get(f"/products/{listing.slug}/")
    assert page.status_code == 200
    assert "Generated for measuring." in page.content.decode()


def test_every_page_answers(generate, client):
    generate(products=20, reviews=40)

    for slug in Listing.objects.values_list("slug", flat=True):
        assert client.get(f"/products/{slug}/").status_code == 200
        assert client.get(f"/products/{slug}/history/").status_code == 200


def test_names_of_the_export_come_first_and_vary_after_that(generate, zipped):
    generate(products=110, from_drugsatfda=zipped)
    rows = list(Listing.objects.order_by("product_id").values_list("name", "market", "language"))

    assert rows[0] == ("Metformin Hydrochloride 500 mg Tablets", "us", "en")
    assert {row[1:] for row in rows[:11]} == {("us", "en")}
    assert {row[1:] for row in rows} == {("us", "en"), ("gb", "en"), ("eu", "en"), ("eu", "es"), ("eu", "fr")}
    assert "Metformina" in {row[0].split()[0] for row in rows if row[2] == "es"}
    assert len({row[0] for row in rows}) > 60


def test_an_editor_and_a_pharmacist_can_go_on_with_it(generate, editor, pharmacist):
    generate(products=3)
    product = Product.objects.first()

    publication = factories.republish(product, editor=editor, pharmacist=pharmacist, summary="Read by a person.")

    assert publication.number == 2
    assert Listing.objects.get(product=product).summary_text == "Read by a person."


def test_reviews_are_counted_right_and_few_products_have_most(generate):
    generate(products=60, reviews=400)
    out = io.StringIO()
    call_command("recount_ratings", check=True, stdout=out)

    assert ReviewText.objects.shown().count() == Review.objects.count() == 400
    assert sum(rating.count for rating in Rating.objects.all()) == 400
    assert max(rating.count for rating in Rating.objects.all()) > 60
    assert all(listing.shows_reviews for listing in Listing.objects.filter(product__reviews__isnull=False))
    assert (Decision.objects.count(), Letter.objects.count()) == (0, 0)


def test_no_change_is_noted_but_a_new_epoch_begins(generate):
    before = Clock.objects.get()
    generate(products=5)
    after = Clock.objects.get()

    assert Change.objects.count() == 0
    assert after.epoch != before.epoch


def made() -> list:
    packs = Pack.objects.order_by("sku").values_list("sku", "gtin", "price", "size")
    rows = Listing.objects.order_by("slug").values_list("slug", "name", "texts", "signed_at", "manufacturer__name")
    texts = ReviewText.objects.order_by("product__slug", "decided_at").values_list("rating", "title", "text")
    return [*packs, *rows, *texts]


def test_the_same_seed_makes_the_same(generate, remove):
    generate(products=30, reviews=20, seed=7)
    first = made()
    remove()
    generate(products=30, reviews=20, seed=7)
    again = made()
    remove()
    generate(products=30, reviews=20, seed=8)

    assert again == first
    assert made() != first


def test_run_again_it_adds_more(generate):
    generate(products=20, reviews=10)
    generate(products=20, reviews=10)

    assert Listing.objects.count() == Address.objects.count() == 40
    assert Review.objects.count() == 20
    assert guards.missing(connection) == []


def test_batches_by_other_processes(transactional_db, monkeypatch):
    monkeypatch.setattr(making, "BATCH", 20)
    out = io.StringIO()
    call_command("generate_catalogue", products=70, seed=3, stdout=out)
    before = made()
    call_command("verify_publications", stdout=out)
    call_command("remove_generated", stdout=out)
    call_command("generate_catalogue", products=70, seed=3, stdout=out)

    assert "70 publications verified." in out.getvalue()
    assert "Generated listings: 70." in out.getvalue()
    assert made() == before


def test_what_the_export_has_and_we_do_not_is_said(generate, zipped):
    assert "Left out of the export, a form or route that we have none like: 1." in generate(from_drugsatfda=zipped)


def test_beside_real_listings_only_where_that_is_asked_for(generate, listing):
    with pytest.raises(CommandError, match="Real medicines are listed here"):
        generate(products=5)
    assert Listing.objects.count() == 1

    generate(products=5, beside_real_listings=True)
    assert Listing.objects.count() == 6


def test_a_term_that_is_there_is_used(generate, listing, zipped):
    known = Substance.objects.create(name="METFORMIN hydrochloride", slug="metformin")

    generate(products=5, beside_real_listings=True, from_drugsatfda=zipped)

    assert known.listings.exists()
    assert Substance.objects.filter(name__iexact="metformin hydrochloride").count() == 1


@pytest.mark.parametrize(("products", "reviews"), [(0, 0), (-1, 0), (1, -1)])
def test_numbers_below_one(generate, products, reviews):
    with pytest.raises(CommandError, match="one product or more"):
        generate(products=products, reviews=reviews)


def broken(tmp_path, name):
    files = {
        "no zip": b"ApplNo\tProductNo",
        "cut off": export()[:200],
        "another zip": export(names=("Other.txt", "Applications.txt")),
        "other columns": export(products="A\tB\tC\tD\tE\tF\tG\tH"),
        "nothing in it": export(rows=[EXPORT[-1]]),
    }
    path = tmp_path / "export.zip"
    path.write_bytes(files[name])
    return path


@pytest.mark.parametrize("name", ["no zip", "cut off", "another zip", "other columns", "nothing in it"])
def test_a_file_that_is_not_the_export(generate, tmp_path, name):
    with pytest.raises(CommandError, match=re.escape("is not the zip of Drugs@FDA")):
        generate(from_drugsatfda=broken(tmp_path, name))
    assert Product.objects.count() == 0


@pytest.mark.parametrize("name", ["missing.zip", ""])
def test_a_file_that_cannot_be_read(generate, tmp_path, name):
    with pytest.raises(CommandError, match=r"cannot be read: (No such file|Is a directory)"):
        generate(from_drugsatfda=tmp_path / name)


def test_a_person_who_has_the_generators_name_keeps_it(generate):
    factories.user(name="catalogue-generator")

    with pytest.raises(CommandError, match="it is a person's"):
        generate()
    assert Product.objects.count() == 0


def test_nobody_can_sign_in_as_what_was_generated(generate):
    generate(products=5, reviews=5)

    assert User.objects.filter(is_active=True).count() == 0
    assert [one for one in User.objects.all() if one.has_usable_password()] == []
