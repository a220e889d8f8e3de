"""The shared nouns, and the record of publications."""

import pytest
from django.urls import reverse

from catalog.models import Category, Clock, Publication, Substance
from tests import factories
from tests.admin.forms import posted, text_of


@pytest.fixture
def admin_user(db):
    return factories.user(name="admin", is_staff=True, is_superuser=True)


def test_an_editor_makes_a_term_through_the_popup(editor, signed_in):
    response = signed_in(editor).post(
        reverse("admin:catalog_substance_add") + "?_popup=1", {"name": "newazole", "slug": "", "_popup": "1"}
    )
    assert Substance.objects.get().slug == "newazole"
    assert "newazole" in response.content.decode()


def test_products_find_terms_by_typing(listing, editor, signed_in):
    response = signed_in(editor).get(
        reverse("admin:autocomplete"),
        {"term": "test", "app_label": "catalog", "model_name": "ingredient", "field_name": "substance"},
    )
    assert [row["text"] for row in response.json()["results"]] == ["testazole"]


def test_renaming_moves_the_clock_and_keeps_the_slug(listing, pharmacist, signed_in):
    category = Category.objects.get()
    client = signed_in(pharmacist)
    address = reverse("admin:catalog_category_change", args=[category.pk])
    before = Clock.objects.get().shape
    data = posted(client.get(address), form="category_form")
    assert "slug" not in data

    client.post(address, data | {"name": "Allergies", "slug": "other"})

    category.refresh_from_db()
    assert (category.name, category.slug) == ("Allergies", "allergy")
    assert Clock.objects.get().shape == before + 1


def test_a_name_in_another_case_is_refused(listing, editor, signed_in):
    response = signed_in(editor).post(reverse("admin:catalog_substance_add"), {"name": "TESTAZOLE", "slug": ""})
    assert response.status_code == 200
    assert Substance.objects.count() == 1


@pytest.mark.parametrize("kind", ["substance", "condition", "category", "manufacturer"])
def test_what_is_in_use_is_not_deleted(editor, admin_user, signed_in, kind):
    product = factories.draft(by=editor)
    term = {
        "substance": lambda: product.ingredients.get().substance,
        "condition": lambda: product.indications.get().condition,
        "category": lambda: product.categories.get(),
        "manufacturer": lambda: product.manufacturer,
    }[kind]()
    address = reverse(f"admin:catalog_{kind}_delete", args=[term.pk])
    assert signed_in(editor).post(address, {"post": "yes"}).status_code == 403

    response = signed_in(admin_user).post(address, {"post": "yes"}, follow=True)

    assert "is in use by 1 product: Testazole 10 mg Tablets" in text_of(response)
    assert type(term).objects.filter(pk=term.pk).exists()


def test_what_nobody_uses_is_deleted(admin_user, signed_in):
    term = Substance.objects.named("lonely")
    signed_in(admin_user).post(reverse("admin:catalog_substance_delete", args=[term.pk]), {"post": "yes"})
    assert not Substance.objects.exists()


def test_a_publication_is_read_and_never_written(listing, pharmacist, admin_user, signed_in):
    publication = Publication.objects.get()
    address = reverse("admin:catalog_publication_change", args=[publication.pk])

    text = text_of(signed_in(pharmacist).get(address))

    assert publication.seal in text
    assert "Do not take it if you are allergic to testazole." in text
    for name, args in (("change", [publication.pk]), ("delete", [publication.pk]), ("add", [])):
        target = reverse(f"admin:catalog_publication_{name}", args=args)
        assert signed_in(admin_user).post(target, {"post": "yes", "why": "x"}).status_code == 403
