"""What staff can look at: the preview, the record, and an earlier version made the draft again."""

from django.urls import reverse
from lxml import html

from catalog.models import Category, ListingCategory
from tests import factories
from tests.admin.forms import posted, text_of


def page(product, name, *args):
    return reverse(f"admin:catalog_product_{name}", args=[product.pk, *args])


def test_a_preview_is_for_staff_alone_and_nothing_keeps_it(editor, customer, moderator, signed_in, client):
    product = factories.draft(by=editor)
    address = page(product, "preview")

    response = signed_in(editor).get(address)

    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert response["X-Robots-Tag"] == "noindex"
    assert "Preview: not public" in response.content.decode()
    assert "Do not take it if you are allergic to testazole." in response.content.decode()
    assert [c.get(address).status_code for c in (client, signed_in(customer), signed_in(moderator))] == [302, 302, 403]
    assert signed_in(editor).post(address).status_code == 405


def test_a_preview_leads_on_along_the_road(editor, pharmacist, signed_in):
    product = factories.submitted(by=editor)

    def ways(user):
        text = html.fromstring(signed_in(user).get(page(product, "preview")).content.decode())
        return [(link.text, link.get("href")) for link in text.xpath("//div[contains(@class,'notice--preview')]//a")]

    assert ways(editor) == [
        ("Back to editing", page(product, "change")),
        ("Check and submit", page(product, "submit")),
    ]
    assert ways(pharmacist) == [
        ("Back to the product", page(product, "change")),
        ("Read and sign", page(product, "sign")),
    ]


def test_the_record_names_who_signed_and_who_edited(listing, editor, signed_in):
    text = text_of(signed_in(editor).get(page(listing.product, "publications")))
    assert "public now" in text
    assert "pharmacist" in text
    assert "As the label says." in text


def test_any_two_publications_are_compared(listing, editor, pharmacist, signed_in):
    product = listing.product
    for text in ("Starch.", "Sugar."):
        factories.republish(product, editor=editor, pharmacist=pharmacist, excipients=text)

    text = text_of(signed_in(editor).get(page(product, "publications"), {"from": "1", "to": "3"}))

    assert "[taken out:] Lactose. [put in:] Sugar." in text
    assert signed_in(editor).get(page(product, "publications"), {"from": "x", "to": "99"}).status_code == 200


def test_an_earlier_version_becomes_the_draft_again(listing, editor, pharmacist, signed_in):
    product = listing.product
    factories.republish(product, editor=editor, pharmacist=pharmacist, excipients="Starch.")
    client = signed_in(editor)
    address = page(product, "restore", 1)

    shown = client.get(address)
    client.post(address, posted(shown, form=None))

    product.refresh_from_db()
    assert "[taken out:] Starch. [put in:] Lactose." in text_of(shown)
    assert (product.excipients, product.last_edit.why) == ("Lactose.", "Restored from version 1")


def test_restoring_names_what_had_to_be_made_anew(listing, editor, pharmacist, signed_in):
    product = listing.product
    with product.editing(by=editor) as edited:
        edited.categories.clear()
    factories.submit(product, by=editor)
    product.publish(by=pharmacist, digest=product.digest())
    assert not ListingCategory.objects.exists()
    Category.objects.get(name="Allergy").delete()
    client = signed_in(editor)

    address = page(product, "restore", 1)
    response = client.post(address, posted(client.get(address), form=None), follow=True)

    assert "Made anew, because they were gone: Allergy." in text_of(response)


def test_restoring_over_somebody_s_edit_is_refused(listing, editor, other_editor, signed_in):
    product = listing.product
    client = signed_in(editor)
    address = page(product, "restore", 1)
    data = posted(client.get(address), form=None)
    with product.editing(by=other_editor) as edited:
        edited.excipients = "Starch."
        edited.save()

    response = client.post(address, data)

    product.refresh_from_db()
    assert "Somebody else saved this product" in text_of(response)
    assert product.excipients == "Starch."


def test_who_may_not_restore(listing, pharmacist, editor, signed_in):
    assert signed_in(pharmacist).post(page(listing.product, "restore", 1)).status_code == 403
    assert signed_in(editor).get(page(listing.product, "restore", 99)).status_code == 404
