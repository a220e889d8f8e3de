"""Idempotency-Key: what is sent twice is done once."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import User
from api.models import KeptAnswer
from catalog.models import Pack
from reviews.models import Invitation, Review
from tests import factories
from tests.api.conftest import detail
from tests.api.test_reviews import SAID
from tests.rules.storm import all_at_once

KEY = {"idempotency-key": "a-key-of-mine"}


@pytest.fixture
def pack(listing, editor):
    return factories.pack(product=listing.product, by=editor, sku="A")


@pytest.fixture
def till(program, editor):
    return program(editor, "packs")


def test_the_same_again_is_answered_and_not_done(till, pack):
    rows = [{"sku": "A", "price": "2.00", "version": 1}]

    first, again = (till.post("packs/", rows, **KEY) for _time in range(2))

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json() == first.json()
    assert (first.get("Idempotent-Replayed"), again["Idempotent-Replayed"]) == (None, "true")
    assert Pack.objects.get().version == 2
    assert till.post("packs/", rows).json()[0]["status"] == 412  # without the key it would have been done again


def test_names_in_another_order_are_the_same_body(till, pack):
    first = till.post("packs/", '[{"sku": "A", "price": "2.00"}]', **KEY)
    again = till.post("packs/", '[ {"price": "2.00", "sku": "A"} ]', **KEY)

    assert (again.json(), again["Idempotent-Replayed"]) == (first.json(), "true")


def test_another_body_under_it_is_refused(till, pack):
    till.post("packs/", [{"sku": "A", "price": "2.00"}], **KEY)

    refused = till.post("packs/", [{"sku": "A", "price": "3.00"}], **KEY)

    assert (refused.status_code, refused.json()["type"]) == (409, "/api/docs/#idempotency")
    assert "another request" in detail(refused)
    assert str(Pack.objects.get().price) == "2.00"


def test_what_was_refused_may_be_sent_again(me, listing, customer):
    customer.emailaddress_set.update(verified=False)
    address = f"products/{listing.slug}/reviews/"
    refused = me.post(address, SAID, **KEY)
    customer.emailaddress_set.update(verified=True)

    assert (refused.status_code, me.post(address, SAID, **KEY).status_code) == (409, 201)


def test_keys_of_others_are_others(me, signed_in_asker, other_customer, listing):
    address = f"products/{listing.slug}/reviews/"

    first, second = me.post(address, SAID, **KEY), signed_in_asker(other_customer).post(address, SAID, **KEY)

    assert first.json()["id"] != second.json()["id"]
    assert Review.objects.count() == 2


def test_two_keys_of_one_owner_do_not_meet(program, listing, pharmacist):
    rows = {"product": listing.slug, "order": "1"}
    one, other = program(pharmacist, "invitations"), program(pharmacist, "invitations", "read")

    assert one.post("invitations/", rows, **KEY).status_code == 201
    assert "Idempotent-Replayed" not in other.post("invitations/", rows, **KEY)


def test_it_holds_for_a_day(till, pack):
    till.post("packs/", [{"sku": "A", "price": "2.00"}], **KEY)

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        later = till.post("packs/", [{"sku": "A", "price": "3.00"}], **KEY)

    assert (later.status_code, str(Pack.objects.get().price)) == (200, "3.00")
    assert KeptAnswer.objects.count() == 1


@pytest.mark.parametrize("key", ["", "a b", "ä", "x" * 256])
def test_what_is_no_key(till, pack, key):
    refused = till.post("packs/", [{"sku": "A", "price": "2.00"}], **{"idempotency-key": key})

    assert refused.status_code == 400
    assert Pack.objects.get().version == 1


def test_neither_order_nor_link_is_kept_to_be_read(program, pharmacist, listing):
    """The order is known by a hash alone, and the link by nothing at all: see Invitation."""
    pharmacy = program(pharmacist, "invitations")
    sent = {"product": listing.slug, "order": "SECRET-4711"}

    first, again = (pharmacy.post("invitations/", sent, **KEY) for _time in range(2))

    kept = KeptAnswer.objects.get()
    assert again.json()["link"] == first.json()["link"]
    assert "4711" not in kept.body
    assert "invitations" not in kept.body


def test_what_no_key_opens_any_more_is_not_done_again(till, pack, settings):
    rows = [{"sku": "A", "price": "2.00"}]
    till.post("packs/", rows, **KEY)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", []

    refused = till.post("packs/", rows, **KEY)

    assert (refused.status_code, "done before" in detail(refused)) == (409, True)
    assert Pack.objects.get().version == 2


def test_nobody_fills_the_table(till, pack, monkeypatch):
    monkeypatch.setattr("api.once.MOST", 2)
    rows = [{"sku": "A", "price": "2.00"}]

    statuses = [till.post("packs/", rows, **{"idempotency-key": f"k{n}"}).status_code for n in range(3)]

    assert statuses == [200, 200, 429]
    assert till.post("packs/", rows, **{"idempotency-key": "k0"})["Idempotent-Replayed"] == "true"
    assert KeptAnswer.objects.count() == 2


def test_it_leaves_with_the_account_and_keeps_no_words(me, listing, customer):
    me.post(f"products/{listing.slug}/reviews/", SAID, **KEY)

    kept = KeptAnswer.objects.get()
    assert SAID["text"] not in json.dumps([kept.body, kept.request_hash, kept.key_hash])
    assert KEY["idempotency-key"] not in kept.key_hash
    User.objects.get(pk=customer.pk).leave(with_reviews=True)
    assert not KeptAnswer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_are_one(pharmacist, key_of, threads_see_the_database, listing):
    from django.test import Client

    from tests.api.conftest import Asker

    secret = key_of(pharmacist, "invitations")
    threads_see_the_database()
    answers = []

    def send():
        asker = Asker(Client(), authorization=f"Bearer {secret}")
        answers.append(asker.post("invitations/", {"product": listing.slug, "order": "7"}, **KEY))

    errors = all_at_once([send, send, send])

    counted = []
    all_at_once([lambda: counted.append((Invitation.objects.count(), KeptAnswer.objects.count()))])
    assert errors == [None, None, None]
    assert counted == [(1, 1)]
    assert sorted(answer.get("Idempotent-Replayed", "") for answer in answers) == ["", "true", "true"]
    assert len({answer.content for answer in answers}) == 1
