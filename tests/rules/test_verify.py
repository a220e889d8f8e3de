"""The commands that look after what is signed: verify, rebuild, check."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from catalog import guards, page
from catalog.models import Address, Clock, Listing, ListingSubstance, Publication
from tests import factories


@pytest.fixture
def two_versions(editor, pharmacist):
    """A product with two publications, and another with one."""
    product = factories.listed(editor=editor, pharmacist=pharmacist).product
    factories.republish(product, editor=editor, pharmacist=pharmacist, summary="Another summary.")
    factories.listed(editor=editor, pharmacist=pharmacist)
    return product


def tamper(sql, *parameters):
    """What somebody could do who may lift the guards."""
    guards.lift(connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
    guards.install(connection)


def verify(capsys) -> list[str]:
    """The faults that the command prints; it has to fail."""
    with pytest.raises(CommandError):
        call_command("verify_publications")
    return capsys.readouterr().err.splitlines()


def test_an_untouched_chain_is_verified(two_versions, capsys):
    call_command("verify_publications")

    assert capsys.readouterr().out == "3 publications verified.\n"


def test_no_publication_is_no_fault(db, capsys):
    call_command("verify_publications")

    assert capsys.readouterr().out == "0 publications verified.\n"


def test_an_altered_content_is_named(two_versions, capsys):
    sql = "UPDATE catalog_publication SET canonical = replace(canonical, 'sleepy', 'lively') WHERE product_id = %s"
    tamper(f"{sql} AND number = 1", two_versions.pk)

    assert verify(capsys) == [f"Product {two_versions.pk}, version 1: the content is not what was signed."]


def test_an_altered_content_with_its_digest_breaks_the_seal(two_versions, capsys):
    publication = two_versions.publications.get(number=1)
    publication.canonical = publication.canonical.replace("sleepy", "lively")
    tamper(
        "UPDATE catalog_publication SET canonical = %s, digest = %s WHERE id = %s",
        publication.canonical,
        publication.computed_digest(),
        publication.pk,
    )

    assert verify(capsys) == [f"Product {two_versions.pk}, version 1: the circumstances of the signature were changed."]


@pytest.mark.parametrize(
    "assignment",
    ["signed_by_id = submitted_by_id", "why = 'x'", "role = 'editor'", "product_version = 9", "format = 2"],
)
def test_altered_circumstances_are_named(two_versions, capsys, assignment):
    tamper(f"UPDATE catalog_publication SET {assignment} WHERE product_id = %s AND number = 2", two_versions.pk)

    assert verify(capsys) == [f"Product {two_versions.pk}, version 2: the circumstances of the signature were changed."]


def test_a_publication_sealed_anew_breaks_the_chain_after_it(two_versions, capsys):
    publication = two_versions.publications.get(number=1)
    publication.why = "Another reason."
    tamper(
        "UPDATE catalog_publication SET why = %s, seal = %s WHERE id = %s",
        publication.why,
        publication.computed_seal(),
        publication.pk,
    )

    assert verify(capsys) == [f"Product {two_versions.pk}, version 2: it does not follow the version before it."]


def test_a_deleted_publication_is_missed(two_versions, capsys):
    tamper("DELETE FROM catalog_publication WHERE product_id = %s AND number = 1", two_versions.pk)

    assert verify(capsys) == [
        f"Product {two_versions.pk}, version 2: it does not follow the version before it.",
        f"Product {two_versions.pk}, version 2: a version before it is missing.",
    ]


def test_the_guards_hold_again_after_the_tests_own_tampering(two_versions):
    tamper("UPDATE catalog_publication SET why = 'x'")

    assert guards.missing(connection) == []


def rendered_and_columns(listing):
    values = Listing.objects.filter(pk=listing.pk).values().get()
    return {key: value for key, value in values.items() if key != "tick"}


def test_rebuild_remakes_page_and_columns_from_the_publication(listing, capsys):
    before = rendered_and_columns(listing)
    Listing.objects.update(page={}, name="Something else", texts="", boxed_titles=["x"], letter="Z", summary_text="x")
    ListingSubstance.objects.all().delete()

    call_command("rebuild_listings")

    assert rendered_and_columns(listing) == before
    assert list(listing.substances.values_list("name", flat=True)) == ["testazole"]
    assert capsys.readouterr().out == "1 listings rebuilt.\n"


def test_rebuild_shows_the_publication_and_not_the_draft(listing, editor):
    with listing.product.editing(by=editor) as edited:
        edited.name, edited.slug = "Another 10 mg Tablets", "another"
        edited.save()

    call_command("rebuild_listings")

    assert Listing.objects.get().name == "Testazole 10 mg Tablets"
    assert list(Address.objects.values_list("slug", "kind")) == [(listing.slug, "page")]


def test_rebuild_moves_the_clock_with_its_shape_for_each_listing(editor, pharmacist):
    for _ in range(3):
        factories.listed(editor=editor, pharmacist=pharmacist)
    before = Clock.objects.get()

    call_command("rebuild_listings")

    after = Clock.objects.get()
    assert (after.tick, after.shape) == (before.tick + 3, before.shape + 3)


def test_rebuild_keeps_old_addresses_and_publications(listing, editor, pharmacist):
    factories.republish(listing.product, editor=editor, pharmacist=pharmacist, slug="second")
    before = list(Address.objects.order_by("slug").values_list("slug", "kind")), Publication.objects.count()

    call_command("rebuild_listings")

    after = list(Address.objects.order_by("slug").values_list("slug", "kind")), Publication.objects.count()
    assert after == before


def test_rebuild_brings_fresh_bytes(client, listing):
    first = client.get(f"/products/{listing.slug}/")
    Listing.objects.update(page=page.render(listing.publication.content) | {"name": "Rendered wrongly"})

    call_command("rebuild_listings")

    response = client.get(f"/products/{listing.slug}/")
    assert response.content == first.content
    assert response["ETag"] != first["ETag"]


def test_rebuild_leaves_a_withdrawn_product_alone(listing, pharmacist):
    listing.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")

    call_command("rebuild_listings")

    assert not Listing.objects.exists()


def test_check_listings_prints_findings_and_fails_on_errors(editor, capsys):
    factories.draft(by=editor, name="Badazole 10 mg Tablets", safety_notes=[], slug="badazole")
    factories.draft(by=editor, sections=factories.content()["sections"][:2])

    with pytest.raises(CommandError):
        call_command("check_listings")

    assert capsys.readouterr().out.splitlines() == [
        "Badazole 10 mg Tablets: error: There is no safety note. [no_safety_note]",
        "Testazole 10 mg Tablets: warning: There is no section “Side effects”. [no_side_effects]",
    ]


def test_check_listings_of_what_is_listed_does_not_look_at_drafts(listing, editor, capsys):
    factories.draft(by=editor, safety_notes=[])
    with listing.product.editing(by=editor) as edited:
        edited.safety_notes.all().delete()

    call_command("check_listings", listed=True)

    assert capsys.readouterr().out == "No errors.\n"


def test_check_listings_of_what_is_listed_fails_where_a_signed_text_has_an_error(listing, capsys):
    tamper("UPDATE catalog_publication SET canonical = replace(canonical, 'Keep in a dry place.', '')")

    with pytest.raises(CommandError):
        call_command("check_listings", listed=True)

    assert capsys.readouterr().out == (
        "Testazole 10 mg Tablets: error: There is no storage text: say how to keep it. [no_storage]\n"
    )
