"""Forms that ask for a code: from a mail, from an app, or one kept for the day when the telephone is lost."""

import unicodedata
from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts.password_forms import PlainWords

FROM_MAIL = {"code": _("Code from the e-mail")}
FROM_APP = {"code": _("Code from the app")}


class Code(PlainWords):
    """Before a form of allauth's that asks for a code: in any figures, with or without spaces and hyphens."""

    cleaned_data: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].validators.append(MaxLengthValidator(60))
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "maxlength": "60", "dir": "ltr", "class": "code"}

    def clean_code(self):
        get_adapter().count_code()
        self.cleaned_data["code"] = "".join(map(latin, self.cleaned_data["code"]))
        return super().clean_code()  # type: ignore[misc]


def latin(character) -> str:
    """An Arabic ٣ is a 3."""
    figure = unicodedata.digit(character, None)
    return character if figure is None else str(figure)


class AddressCodeForm(Code, account.ConfirmEmailVerificationCodeForm):
    labels = FROM_MAIL


class PasswordCodeForm(Code, account.ConfirmPasswordResetCodeForm):
    labels = FROM_MAIL


class FirstAppCodeForm(Code, totp.ActivateTOTPForm):
    labels = FROM_APP


class SecondStep(Code):
    labels = {"code": _("Code")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("From your app, or one of your recovery codes.")


class SecondStepForm(SecondStep, second_step.AuthenticateForm):
    pass


class SecondStepAgainForm(SecondStep, second_step.ReauthenticateForm):
    pass
