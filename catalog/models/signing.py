"""The road from a draft to the public: submit, send back, sign and publish, withdraw, restore."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import PHARMACISTS
from catalog import content, listing_checks, pictures, saving, shelf
from catalog.models.address import Address
from catalog.models.clock import Change, Clock
from catalog.models.editing import Editable
from catalog.models.permission import require
from catalog.models.publication import Publication, Withdrawal
from catalog.models.submission import Submission
from catalog.page import render
from catalog.refusals import FourEyes, NotWaiting, NotWhatWasRead, Refused


class Signable(Editable):
    """The verbs of signing, mixed into Product."""

    class Meta:
        abstract = True

    def submit(self, *, by, digest: str, note: str, acknowledged=()) -> Submission:
        """Put the draft of this digest before a pharmacist.

        `acknowledged` are the ids of the warnings that the submitter has read. Raises NotReady where a check
        fails or a warning is not acknowledged, NotWhatWasRead where the draft has changed, PermissionDenied.
        """
        require(by, "catalog.submit_product")
        with transaction.atomic():
            product = self.locked()
            values = product.read_as(digest)
            if not note.strip():
                raise Refused(_("Say what changed and why: the pharmacist reads it first."))
            listing_checks.require_ready(values, acknowledged)
            product.require_own_address()
            for earlier in product.submissions.waiting():
                earlier.decide(Submission.State.CANCELLED, by=by)
            submission = Submission(
                product=product,
                digest=digest,
                note=note.strip(),
                acknowledged=sorted(acknowledged),
                submitted_by=by,
            )
            saving.check(submission, exclude=["acknowledged", "decided_by", "decided_at"])
            submission.save()
            return submission

    def send_back(self, *, by, reason: str) -> Submission:
        """Refuse to sign, and say why. Raises NotWaiting, PermissionDenied."""
        self.require_pharmacist(by)
        if not reason.strip():
            raise Refused(_("Say what has to change: the editor sees your reason."))
        with transaction.atomic():
            submission = self.locked().waiting_or_refuse()
            submission.decide(Submission.State.SENT_BACK, by=by, reason=reason.strip())
        return submission

    def publish(self, *, by, digest: str, submission_read: int | None = None) -> Publication:
        """Sign exactly the snapshot of this digest, and show it to the public.

        `submission_read` is the id of the submission whose note and warnings the signer read. The caller has asked
        for the password again. Raises PermissionDenied, Refused where `by` is no pharmacist, NotWaiting,
        NotWhatWasRead, FourEyes, NotReady.
        """
        self.require_pharmacist(by)
        pictures.make_ready(self)
        with transaction.atomic():
            product = self.locked()
            submission = product.waiting_or_refuse()
            values = product.read_as(digest)
            if submission.digest != digest or submission_read not in (None, submission.pk):
                raise NotWhatWasRead(_("This is not what you read, or not what was submitted. Read it again."))
            four_eyes = product.four_eyes_of(by, submission)
            listing_checks.require_ready(values, submission.acknowledged)
            product.require_own_address()
            rendered = render(values)
            publication = Publication.objects.sealed(
                product=product,
                values=values,
                submission=submission,
                signed_by=by,
                role="pharmacist",
                why=submission.note,
                four_eyes=four_eyes,
            )
            submission.decide(Submission.State.SIGNED, by=by)
            shelf.put(publication, values, rendered)
            Clock.move((product.pk, Change.Kind.PUBLISHED), shape=True)
        return publication

    def withdraw(self, *, by, reason: str, public_note: str) -> Withdrawal:
        """Take the listing off the public pages, at once. One pharmacist is enough.

        `reason` stays internal, `public_note` stands on the page that answers 410. Raises NotWaiting where
        nothing is listed, PermissionDenied.
        """
        self.require_pharmacist(by)
        if not reason.strip() or not public_note.strip():
            raise Refused(_("Withdrawing needs a reason for your colleagues and a note for the public."))
        with transaction.atomic():
            product = self.locked()
            listing = shelf.locked_listing(product)
            if listing is None:
                raise NotWaiting(_("This product is not listed."))
            withdrawal = Withdrawal(
                product=product,
                publication=listing.publication,
                by=by,
                reason=reason.strip(),
                public_note=public_note.strip(),
            )
            saving.check(withdrawal)
            withdrawal.save()
            shelf.take_down(listing, public_note.strip())
            Clock.move((product.pk, Change.Kind.WITHDRAWN), shape=True)
        return withdrawal

    def restore(self, publication: Publication, *, by, seen_version: int | None = None) -> list[str]:
        """Make an earlier publication the draft again. Returns the names of terms that had to be made anew."""
        if publication.product_id != self.pk:
            raise Refused(_("That publication belongs to another product."))
        why = _("Restored from version %(number)s") % {"number": publication.number}
        with self.editing(by=by, seen_version=seen_version, why=why) as draft:
            return content.fill(draft, publication.content)

    def read_as(self, digest: str) -> dict:
        """The snapshot as it is now, if it is the one that was read."""
        values = self.snapshot()
        if content.digest(values) != digest:
            raise NotWhatWasRead(_("The draft has changed since you opened it. Read it again, then decide."))
        return values

    def waiting_or_refuse(self) -> Submission:
        submission = self.submissions.waiting().select_for_update(no_key=True).first()
        if submission is None:
            raise NotWaiting(_("This product is not waiting for a signature."))
        return submission

    def four_eyes_of(self, by, submission) -> bool:
        """Whether somebody other than the signer wrote it. Raises FourEyes where the settings ask for that."""
        touched = submission.submitted_by_id == by.pk or self.editors_since_publication().filter(by=by).exists()
        if touched and settings.FOUR_EYES:
            raise FourEyes(_("You have edited or submitted this yourself. Another pharmacist has to sign it."))
        return not touched

    def require_own_address(self):
        """No address that was ever another product's becomes this one's: links and bookmarks keep their meaning.

        Nor one of the site's own, which would hide the page; see also Product.clean, which says so beside the field.
        """
        if self.slug in Address.RESERVED:
            raise Refused(_("This address belongs to the site itself. Choose another slug."))
        if Address.objects.filter(slug=self.slug).exclude(product=self.pk).exists():
            raise Refused(_("This address belongs, or once belonged, to another product. Choose another slug."))

    @staticmethod
    def require_pharmacist(by):
        require(by, "catalog.sign_product")
        # A superuser holds every permission; the page says "by a pharmacist", so membership decides.
        if by is None or not by.belongs_to(PHARMACISTS):
            raise Refused(_("Only a pharmacist may do this."))
