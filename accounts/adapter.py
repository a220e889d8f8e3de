"""How allauth makes our accounts, and what it says."""

import secrets
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import mail
from accounts.devices import Device
from accounts.models import User
from pharmacy.keyed_hash import keyed_hash
from pharmacy.network import address_of

WAYS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use a code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "username_password_mismatch": _("The user name or the password is not right."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("The password is not right."),
        "incorrect_code": _("This code is not right."),
        "duplicate_email": _("This address belongs to your account already."),
        "email_taken": _("This address cannot be used: it belongs to another account."),
        "too_many_login_attempts": _("That was wrong too often. Please wait five minutes and try again."),
        "rate_limited": _("That was too quick. Please wait a moment and try again."),
        "must_stay": _(
            "Your account has edited, signed or moderated. That record has to stay, so you cannot delete the account "
            "yourself. Ask an administrator to close it."
        ),
    }

    def populate_username(self, request, user):
        # A name made from the address would carry the address into every place that shows the name.
        user.username = f"customer-{secrets.token_hex(6)}"

    def save_user(self, request, user, form, commit=True):
        user.display_name = form.cleaned_data["display_name"]
        return super().save_user(request, user, form, commit)

    def set_password(self, user, password):
        """Whoever knew the old password is out; the session in which this happens is kept by allauth."""
        super().set_password(user, password)
        user.devices.exclude(session_key=allauth_context.request.session.session_key or "").end()

    def logout(self, request):
        Device.objects.filter(session_key=request.session.session_key).delete()
        super().logout(request)

    def can_delete_email(self, email_address):
        return not email_address.primary and super().can_delete_email(email_address)

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:home")

    def get_reauthentication_methods(self, user):
        return [method | {"description": WAYS[method["id"]]} for method in super().get_reauthentication_methods(user)]

    def get_client_ip(self, request):
        """Only ever compared and counted, so allauth gets a name for the address and never the address."""
        return keyed_hash(address_of(request), purpose="rate limit")

    def _get_login_attempts_cache_key(self, request, **credentials):
        """One count for an account, whether it is tried by its user name or by its address."""
        names = [credentials[name] for name in ("email", "username") if credentials.get(name)]
        account = User.known_as(*names)
        counted = f"account {account.pk}" if account else f"nobody {names[0].lower()}"
        return keyed_hash(counted, purpose="sign-in")

    def count_code(self):
        """Before a code is looked at: whoever tries many from one place has to wait. Raises ValidationError."""
        request = allauth_context.request
        if not ratelimit.consume(request, app="allauth.account", action="enter_code"):
            raise ValidationError(self.error_messages["too_many_login_attempts"])

    def render_mail(self, template_prefix, email, context, headers=None):
        message = super().render_mail(template_prefix, email, context, headers)
        return mail.with_html(message, code=context.get("code", ""))

    def send_mail(self, template_prefix, email, context):
        request = allauth_context.request
        whole = context | {"request": request, "email": email} | addresses()
        if not mail.was_sent(self.render_mail(template_prefix, email, whole)):
            messages.error(request, _("The e-mail could not be sent just now. Please try again in a few minutes."))


def addresses() -> dict:
    """What a mail links to: the site as we know it, never as the request calls it."""
    names = {
        "account_url": "accounts:home",
        "signup_url": "account_signup",
        "password_reset_url": "account_reset_password",
    }
    links = {key: settings.SITE_URL + reverse(name) for key, name in names.items()}
    return links | {"current_site": {"domain": urlsplit(settings.SITE_URL).netloc}}
