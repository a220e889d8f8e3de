"""What people do with their own account. Signing in and out, passwords and e-mail addresses are allauth's."""

from allauth.account.adapter import get_adapter
from allauth.decorators import rate_limit
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import NameForm
from accounts.models import MustStay
from accounts.password_forms import LeaveForm

require_page_or_post = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
@login_required
def home(request):
    return render(request, "accounts/home.html", {"has_second_step": is_mfa_enabled(request.user)})


@never_cache
@require_page_or_post
@login_required
def name(request):
    form = NameForm(request.POST or None, initial={"display_name": request.user.display_name})
    if form.is_valid():
        request.user.rename(form.cleaned_data["display_name"])
        messages.success(request, _("Your display name is changed."))
        return redirect("accounts:home")
    return render(request, "accounts/name.html", {"form": form})


@never_cache
@require_page_or_post
@sensitive_post_parameters("password")
@login_required
@rate_limit(action="reauthenticate")
def leave(request):
    form = LeaveForm(request.POST or None, user=request.user)
    if form.is_valid() and left(request, form):
        messages.success(request, _("Your account is deleted. Thank you for having been here."))
        return redirect("account_login")
    return render(request, "accounts/leave.html", {"form": form})


def left(request, form) -> bool:
    """Whether the account is gone; where it has to stay, the form says why."""
    try:
        request.user.leave(with_reviews=form.cleaned_data["with_reviews"])
    except MustStay:
        form.add_error(None, get_adapter().error_messages["must_stay"])
        return False
    logout(request)
    return True
