"""How long what is kept: the rules, the page that tells them, and the deletion that `purge_personal_data` runs.

Safety reports have rules of their own (see reviews/models/safety.py).
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.devices import Device
from accounts.models import MustStay, User
from reviews.models import Complaint, Hit, Invitation, Letter, Original, Review, ReviewText, SafetyReport

HITS = timedelta(days=30)  # who did what how often, as keyed hashes
ORIGINALS = timedelta(days=90)  # of masked texts, from the masking on
TEXTS = timedelta(days=365)  # not published, sent back or replaced: from the decision on
INVITATIONS = timedelta(days=365)  # not used: from their end on
COMPLAINTS = timedelta(days=365)  # what was written in one, once a moderator has looked at it
LETTERS = timedelta(days=90)  # sent or given up: kind and time; the words are made anew for every try
SIGN_UPS = timedelta(days=30)  # accounts whose address nobody has proven, and in which nobody has been
BATCH = 500  # rows of a transaction: the site goes on meanwhile

State = ReviewText.State


def days(span: timedelta) -> str:
    return ngettext("%(number)d day", "%(number)d days", span.days) % {"number": span.days}


def in_words() -> list[tuple[str, str]]:
    """(what is kept, for how long) for the people whom it is about."""
    account, ever = _("Until you delete the account"), _("For ever")
    return [
        (_("Your address, your display name, your password (as a hash that nobody can read)"), account),
        (_("Your published reviews, and what you agreed to for each"), _("Until you delete them")),
        (
            _("Texts of yours that were not published, were sent back or were replaced"),
            _("%(days)s after the decision") % {"days": days(TEXTS)},
        ),
        (_("What stood where a moderator has masked a part of your text"), days(ORIGINALS)),
        (_("Your votes and answers, and which reviews you have reported"), account),
        (
            _("What you wrote when you reported a review"),
            _("%(days)s after a moderator has looked at it, and no longer than the account")
            % {"days": days(COMPLAINTS)},
        ),
        (_("How often you wrote, voted or complained, and from which network, as codes"), days(HITS)),
        (_("Which kind of letter we sent you, and when"), days(LETTERS)),
        (
            _("That a pharmacy has invited you; its order number as a code, without your name"),
            _("%(days)s after its end, where you did not use it; for ever where you did, so that it works once")
            % {"days": days(INVITATIONS)},
        ),
        (
            _("To which order, as a code, a review belongs that you wrote on an invitation"),
            _("Until you delete the review or the account: then the tie is cut"),
        ),
        (_("A sign-up whose address nobody has confirmed"), days(SIGN_UPS)),
        (
            _("What you wrote about possible side effects: the law asks us to keep it"),
            _("For the years that the law asks for, also when the review is deleted"),
        ),
        (_("The record of what was decided on reviews: no words, no name of a customer"), ever),
    ]


def purge(now: datetime, *, dry_run: bool = False) -> Iterator[tuple[str, int]]:
    """(what, how many rows went, or would go) for each rule, as it is done. Safe to stop and to run again."""
    for what, rows, erase in rules(now):
        yield what, rows.count() if dry_run else in_batches(rows, erase)


def rules(now: datetime) -> list[tuple[str, models.QuerySet, Callable]]:
    ended = [State.REJECTED, State.REPLACED, State.CHANGE_ASKED]
    told = Q(sent_at__lt=now - LETTERS) | Q(sent_at=None, given_up_at__lt=now - LETTERS)
    looked_at = Complaint.objects.filter(settled_at__lt=now - COMPLAINTS).exclude(note="")
    unproven = User.objects.filter(is_staff=False, is_superuser=False, last_login=None, reviews=None)
    unproven = unproven.filter(date_joined__lt=now - SIGN_UPS).exclude(emailaddress__verified=True)
    return [
        ("counts of what people did", Hit.objects.filter(at__lt=now - HITS), delete),
        ("originals of masked texts", Original.objects.filter(masked_at__lt=now - ORIGINALS), delete),
        ("texts that are not shown", ReviewText.objects.filter(state__in=ended, decided_at__lt=now - TEXTS), delete),
        ("reviews without a text", Review.objects.filter(texts=None, created_at__lt=now - TEXTS), delete),
        ("invitations not used", Invitation.objects.filter(used_at=None, expires_at__lt=now - INVITATIONS), delete),
        ("notes of settled complaints", looked_at, lambda rows: rows.update(note="")),
        ("letters", Letter.objects.filter(told), delete),
        ("accounts never confirmed", unproven, forget),
        ("safety reports", SafetyReport.objects.past_retention(now), lambda rows: rows.erase_all()),
        ("sessions that have ended", Session.objects.filter(expire_date__lt=now), delete),
        ("devices whose session has ended", Device.objects.exclude(pk__in=Device.objects.living()), delete),
    ]


def in_batches(rows: models.QuerySet, erase: Callable) -> int:
    """Erase rows by ascending key, so many in a transaction; how many there were."""
    total, last = 0, None
    while True:
        rest = rows.order_by("pk") if last is None else rows.order_by("pk").filter(pk__gt=last)
        keys = list(rest.values_list("pk", flat=True)[:BATCH])
        if not keys:
            return total
        with transaction.atomic():
            total += erase(rows.filter(pk__in=keys))
        last = keys[-1]


def delete(rows: models.QuerySet) -> int:
    """How many of these rows went; not those that hung on them."""
    return rows.delete()[1].get(rows.model._meta.label, 0)


def forget(accounts: models.QuerySet) -> int:
    """Delete accounts as their people would; one that stands in a record stays."""
    gone = 0
    for account in accounts:
        try:
            account.forget_unproven()
        except MustStay:
            continue
        gone += 1
    return gone
