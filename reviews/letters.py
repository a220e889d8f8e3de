"""What a moderator's decision tells the author by e-mail."""

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def tell_author(text):
    """Send the author the outcome. The verb calls it after the commit, where a failure is logged and no more.

    The subject names no medicine: it lights up on locked telephones.
    """
    author = text.review.author
    if author is None or not author.is_active:
        return
    published = text.state == text.State.SHOWN
    subject = _("Your review is published") if published else _("Your review is not published")
    context = {"text": text, "author": author, "product_name": text.review.product_name}
    send_mail(subject, render_to_string(f"reviews/email/{text.state}.txt", context), None, [author.email])
