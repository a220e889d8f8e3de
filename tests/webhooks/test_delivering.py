"""A message reaches its receiver, or is tried again with growing pauses, or is given up; and can be sent again."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from catalog.models import Clock
from catalog.refusals import NotWaiting
from reviews.models.letter import PAUSES as OF_LETTERS
from reviews.models.letter import deliver as deliver_letter
from tests import factories
from tests.webhooks.receiver import added, verified, work
from webhooks.follower import Follower
from webhooks.following import follow, prune
from webhooks.models import Delivery
from webhooks.models.delivery import GONE, KEPT, PAUSES, TURN, deliver

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)
NO = (500, {}, b"Not today")


@pytest.fixture
def webhook(receiver, keeper):
    hook, hook.told_secret = added(by=keeper, address=receiver.address)
    return hook


@pytest.fixture
def delivery(webhook, keeper) -> Delivery:
    return webhook.send_test(by=keeper)


def later(span):
    return time_machine.travel(timezone.now() + span, tick=False)


# Tries


def test_pauses_grow_as_those_of_letters_and_then_it_is_given_up(receiver, keeper, delivery, caplog):
    assert PAUSES == OF_LETTERS
    receiver.answers = [NO] * (len(PAUSES) + 1)
    pauses = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _try in range(len(PAUSES) + 1):
            clock.move_to(max(timezone.now(), Delivery.objects.get().due_at))
            work()
            pauses.append(Delivery.objects.get().due_at - timezone.now())

        delivery.refresh_from_db()
        assert pauses == [*PAUSES, timedelta(0)]
        assert (delivery.tries, delivery.given_up_at) == (len(PAUSES) + 1, timezone.now())
        assert (delivery.last_status, delivery.last_error) == (500, "HTTP 500")
        assert delivery.last_answer == "Not today"
        clock.shift(timedelta(days=20))
        work()
        assert len(receiver.got) == len(PAUSES) + 1

        delivery.send_again(by=keeper)
        work()
    assert {request.body for request in receiver.got} == {delivery.body.encode()}
    assert {request.headers["webhook-id"] for request in receiver.got} == {str(delivery.message_id)}
    delivery.refresh_from_db()
    assert (delivery.last_status, delivery.last_error, delivery.last_answer, delivery.tries) == (204, "", "", 1)


def test_a_later_try_is_signed_with_its_own_time(receiver, webhook, delivery):
    receiver.answers = [NO]
    work()
    with later(2 * MINUTE):
        work()

    first, second = receiver.got
    assert int(second.headers["webhook-timestamp"]) - int(first.headers["webhook-timestamp"]) >= 60
    assert all(verified(request, webhook.told_secret) for request in receiver.got)


def test_a_failed_try_does_not_hold_up_the_next_message(receiver, webhook, delivery, keeper):
    receiver.answers = [NO]
    work()
    other = webhook.send_test(by=keeper)
    work()

    assert [request.headers["webhook-id"] for request in receiver.got] == [
        str(delivery.message_id),
        str(other.message_id),
    ]


def test_what_has_no_answer_has_no_status(intranet, keeper):
    hook, _secret = added(by=keeper, address="http://127.0.0.1:9999/")
    delivery = hook.send_test(by=keeper)

    work()

    delivery.refresh_from_db()
    assert (delivery.last_status, delivery.tries, delivery.delivered_at) == (None, 1, None)
    assert "refused" in delivery.last_error.lower()


def test_gone_pauses_the_webhook_and_says_so_and_loses_nothing(receiver, webhook, delivery, keeper):
    receiver.answers = [(410, {}, b"")]
    work()

    webhook.refresh_from_db()
    delivery.refresh_from_db()
    assert (bool(webhook.paused_at), webhook.paused_why) == (True, GONE)
    assert (delivery.last_status, delivery.given_up_at) == (410, None)
    with later(timedelta(days=5)):
        work()
    assert len(receiver.got) == 1

    webhook.resume(by=keeper)
    work()
    assert (len(receiver.got), webhook.paused_why) == (2, "")
    delivery.refresh_from_db()
    assert delivery.delivered_at


# Sent again


def test_sent_again_it_is_the_same_message(receiver, webhook, delivery, keeper):
    work()
    delivery.send_again(by=keeper)
    work()

    first, second = receiver.got
    assert (first.body, first.headers["webhook-id"]) == (second.body, second.headers["webhook-id"])


def test_what_is_on_its_way_or_paused_is_not_sent_again(webhook, delivery, keeper):
    with pytest.raises(NotWaiting, match="on its way"):
        delivery.send_again(by=keeper)
    work()
    webhook.pause(by=keeper)
    delivery.refresh_from_db()
    with pytest.raises(NotWaiting, match="paused"):
        delivery.send_again(by=keeper)
    with pytest.raises(NotWaiting, match="paused"):
        webhook.send_test(by=keeper)


@pytest.mark.parametrize("who", ["customer", "editor", "pharmacist", "moderator"])
def test_nobody_else_sends_it_again(request, delivery, who):
    work()
    with pytest.raises(PermissionDenied):
        delivery.send_again(by=request.getfixturevalue(who))
    assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == 0


# Workers


def test_two_workers_send_it_once(delivery):
    first, second = Delivery.objects.get(), Delivery.objects.get()

    assert (first.claimed(), second.claimed()) == (True, False)


def test_a_task_that_comes_twice_or_too_early_sends_once(receiver, delivery):
    delivery.enqueue()
    receiver.answers = [NO]
    work()
    assert deliver.call(delivery.pk) is False
    assert len(receiver.got) == 1


def test_without_a_task_it_is_taken_up_and_with_one_it_is_not_given_another(receiver, webhook, delivery, keeper):
    assert Delivery.objects.take_up() == 0
    DBTaskResult.objects.all().delete()
    webhook.pause(by=keeper)
    assert Delivery.objects.take_up() == 0
    webhook.resume(by=keeper)
    DBTaskResult.objects.all().delete()

    work()

    assert len(receiver.got) == 1


def test_a_worker_that_was_killed_in_the_middle(receiver, delivery):
    assert Delivery.objects.get().claimed()
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now())

    work()
    assert receiver.got == []
    with later(TURN + MINUTE):
        work()
    assert len(receiver.got) == 1


def test_a_worker_that_comes_late_does_not_undo_what_another_has_done(receiver, delivery):
    slow = Delivery.objects.select_related("webhook").get()
    assert slow.claimed()
    with later(TURN + MINUTE):
        work()
        DBTaskResult.objects.all().delete()
        receiver.answers = [NO]
        slow.try_to_send()

    delivery.refresh_from_db()
    assert (bool(delivery.delivered_at), delivery.last_status) == (True, 204)


def test_letters_and_pictures_come_first():
    assert deliver.priority < deliver_letter.priority


# Old ones


def test_old_ones_go_and_what_waits_stays(keeper, webhook):
    done, given_up, waiting, fresh = (webhook.send_test(by=keeper) for _number in range(4))
    past = timezone.now() - KEPT - MINUTE
    Delivery.objects.filter(pk__in=[done.pk, given_up.pk, waiting.pk]).update(made_at=past)
    Delivery.objects.filter(pk=done.pk).update(delivered_at=past, last_status=200)
    Delivery.objects.filter(pk=given_up.pk).update(given_up_at=past)
    Delivery.objects.filter(pk=fresh.pk).update(delivered_at=past + 2 * MINUTE, last_status=200)

    assert prune() == 2
    assert set(Delivery.objects.all()) == {waiting, fresh}


def test_the_follower_lets_them_go_once_an_hour(webhook, delivery):
    past = timezone.now() - KEPT - MINUTE
    follower = Follower()

    Delivery.objects.update(delivered_at=past, last_status=200)
    assert follower.look()
    assert not Delivery.objects.exists()
    assert follower.pruned_at


# Secrets


def test_the_secret_stands_nowhere_in_the_open(receiver, webhook, delivery, caplog):
    receiver.answers = [NO]
    with caplog.at_level(0):
        work()

    webhook.refresh_from_db()
    delivery.refresh_from_db()
    rows = str([vars(webhook) | {"told_secret": ""}, vars(delivery)])
    bare = webhook.told_secret.removeprefix("whsec_")
    assert bare not in rows + caplog.text
    assert "shop=1" not in caplog.text  # nor the address: partners put keys into theirs
    assert webhook.secret == webhook.told_secret


def test_a_new_secret_signs_from_now_on(receiver, webhook, delivery, keeper):
    new = webhook.renew_secret(by=keeper)
    work()

    (request,) = receiver.got
    assert (verified(request, new), verified(request, webhook.told_secret)) == (True, False)


def test_a_test_says_nothing(receiver, webhook, delivery):
    work()

    tick, _shape, epoch = Clock.stamp()
    (message,) = receiver.messages()
    assert message == {"id": str(delivery.message_id), "type": "test", "epoch": epoch, "tick": tick}


def test_what_is_due_goes_to_the_new_address(receiver, webhook, delivery, keeper, listing, editor):
    factories.pack(product=listing.product, by=editor)
    follow()
    webhook.refresh_from_db()
    webhook.change(by=keeper, name="Shop", address=receiver.address + "&new=1", kinds=["pack"])
    work()

    assert {request.path for request in receiver.got} == {"/hook?shop=1&new=1"}
