"""What readers and the pharmacy do to a published review: votes, complaints, the public answer."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from catalog.models import Listing
from catalog.refusals import NotWaiting, Refused
from reviews import screening
from reviews.models.decision import Decision
from reviews.models.hit import Hit
from reviews.models.letter import Letter
from reviews.models.moderation import TIME_TO_UNDO
from reviews.models.readers import Complaint, Reply, Vote
from reviews.models.stars import show_change
from reviews.models.text import ReviewText

MOST_WEIGHED = 1000  # complaints: the column of urgency holds no more than 32767
URGENT_FOR_EACH = 20  # a complaint weighs as much as a telephone number that screening found; see screening.urgency


class Judged(models.Model):
    if TYPE_CHECKING:
        pk: int
        product_id: int
        author_id: int | None
        texts: Any
        votes: Any
        complaints: Any
        locked_listing: Any

    class Meta:
        abstract = True

    def vote(self, *, by, network: str = "") -> Vote:
        """This customer found the published text helpful; doing it twice is doing it once. Refused for one's own."""
        with transaction.atomic():
            shown = self.judged(by)
            vote = self.votes.filter(voter=by).first()
            if vote is None:
                Hit.count("vote", person=by, network=network)
                vote = self.votes.create(voter=by)
                self.count_votes(shown)
                show_change([self.product_id])
        return vote

    def take_vote_back(self, *, by):
        """The customer changed their mind. Nothing happens where they had not voted."""
        with transaction.atomic():
            self.locked_listing()
            if self.votes.filter(voter=by).delete()[0]:
                self.count_votes()
                show_change([self.product_id])

    def complain(self, *, by, why: str, note: str = "", network: str = "") -> Complaint:
        """Somebody says why the published text should not stand: a moderator looks at it again.

        Once a person: until somebody has looked, a second one changes nothing and is answered with the first.
        """
        with transaction.atomic():
            self.judged(by)
            if known := self.complaints.filter(by=by, settled_at=None).first():
                return known
            Hit.count("complaint", person=by, network=network)
            complaint = Complaint(review_id=self.pk, by=by, why=why, note=note.strip())
            self.screen_note(complaint)
            complaint.full_clean(exclude=["by", "settled_by", "settled_at"])
            complaint.save()
            self.count_complaints()
        return complaint

    def screen_note(self, complaint: Complaint):
        """A reader may tell of harm in passing: that must not wait until somebody reads it."""
        if not complaint.note:
            return
        listing = Listing.objects.for_cards().get(product=self.product_id)
        said = {"title": "", "text": complaint.note}
        found = screening.screen(**said, language=get_language() or settings.LANGUAGE_CODE, listing=listing)
        complaint.tells_of_reaction = screening.is_possible_side_effect(found)
        complaint.tells_of_pregnancy = screening.mentions_pregnancy(found)

    def settle_complaints(self, *, by, at):
        """A moderator has looked: the verbs of moderation call this under their lock."""
        self.complaints.filter(settled_at=None).update(settled_at=at, settled_by=by)
        self.count_complaints()

    def answer(self, *, by, text: str) -> Reply:
        """The pharmacy answers the published text in public, or words its answer anew."""
        self.require_answerer(by)
        with transaction.atomic():
            self.locked_listing()
            shown = self.shown_or_refuse()
            reply = Reply.objects.filter(review=self.pk).first() or Reply(review_id=self.pk)
            reply.text, reply.by, reply.language = text.strip(), by, get_language()
            reply.full_clean(exclude=["by", "review"])
            reply.save()
            Decision.note(Decision.Act.REPLIED, shown, by=by, from_state=shown.state)
            if not self.letters_of_the_answer().exists():
                Letter.put(Letter.Kind.REPLY, shown, after=TIME_TO_UNDO)
            show_change([self.product_id])
        return reply

    def remove_answer(self, *, by):
        """Take the public answer away. Raises NotWaiting where there is none."""
        self.require_answerer(by)
        with transaction.atomic():
            self.locked_listing()
            if not Reply.objects.filter(review=self.pk).delete()[0]:
                raise NotWaiting(_("There is no answer to this review."))
            said = self.shown or self.texts.first()
            if said:
                Decision.note(Decision.Act.REPLY_REMOVED, said, by=by, from_state=said.state)
            self.letters_of_the_answer().delete()
            show_change([self.product_id])

    def letters_of_the_answer(self):
        """Those that have not gone out: what they say is looked up when they do."""
        return Letter.objects.unsent().filter(text__review=self.pk, kind=Letter.Kind.REPLY)

    def require_answerer(self, by):
        if not (by.is_active and by.has_perm("reviews.answer_review")):
            raise PermissionDenied(_("Only staff of the pharmacy may answer."))
        if self.author_id == by.pk:
            raise Refused(_("This review is your own. Somebody else has to answer."))

    def judged(self, by) -> ReviewText:
        """The published text under lock, for somebody with a proven address who is not its author."""
        require_customer(by)
        if self.author_id == by.pk:
            raise Refused(_("This review is your own."))
        listing = self.locked_listing()
        if listing is None or not listing.shows_reviews:
            raise Refused(_("Reviews of this medicine are not shown here."))
        return self.shown_or_refuse()

    def shown_or_refuse(self) -> ReviewText:
        shown = self.texts.shown().first()
        if shown is None:
            raise NotWaiting(_("This review is not published any more."))
        return shown

    def count_votes(self, shown: ReviewText | None = None):
        """Count anew from the rows, under the review's lock."""
        texts = self.texts.filter(pk=shown.pk) if shown else self.texts.shown()
        texts.update(helpful_count=self.votes.count())

    def count_complaints(self):
        """Count anew those that nobody has settled; each raises the text in the moderators' queue."""
        complaints = list(self.complaints.open()[: MOST_WEIGHED + 1])
        number = len(complaints) if len(complaints) <= MOST_WEIGHED else self.complaints.open().count()
        for text in self.texts.shown():
            text.urgency = screening.urgency_of(text.marks) + weight_of(complaints[:MOST_WEIGHED])
            text.complaint_count = number
            text.save(update_fields=["urgency", "complaint_count"])


def weight_of(complaints: list[Complaint]) -> int:
    """How much they raise a text in the queue: harm that readers tell of as much as harm that a text tells of."""
    weight = URGENT_FOR_EACH * len(complaints)
    if any(one.tells_of_pregnancy for one in complaints):
        weight += screening.URGENCY[screening.Kind.PREGNANCY]
    if any(one.tells_of_harm for one in complaints):
        weight += screening.URGENCY[screening.Kind.SIDE_EFFECT]
    return weight


def require_customer(by):
    """An active account with a proven address, locked: two acts at once are counted both."""
    account = User.objects.select_for_update(no_key=True).filter(pk=by.pk, is_active=True).first()
    if account is None:
        raise PermissionDenied
    if not account.has_proven_address:
        raise Refused(_("Confirm your e-mail address first: we sent you a code. Then send this again."))
