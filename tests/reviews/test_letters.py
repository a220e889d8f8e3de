"""What the author is told by e-mail: rows of the verb's transaction, sent by the worker, retried, never twice."""

import socket
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone, translation
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from catalog.refusals import NotWaiting, Refused
from reviews.models import Letter, Review
from reviews.models.letter import PAUSES, TURN, deliver
from tests import factories

MINUTE = timedelta(minutes=1)


class Refusing(EmailBackend):
    """A mail server that says no, and who it says it about."""

    def send_messages(self, messages):
        raise SMTPRecipientsRefused({messages[0].to[0]: (450, b"customer@example.com: try later")})


class Busy(EmailBackend):
    def send_messages(self, messages):
        raise SMTPDataError(451, "customer@example.com: come back later")


REFUSING, BUSY = f"{__name__}.Refusing", f"{__name__}.Busy"


def work():
    """Do what is due now."""
    call_command("work", batch=True, startup_delay=False, reload=False, verbosity=0)


@pytest.fixture
def later():
    """`with later(MINUTE):` the clock is so much on."""
    now = timezone.now()
    return lambda span: time_machine.travel(now + span, tick=False)


def subjects():
    return [message.subject for message in mail.outbox]


def decided(listing, customer, moderator, kind, note=""):
    text = factories.review(listing=listing, author=customer, rating=1)
    Letter.objects.all().delete()
    if kind == "shown":
        text.review.approve(by=moderator, text=text)
    elif kind == "rejected":
        text.review.reject(by=moderator, text=text, reason="medical_advice", note=note)
    elif kind == "change_asked":
        text.review.ask_change(by=moderator, text=text, note=note or "Leave out the dose.")
    elif kind == "reply":
        text.review.approve(by=moderator, text=text)
        Letter.objects.all().delete()
        text.review.answer(by=moderator, text="We are sorry to read this.")
    return text


def test_received_at_once(listing, customer, transactional_db):
    factories.review(listing=listing, author=customer)
    assert mail.outbox == []

    work()

    (message,) = mail.outbox
    assert (message.subject, message.to) == ("We have received your review", ["customer@example.com"])
    assert "Hello Ana P.," in message.body
    assert "http://localhost:8000/account/reviews/" in message.body
    assert Letter.objects.get().sent_at


@pytest.mark.parametrize("kind", ["shown", "rejected", "change_asked", "reply"])
def test_a_decision_is_told_after_the_minute_in_which_it_can_be_undone(
    listing, customer, moderator, later, kind, transactional_db
):
    decided(listing, customer, moderator, kind)

    with later(MINUTE - timedelta(seconds=5)):
        work()
        assert deliver.call(Letter.objects.get().pk) is False  # nor by a task that comes too early
        assert mail.outbox == []
    with later(MINUTE + timedelta(seconds=5)):
        work()
        work()
    assert len(mail.outbox) == 1
    assert Letter.objects.get().kind == kind


def test_not_published_with_the_reason_and_the_rules(listing, customer, moderator, later, transactional_db):
    decided(listing, customer, moderator, "rejected", note="Leave out the dose & try again.")

    with later(2 * MINUTE):
        work()

    (message,) = mail.outbox
    assert "The reason: It gives advice on doses or treatment." in message.body
    assert "The moderator writes more in your account" in message.body
    assert "http://localhost:8000/reviews/policy/" in message.body


@pytest.mark.parametrize("kind", ["received", "shown", "rejected", "change_asked", "reply"])
def test_no_medicine_and_no_word_of_the_review_in_a_mailbox(
    listing, customer, moderator, later, kind, transactional_db
):
    if kind == "received":
        factories.review(listing=listing, author=customer)
    else:
        decided(listing, customer, moderator, kind, note="Leave out testazole.")

    with later(2 * MINUTE):
        work()

    (message,) = mail.outbox
    whole = f"{message.subject} {message.body} {message.alternatives[0].content}".lower()
    assert [
        word for word in ("testazole", listing.slug, "hay fever", "it helped", "sorry to read") if word in whole
    ] == []


@pytest.mark.parametrize("language", ["en", "es", "ar"])
@pytest.mark.parametrize("kind", ["received", "shown", "rejected", "change_asked", "reply", "question"])
def test_each_language_has_both_parts(listing, customer, moderator, later, kind, language, transactional_db):
    with translation.override(language):
        text = factories.review(listing=listing, author=customer)
    Letter.objects.all().delete()
    if kind == "question":
        asked(text, moderator)
    elif kind == "received":
        Letter.put(kind, text)
    else:
        text.review.withdraw(by=customer)
        with translation.override(language):
            decided(listing, customer, moderator, kind)
    with later(2 * MINUTE):
        work()

    (message,) = mail.outbox
    (html,) = message.alternatives
    assert html.mimetype == "text/html"
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html.content
    prefix = "" if language == "en" else f"/{language}"
    assert f"http://localhost:8000{prefix}/account/" in message.body
    assert f'<a href="http://localhost:8000{prefix}/account/' in html.content
    assert "\n\n\n" not in message.body


def asked(text, moderator):
    question = text.review.product.safety_reports.create(
        product_name="x", market="us", review=text.review, reporter=text.review.author, language=text.language
    ).questions.create(customer=text.review.author, text="When did it begin?", asked_by=moderator)
    return Letter.put_question(question)


# Letters whose cause is gone


def test_what_is_undone_is_never_told(listing, customer, moderator, later, transactional_db):
    text = decided(listing, customer, moderator, "shown")
    text.review.undo(by=moderator, text=text)

    with later(2 * MINUTE):
        work()
    assert mail.outbox == []


def test_what_was_turned_round_meanwhile_is_told_once(listing, customer, moderator, later, transactional_db):
    text = decided(listing, customer, moderator, "shown")
    text.review.reject(by=moderator, text=text, reason="abusive")

    with later(2 * MINUTE):
        work()
    assert subjects() == ["Your review is not published"]
    assert list(Letter.objects.values_list("kind", flat=True)) == ["rejected"]


@pytest.mark.parametrize("way", ["deleted", "left", "left, words stay", "closed", "address"])
def test_nobody_is_written_to_who_is_not_there(listing, customer, moderator, later, way, transactional_db):
    text = decided(listing, customer, moderator, "shown")
    if way == "deleted":
        text.review.withdraw(by=customer)
    elif way.startswith("left"):
        customer.leave(with_reviews=way == "left")
    elif way == "closed":
        type(customer).objects.update(is_active=False)
    else:
        customer.emailaddress_set.update(verified=False)

    with later(2 * MINUTE):
        work()
    assert mail.outbox == []
    assert not Letter.objects.exists()


def test_no_letter_is_made_for_an_address_that_nobody_has_proven(listing, customer, moderator):
    text = factories.review(listing=listing, author=customer)
    customer.emailaddress_set.update(verified=False)
    Letter.objects.all().delete()

    text.review.approve(by=moderator, text=text)

    assert not Letter.objects.exists()


def test_a_refused_decision_leaves_neither_letter_nor_task(listing, moderator):
    text = factories.review(listing=listing, author=moderator)
    before = (Letter.objects.count(), DBTaskResult.objects.count())

    with pytest.raises(Refused):
        text.review.approve(by=moderator, text=text)

    assert (Letter.objects.count(), DBTaskResult.objects.count()) == before


# A mail server that is down


def test_nothing_is_lost_while_nobody_listens(listing, customer, settings, later, caplog, transactional_db):
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", closed_port(), 1
    factories.review(listing=listing, author=customer)

    work()

    letter = Letter.objects.get()
    assert (letter.tries, letter.sent_at, letter.last_error[:22]) == (1, None, "ConnectionRefusedError")
    settings.EMAIL_BACKEND = working
    with later(2 * MINUTE):
        work()
        work()
    assert subjects() == ["We have received your review"]


def closed_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.mark.parametrize("backend", [REFUSING, BUSY])
def test_no_address_stands_in_what_is_kept_or_logged(listing, customer, settings, caplog, backend, transactional_db):
    settings.EMAIL_BACKEND = backend
    factories.review(listing=listing, author=customer)

    work()

    assert Letter.objects.get().last_error in ("SMTPRecipientsRefused", "SMTPDataError 451")
    assert "example.com" not in caplog.text


def test_pauses_grow_and_after_about_three_days_it_is_given_up(
    listing, customer, moderator, settings, transactional_db
):
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, REFUSING
    factories.review(listing=listing, author=customer)
    began, pauses = timezone.now(), []
    with time_machine.travel(began, tick=False) as clock:
        for _try in range(len(PAUSES) + 1):
            clock.move_to(max(timezone.now(), Letter.objects.get().due_at))
            work()
            pauses.append(Letter.objects.get().due_at - timezone.now())

        letter = Letter.objects.get()
        assert pauses == [*PAUSES, timedelta(0)]
        assert (letter.tries, letter.given_up_at) == (len(PAUSES) + 1, timezone.now())
        assert timedelta(days=2, hours=12) < letter.given_up_at - began < timedelta(days=3, hours=12)

        settings.EMAIL_BACKEND = working
        clock.shift(timedelta(days=30))
        work()
        assert mail.outbox == []
        with pytest.raises(PermissionDenied):
            letter.send_again(by=customer)
        letter.send_again(by=moderator)
        with pytest.raises(NotWaiting):
            letter.send_again(by=moderator)
        work()
    assert subjects() == ["We have received your review"]


# Workers


def test_two_workers_send_one_letter_once(listing, customer, transactional_db):
    factories.review(listing=listing, author=customer)
    first, second = Letter.objects.get(), Letter.objects.get()

    assert (first.claimed(), second.claimed()) == (True, False)
    assert Letter.objects.get().tries == 1


def test_a_task_that_comes_twice_sends_once(listing, customer, transactional_db):
    factories.review(listing=listing, author=customer)
    Letter.objects.get().enqueue()

    work()

    assert len(mail.outbox) == 1
    assert DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).count() == 2


def test_a_letter_without_a_task_is_taken_up(listing, customer, transactional_db):
    factories.review(listing=listing, author=customer)
    DBTaskResult.objects.all().delete()

    work()

    assert len(mail.outbox) == 1


def test_what_has_its_task_is_not_given_another(listing, customer, transactional_db):
    factories.review(listing=listing, author=customer)

    assert (Letter.objects.take_up(), DBTaskResult.objects.filter(task_path=deliver.module_path).count()) == (0, 1)


def test_a_worker_that_was_killed_in_the_middle(listing, customer, later, transactional_db):
    factories.review(listing=listing, author=customer)
    assert Letter.objects.get().claimed()
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now())

    work()
    assert mail.outbox == []
    with later(TURN + MINUTE):
        work()
    assert len(mail.outbox) == 1


def test_a_verb_that_fails_leaves_no_letter(listing, customer, transactional_db):
    with pytest.raises(Exception, match="title"):
        factories.review(listing=listing, author=customer, title="")

    assert (Letter.objects.count(), Review.objects.count(), DBTaskResult.objects.count()) == (0, 0, 0)
