"""An editor checks a draft and submits it."""

from django.urls import reverse

from catalog.models import Submission
from tests import factories
from tests.admin.forms import posted, text_of


def page(product):
    return reverse("admin:catalog_product_submit", args=[product.pk])


def test_an_editor_submits(editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = posted(client.get(page(product)), form=None) | {"note": "New on the shelf."}

    response = client.post(page(product), data, follow=True)

    submission = Submission.objects.get()
    assert (submission.state, submission.note, submission.digest) == ("waiting", "New on the shelf.", product.digest())
    assert "Submitted. A pharmacist can sign it now." in response.content.decode()


def test_errors_block_and_offer_no_form(editor, signed_in):
    product = factories.draft(by=editor, safety_notes=[])
    response = signed_in(editor).get(page(product))
    assert "There is no safety note." in text_of(response)
    assert "What changed and why" not in text_of(response)


def test_a_warning_must_be_ticked_and_typed_text_stays(editor, signed_in):
    product = factories.draft(by=editor, sections=factories.content()["sections"][:2])
    client = signed_in(editor)
    data = posted(client.get(page(product)), form=None) | {"note": "Typed and kept."}

    refused = client.post(page(product), data)

    assert "Read each warning and tick it" in text_of(refused)
    assert posted(refused, form=None)["note"] == ["Typed and kept."]
    assert not Submission.objects.exists()
    client.post(page(product), data | {"acknowledged": ["no_side_effects"]})
    assert Submission.objects.get().acknowledged == ["no_side_effects"]


def test_an_edit_in_between_is_told_and_the_note_stays(editor, other_editor, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(editor)
    data = posted(client.get(page(product)), form=None) | {"note": "Typed and kept."}
    with product.editing(by=other_editor) as edited:
        edited.summary = "Another summary."
        edited.save()

    refused = client.post(page(product), data)

    assert "The draft has changed since you opened it." in text_of(refused)
    again = posted(refused, form=None)
    assert (again["note"], again["digest"]) == (["Typed and kept."], [product.digest()])
    client.post(page(product), again)
    assert Submission.objects.get().state == "waiting"


def test_the_difference_to_what_is_public_is_shown(listing, editor, signed_in):
    with listing.product.editing(by=editor) as edited:
        edited.excipients = "Starch."
        edited.save()
    text = text_of(signed_in(editor).get(page(listing.product)))
    assert "[taken out:] Lactose. [put in:] Starch." in text


def test_who_may_not_submit(editor, pharmacist, customer, signed_in, client):
    product = factories.draft(by=editor)
    assert signed_in(pharmacist).get(page(product)).status_code == 403
    assert signed_in(pharmacist).post(page(product), {"note": "x"}).status_code == 403
    assert [c.post(page(product)).status_code for c in (client, signed_in(customer))] == [302, 302]
    assert signed_in(editor).put(page(product)).status_code == 405
    assert signed_in(editor).get(reverse("admin:catalog_product_submit", args=[987654])).status_code == 404
