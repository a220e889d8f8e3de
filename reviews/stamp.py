"""The stamp of a form: whom it was shown to, for which medicine, and when. Robots answer at once, or much later."""

from datetime import timedelta

from django.core.signing import BadSignature, Signer
from django.utils import timezone
from django.utils.translation import gettext as _

SHORTEST, LONGEST = timedelta(seconds=2), timedelta(days=1)
SIGNER = Signer(salt="reviews.stamp")


def stamp(by, listing) -> str:
    """Signed, not secret; it goes into a hidden field."""
    return SIGNER.sign_object([by.pk, listing.product_id, timezone.now().timestamp()])


def read(stamped: str, listing) -> tuple[int, timedelta] | None:
    """(key of the account that the form was shown to, how long ago); None where it is no stamp of this medicine's."""
    try:
        account, product, at = SIGNER.unsign_object(stamped)
    except (BadSignature, ValueError):
        return None
    return (account, timedelta(seconds=timezone.now().timestamp() - at)) if product == listing.product_id else None


def problem(stamped: str, by, listing) -> str:
    """Why a form is not taken yet, in a sentence; "" where nothing is wrong."""
    found = read(stamped, listing)
    if found is None or found[0] != by.pk or found[1] > LONGEST:
        return _("This form was open for too long. Nothing is lost: look at it again and send it.")
    if found[1] < SHORTEST:
        return _("That was very quick. Nothing is lost: look at it again and send it.")
    return ""
