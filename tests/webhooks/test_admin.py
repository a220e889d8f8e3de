"""/admin/webhooks/: as the people use it who keep webhooks, and not by anybody else."""

import re
from html import unescape

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from tests.webhooks.receiver import added, work
from webhooks.models import Delivery, Webhook

LIST = reverse("admin:webhooks_webhook_changelist")
ADD = reverse("admin:webhooks_webhook_add")
DELIVERIES = reverse("admin:webhooks_delivery_changelist")
ADDRESS = "https://93.184.215.14/hook?key=7"
TYPED = {"name": "Partner & Sons", "address": ADDRESS, "kinds": ["published", "withdrawn"]}
SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]+")
ACTS = ["pause", "resume", "test", "secret"]


@pytest.fixture
def webhook(keeper):
    return added(by=keeper, name="Partner & Sons", address=ADDRESS, kinds=["published"])[0]


@pytest.fixture
def client(signed_in, keeper):
    return signed_in(keeper)


def at(webhook, act="change"):
    return reverse(f"admin:webhooks_webhook_{act}", args=[webhook.pk])


def words(response) -> str:
    return unescape(response.content.decode())


def test_added_in_the_admin_it_shows_its_secret_once(client, keeper):
    assert f'href="{ADD}"' in words(client.get(LIST))
    assert SECRET.findall(words(client.get(ADD))) == []

    response = client.post(ADD, TYPED)

    webhook = Webhook.objects.get()
    (shown,) = SECRET.findall(words(response))
    assert webhook.secret == shown
    assert (webhook.name, webhook.address, webhook.kinds, webhook.owner) == (*TYPED.values(), keeper)
    assert "no-store" in response.headers["Cache-Control"]
    for address in (LIST, at(webhook), DELIVERIES, reverse("admin:index")):
        assert shown.removeprefix("whsec_") not in words(client.get(address))
    assert shown not in str(list(LogEntry.objects.values()))
    assert [str(entry) for entry in LogEntry.objects.all()] == ["Added “Partner & Sons”."]


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"name": ""}, "name", "This field is required."),
        ({"kinds": []}, "kinds", "This field is required."),
        ({"address": "http://example.com/"}, "address", "The address must begin with https://"),
        ({"address": "https://127.0.0.1/"}, "address", "This address leads into a private or reserved network."),
        ({"address": "https://me:word@example.com/"}, "address", "Leave the user name and the password out"),
        ({"address": "https://example.com:25/"}, "address", "Use port 443, or one above 1023."),
    ],
)
@pytest.mark.parametrize("page", ["add", "change"])
def test_a_fault_stands_beside_its_field_and_nothing_typed_is_lost(client, webhook, page, wrong, field, says):
    typed = TYPED | {"name": "Typed by hand"} | wrong
    before = list(Webhook.objects.values())

    response = client.post(ADD if page == "add" else at(webhook), typed)

    html = words(response)
    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (200, [field])
    assert says in html
    assert "<title>Error:" in html
    assert 'class="error-summary"' in html
    assert re.search(rf'aria-describedby="[^"]*id_{field}_error', html)
    for kind in typed["kinds"]:
        assert re.search(rf'value="{kind}"[^>]* checked', html)
    assert f'value="{typed["name"]}"' in html or field == "name"
    assert f'value="{typed["address"]}"' in html
    assert list(Webhook.objects.values()) == before


def test_changed(client, webhook):
    html = words(client.get(at(webhook)))
    assert f'value="{ADDRESS}"' in html

    html = words(client.post(at(webhook), TYPED | {"name": "Another name"}, follow=True))

    assert "The webhook is saved." in html
    webhook.refresh_from_db()
    assert (webhook.name, webhook.kinds) == ("Another name", ["published", "withdrawn"])


def test_the_list_says_how_each_stands(client, webhook, keeper):
    done, _waiting = webhook.send_test(by=keeper), webhook.send_test(by=keeper)
    Delivery.objects.filter(pk=done.pk).update(delivered_at=timezone.now(), last_status=200)
    added(by=keeper, name="Another", kinds=["pack"])[0].pause(by=keeper)

    html = words(client.get(LIST))

    rows = re.findall(r"<tr>(.*?)</tr>", html.split("<tbody>")[1], re.S)
    cells = [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)] for row in rows]
    assert [(row[0], row[2], row[3], row[5]) for row in cells] == [
        ("Another", "pack, price or availability", "paused", "0"),
        ("Partner & Sons", "published", "in use", "1"),
    ]
    assert cells[0][4] == "-"
    assert cells[1][4] != "-"


def test_paused_and_resumed(client, webhook):
    html = words(client.post(at(webhook, "pause"), follow=True))
    assert "Paused: nothing is made and nothing is sent." in html
    assert at(webhook, "resume") in html
    assert (at(webhook, "pause") in html, at(webhook, "test") in html) == (False, False)
    assert "paused" in words(client.post(at(webhook, "test"), follow=True))
    assert not Delivery.objects.exists()

    html = words(client.post(at(webhook, "resume"), follow=True))
    assert "It goes on where it stood." in html
    assert "In use." in html


def test_why_it_is_paused_is_said(client, webhook):
    webhook.stand_still("The receiver answered 410: it wants no more messages.")

    assert "The receiver answered 410" in words(client.get(at(webhook)))


def test_a_new_secret_is_shown_once(client, webhook):
    before = webhook.secret

    response = client.post(at(webhook, "secret"))

    webhook.refresh_from_db()
    (shown,) = SECRET.findall(words(response))
    assert shown == webhook.secret != before
    assert "no-store" in response.headers["Cache-Control"]
    assert SECRET.findall(words(client.get(at(webhook)))) == []


def test_a_test_message_and_what_became_of_it(client, receiver, keeper, transactional_db):
    webhook, _secret = added(by=keeper, name="Partner", address=receiver.address)
    other, _secret = added(by=keeper, name="Another", address=receiver.address)
    receiver.answers = [(500, {}, b"<b>Closed</b> for lunch")]

    assert "A test message is on its way." in words(client.post(at(webhook, "test"), follow=True))
    work()

    delivery = Delivery.objects.get()
    html = words(client.get(DELIVERIES))
    assert "HTTP 500" in html
    assert "Partner" in html
    page = client.get(reverse("admin:webhooks_delivery_change", args=[delivery.pk])).content.decode()
    assert delivery.body in unescape(page)
    assert "&lt;b&gt;Closed&lt;/b&gt; for lunch" in page
    found = {
        query: client.get(f"{DELIVERIES}?{query}").context["cl"].result_count
        for query in (
            "state=waiting",
            "state=delivered",
            "state=given_up",
            f"webhook__id__exact={webhook.pk}",
            f"webhook__id__exact={other.pk}",
        )
    }
    assert list(found.values()) == [1, 0, 0, 1, 0]


def test_sent_again_from_the_list(client, webhook, keeper):
    delivery = webhook.send_test(by=keeper)
    Delivery.objects.update(given_up_at=timezone.now(), tries=9, last_error="HTTP 500")
    data = {"action": "send_again", "_selected_action": [delivery.pk]}

    html = words(client.post(DELIVERIES, data, follow=True))
    again = words(client.post(DELIVERIES, data, follow=True))

    delivery.refresh_from_db()
    assert "1 message will be sent again." in html
    assert "This message is still on its way." in again
    assert (delivery.given_up_at, delivery.tries, delivery.last_error) == (None, 0, "")


# Who may


def addresses(webhook, delivery):
    pages = [LIST, ADD, at(webhook), DELIVERIES, reverse("admin:webhooks_delivery_change", args=[delivery.pk])]
    return pages, [ADD, at(webhook), *[at(webhook, act) for act in ACTS]]


@pytest.mark.parametrize("who", ["editor", "pharmacist", "moderator", "officer"])
def test_no_other_staff(request, signed_in, webhook, keeper, who):
    pages, verbs = addresses(webhook, webhook.send_test(by=keeper))
    client, before = signed_in(request.getfixturevalue(who)), list(Webhook.objects.values())

    assert {client.get(page).status_code for page in pages} == {403}
    assert {client.post(page, TYPED).status_code for page in verbs} == {403}
    assert list(Webhook.objects.values()) == before


def test_no_stranger(client, signed_in, customer, webhook, keeper):
    pages, verbs = addresses(webhook, webhook.send_test(by=keeper))
    other, before = signed_in(customer), list(Webhook.objects.values())

    assert {other.get(page).status_code for page in pages} == {302}
    assert {other.post(page, TYPED).status_code for page in verbs} == {302}
    assert list(Webhook.objects.values()) == before


def test_who_may_only_look_looks(signed_in, editor, webhook, keeper):
    rights = Permission.objects.filter(codename__in=["view_webhook", "view_delivery"])
    editor.user_permissions.set(rights)
    pages, verbs = addresses(webhook, webhook.send_test(by=keeper))
    client, before = signed_in(editor), list(Webhook.objects.values())

    assert [client.get(page).status_code for page in pages] == [200, 403, 200, 200, 200]
    assert "<form method" not in words(client.get(at(webhook))).split('id="content"')[1]
    assert {client.post(page, TYPED).status_code for page in verbs} == {403}
    assert "send_again" not in words(client.get(DELIVERIES))
    assert list(Webhook.objects.values()) == before


def test_the_permission_keeps_webhooks(signed_in, editor):
    editor.user_permissions.add(Permission.objects.get(codename="keep_webhook"))

    assert SECRET.search(words(signed_in(editor).post(ADD, TYPED)))


@pytest.mark.parametrize("act", ACTS)
def test_a_verb_is_posted(client, webhook, act):
    assert client.get(at(webhook, act)).status_code == 405


@pytest.mark.parametrize("act", ["change", *ACTS])
def test_a_webhook_that_is_not_there(client, db, act):
    address = reverse(f"admin:webhooks_webhook_{act}", args=[12345])

    assert client.post(address, TYPED).status_code == 404


@pytest.mark.parametrize("key", ["x", "12345", "99999999999999999999999"])
def test_a_page_that_is_not_there(client, key):
    assert client.get(f"{LIST}{key}/change/").status_code == 404


def test_nothing_is_deleted_or_picked_out_by_other_columns(client, webhook):
    assert client.get(f"{LIST}{webhook.pk}/delete/").status_code == 403
    assert client.get(f"{DELIVERIES}?webhook__address__startswith=https").status_code == 400
