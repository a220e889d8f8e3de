"""Nobody overwrites anybody."""

from django.urls import reverse
from lxml import html

from tests import factories
from tests.admin.forms import posted, text_of, with_row


def change_page(product):
    return reverse("admin:catalog_product_change", args=[product.pk])


def other_saves(product, by, **columns):
    with product.editing(by=by) as edited:
        for name, value in columns.items():
            setattr(edited, name, value)
        edited.save()


def test_the_second_save_is_refused_and_says_what_changed(editor, other_editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = posted(client.get(change_page(product))) | {"description": "Mine."}
    other_saves(product, other_editor, excipients="Starch.")

    response = client.post(change_page(product), data)

    text = text_of(response)
    product.refresh_from_db()
    assert response.status_code == 200
    assert (product.description, product.version) == ("A tablet that works for a day.", 2)
    assert "other_editor saved version 2" in text
    assert "[taken out:] Lactose. [put in:] Starch." in text
    again = posted(response)
    assert (again["description"], again["seen_version"]) == (["Mine."], ["2"])


def test_the_next_save_keeps_both(editor, other_editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = posted(client.get(change_page(product))) | {"description": "Mine."}
    other_saves(product, other_editor, excipients="Starch.", protect_from_light=True, minimum_celsius="15")

    client.post(change_page(product), posted(client.post(change_page(product), data)))

    product.refresh_from_db()
    assert (product.description, product.excipients) == ("Mine.", "Starch.")
    assert (product.protect_from_light, product.minimum_celsius) == (True, 15)
    assert product.categories.get().name == "Allergy"


def test_what_both_changed_is_mine_to_decide(editor, other_editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = posted(client.get(change_page(product))) | {"summary": "Mine."}
    other_saves(product, other_editor, summary="Theirs.")

    refused = client.post(change_page(product), data)

    assert posted(refused)["summary"] == ["Mine."]
    assert "[put in:] Theirs." in text_of(refused)


def test_the_page_says_once_that_nothing_is_saved_and_shows_both_texts(editor, other_editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = posted(client.get(change_page(product))) | {"summary": "Mine.", "description": "Mine alone."}
    other_saves(product, other_editor, summary="Theirs.", excipients="Theirs alone.")

    page = html.fromstring(client.post(change_page(product), data).content.decode())

    assert page.xpath("//*[contains(@class, 'error-summary')]") == []
    (box,) = page.xpath("//section[@class='conflict']")
    rows = [[cell.text_content() for cell in row] for row in box.xpath(".//tbody/tr")]
    assert rows == [["Summary", "Theirs.", "Mine."]]


def test_an_error_beside_the_conflict_is_listed(editor, other_editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = posted(client.get(change_page(product))) | {"name": ""}
    other_saves(product, other_editor, summary="Theirs.")

    page = html.fromstring(client.post(change_page(product), data).content.decode())

    assert "This field is required." in page.xpath("string(//*[contains(@class, 'error-summary')])")


def test_a_row_that_the_other_deleted_is_offered_again(editor, other_editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = posted(client.get(change_page(product))) | {"sections-1-text": "Swallow it whole."}
    with product.editing(by=other_editor) as edited:
        edited.sections.get(kind="how_to_take").delete()

    refused = client.post(change_page(product), data)
    again = posted(refused)

    assert refused.status_code == 200
    assert "Removed: How to take it" in text_of(refused)
    assert (again["sections-INITIAL_FORMS"], again["sections-TOTAL_FORMS"]) == (["2"], ["3"])
    assert again["sections-2-text"] == ["Swallow it whole."]
    client.post(change_page(product), again)
    assert product.sections.get(kind="how_to_take").text == "Swallow it whole."
    assert product.sections.count() == 3


def test_a_row_that_the_other_added_stays(editor, other_editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = posted(client.get(change_page(product))) | {"summary": "Mine."}
    with product.editing(by=other_editor) as edited:
        edited.key_features.create(title="Theirs", text="Added.", position=0)

    again = posted(client.post(change_page(product), data))
    client.post(change_page(product), again)

    assert list(product.key_features.values_list("title", flat=True)) == ["Theirs", "Once a day"]


def test_a_row_of_another_product_becomes_a_new_one(editor, signed_in):
    product, foreign = factories.draft(by=editor), factories.draft(by=editor)
    row = foreign.key_features.get()
    client = signed_in(editor)
    data = posted(client.get(change_page(product)))
    data |= {"key_features-0-id": str(row.pk), "key_features-0-text": "Tampered."}

    response = client.post(change_page(product), data)

    row.refresh_from_db()
    assert response.status_code == 302
    assert (row.text, row.product) == ("One tablet lasts a day.", foreign)
    assert sorted(product.key_features.values_list("text", flat=True)) == ["One tablet lasts a day.", "Tampered."]


def test_tampered_forms_never_break_the_page(editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    good = posted(client.get(change_page(product)))
    for bad in (
        {"sections-0-id": "x"},
        {"sections-0-id": ""},
        {"sections-0-id": "9" * 40},
        {"sections-0-id": good["sections-1-id"]},
        {"sections-INITIAL_FORMS": "999"},
        {"sections-TOTAL_FORMS": "-1"},
        {"sections-TOTAL_FORMS": "many"},
        {"seen_version": "x"},
        {"sections-0-product": "123"},
        {"sections-0-position": "-1"},
    ):
        data = good | bad | {"seen_version": bad.get("seen_version", str(product.version))}
        assert client.post(change_page(product), data).status_code in (200, 302), bad
        product.refresh_from_db()


def test_a_form_without_a_version_is_refused(editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = posted(client.get(change_page(product))) | {"summary": "Mine."}
    del data["seen_version"]

    response = client.post(change_page(product), data)

    product.refresh_from_db()
    assert response.status_code == 200
    assert product.version == 1


def test_a_new_row_typed_before_the_conflict_is_still_there(editor, other_editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = with_row(posted(client.get(change_page(product))), "key_features", title="New", text="Typed.", position="")
    other_saves(product, other_editor, excipients="Starch.")

    client.post(change_page(product), posted(client.post(change_page(product), data)))

    assert list(product.key_features.values_list("title", flat=True)) == ["Once a day", "New"]
