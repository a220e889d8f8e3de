"""What signing up asks besides an e-mail address and a password."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class DisplayNameForm(forms.Form):
    """Mixed into allauth's sign-up form (ACCOUNT_SIGNUP_FORM_CLASS)."""

    display_name = forms.CharField(
        label=_("Display name"),
        max_length=User._meta.get_field("display_name").max_length,
        help_text=User._meta.get_field("display_name").help_text,
    )
    field_order = ["email", "display_name", "password1", "password2"]

    def signup(self, request, user):
        """allauth calls this once the account is saved; the adapter has set the name already."""
