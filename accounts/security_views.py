"""What keeps an account its owner's: where it is signed in, and what the pages of allauth lack."""

from urllib.parse import urlencode

from allauth.account.internal.stagekit import unstash_login
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.views import require_page_or_post


@never_cache
@require_page_or_post
@login_required
def devices(request):
    if request.method == "POST":
        return ended(request)
    living = request.user.devices.living()
    return render(request, "accounts/devices.html", {"devices": living, "here": request.session.session_key})


def ended(request):
    """Sign out one device, or all but this one."""
    if "others" in request.POST:
        request.user.sign_out_elsewhere(here=request.session.session_key)
        update_session_auth_hash(request, request.user)
        messages.success(request, _("You are signed out everywhere else."))
    elif (number := request.POST.get("device", "")).isdecimal() and len(number) < 19:
        request.user.devices.filter(pk=int(number)).exclude(session_key=request.session.session_key).end()
        messages.success(request, _("That device is signed out."))
    return redirect("accounts:devices")


@never_cache
@require_safe
@login_required
def app_picture(request):
    """The secret of an app that is being set up, as a picture for its camera: the page that shows it has made it."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(picture, content_type="image/svg+xml")


@never_cache
@require_POST
def signup_again(request):
    """After a mistyped address. Whose the address is is not said, and an account that was there before stays."""
    if request.user.is_authenticated:
        return redirect("accounts:home")
    login = unstash_login(request)
    if login and login.signup and login.user:
        login.user.forget_unproven()
    logout(request)
    then = f"?{urlencode({'next': login.redirect_url})}" if login and login.redirect_url else ""
    return redirect(f"{reverse('account_signup')}{then}")
