"""The display name: asked when signing up, and changed later."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import User

DISPLAY_NAME = User._meta.get_field("display_name")


class DisplayNameField(forms.CharField):
    """A name that stands in public unread: letters and figures, so no address and no number to call."""

    default_validators = [
        RegexValidator(r"^\w[\w .'’-]*$", _("Use letters, figures, spaces, full stops, apostrophes and hyphens.")),
        RegexValidator(r"\d([ .-]*\d){5}", _("Do not put a telephone number into the name."), inverse_match=True),
        RegexValidator(r"\.\w{2}", _("Do not put an address into the name."), inverse_match=True),
    ]

    def __init__(self, **kwargs):
        kwargs = {
            "label": _("Display name"),
            "max_length": DISPLAY_NAME.max_length,
            "help_text": DISPLAY_NAME.help_text,
            "widget": forms.TextInput(attrs={"autocomplete": "nickname"}),
        } | kwargs
        super().__init__(**kwargs)


class DisplayNameForm(forms.Form):
    """Mixed into allauth's sign-up form (ACCOUNT_SIGNUP_FORM_CLASS)."""

    display_name = DisplayNameField()
    field_order = ["email", "display_name", "password1", "password2"]

    def signup(self, request, user):
        """allauth calls this once the account is saved; the adapter has set the name already."""


class NameForm(forms.Form):
    display_name = DisplayNameField()
