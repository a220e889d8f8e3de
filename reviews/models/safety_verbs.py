"""What a safety officer does with a report: assess, note, ask, forward, close, reopen. Each leaves a note."""

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from catalog.refusals import EditConflict, NotWaiting, Refused
from reviews.models.letter import Letter
from reviews.models.safety_clock import OPEN, SERIOUS
from reviews.models.safety_notes import SafetyNote, SafetyQuestion, SafetyState, clean_only
from reviews.plain_text import plain

CRITERIA = ("has_patient", "has_reporter", "has_product", "has_reaction")
FINDINGS = (*CRITERIA, "reaction", *SERIOUS, "pregnancy")
Kind = SafetyNote.Kind


class Contact(NamedTuple):
    name: str
    email: str


class Handled(models.Model):
    """`seen_version` is that of the page on which somebody decided: where another was quicker, EditConflict is raised.

    The verbs raise PermissionDenied for who may not handle reports, NotWaiting where the state is not one for it,
    Refused and ValidationError with words for the person; then nothing has changed.
    """

    if TYPE_CHECKING:
        pk: Any
        state: Any
        version: Any
        review_id: Any
        reporter_id: Any
        clock_from: Any
        assessed_at: Any
        forwarded_at: Any
        closed_at: Any
        erased_at: Any
        reference: Any
        notes: Any
        questions: Any

    class Meta:
        abstract = True

    def assess(self, *, by, seen_version: int | None = None, **findings):
        """Keep what was found: FINDINGS by name. The first time is the first look, and says how serious it is."""
        with self.handling(by, seen_version, OPEN) as report:
            before = {name: getattr(report, name) for name in FINDINGS}
            for name, value in findings.items():
                if name not in FINDINGS:
                    raise TypeError(name)
                setattr(report, name, plain(value) if name == "reaction" else value)
            clean_only(report, *FINDINGS)
            report.assessed_at = report.assessed_at or timezone.now()
            if report.state == SafetyState.NEW:
                report.state = SafetyState.ASSESSING
            report.put(Kind.ASSESSED, changed(report, before), by=by)

    def note(self, *, by, text: str):
        """A note for colleagues. Notes get in nobody's way: no version is asked for."""
        with self.handling(by, None, SafetyState.values) as report:
            report.put(Kind.NOTE, said(text), by=by)

    def ask(self, *, by, text: str, seen_version: int | None = None) -> SafetyQuestion:
        """Put a private question to the customer, who is told by e-mail that there is one. Refused where nobody is."""
        with transaction.atomic():
            customer = User.objects.select_for_update(no_key=True).filter(pk=self.reporter_id, is_active=True).first()
            with self.handling(by, seen_version, OPEN) as report:
                if customer is None or report.reporter_id != customer.pk or not customer.has_proven_address:
                    raise Refused(_("The customer cannot be reached any more: the account is gone or closed."))
                question = SafetyQuestion(report=report, customer=customer, text=said(text), asked_by=by)
                clean_only(question, "text")
                question.save()
                report.state = SafetyState.ASKED
                report.put(Kind.QUESTION, question.text, by=by)
                Letter.put_question(question)
        return question

    def forward(self, *, by, reference: str, incomplete_because: str = "", seen_version: int | None = None):
        """It was sent to the authority: a valid case, or an incomplete one with a reason for sending it as it is."""
        with self.handling(by, seen_version, OPEN) as report:
            report.reference, why = said(reference), plain(incomplete_because)
            if report.missing and not why:
                missing = ", ".join(str(words) for words in report.missing)
                raise Refused(_("Not a valid case yet. What is missing: %(missing)s.") % {"missing": missing})
            report.state, report.forwarded_at = SafetyState.FORWARDED, timezone.now()
            clean_only(report, "reference")
            words = [_("Reference: %(reference)s") % {"reference": report.reference}]
            if report.missing:
                words.append(_("Sent though incomplete: %(why)s") % {"why": why})
            report.put(Kind.STATE, "\n".join(words), by=by, state=report.state)

    def close(self, *, by, reason: str, seen_version: int | None = None):
        """It is no case. The reason stays with it."""
        with self.handling(by, seen_version, OPEN) as report:
            report.state, report.closed_at = SafetyState.CLOSED, timezone.now()
            report.put(Kind.STATE, said(reason), by=by, state=report.state)

    def reopen(self, *, by, reason: str, seen_version: int | None = None):
        """There is more to do. What was closed goes on from its day zero; what was sent starts a clock of its own."""
        with self.handling(by, seen_version, (SafetyState.FORWARDED, SafetyState.CLOSED)) as report:
            if report.erased_at:
                raise Refused(_("The words of this report are erased. Open a new one."))
            if report.another_open():
                raise Refused(_("Another report of the same review is open. Go on with that one."))
            report.open_again()
            report.put(Kind.STATE, said(reason), by=by, state=report.state)

    def look_at_contact(self, *, by) -> Contact:
        """How to reach the customer; who looked is noted. Needs a permission of its own."""
        if not (by.is_active and by.has_perm("reviews.see_contact")):
            raise PermissionDenied(_("You may not see how to reach the customer."))
        with transaction.atomic():
            report = self.locked()
            customer = User.objects.filter(pk=report.reporter_id).first()
            if customer is None:
                raise Refused(_("The customer cannot be reached any more: the account is gone or closed."))
            report.notes.create(kind=Kind.CONTACT, by=by)
        return Contact(customer.display_name, customer.email)

    @property
    def missing(self) -> list:
        """The criteria of a valid case that are not met, in words."""
        fields = [field for field in self._meta.fields if field.name in CRITERIA]
        return [field.verbose_name for field in fields if not getattr(self, field.name)]

    @property
    def criteria_met(self) -> int:
        return len(CRITERIA) - len(self.missing)

    @contextmanager
    def handling(self, by, seen_version, states):
        """One act: permission, lock, version and state first; the report is saved with its next version at the end."""
        require_handler(by)
        with transaction.atomic():
            report = self.locked()
            if seen_version is not None and seen_version != report.version:
                raise EditConflict(meanwhile(report), seen=seen_version, current=report.version)
            if report.state not in states:
                raise NotWaiting(_("This is not possible any more: the report is %s.") % report.get_state_display())
            yield report
            report.version += 1
            report.save()
        self.refresh_from_db()

    def locked(self):
        """The report as it is now, under lock, after its review: reports of one review are opened one at a time.

        Accounts, products and listings are locked before.
        """
        lock_review(self.review_id)
        found = type(self).objects.select_for_update(no_key=True).filter(pk=self.pk).first()
        if found is None:
            raise NotWaiting(_("There is no such report."))
        return found

    def put(self, kind, text, *, by=None, state=""):
        note = SafetyNote(report=self, kind=kind, text=text, by=by, state=state)
        clean_only(note, "text")
        note.save()

    def take_in_answer(self, words: str):
        """An answer of the customer, under lock: the assessment goes on, where the report was settled meanwhile too."""
        self.put(Kind.ANSWER, words)
        self.version += 1
        if self.state == SafetyState.ASKED:
            self.state = SafetyState.ASSESSING
        elif self.state not in OPEN and not self.another_open():
            self.open_again()
            self.put(Kind.STATE, _("Open again: the customer has answered."), state=self.state)
        elif self.state not in OPEN:
            self.another_open().take_in_words(words)
        self.save()

    def take_in_words(self, words: str):
        self.put(Kind.WORDS, words)
        self.version += 1
        self.save()

    def open_again(self):
        if self.forwarded_at:
            self.clock_from = timezone.now()
        self.state, self.forwarded_at, self.closed_at = SafetyState.ASSESSING, None, None

    def another_open(self):
        if self.review_id is None:
            return None
        others = type(self).objects.select_for_update(no_key=True).filter(review=self.review_id, state__in=OPEN)
        return others.exclude(pk=self.pk).first()


def lock_review(key) -> bool:
    """Whether there is a review of this key; it is locked now."""
    return apps.get_model("reviews", "Review").objects.select_for_update(no_key=True).filter(pk=key).exists()


def require_handler(by):
    if not (by.is_active and by.has_perm("reviews.handle_safetyreport")):
        raise PermissionDenied(_("Only a safety officer may do this."))


def meanwhile(report) -> str:
    """What the second one is told: who changed the report last."""
    last = report.notes.exclude(kind__in=[Kind.CONTACT, Kind.EXPORT]).select_related("by").last()
    who = last.by.display_name if last and last.by else _("The customer")
    return _(
        "%(who)s has changed this report since you opened it. Nothing of yours is saved yet, and nothing of yours is "
        "lost: read what is new, then send yours again."
    ) % {"who": who}


def said(text: str) -> str:
    words = plain(text)
    if not words:
        raise Refused(_("Write a few words first."))
    return words


def changed(report, before) -> str:
    """Which findings are others than before, by their names."""
    names = [name for name in FINDINGS if before[name] != getattr(report, name)]
    lines = []
    for heading, is_set in ((_("Now yes: %s"), True), (_("Now no: %s"), False)):
        words = [str(report._meta.get_field(name).verbose_name) for name in names if getattr(report, name) is is_set]
        lines += [heading % ", ".join(words)] if words else []
    if "reaction" in names:
        lines.append(_("The reaction is worded anew."))
    return "\n".join(lines) or _("Looked at; nothing changed.")
