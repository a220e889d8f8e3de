"""Forms that build on allauth's. Apart from forms.py, which allauth itself imports."""

from allauth.account.forms import LoginForm, ReauthenticateForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """ACCOUNT_FORMS["login"]: labels in plain words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].help_text = _("Or your user name, if you were given one.")
        self.fields["login"].widget.attrs = {"autocomplete": "username"}
        self.fields["remember"].label = _("Keep me signed in on this device")


class LeaveForm(ReauthenticateForm):
    with_reviews = forms.BooleanField(
        label=_("Delete my reviews too"),
        help_text=_("Otherwise your published reviews stay, without your name."),
        required=False,
    )
