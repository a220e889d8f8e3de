"""What an account did last, for the start page of the admin: from the records of the work, and from Django's own."""

from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import PHARMACISTS
from catalog.models import Edit, Publication, Submission, Withdrawal
from reviews.models import Decision, ReviewText, SafetyNote

SHOWN = 8


def acts(user) -> list[dict]:
    """The last SHOWN acts, newest first: {"name", "what", "at", "address"}; an empty address leads nowhere.

    Only what the account may still see. One query for each kind of record, SHOWN rows each.
    """
    found = logged(user)
    if user.has_perm("catalog.change_product"):
        found += edits(user) + submissions(user)
    if user.has_perm("catalog.sign_product") and user.belongs_to(PHARMACISTS):
        found += signatures(user) + sent_back(user) + withdrawals(user)
    if user.has_perm("reviews.moderate_review"):
        found += reviews(user)
    if user.has_perm("reviews.handle_safetyreport"):
        found += safety(user)
    return sorted(found, key=lambda one: one["at"], reverse=True)[:SHOWN]


def act(name, what, at, address) -> dict:
    return {"name": name, "what": what, "at": at, "address": address}


def edits(user):
    rows = Edit.objects.filter(by=user).order_by("-id").values_list("product", "product__name", "version", "at")
    return [
        act(name, _("Saved draft %(number)d") % {"number": version}, at, page("change", product))
        for product, name, version, at in rows[:SHOWN]
    ]


def submissions(user):
    rows = Submission.objects.filter(submitted_by=user).order_by("-id")
    found = rows.values_list("product", "product__name", "submitted_at")[:SHOWN]
    return [act(name, _("Submitted for signature"), at, page("change", product)) for product, name, at in found]


def sent_back(user):
    rows = Submission.objects.filter(decided_by=user, state=Submission.State.SENT_BACK).order_by("-decided_at", "-id")
    found = rows.values_list("product", "product__name", "decided_at")[:SHOWN]
    return [act(name, _("Sent back"), at, page("publications", product)) for product, name, at in found]


def signatures(user):
    rows = Publication.objects.filter(signed_by=user).order_by("-id")
    found = rows.values_list("pk", "product", "product__name", "number", "signed_at")[:SHOWN]
    return [
        act(name, _("Signed version %(number)d") % {"number": number}, at, signed_page(user, pk, product))
        for pk, product, name, number, at in found
    ]


def signed_page(user, pk, product) -> str:
    """The signed text itself where this account may open it, else the history of the product."""
    if user.has_perm("catalog.view_publication"):
        return reverse("admin:catalog_publication_change", args=[pk])
    return page("publications", product)


def withdrawals(user):
    rows = Withdrawal.objects.filter(by=user).order_by("-id").values_list("product", "product__name", "at")
    return [act(name, _("Withdrawn"), at, page("publications", product)) for product, name, at in rows[:SHOWN]]


def reviews(user):
    """By the author's title: a product's own name may be that of a draft, which a moderator does not read."""
    title = ReviewText.objects.filter(pk=OuterRef("text_number")).values("title")[:1]
    rows = Decision.objects.filter(by=user).annotate(title=Subquery(title)).order_by("-id")
    return [decision(row) for row in rows[:SHOWN]]


def decision(row) -> dict:
    """The record outlives the text: then there is no title, and no page to lead to."""
    what = _("Review: %(what)s") % {"what": row.get_act_display()}
    address = reverse("admin:reviews_review_change", args=[row.review_number]) if row.title else ""
    return act(row.title or _("a text that is gone"), what, row.at, address)


def safety(user):
    """Looks at contact details and exports are among the acts: who did them sees that they are kept."""
    notes = SafetyNote.objects.filter(by=user).select_related("report").order_by("-id")[:SHOWN]
    return [
        act(
            str(note.report),
            capfirst(note.get_state_display() if note.state else note.get_kind_display()),
            note.at,
            reverse("admin:reviews_safetyreport_change", args=[note.report_id]),
        )
        for note in notes
    ]


def logged(user):
    """What else was saved in the admin: packs, terms, accounts."""
    entries = LogEntry.objects.filter(user=user).select_related("content_type").order_by("-action_time", "-id")
    return [entry_act(entry) for entry in entries[:SHOWN] if may_see(user, entry)]


def may_see(user, entry) -> bool:
    kind = entry.content_type
    return kind is not None and any(
        user.has_perm(f"{kind.app_label}.{verb}_{kind.model}") for verb in ("view", "change")
    )


def entry_act(entry) -> dict:
    words = {ADDITION: _("Added"), DELETION: _("Deleted")}
    what = f"{words.get(entry.action_flag, _('Changed'))} · {capfirst(str(entry.content_type.name))}"
    address = "" if entry.is_deletion() else entry.get_admin_url() or ""
    return act(entry.object_repr, what, entry.action_time, address)


def page(name, product) -> str:
    return reverse(f"admin:catalog_product_{name}", args=[product])
