"""Private questions about a possible side effect, and the customer's answers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalog.refusals import Refused
from pharmacy import markets
from reviews.question_form import AnswerForm


@never_cache
@require_safe
@login_required
def question_list(request):
    questions = request.user.safety_questions.select_related("report").order_by("-id")
    return render(request, "reviews/question_list.html", {"questions": questions})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def question(request, pk):
    asked = get_object_or_404(request.user.safety_questions.select_related("report"), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and answered(form, asked, by=request.user):
        messages.success(request, _("Thank you. A person of the pharmacy will read your answer."))
        return redirect("reviews:question", asked.pk)
    context = {"question": asked, "form": form, "market": markets.MARKETS[asked.report.market]}
    return render(request, "reviews/question.html", context)


def answered(form, asked, *, by) -> bool:
    """Whether the answer is kept; where it was refused, the form says why."""
    try:
        asked.reply(by=by, text=form.cleaned_data["text"])
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True
