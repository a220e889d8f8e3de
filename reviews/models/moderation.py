"""The verbs of moderation: approve, reject, ask for a change, mask, keep, undo. Each leaves a line in the record."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import MODERATORS
from catalog.models import Listing
from catalog.refusals import NotWaiting, NotWhatWasRead, Refused
from reviews import screening
from reviews.models.decision import Decision
from reviews.models.letter import Letter
from reviews.models.masking import masked
from reviews.models.stars import move_stars, show_change
from reviews.models.text import Original, ReviewText

State, Act = ReviewText.State, Decision.Act
TIME_TO_UNDO = timedelta(minutes=1)
TOO_LATE = gettext_lazy("A minute has passed: the author may have been told. Decide anew.")
SENT_ANOTHER = gettext_lazy("The author has sent another text meanwhile. Read that one.")


class Moderated(models.Model):
    """What a moderator does with the texts of a review.

    Each verb takes the text that the moderator read, and its digest where the words must be those that were read.
    They raise PermissionDenied for who is no moderator; Refused for one's own review; NotWaiting and
    NotWhatWasRead where somebody else was quicker; then nothing has changed.
    """

    if TYPE_CHECKING:
        pk: int
        objects: Any
        product: Any
        product_id: int
        author_id: int | None
        texts: Any
        complaints: Any
        votes: Any

        @property
        def shown(self) -> ReviewText | None: ...
        @property
        def waiting(self) -> ReviewText | None: ...

        settle_complaints: Any
        count_complaints: Any
        count_votes: Any

    class Meta:
        abstract = True

    def approve(self, *, by, text: ReviewText, digest: str | None = None) -> ReviewText:
        """Show the waiting text; what was shown before is replaced."""
        self.require_moderator(by)
        with transaction.atomic():
            self.locked_listing()
            waiting = self.as_read(text, digest, State.WAITING)
            earlier = list(self.texts.shown())
            for one in earlier:
                one.replaced_by = waiting
                settle(one, State.REPLACED, by=one.decided_by, at=one.decided_at)
            waiting.helpful_count = self.votes.count()
            settle(waiting, State.SHOWN, by=by)
            self.settle_complaints(by=by, at=waiting.decided_at)
            move_stars(self.product_id, up=[waiting.rating], down=[one.rating for one in earlier])
            Decision.note(Act.APPROVED, waiting, by=by, at=waiting.decided_at, from_state=State.WAITING)
            Letter.put(Letter.Kind.SHOWN, waiting, after=TIME_TO_UNDO)
            show_change([self.product_id])
        return waiting

    def reject(
        self, *, by, text: ReviewText, reason: str, note: str = "", digest: str | None = None, read_as: str = ""
    ) -> ReviewText:
        """Keep a waiting text from the public, or take a shown one down, for a reason of content.

        `read_as` is the state in which it was read: what another moderator has published meanwhile is not taken down.
        """
        self.require_moderator(by)
        if reason not in ReviewText.Reason.values:
            raise Refused(_("Choose a reason: the author sees it."))
        with transaction.atomic():
            self.locked_listing()
            read = self.as_read(text, digest, *([read_as] if read_as else [State.WAITING, State.SHOWN]))
            was = read.state
            settle(read, State.REJECTED, by=by, reason=reason, note=note.strip())
            act = Act.REJECTED if was == State.WAITING else Act.TAKEN_DOWN
            Decision.note(act, read, by=by, at=read.decided_at, from_state=was, reason=reason)
            Letter.put(Letter.Kind.REJECTED, read, after=TIME_TO_UNDO)
            if was == State.SHOWN:
                self.settle_complaints(by=by, at=read.decided_at)
                move_stars(self.product_id, down=[read.rating])
                show_change([self.product_id])
        return read

    def ask_change(self, *, by, text: ReviewText, note: str, digest: str | None = None) -> ReviewText:
        """Send the waiting text back to its author with a note on what to change. What was shown stays."""
        self.require_moderator(by)
        if not note.strip():
            raise Refused(_("Say what should be changed: the author sees it."))
        with transaction.atomic():
            self.locked_listing()
            waiting = self.as_read(text, digest, State.WAITING)
            settle(waiting, State.CHANGE_ASKED, by=by, note=note.strip())
            Decision.note(Act.CHANGE_ASKED, waiting, by=by, from_state=State.WAITING)
            Letter.put(Letter.Kind.CHANGE_ASKED, waiting, after=TIME_TO_UNDO)
        return waiting

    def mask(self, *, by, text: ReviewText, spans: list[tuple[str, int, int]], digest: str) -> ReviewText:
        """Put "[removed]" where (field, start, end) say in the text that was read: all that a moderator may alter.

        The words of before are kept in a row of their own until retention or erasure takes them.
        """
        self.require_moderator(by)
        with transaction.atomic():
            listing = self.locked_listing()
            read = self.as_read(text, digest, State.WAITING, State.SHOWN)
            changed = masked(read, spans)
            before = {"title_before": read.title, "words_before": read.text}
            first = before | {"title": read.title, "words": read.text}
            Original.objects.update_or_create(text=read, defaults=before, create_defaults=first)
            self.reword(read, listing, **changed)
            Decision.note(Act.MASKED, read, by=by, from_state=read.state)
            if read.state == State.SHOWN:
                show_change([self.product_id])
        return read

    def keep(self, *, by, text: ReviewText, digest: str | None = None) -> ReviewText:
        """Leave a shown text as it is, after looking at what readers complained about."""
        self.require_moderator(by)
        with transaction.atomic():
            self.locked_listing()
            shown = self.as_read(text, digest, State.SHOWN)
            if not shown.complaint_count:
                raise NotWaiting(_("Nobody complains about this review any more: somebody has looked at it already."))
            now = timezone.now()
            self.settle_complaints(by=by, at=now)
            shown.refresh_from_db()
            Decision.note(Act.KEPT, shown, by=by, at=now, from_state=State.SHOWN)
        return shown

    def undo(self, *, by, text: ReviewText) -> ReviewText:
        """Take back one's own last decision on a text, within TIME_TO_UNDO. Its letter is never sent."""
        self.require_moderator(by)
        with transaction.atomic():
            listing = self.locked_listing()
            last = Decision.objects.filter(text_number=text.pk, review_number=self.pk).first()
            if last is None or last.by_id != by.pk or last.act not in UNDOING:
                raise Refused(_("There is no decision of yours to undo."))
            if timezone.now() - last.at > TIME_TO_UNDO:
                raise Refused(TOO_LATE)
            decided = self.as_decided(text, last)
            # Keeping moves nothing: the public numbers tell its undoing from that of a mask by this.
            was = "" if last.act == Act.KEPT else last.to_state
            UNDOING[last.act](self, decided, last=last, listing=listing)
            Decision.note(Act.UNDONE, decided, by=by, from_state=was, reason=last.reason)
            if not Letter.take_back(LETTERS.get(last.act, ""), decided, since=last.at):
                raise Refused(TOO_LATE)
            show_change([self.product_id])
        return decided

    def as_decided(self, text, last) -> ReviewText:
        """The text, if it is still what the decision has made of it."""
        decided = self.texts.filter(pk=text.pk).first()
        if decided is None:
            raise NotWaiting(_("This text is gone: its author has left, or time has taken it."))
        if decided.state != last.to_state:
            raise Refused(SENT_ANOTHER)
        return decided

    def undo_approval(self, text, *, last, **_others):
        self.require_latest(text)
        self.open_complaints_again(last)
        wait_again(text)
        for earlier in text.replaces.filter(decided_by__isnull=False):
            earlier.replaced_by = None
            settle(earlier, State.SHOWN, by=earlier.decided_by, at=earlier.decided_at)
            move_stars(self.product_id, up=[earlier.rating])
        self.count_votes()
        self.count_complaints()
        move_stars(self.product_id, down=[text.rating])

    def undo_waiting(self, text, **_others):
        self.require_latest(text)
        wait_again(text)

    def undo_taking_down(self, text, *, last, **_others):
        if self.shown is not None:
            raise Refused(_("Another text of this review is published now."))
        self.open_complaints_again(last)
        approval = Decision.objects.filter(text_number=text.pk, act=Act.APPROVED).select_related("by").first()
        approval = approval or last  # what was published before there was a record
        settle(text, State.SHOWN, by=approval.by, at=approval.at)
        self.count_votes()
        self.count_complaints()
        text.refresh_from_db()
        move_stars(self.product_id, up=[text.rating])

    def undo_keeping(self, text, *, last, **_others):
        self.open_complaints_again(last)
        self.count_complaints()
        text.refresh_from_db()

    def open_complaints_again(self, last):
        """Those that a decision settled carry its moment. Who has complained again since is heard once."""
        again = self.complaints.filter(settled_at=None, by__isnull=False).values_list("by", flat=True)
        settled = self.complaints.filter(settled_at=last.at)
        settled.exclude(by__isnull=False, by__in=list(again)).update(settled_at=None, settled_by=None)

    def undo_masking(self, text, *, listing, **_others):
        original = Original.objects.filter(text=text).first()
        if original is None:
            raise Refused(_("What stood there is no longer kept."))
        self.reword(text, listing, title=original.title_before, text=original.words_before)
        if (text.title, text.text) == (original.title, original.words):
            original.delete()

    def reword(self, read, listing, *, title, text):
        """Change a text's words in place, and find the marks anew: their places have moved.

        Their length is not looked at: what the author may have typed to the last character can be masked, too.
        """
        read.title, read.text = title, text
        if listing:
            found = screening.screen(title=title, text=text, language=read.language, listing=listing)
            read.marks = [mark.as_json() for mark in found]
        read.save(update_fields=["title", "text", "marks"])

    def require_latest(self, text):
        """What was sent before what is published must not wait again: approved, it would take its place."""
        if self.texts.filter(pk__gt=text.pk).exists():
            raise Refused(SENT_ANOTHER)

    def require_moderator(self, by):
        """Membership decides, as with signing; nobody judges their own words."""
        if not (by.has_perm("reviews.moderate_review") and by.belongs_to(MODERATORS)):
            raise PermissionDenied(_("Only a moderator may do this."))
        if self.author_id == by.pk:
            raise Refused(_("This review is your own. Another moderator has to decide."))

    def locked_listing(self) -> Listing | None:
        """Locks product, listing and review in that order, as every verb does."""
        self.product.locked()
        listing = Listing.objects.select_for_update(no_key=True, of=("self",)).filter(product=self.product_id).first()
        if not type(self).objects.select_for_update(no_key=True).filter(pk=self.pk).exists():
            raise NotWaiting(_("The author has taken this review back."))
        return listing

    def as_read(self, text: ReviewText, digest: str | None, *states: str) -> ReviewText:
        """The text as it is now, if it is still in one of these states and says what was read."""
        found = self.texts.filter(state__in=states)
        current = found.filter(pk=text.pk).first()
        if current is None and found.filter(state=State.WAITING).exists():
            raise NotWhatWasRead(_("The author has changed the text since you opened it. Read it again."))
        if current is None:
            raise NotWaiting(_("This review is not waiting: somebody has decided on it already."))
        if digest is not None and digest != current.digest:
            raise NotWhatWasRead(_("A part of this text was masked since you opened it. Read it again."))
        return current


def settle(text, state, *, by=None, at=None, reason="", note=""):
    text.state, text.decided_by, text.decided_at = state, by, at or timezone.now()
    text.reason, text.note = reason, note
    text.clean_fields(exclude={field.name for field in text._meta.fields} - {"state", "reason", "note"})
    text.save(update_fields=["state", "decided_by", "decided_at", "reason", "note", "replaced_by", "helpful_count"])


def wait_again(text):
    text.state, text.decided_by, text.decided_at, text.reason, text.note = State.WAITING, None, None, "", ""
    text.save(update_fields=["state", "decided_by", "decided_at", "reason", "note"])


# The letter that tells the author of a decision.
LETTERS: dict[str, str] = {
    Act.APPROVED: Letter.Kind.SHOWN,
    Act.REJECTED: Letter.Kind.REJECTED,
    Act.TAKEN_DOWN: Letter.Kind.REJECTED,
    Act.CHANGE_ASKED: Letter.Kind.CHANGE_ASKED,
}
# What a minute can take back, and how.
UNDOING: dict[str, Callable] = {
    Act.APPROVED: Moderated.undo_approval,
    Act.REJECTED: Moderated.undo_waiting,
    Act.CHANGE_ASKED: Moderated.undo_waiting,
    Act.TAKEN_DOWN: Moderated.undo_taking_down,
    Act.MASKED: Moderated.undo_masking,
    Act.KEPT: Moderated.undo_keeping,
}
