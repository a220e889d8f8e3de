"""The second step of signing in: how allauth makes it ours, and who has to have taken it."""

import io
from urllib.parse import urlencode

import qrcode
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from qrcode.image.svg import SvgPathFillImage

from accounts.sealing import seal, unseal


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": gettext_lazy("Set up an app or a passkey first."),
        "incorrect_code": gettext_lazy("This did not work. Please try again."),
        "unverified_email": gettext_lazy("Confirm your e-mail address first."),
    }

    def encrypt(self, text):
        return seal(text)

    def decrypt(self, encrypted_text):
        return unseal(encrypted_text)

    def build_totp_svg(self, url):
        """On a ground of its own: dark squares on a dark page are read by no camera."""
        out = io.BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(out)
        return out.getvalue().decode()

    def generate_authenticator_name(self, user, type):
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_user_entity(self, user):
        return super().get_public_key_credential_user_entity(user) | {"display_name": user.display_name}


def missing(request) -> str:
    """What keeps this session from a place that asks for a second step: "proof", "setup", or nothing ("")."""
    if not hasattr(request, "_second_step_missing"):
        request._second_step_missing = looked_up(request)
    return request._second_step_missing


def looked_up(request) -> str:
    if any(record["method"] == "mfa" for record in get_authentication_records(request, request.user)):
        return ""
    if Authenticator.objects.filter(user=request.user).exists():
        return "proof"
    return "setup" if settings.STAFF_NEED_SECOND_FACTOR else ""


def way_on(request, *, to: str) -> str:
    """The address where what is missing can be given; afterwards it leads to `to`."""
    if missing(request) == "setup":
        return reverse("mfa_index")
    methods = get_adapter().get_reauthentication_methods(request.user)
    proof = next(method["url"] for method in methods if method["id"].startswith("mfa"))
    return f"{proof}?{urlencode({'next': to})}"
