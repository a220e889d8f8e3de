"""What the author is told by e-mail."""

import logging

from tests import factories


def test_published(listing, customer, moderator, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        factories.approved(listing=listing, author=customer, moderator=moderator)

    (mail,) = mailoutbox
    assert (mail.subject, mail.to) == ("Your review is published", ["customer@example.com"])
    assert "Hello Ana P.," in mail.body
    assert f"your review of {listing.name}. It is published now." in mail.body


def test_not_published_with_the_reason(listing, customer, moderator, mailoutbox, django_capture_on_commit_callbacks):
    text = factories.review(listing=listing, author=customer, rating=1)

    with django_capture_on_commit_callbacks(execute=True):
        text.review.reject(by=moderator, text=text, reason="medical_advice", note="Leave out the dose & try again.")

    (mail,) = mailoutbox
    assert mail.subject == "Your review is not published"
    assert listing.name not in mail.subject
    assert "The reason: It gives advice on doses or treatment." in mail.body
    assert "Leave out the dose & try again." in mail.body


def test_nobody_is_written_to_who_has_left(
    listing, customer, moderator, mailoutbox, django_capture_on_commit_callbacks
):
    text = factories.review(listing=listing, author=customer)
    customer.is_active = False
    customer.save()

    with django_capture_on_commit_callbacks(execute=True):
        text.review.approve(by=moderator, text=text)

    assert mailoutbox == []


def test_a_refusal_sends_nothing(listing, moderator, mailoutbox, django_capture_on_commit_callbacks):
    text = factories.review(listing=listing, author=moderator)

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        try:
            text.review.approve(by=moderator, text=text)
        except Exception as refusal:
            assert "your own" in str(refusal)

    assert (callbacks, mailoutbox) == ([], [])


def test_a_broken_mail_server_is_logged_and_the_decision_stands(
    listing, customer, moderator, settings, caplog, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1

    with caplog.at_level(logging.ERROR), django_capture_on_commit_callbacks(execute=True):
        text = factories.approved(listing=listing, author=customer, moderator=moderator)

    text.refresh_from_db()
    assert text.state == "shown"
    assert "tell_author" in caplog.text
