"""Packs: live at once, on a page of their own."""

from django.urls import reverse
from lxml import html

from catalog.models import Change, Clock, Pack
from tests import factories
from tests.admin.forms import posted, text_of


def change_page(pack):
    return reverse("admin:catalog_pack_change", args=[pack.pk])


def open_form(client, pack):
    return posted(client.get(change_page(pack)), form="pack_form")


def test_a_price_is_public_at_once(listing, editor, signed_in):
    pack = factories.pack(product=listing.product, by=editor)
    client = signed_in(editor)
    before = Clock.objects.get().tick
    assert "live at once" in text_of(client.get(change_page(pack)))

    client.post(change_page(pack), open_form(client, pack) | {"price": "15.00"})

    pack.refresh_from_db()
    assert (str(pack.price), pack.version) == ("15.00", 2)
    assert Clock.objects.get().tick == before + 1
    assert Change.objects.last().kind == "pack"


def test_the_second_save_is_refused_and_says_what_was_saved(listing, editor, other_editor, signed_in):
    pack = factories.pack(product=listing.product, by=editor)
    client = signed_in(editor)
    data = open_form(client, pack) | {"price": "15.00"}
    theirs = Pack.objects.get(pk=pack.pk)
    theirs.price = "16.00"
    theirs.keep(by=other_editor)

    refused = client.post(change_page(pack), data)

    assert "Somebody else saved this pack" in text_of(refused)
    assert "Price: saved as “16.00”; you typed “15.00”." in text_of(refused)
    again = posted(refused, form="pack_form")
    assert (again["price"], again["seen_version"]) == (["15.00"], ["2"])
    client.post(change_page(pack), again)
    pack.refresh_from_db()
    assert str(pack.price) == "15.00"


def test_the_list_says_the_currency_beside_the_price(listing, editor, signed_in):
    factories.pack(product=listing.product, by=editor)
    factories.pack(product=listing.product, by=editor, price=None, currency="")

    page = html.fromstring(signed_in(editor).get(reverse("admin:catalog_pack_changelist")).content.decode())

    assert sorted(page.xpath("//td[contains(@class,'field-cost')]/text()")) == ["12.50 USD", "–"]


def test_a_pack_is_added_and_removed(listing, editor, signed_in):
    client = signed_in(editor)
    values = {"product": listing.product_id, "sku": "NEW-1", "size": "30", "unit": "tablets", "price": "9.90"}
    address = reverse("admin:catalog_pack_add")
    client.post(address, values | {"availability": "in_stock", "gtin": "", "national_code": "", "currency": ""})
    pack = Pack.objects.get()
    assert (pack.sku, pack.currency) == ("NEW-1", "USD")

    client.post(reverse("admin:catalog_pack_delete", args=[pack.pk]), {"post": "yes"})

    assert not Pack.objects.exists()
    assert Change.objects.filter(kind="pack").count() == 2


def test_a_wrong_gtin_is_said_beside_the_field(listing, editor, signed_in):
    pack = factories.pack(product=listing.product, by=editor)
    client = signed_in(editor)
    response = client.post(change_page(pack), open_form(client, pack) | {"gtin": "4006381333932"})
    assert "check the GTIN for a slip" in text_of(response)


def test_a_pharmacist_only_reads(listing, editor, pharmacist, signed_in):
    pack = factories.pack(product=listing.product, by=editor)
    client = signed_in(pharmacist)
    assert client.get(change_page(pack)).status_code == 200
    assert client.post(change_page(pack), {"price": "1"}).status_code == 403
