"""Forms that carry what a browser says of a passkey. Anything may stand there, readable or not."""

import struct

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts.password_forms import PlainWords

LONGEST = 20_000  # characters of JSON; a passkey takes some 2,000
UNREADABLE: tuple[type[Exception], ...] = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError)
UNREADABLE += (ValueError, struct.error, InvalidSignature)
NAME = {"name": _("Name of this passkey")}


class CredentialField(forms.JSONField):
    widget = forms.HiddenInput

    def __init__(self):
        words = _("Your browser has made no passkey. It needs JavaScript, and perhaps to be newer.")
        super().__init__(label=_("Passkey"), error_messages={"required": words, "invalid": words})

    def to_python(self, value):
        """Neither what is too deep to read nor what no database keeps (U+0000)."""
        try:
            if value and (len(value) > LONGEST or "\\u0000" in value):
                raise ValueError
            return super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error

    def bound_data(self, data, initial):
        """Not shown again: it answers one question, which is asked once."""


class Carrier(PlainWords):
    """Before a form of allauth's that reads a credential; what cannot be read is a wrong one, not a failure."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField()

    def read(self, reading):
        try:
            return reading()
        except UNREADABLE as error:
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeyForm(Carrier, webauthn.AuthenticateWebAuthnForm):
    def clean_credential(self):
        return self.read(super().clean_credential)


class PasskeyAgainForm(Carrier, webauthn.ReauthenticateWebAuthnForm):
    def clean_credential(self):
        return self.read(super().clean_credential)


class PasskeySignInForm(Carrier, webauthn.LoginWebAuthnForm):
    def clean_credential(self):
        return self.read(super().clean_credential)


class AddPasskeyForm(Carrier, webauthn.AddWebAuthnForm):
    """Every key that is added here signs in by itself: one that only helps a password would need explaining."""

    labels = NAME

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["passwordless"]
        named(self.fields["name"])
        self.fields["name"].help_text = _("So that you know it again, for instance “My telephone”.")

    def clean(self):
        self.cleaned_data["passwordless"] = True
        return self.read(super().clean)


class PasskeyNameForm(PlainWords, webauthn.EditWebAuthnForm):
    labels = NAME

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        named(self.fields["name"])


def named(field):
    field.validators.append(MaxLengthValidator(60))
    field.widget.attrs |= {"maxlength": "60", "autocomplete": "off"}
