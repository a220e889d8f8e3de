"""The page of one safety report: what is known, what is due, and a form for each thing that can be done."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from catalog.refusals import EditConflict, Refused
from pharmacy import markets
from reviews.admin.safety_forms import ACTS
from reviews.contact_details import of_note, reading_of
from reviews.models import SafetyReport

CONTACT = "contact"


def report(model_admin, request, object_id):
    """Read one report; a POST carries out the act that it names, or says why it could not be."""
    found = report_or_404(model_admin, request, object_id)
    act = request.POST.get("act") if request.method == "POST" else None
    if act == CONTACT:
        return answer(model_admin, request, found, contact=contact(request, found))
    if act is None:
        if request.method == "POST":
            raise BadRequest("an act is missing")
        return answer(model_admin, request, found)
    if act not in ACTS:
        raise BadRequest("no such act")
    form = ACTS[act](request.POST, report=found, read=reading_of(request.user))
    clashes = []
    if form.is_valid() and carried_out(request, form, found, clashes):
        return redirect("admin:reviews_safetyreport_change", found.pk)
    return answer(model_admin, request, report_or_404(model_admin, request, object_id), form, clashes=clashes)


def report_or_404(model_admin, request, object_id) -> SafetyReport:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    reports = SafetyReport.objects.select_related("product__listing").defer("product__listing__page")
    is_key = object_id.isascii() and object_id.isdecimal() and len(object_id) < 19
    found = reports.filter(pk=object_id).first() if is_key else None
    if found is None:
        raise Http404
    return found


def carried_out(request, form, found, clashes) -> bool:
    """Whether the act holds; a refusal is said in words, and what was typed stays."""
    try:
        form.carry_out(found, by=request.user)
    except EditConflict as conflict:
        form.see_again(conflict.current)
        form.add_error(None, str(conflict))
        found.refresh_from_db()
        clashes += form.clashes(found) if hasattr(form, "clashes") else []
        return False
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    messages.success(request, form.done)
    return True


def contact(request, found):
    """How to reach the customer, or None with a message; the look is noted with the report."""
    try:
        return found.look_at_contact(by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None


def answer(model_admin, request, found, sent=None, *, contact=None, clashes=()):
    """The page; `sent` is the form that came back, in the place of its fresh sister."""
    user = request.user
    read = reading_of(user)
    forms = {name: form(report=found, read=read) for name, form in ACTS.items()}
    if sent is not None:
        forms[sent.name] = sent
    context = model_admin.admin_site.each_context(request) | {
        "opts": model_admin.opts,
        "media": model_admin.media,
        "title": _("Safety report %(number)d") % {"number": found.pk},
        "report": found,
        "words": read(found.words, found),
        "reaction": read(found.reaction, found),
        "escalation": escalation(found),
        "market": markets.MARKETS[found.market],
        "notes": [(note, of_note(note, found, read)) for note in found.notes.select_related("by")],
        "questions": [(one, read(one.text, found), read(one.answer, found)) for one in found.questions.all()],
        "forms": forms,
        "form": sent,
        "clashes": clashes,
        "contact": contact,
        "listing": getattr(found.product, "listing", None),
        "may_handle": user.has_perm("reviews.handle_safetyreport"),
        "may_see_contact": user.has_perm("reviews.see_contact"),
    }
    return TemplateResponse(request, "admin/reviews/safetyreport/report.html", context)


def escalation(found):
    """Why it is shown first, in words; a dash where it is not."""
    if found.pregnancy:
        return format_html('<strong class="state state--escalated">{}</strong>', _("Exposure in pregnancy"))
    if found.is_serious:
        return format_html('<strong class="state state--escalated">{}</strong>', _("Serious"))
    return "–"
