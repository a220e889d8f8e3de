"""How allauth makes our accounts, and what it says."""

import secrets

from allauth.account.adapter import DefaultAccountAdapter
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "username_password_mismatch": _("The user name or the password is not right."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("The password is not right."),
        "duplicate_email": _("This address belongs to your account already."),
        "too_many_login_attempts": _("That was wrong too often. Please wait five minutes and try again."),
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

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:home")
