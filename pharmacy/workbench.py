"""The start page of the admin: what waits for an account, since when, and which drafts the checks stop."""

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import PHARMACISTS
from catalog import listing_checks, waiting
from catalog.models import Edit, Listing, Product, Publication
from pharmacy import figures
from reviews.models import Complaint, ReviewText, SafetyReport

LOOKED_AT = 50  # drafts, and as many listings: 0.3 ms each, whatever the size of the catalogue
SHOWN = 6  # products that are named


def rows(user, *, with_reviews=True) -> list[dict]:
    """What waits in this account's roles: {"label", "count", "address", "oldest", "is_own"}; counts may be 0.

    `oldest` says in words how long the first of them waits, or is empty. `is_own` tells what this account
    can do something about from what is merely going on. Two queries for a role's rows at most, none for a product.
    """
    found = []
    if user.has_perm("catalog.sign_product"):
        found += signing_rows(user)
    if user.has_perm("catalog.change_product"):
        found += editing_rows(user)
    if with_reviews and user.has_perm("reviews.moderate_review"):
        found += moderation_rows()
    if with_reviews and user.has_perm("reviews.handle_safetyreport"):
        found += safety_rows()
    return found


def moderation_rows():
    address = reverse("admin:reviews_review_changelist")
    texts = waiting.measured(ReviewText.objects.waiting(), "submitted_at")
    complaints = waiting.measured(Complaint.objects.filter(settled_at=None), "at")
    return [
        row(_("Reviews waiting for a moderator"), texts, address),
        row(_("Complaints about published reviews"), complaints, address),
    ]


def safety_rows():
    address = reverse("admin:reviews_safetyreport_changelist")
    opened, late = SafetyReport.objects.measured()
    return [
        row(_("Safety reports to follow up"), opened, address),
        row(_("Safety reports that are late"), late, f"{address}?state=late"),
    ]


def signing_rows(user):
    """A superuser who is no pharmacist cannot sign: nothing waits for that signature."""
    found = []
    if user.belongs_to(PHARMACISTS):
        own = waiting.measured(waiting.to_sign(user), waiting.SUBMITTED)
        found.append(row(_("Waiting for your signature"), own, work("mine")))
    everything = waiting.measured(Product.objects.waiting(), waiting.SUBMITTED)
    return [*found, row(_("Waiting for any signature"), everything, work("waiting"), is_own=False)]


def editing_rows(user):
    begun = waiting.measured(waiting.begun_by(user), waiting.EDITED)
    unsigned = waiting.measured(Product.objects.with_unsigned_changes(), waiting.EDITED)
    sent_back = waiting.measured(waiting.sent_back_to(user), waiting.DECIDED)
    return [
        row(_("Sent back to you"), sent_back, work("sent_back")),
        row(_("Your changes that nobody has submitted"), begun, work("mine")),
        row(_("Listed, with changes not yet signed"), unsigned, work("unsigned"), is_own=False),
    ]


def work(key) -> str:
    return f"{reverse('admin:catalog_product_changelist')}?work={key}"


def row(label, waits, address, *, is_own=True) -> dict:
    oldest = age(waits["oldest"]) if waits["oldest"] else ""
    return {"label": label, "count": waits["count"], "address": address, "oldest": oldest, "is_own": is_own}


def age(moment) -> str:
    """ "3 days", or "less than a minute"."""
    under_a_minute = (timezone.now() - moment).total_seconds() < 60
    return _("less than a minute") if under_a_minute else timesince(moment, depth=1)


def charts(user) -> list:
    """Each only for who may see what it counts."""
    drawn = []
    if sees_products(user):
        drawn += [figures.submission_ages(), figures.signatures()]
    if user.has_perm("reviews.moderate_review"):
        drawn += [figures.review_ages(), figures.reviews()]
    return drawn


def sees_products(user) -> bool:
    return user.has_perm("catalog.change_product") or user.has_perm("catalog.sign_product")


def checks(user) -> dict | None:
    """{"sentences": [{"text", "passes"}], "rows", "more"}, or None for staff who do not see products.

    `rows` are the first SHOWN that fail: {"name", "address", "errors", "warnings", "is_listed"}.

    Looks at the LOOKED_AT drafts without a signature that were saved last, and at as many listings, those
    signed longest ago: earlier checks passed them. Two queries.
    """
    if not sees_products(user):
        return None
    page = "submit" if user.has_perm("catalog.submit_product") else "change"
    drafts, listed = unsigned_drafts(), old_listings()
    found = [told(one, page) for one in drafts[:LOOKED_AT]]
    found += [told(one, page, is_listed=True) for one in listed[:LOOKED_AT]]
    failing = sorted((one for one in found if one["errors"] or one["warnings"]), key=lambda one: -one["errors"])
    return {
        "sentences": [looked_at_drafts(drafts, failing), looked_at_listings(listed, failing)],
        "rows": failing[:SHOWN],
        "more": len(failing[SHOWN:]),
    }


def unsigned_drafts() -> list[tuple]:
    """(product, name, content, nothing acknowledged) as last saved, newest first; one more than is looked at."""
    signed = Publication.objects.filter(product=OuterRef("product"), product_version__gte=OuterRef("version"))
    last = Edit.objects.filter(version=F("product__version")).exclude(Exists(signed))
    newest = last.select_related("product").order_by("-id")[: LOOKED_AT + 1]
    return [(edit.product_id, edit.product.name, edit.content, ()) for edit in newest]


def old_listings() -> list[tuple]:
    """(product, name, content, acknowledged ids) of what was signed longest ago; one more than is looked at."""
    oldest = Listing.objects.for_cards().select_related("publication").order_by("signed_at", "id")
    return [
        (listing.product_id, listing.name, listing.publication.content, listing.publication.acknowledged)
        for listing in oldest[: LOOKED_AT + 1]
    ]


def told(text, page, *, is_listed=False) -> dict:
    product, name, content, acknowledged = text
    found = [finding for finding in listing_checks.run(content) if finding.id not in acknowledged]
    errors = sum(finding.is_error for finding in found)
    address = reverse(f"admin:catalog_product_{page}", args=[product])
    counts = {"errors": errors, "warnings": len(found) - errors}
    return {"name": name, "address": address, "is_listed": is_listed} | counts


def looked_at_drafts(drafts, failing) -> dict:
    number = min(len(drafts), LOOKED_AT)
    if len(drafts) > LOOKED_AT:
        start = _("Of the %(number)d drafts without a signature that were saved last:")
    else:
        start = ngettext("The one draft without a signature:", "All %(number)d drafts without a signature:", number)
    return said(start % {"number": number}, [one for one in failing if not one["is_listed"]])


def looked_at_listings(listed, failing) -> dict:
    number = min(len(listed), LOOKED_AT)
    if len(listed) > LOOKED_AT:
        start = _("Of the %(number)d listings signed longest ago, by today's checks:")
    else:
        start = ngettext("The one listing, by today's checks:", "All %(number)d listings, by today's checks:", number)
    return said(start % {"number": number}, [one for one in failing if one["is_listed"]])


def said(start, failing) -> dict:
    errors = sum(bool(one["errors"]) for one in failing)
    counts = {"errors": errors, "warnings": len(failing) - errors}
    end = _("%(errors)d with errors, %(warnings)d with warnings only.") if failing else _("every check passes.")
    return {"text": f"{start} {end % counts}", "passes": not failing}
