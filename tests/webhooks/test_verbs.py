"""Who may do what with a webhook, what it must be, and that the database holds it."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from catalog.models import Change, Clock
from tests.webhooks.receiver import added
from webhooks.models import Delivery, Webhook
from webhooks.models.webhook import CHOICES

ADDRESS = "https://93.184.215.14/hook"


def public(_host, _port):
    return ["93.184.215.14"]


@pytest.fixture
def webhook(keeper):
    return added(by=keeper)[0]


VERBS = {
    "add": lambda hook, by: added(by=by),
    "change": lambda hook, by: hook.change(by=by, name="Other", address=ADDRESS, kinds=["pack"]),
    "pause": lambda hook, by: hook.pause(by=by),
    "resume": lambda hook, by: hook.resume(by=by),
    "renew_secret": lambda hook, by: hook.renew_secret(by=by),
    "send_test": lambda hook, by: hook.send_test(by=by),
}


def rows():
    return list(Webhook.objects.values()), list(Delivery.objects.values())


@pytest.mark.parametrize("who", ["customer", "editor", "pharmacist", "moderator", "officer", "left"])
@pytest.mark.parametrize("verb", VERBS)
def test_nobody_else(request, webhook, keeper, verb, who):
    if who == "left":
        User.objects.filter(pk=keeper.pk).update(is_active=False)
    by = User.objects.get(pk=(keeper if who == "left" else request.getfixturevalue(who)).pk)
    before = rows()

    with pytest.raises(PermissionDenied):
        VERBS[verb](webhook, by)

    assert rows() == before


@pytest.mark.parametrize("verb", VERBS)
def test_the_permission_is_enough(webhook, editor, verb):
    editor.user_permissions.add(Permission.objects.get(codename="keep_webhook"))

    VERBS[verb](webhook, User.objects.get(pk=editor.pk))


def test_no_group_has_the_permission(db):
    assert not Permission.objects.get(codename="keep_webhook").group_set.exists()


def test_added_it_stands_at_today(keeper, listing):
    webhook, secret = added(by=keeper, kinds=["review", "published"])

    tick, _shape, epoch = Clock.stamp()
    assert (webhook.tick, webhook.epoch, webhook.owner) == (tick, epoch, keeper)
    assert webhook.kinds == ["published", "review"]  # in the order of the choices
    assert secret.startswith("whsec_")
    assert Webhook.objects.get().secret == secret


def test_each_has_a_secret_of_its_own(keeper):
    assert added(by=keeper)[1] != added(by=keeper)[1]


def test_a_change_leaves_what_others_write(keeper, webhook):
    stale = Webhook.objects.get()
    Webhook.objects.update(tick=7)
    webhook.pause(by=keeper)

    stale.change(by=keeper, name="Other", address="https://hooks.example/", kinds=["pack"], resolve=public)

    stale.refresh_from_db()
    assert (stale.tick, bool(stale.paused_at), stale.name, stale.kinds) == (7, True, "Other", ["pack"])


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"name": ""}, {"name"}),
        ({"name": "x" * 81}, {"name"}),
        ({"kinds": []}, {"kinds"}),
        ({"kinds": ["pack", "secret"]}, {"kinds"}),
        ({"address": ""}, {"address"}),
        ({"address": "http://example.com/"}, {"address"}),
        ({"address": "https://127.0.0.1/"}, {"address"}),
        ({"address": "https://localhost./"}, {"address"}),
        ({"address": "https://[::ffff:127.0.0.1]/"}, {"address"}),
        ({"name": "", "kinds": [], "address": "https://10.0.0.1/"}, {"name", "kinds", "address"}),
    ],
)
@pytest.mark.parametrize("verb", ["add", "change"])
def test_what_does_not_fit_is_said_beside_its_field(keeper, webhook, verb, fields, faults):
    values = {"name": "Shop", "address": ADDRESS, "kinds": ["pack"]} | fields
    before = rows()

    with pytest.raises(ValidationError) as caught:
        (Webhook.add if verb == "add" else webhook.change)(by=keeper, **values)

    assert set(caught.value.message_dict) == faults
    assert rows() == before


def test_a_name_that_leads_nowhere_is_told_when_it_is_saved(keeper):
    def nowhere(_host, _port):
        raise OSError

    with pytest.raises(ValidationError) as caught:
        added(by=keeper, address="https://hooks.example/", resolve=nowhere)
    assert caught.value.message_dict == {"address": ["The name of this host cannot be found."]}


def test_paused_twice_it_was_paused_once(keeper, webhook):
    webhook.pause(by=keeper)
    first = webhook.paused_at
    webhook.pause(by=keeper)

    assert webhook.paused_at == first


def test_who_added_it_may_leave_and_it_stays(keeper, webhook):
    keeper.leave(with_reviews=False)

    webhook.refresh_from_db()
    assert webhook.owner is None


# Past the verbs


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"address": "ftp://example.com/"},
        {"address": ""},
        {"kinds": []},
        {"kinds": ["secret"]},
        {"kinds": ["review", "published"]},
        {"kinds": "pack"},
        {"sealed_secret": ""},
        {"epoch": ""},
        {"tick": -1},
        {"paused_why": "Nobody paused it."},
    ],
)
def test_the_database_refuses_a_webhook(webhook, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Webhook.objects.update(**fields)


def test_the_database_takes_every_choice_of_kinds(webhook):
    assert len(CHOICES) == 2 ** len(Change.Kind) - 1
    for choice in CHOICES:
        Webhook.objects.update(kinds=choice)


@pytest.mark.parametrize(
    "fields",
    [
        {"body": ""},
        {"delivered_at": timezone.now()},
        {"delivered_at": timezone.now(), "last_status": 410},
        {"delivered_at": timezone.now(), "given_up_at": timezone.now(), "last_status": 200},
    ],
)
def test_the_database_refuses_a_delivery(webhook, keeper, fields):
    webhook.send_test(by=keeper)

    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.update(**fields)


def test_no_two_messages_have_one_id(webhook, keeper):
    first, second = webhook.send_test(by=keeper), webhook.send_test(by=keeper)

    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(pk=second.pk).update(message_id=first.message_id)


def test_deliveries_go_with_their_webhook(webhook, keeper):
    webhook.send_test(by=keeper)
    webhook.delete()

    assert not Delivery.objects.exists()
