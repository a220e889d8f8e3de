"""A pharmacist reads, signs, sends back, withdraws."""

import pytest
from django.urls import reverse
from lxml import html

from catalog.admin import page_order
from catalog.models import Address, Listing, Publication, Section
from catalog.spelling import spell
from tests import factories
from tests.admin.forms import posted, text_of


def page(product, name="sign"):
    return reverse(f"admin:catalog_product_{name}", args=[product.pk])


def sign(client, product, **changes):
    waiting = product.waiting_submission
    read = {"digest": product.digest(), "submission": waiting.pk if waiting else 1, "password": factories.PASSWORD}
    return client.post(page(product), read | changes)


def test_a_pharmacist_reads_exactly_what_is_signed_and_signs(editor, pharmacist, signed_in):
    product = factories.submitted(by=editor)
    client = signed_in(pharmacist)

    response = client.get(page(product))
    text = text_of(response)

    assert "As the label says." in text
    assert "Do not take it if you are allergic to testazole." in text
    assert product.digest() in text
    assert page(product, "preview") in response.content.decode()
    assert sign(client, product).status_code == 302
    publication = Publication.objects.get()
    assert (publication.signed_by, publication.digest) == (pharmacist, product.digest())


def test_what_is_signed_stands_in_the_order_of_the_page(editor, pharmacist, signed_in):
    notes = [
        {"severity": "warning", "topic": "driving", "title": "Driving", "text": "Take care."},
        {"severity": "boxed", "topic": "bleeding", "title": "Bleeding", "text": "Get help."},
    ]
    programme = factories.content()["programme"] | {"name": "A programme"}
    product = factories.submitted(by=editor, safety_notes=notes, programme=programme)

    text = html.fromstring(signed_in(pharmacist).get(page(product)).content.decode())

    assert text.xpath("//div[@class='spelled']/h3/text()") == [
        "Boxed warnings",
        "Identity",
        "Restricted programme",
        "Summary",
        "Ingredients",
        "Other ingredients",
        "Appearance",
        "Description",
        "Indications",
        "Key features",
        "Who must not take it, and how it is taken",
        "Safety notes",
        "Effects, interactions and advice",
        "Storage",
        "Source",
    ]


def test_each_row_of_a_content_is_read_once_and_none_is_left_out():
    kinds = [{"kind": kind, "title": "", "text": f"About {kind}."} for kind in Section.Kind.values]
    values = factories.content(sections=kinds)

    found = [entry.text for part in page_order.spelled(values) for entry in part.entries]

    assert sorted(found) == sorted(entry.text for part in spell(values) for entry in part.entries)


def test_a_wrong_password_signs_nothing_and_keeps_the_page(editor, pharmacist, signed_in):
    product = factories.submitted(by=editor)

    response = sign(signed_in(pharmacist), product, password="wrong")

    assert response.status_code == 200
    assert "This is not your password. Nothing has been signed." in text_of(response)
    assert "Do not take it if you are allergic" in text_of(response)
    assert not Publication.objects.exists()


def test_guessing_passwords_is_slowed_down(editor, pharmacist, signed_in):
    product = factories.submitted(by=editor)
    client = signed_in(pharmacist)
    for _guess in range(10):
        sign(client, product, password="wrong")

    response = sign(client, product)

    assert "Too many attempts" in text_of(response)
    assert not Publication.objects.exists()


def test_what_changed_after_reading_is_not_signed(editor, pharmacist, signed_in):
    product = factories.submitted(by=editor)
    read = product.digest()
    with product.editing(by=editor) as edited:
        edited.summary = "Another summary."
        edited.save()
    factories.submit(product, by=editor)

    response = sign(signed_in(pharmacist), product, digest=read)

    assert "The draft has changed since you opened it." in text_of(response)
    assert posted(response, form=None)["digest"] == [product.digest()]
    assert not Publication.objects.exists()


def test_four_eyes_hide_the_form_and_say_why(editor, signed_in):
    both = factories.user(name="both", groups=["editors", "pharmacists"], is_staff=True)
    product = factories.submitted(by=both)
    client = signed_in(both)

    text = text_of(client.get(page(product)))

    assert "Another pharmacist has to sign it" in text
    assert "Your password" not in text
    assert "Another pharmacist has to sign it" in text_of(sign(client, product))
    assert not Publication.objects.exists()


def test_nobody_else_signs(editor, signed_in, client):
    product = factories.submitted(by=editor)
    admin = factories.user(name="admin", is_staff=True, is_superuser=True)
    for name in ("sign", "send_back", "withdraw"):
        for account in (editor, admin):
            assert signed_in(account).post(page(product, name)).status_code == 403
        assert client.post(page(product, name)).status_code == 302
    assert not Publication.objects.exists()


def test_what_does_not_wait_is_said(editor, pharmacist, signed_in):
    product = factories.draft(by=editor)
    client = signed_in(pharmacist)
    assert "not waiting for a signature" in text_of(client.get(page(product)))
    assert "not waiting for a signature" in text_of(sign(client, product))


def test_sending_back_tells_the_editor_why(editor, pharmacist, signed_in):
    product = factories.submitted(by=editor)
    client = signed_in(pharmacist)

    assert "This field is required." in text_of(client.post(page(product, "send_back"), {"reason": " "}))
    client.post(page(product, "send_back"), {"reason": "The storage text misses a temperature."})

    assert product.submissions.get().state == "sent_back"
    text = text_of(signed_in(editor).get(page(product, "change")))
    assert "pharmacist sent this back" in text
    assert "The storage text misses a temperature." in text
    assert client.get(page(product, "send_back")).status_code == 405


def test_withdrawing_needs_both_texts(listing, pharmacist, signed_in):
    client = signed_in(pharmacist)
    address = page(listing.product, "withdraw")
    assert client.get(address).status_code == 200
    assert Listing.objects.exists()

    refused = client.post(address, {"reason": "A recall.", "public_note": ""})

    assert posted(refused, form=None)["reason"] == ["A recall."]
    assert Listing.objects.exists()
    client.post(address, {"reason": "A recall.", "public_note": "Ask your pharmacist."})
    assert not Listing.objects.exists()
    assert Address.objects.get().public_note == "Ask your pharmacist."
    assert "not listed" in text_of(client.get(address))


@pytest.mark.parametrize("name", ["sign", "withdraw", "preview", "publications"])
def test_a_missing_product_is_not_found(pharmacist, signed_in, name):
    address = reverse(f"admin:catalog_product_{name}", args=[987654])
    assert signed_in(pharmacist).get(address).status_code == 404
