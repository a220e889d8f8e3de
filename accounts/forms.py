"""The display name: asked when signing up, and changed later."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import PUBLIC_NAME, User

DISPLAY_NAME = User._meta.get_field("display_name")


class DisplayNameField(forms.CharField):
    """Asks for a name by the rules of the model."""

    default_validators = [*PUBLIC_NAME]

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
