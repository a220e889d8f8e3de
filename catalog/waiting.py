"""Which products wait for whom, and in what state each is: words for the list and for the index."""

from django.conf import settings
from django.db.models import Count, Exists, F, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import PHARMACISTS
from catalog.models import Edit, Product, Publication, Submission

SENT_BACK = Submission.State.SENT_BACK
WAITING = Submission.State.WAITING

# Since when a product waits, by what it waits for.
LAST_SUBMISSION = Submission.objects.filter(product=OuterRef("pk")).order_by("-id")
SUBMITTED = Subquery(LAST_SUBMISSION.values("submitted_at")[:1])
DECIDED = Subquery(LAST_SUBMISSION.values("decided_at")[:1])
EDITED = Subquery(Edit.objects.filter(product=OuterRef("pk")).order_by("-version").values("at")[:1])


def with_state(products):
    """Annotated with what `states` and the words below read: no query for each row."""
    publications = Publication.objects.filter(product=OuterRef("pk")).order_by("-number")
    submissions = Submission.objects.filter(product=OuterRef("pk")).order_by("-id")
    edits = Edit.objects.filter(product=OuterRef("pk")).order_by("-version")
    return products.annotate(
        signed_version=Coalesce(Subquery(publications.values("product_version")[:1]), Value(0)),
        last_submission=Coalesce(Subquery(submissions.values("state")[:1]), Value("")),
        submitter=Subquery(submissions.values("submitted_by")[:1]),
        edited_at=Subquery(edits.values("at")[:1]),
        editor_name=Subquery(edits.values("by__display_name")[:1]),
        listed_version=F("listing__publication__product_version"),
    )


def to_sign(user, products=None):
    """Submissions that this pharmacist may sign."""
    products = with_state(Product.objects.all() if products is None else products)
    if not (user.has_perm("catalog.sign_product") and user.belongs_to(PHARMACISTS)):
        return products.none()
    products = products.filter(last_submission=WAITING)
    return products.exclude(touched_by(user)) if settings.FOUR_EYES else products


def touched_by(user):
    """Submitted by this account, or edited since the last signature."""
    return Q(submitter=user.pk) | Exists(edits_since_signature(user))


def edits_since_signature(user):
    return Edit.objects.filter(product=OuterRef("pk"), by=user, version__gt=OuterRef("signed_version"))


def sent_back_to(user, products=None):
    """What a pharmacist sent back to this editor."""
    products = with_state(Product.objects.all() if products is None else products)
    return products.filter(last_submission=SENT_BACK, submitter=user.pk)


def begun_by(user, products=None):
    """What this editor changed and nobody has submitted yet: drafts, and changes to what is listed."""
    products = with_state(Product.objects.all() if products is None else products)
    mine = products.filter(Exists(edits_since_signature(user)))
    return mine.exclude(last_submission=WAITING).exclude(last_submission=SENT_BACK, submitter=user.pk)


def measured(rows, since) -> dict:
    """{"count", "oldest"}: how many wait, and since when the first of them does, or None. One query."""
    return rows.aggregate(count=Count("pk"), oldest=Min(since))


def waiting_for(user, products):
    """All that waits for one account, in whichever roles it has."""
    wanted = Q(pk__in=to_sign(user).values("pk"))
    if user.has_perm("catalog.change_product"):
        wanted |= Q(pk__in=sent_back_to(user).values("pk")) | Q(pk__in=begun_by(user).values("pk"))
    return products.filter(wanted)


def states(product) -> list[tuple[str, str]]:
    """(key, words) of what is public and of what is going on. `product` comes from `with_state`."""
    if product.listed_version is not None:
        found = [("listed", _("Listed"))]
    elif product.signed_version:
        found = [("withdrawn", _("Withdrawn"))]
    else:
        found = [("never_signed", _("Never signed"))]
    if product.last_submission == WAITING:
        found.append(("waiting", _("Waiting for signature")))
    elif product.last_submission == SENT_BACK:
        found.append(("sent_back", _("Sent back")))
    elif product.listed_version is not None and product.version > product.listed_version:
        found.append(("unsigned", _("Changes not yet signed")))
    return found
