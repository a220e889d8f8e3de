"""Forms that build on allauth's. Apart from forms.py, which allauth itself imports."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts import pseudonyms
from accounts.models import User

ADDRESS = {"email": _("E-mail address")}
PASSWORD = {"password": _("Password")}
FIRST_PASSWORD = {"password1": _("Password"), "password2": _("Password, once more")}
NEW_PASSWORD = {"password1": _("New password"), "password2": _("New password, once more")}


class PlainWords:
    """Before a form of allauth's: labels in plain words, and no placeholder that says them again."""

    fields: dict[str, Any]
    labels: dict[str, Any] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)


class SignInForm(PlainWords, allauth.LoginForm):
    labels = PASSWORD | {"login": ADDRESS["email"], "remember": _("Keep me signed in on this device")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # No address and no user name is longer, and SQLite compares none that is very long.
        self.fields["login"].validators.append(MaxLengthValidator(254))
        self.fields["login"].help_text = _("Or your user name, if you were given one.")
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class SignUpForm(PlainWords, allauth.SignupForm):
    """A name is made up for whoever signs up. Who asks for another one gets it, and keeps the address typed so far."""

    labels = ADDRESS | FIRST_PASSWORD

    def __init__(self, data=None, *args, **kwargs):
        if data and "another_name" in data:
            kwargs |= {"initial": {"email": data.get("email", "")}, "files": None}
            data = None
        super().__init__(data, *args, **kwargs)
        self.fields["display_name"].initial = pseudonyms.suggest
        self.fields["display_name"].help_text = _(
            "Shown beside your reviews. We have made one up; change it if you like. Do not use your real name: "
            "everybody could read about your health beside it."
        )

    def try_save(self, request):
        """The answer takes as long for an address that has an account: how long it takes must not tell."""
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])
        return super().try_save(request)


class OtherAddressForm(PlainWords, allauth.AddEmailForm):
    labels = {"email": _("New e-mail address")}


class ForgottenPasswordForm(PlainWords, allauth.ResetPasswordForm):
    labels = ADDRESS


class NewPasswordForm(PlainWords, allauth.ResetPasswordKeyForm):
    labels = NEW_PASSWORD


class ChangePasswordForm(PlainWords, allauth.ChangePasswordForm):
    labels = NEW_PASSWORD | {"oldpassword": _("Present password")}


class FirstPasswordForm(PlainWords, allauth.SetPasswordForm):
    labels = FIRST_PASSWORD


class AskAgainForm(PlainWords, allauth.ReauthenticateForm):
    labels = PASSWORD


class LeaveForm(AskAgainForm):
    with_reviews = forms.TypedChoiceField(
        label=_("What shall become of your published reviews?"),
        choices=[
            ("delete", _("Delete them")),
            ("keep", _("Keep them, without my name and without any tie to me")),
        ],
        coerce=lambda chosen: chosen == "delete",
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    field_order = ["with_reviews", "password"]
