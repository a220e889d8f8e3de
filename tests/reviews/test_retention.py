"""manage.py purge_personal_data: what has been kept as long as its rule says goes, and nothing else."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from reviews import retention
from reviews.models import Complaint, Hit, Invitation, Letter, Original, Review, ReviewText
from tests import factories

DAY = timedelta(days=1)


def ago(days) -> dict:
    return timezone.now() - timedelta(days=days)


def purged() -> dict:
    """{what: how many}, of what something was done to."""
    return {what: number for what, number in retention.purge(timezone.now()) if number}


def test_counts_of_what_people_did_after_30_days(db):
    for days in (29, 31):
        Hit.objects.create(what="vote", who="x")
        Hit.objects.filter(pk=Hit.objects.latest("pk").pk).update(at=ago(days))

    assert purged() == {"counts of what people did": 1}
    assert Hit.objects.get().at > ago(30)


def test_originals_of_masked_texts_after_90_days(listing, customer, other_customer, moderator):
    for author, days in ((customer, 89), (other_customer, 91)):
        text = factories.review(listing=listing, author=author)
        text.review.mask(by=moderator, text=text, spans=[("text", 0, 1)], digest=text.digest)
        Original.objects.filter(text=text).update(masked_at=ago(days))

    assert purged() == {"originals of masked texts": 1}
    assert Original.objects.get().text.review.author == customer
    assert ReviewText.objects.filter(text__startswith="[removed]").count() == 2


@pytest.mark.parametrize("state", ["rejected", "change_asked", "replaced"])
def test_texts_that_are_not_shown_a_year_after_the_decision(listing, customer, other_customer, moderator, state):
    for author, days in ((customer, 364), (other_customer, 366)):
        text = factories.review(listing=listing, author=author, title=f"{days}")
        decide(text, moderator, state)
        ReviewText.objects.filter(pk=text.pk).update(decided_at=ago(days))

    purged()

    assert [text.title for text in ReviewText.objects.exclude(state="waiting")] == ["364"]


def decide(text, moderator, state):
    if state == "rejected":
        text.review.reject(by=moderator, text=text, reason="off_topic")
    elif state == "change_asked":
        text.review.ask_change(by=moderator, text=text, note="Please change it.")
    else:
        listing = text.product.listing
        factories.review(listing=listing, author=text.review.author, title="The later one")


def test_what_is_shown_or_waits_stays_however_old(listing, customer, other_customer, moderator):
    shown = factories.approved(listing=listing, author=customer, moderator=moderator)
    factories.review(listing=listing, author=other_customer)
    ReviewText.objects.filter(pk=shown.pk).update(decided_at=ago(4000))
    ReviewText.objects.update(submitted_at=ago(4000))
    Review.objects.update(created_at=ago(4000))

    assert purged() == {}
    assert ReviewText.objects.count() == 2


def test_a_review_of_which_no_text_is_left_goes(listing, customer, moderator):
    text = factories.review(listing=listing, author=customer)
    text.review.reject(by=moderator, text=text, reason="off_topic")
    ReviewText.objects.update(decided_at=ago(366))
    Review.objects.update(created_at=ago(366))

    assert purged() == {"texts that are not shown": 1, "reviews without a text": 1}
    assert not Review.objects.exists()


def test_invitations_that_nobody_used_a_year_after_their_end(listing, customer, pharmacist):
    for order, days in (("a", 364), ("b", 366), ("used", 366)):
        invitation, _link = Invitation.issue(by=pharmacist, product=listing.product, order=order, through="admin")
        if order == "used":
            factories.review(listing=listing, author=customer, invitation=invitation)
        Invitation.objects.filter(pk=invitation.pk).update(issued_at=ago(500), expires_at=ago(days))

    assert purged() == {"invitations not used": 1}
    assert sorted(bool(one.used_at) for one in Invitation.objects.all()) == [False, True]


def test_notes_of_complaints_a_year_after_somebody_has_looked(listing, customer, other_customer, moderator):
    text = factories.approved(listing=listing, author=customer, moderator=moderator)
    for name, days in (("a", 364), ("b", 366), ("open", None)):
        reader = factories.user(name=name)
        complaint = text.review.complain(by=reader, why="other", note=f"Note {name}")
        settled = {"settled_at": ago(days), "settled_by": moderator} if days else {}
        Complaint.objects.filter(pk=complaint.pk).update(at=ago(4000), **settled)

    assert purged() == {"notes of settled complaints": 1}
    assert sorted(Complaint.objects.values_list("note", flat=True)) == ["", "Note a", "Note open"]
    assert purged() == {}


def test_letters_90_days_after_they_were_sent_or_given_up(listing, customer):
    text = factories.review(listing=listing, author=customer)
    Letter.objects.all().delete()
    for field, days in (("sent_at", 89), ("sent_at", 91), ("given_up_at", 89), ("given_up_at", 91)):
        Letter.objects.filter(pk=Letter.put("received", text).pk).update(**{field: ago(days), "due_at": ago(200)})
    waiting = Letter.put("received", text)
    Letter.objects.filter(pk=waiting.pk).update(due_at=ago(200))

    assert purged() == {"letters": 2}
    assert Letter.objects.count() == 3


def test_accounts_never_confirmed_after_30_days(db, listing):
    staff = {"is_staff": True}
    for name, days, proven, fields in [
        ("young", 29, False, {}),
        ("old", 31, False, {}),
        ("proven", 31, True, {}),
        ("staff", 31, False, staff),
        ("signed_in", 31, False, {"last_login": ago(31)}),
        ("wrote", 31, False, {}),
    ]:
        account = factories.user(name=name, **fields)
        if name == "wrote":
            factories.review(listing=listing, author=account)
        account.emailaddress_set.update(verified=proven)
        User.objects.filter(pk=account.pk).update(date_joined=ago(days))

    assert purged() == {"accounts never confirmed": 1}
    assert not User.objects.filter(username="old").exists()


def test_an_account_that_stands_in_a_record_stays(db, listing, moderator):
    root = factories.user(name="root", is_superuser=True, is_staff=True)
    User.objects.filter(pk=moderator.pk).update(is_staff=False, date_joined=ago(40))
    moderator.emailaddress_set.update(verified=False)
    text = factories.review(listing=listing, author=root)
    text.review.approve(by=moderator, text=text)

    assert purged() == {}
    assert User.objects.filter(pk=moderator.pk).exists()


def test_sessions_that_have_ended_and_their_devices(signed_in, customer, other_customer):
    for one in (customer, other_customer):
        signed_in(one).get("/account/")
    Session.objects.filter(session_key=customer.devices.get().session_key).update(expire_date=ago(1))

    assert purged() == {"sessions that have ended": 1, "devices whose session has ended": 1}
    assert (Session.objects.count(), customer.devices.count(), other_customer.devices.count()) == (1, 0, 1)


def test_safety_reports_past_their_retention_lose_their_words(listing, customer):
    report = listing.product.safety_reports.create(
        product_name="x",
        market="us",
        reporter=customer,
        language="en",
        words="My rash.",
        state="closed",
        closed_at=ago(5000),
        received_at=ago(5001),
    )

    assert purged() == {"safety reports": 1}
    report.refresh_from_db()
    assert (report.words, bool(report.erased_at)) == ("", True)


# The command


def test_the_command_says_what_it_did_and_does_it_once(db, capsys):
    Hit.objects.bulk_create(Hit(what="vote", who="x") for _number in range(retention.BATCH + 5))
    Hit.objects.update(at=ago(31))

    call_command("purge_personal_data", dry_run=True)
    assert "505 counts of what people did would be erased\n" in capsys.readouterr().out
    assert Hit.objects.count() == 505

    call_command("purge_personal_data")
    assert "505 counts of what people did erased\n" in capsys.readouterr().out
    call_command("purge_personal_data")
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if not line.startswith("0 ")] == []
    assert len(lines) == len(retention.rules(timezone.now()))


def test_stopped_in_the_middle_it_goes_on_where_it_was(db):
    Hit.objects.create(what="vote", who="x")
    Hit.objects.update(at=ago(31))
    Session.objects.create(session_key="x", session_data="", expire_date=ago(1))
    run = retention.purge(timezone.now())
    next(run)  # one rule done
    run.close()

    assert (Hit.objects.count(), Session.objects.count()) == (0, 1)
    assert purged() == {"sessions that have ended": 1}


def test_what_people_are_told_are_the_rules():
    told = dict(retention.in_words())

    assert told["What stood where a moderator has masked a part of your text"] == "90 days"
    assert told["How often you wrote, voted or complained, and from which network, as codes"] == "30 days"


def test_the_tie_of_an_order_and_a_review_lasts_as_long_as_they_are_told(listing, customer, other_customer, pharmacist):
    """Cut by deleting the review, and by leaving without it; nothing else cuts it, however old it is."""
    told = dict(retention.in_words())
    assert (
        told["To which order, as a code, a review belongs that you wrote on an invitation"]
        == "Until you delete the review or the account: then the tie is cut"
    )
    for author in (customer, other_customer):
        invitation, _link = Invitation.issue(
            by=pharmacist, product=listing.product, order=author.username, through="csv"
        )
        factories.review(listing=listing, author=author, invitation=invitation)
    Invitation.objects.update(issued_at=ago(5000), expires_at=ago(4000))
    purged()
    assert Invitation.objects.exclude(review=None).count() == 2

    customer.reviews.get().withdraw(by=customer)
    other_customer.leave(with_reviews=False)

    assert list(Invitation.objects.values_list("review", flat=True)) == [None, None]
