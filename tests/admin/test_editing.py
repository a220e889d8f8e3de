"""An editor edits a product with all its parts on one page."""

from django.urls import reverse

from catalog.models import Edit, Product
from tests import factories
from tests.admin.forms import path_of, posted, text_of, with_row


def change_page(product):
    return reverse("admin:catalog_product_change", args=[product.pk])


def open_form(client, product):
    return posted(client.get(change_page(product)))


def test_an_editor_changes_a_product_and_the_edit_is_recorded(editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = open_form(client, product)

    response = client.post(change_page(product), data | {"summary": "It eases sneezing."})

    assert response.status_code == 302
    product.refresh_from_db()
    assert (product.summary, product.version) == ("It eases sneezing.", 2)
    assert product.last_edit.by == editor
    assert product.last_edit.content["summary"] == "It eases sneezing."


def test_saving_without_a_change_records_nothing(editor, signed_in):
    product = factories.draft(by=editor, description="First line.\n\n- one\n- two\n", excipients=" Lactose. ")
    before = product.digest()
    client = signed_in(editor)

    response = client.post(change_page(product), open_form(client, product))

    product.refresh_from_db()
    assert response.status_code == 302
    assert (product.version, product.digest(), Edit.objects.count()) == (1, before, 1)


def test_saving_twice_is_no_conflict_with_oneself(editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    for summary in ("One.", "Two."):
        response = client.post(change_page(product), open_form(client, product) | {"summary": summary})
        assert path_of(response) == change_page(product)

    product.refresh_from_db()
    assert (product.summary, product.version) == ("Two.", 3)


def test_new_rows_get_the_next_position(editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = open_form(client, product)
    data = with_row(data, "key_features", title="Small", text="Easy to swallow.", position="")
    data = with_row(data, "key_features", title="White", text="Round.", position="")

    client.post(change_page(product), data)

    rows = list(product.key_features.values_list("position", "title"))
    assert rows == [(1, "Once a day"), (2, "Small"), (3, "White")]


def test_a_row_is_deleted_and_another_moved(editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = open_form(client, product)
    data |= {"sections-1-DELETE": "on", "sections-0-position": "9"}

    client.post(change_page(product), data)

    assert list(product.sections.values_list("kind", flat=True)) == ["side_effects", "contraindications"]


def test_a_new_product_has_its_first_edit(editor, signed_in):
    client = signed_in(editor)
    address = reverse("admin:catalog_product_add")
    data = posted(client.get(address)) | {"name": "Newazole 5 mg Tablets", "slug": "newazole-5-mg-tablets"}
    assert data["market"] == ["us"]

    response = client.post(address, with_row(data, "key_features", title="Small", text="Easy.", position=""))

    product = Product.objects.get()
    edit = Edit.objects.get()
    assert path_of(response) == change_page(product)
    assert (edit.product, edit.version, edit.by) == (product, 1, editor)
    assert edit.content["key_features"] == [{"title": "Small", "text": "Easy."}]


def test_an_error_keeps_what_was_typed(editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = open_form(client, product) | {"atc_code": "nonsens", "summary": "Typed and kept."}

    response = client.post(change_page(product), data)

    assert response.status_code == 200
    assert "An ATC code looks like L04AX06." in text_of(response)
    assert posted(response)["summary"] == ["Typed and kept."]
    product.refresh_from_db()
    assert product.version == 1


def test_save_and_check_leads_to_the_checks(editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = posted(client.get(change_page(product)), button="_check")

    response = client.post(change_page(product), data)

    assert path_of(response) == reverse("admin:catalog_product_submit", args=[product.pk])


def test_a_pharmacist_reads_but_does_not_edit(editor, pharmacist, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(pharmacist)

    response = client.get(change_page(product))

    assert response.status_code == 200
    assert "Testazole eases the sneezing" in text_of(response)
    assert client.post(change_page(product), {"summary": "x", "seen_version": "1"}).status_code == 403


def test_who_cannot_save_is_not_told_how_to_write(editor, pharmacist, signed_in):
    product = factories.submitted(by=editor)
    hints = ("Markdown", "Saving a change takes it back", "Temperatures are typed", "With strength and form")

    def told(user):
        text = text_of(signed_in(user).get(change_page(product)))
        return [hint in text for hint in hints]

    assert told(editor) == [True] * 4
    assert told(pharmacist) == [False] * 4


def test_a_language_is_chosen_by_its_name_and_any_code_that_was_kept_stays(editor, signed_in):
    product = factories.draft(by=editor, language="pt-BR")
    client = signed_in(editor)
    shown = client.get(change_page(product))
    data = posted(shown)

    client.post(change_page(product), data | {"summary": "Another."})
    product.refresh_from_db()
    assert (data["language"], product.language) == (["pt-BR"], "pt-BR")
    assert '<option value="es">Spanish (es)</option>' in shown.content.decode()

    client.post(change_page(product), open_form(client, product) | {"language": "es"})
    product.refresh_from_db()
    assert product.language == "es"


def test_an_address_is_a_control_with_a_way_to_its_page(editor, signed_in):
    product = factories.draft(by=editor)

    text = text_of(signed_in(editor).get(change_page(product)))

    assert ("Currently:" in text, "Change:" in text) == (False, False)
    assert "Open the page (in a new tab)" in text


def test_a_customer_is_not_let_in(editor, customer, signed_in):
    product = factories.draft(by=editor)
    assert signed_in(customer).get(change_page(product)).status_code == 302


def test_what_is_missing_is_said(editor, signed_in):
    response = signed_in(editor).get(reverse("admin:catalog_product_change", args=[987654]), follow=True)
    assert "Perhaps it was deleted?" in response.content.decode()


def test_nobody_deletes_what_was_signed(listing, signed_in):
    admin = factories.user(name="admin", is_staff=True, is_superuser=True)
    address = reverse("admin:catalog_product_delete", args=[listing.product_id])
    assert signed_in(admin).post(address, {"post": "yes"}).status_code == 403
    assert Product.objects.count() == 1


def test_a_superuser_deletes_a_draft(editor, signed_in):
    admin = factories.user(name="admin", is_staff=True, is_superuser=True)
    address = reverse("admin:catalog_product_delete", args=[factories.draft(by=editor).pk])
    assert signed_in(editor).post(address, {"post": "yes"}).status_code == 403

    signed_in(admin).post(address, {"post": "yes"})

    assert not Product.objects.exists()
