"""What a moderator's decision tells the author by e-mail."""

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from reviews.models.text import ReviewText

SUBJECTS = {
    ReviewText.State.SHOWN: _("Your review is published"),
    ReviewText.State.REJECTED: _("Your review is not published"),
}


def tell_author_after_commit(text):
    """The verb's decision stands whether or not the mail goes out: a failure is logged and no more."""
    # No functools.partial: Django logs a robust hook by its __qualname__, which a partial has not.
    transaction.on_commit(lambda: tell_author(text), robust=True)


def tell_author(text):
    """Send the author the outcome in their language, to an address that they have proven to be theirs.

    The subject names no medicine: it lights up on locked telephones.
    """
    author = text.review.author
    if author is None or not author.is_active or not author.has_proven_address:
        return
    with translation.override(text.language):
        context = {"text": text, "author": author, "product_name": text.review.product_name}
        body = render_to_string(f"reviews/email/{text.state}.txt", context)
        send_mail(str(SUBJECTS[text.state]), body, None, [author.email])
