"""What a letter says. Subject and body name no medicine: a mailbox is no place for what somebody takes."""

import re

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.mail import with_html
from catalog.models import Listing, Product
from pharmacy import markets

SUBJECTS = {
    "received": _("We have received your review"),
    "shown": _("Your review is published"),
    "rejected": _("Your review is not published"),
    "change_asked": _("Please change something in your review"),
    "reply": _("The pharmacy has answered your review"),
    "question": _("The pharmacy has a question for you"),
}


def send(letter):
    """Hand a letter over to the mail server, text and HTML, in its language. Raises what the mail server raises."""
    with translation.override(letter.language):
        context = {"letter": letter, "name": letter.recipient.display_name, "text": letter.text} | addresses(letter)
        context["authority"] = letter.text and authority(letter.text.product_id)
        body = re.sub(r"\n{3,}", "\n\n", render_to_string(f"reviews/email/{letter.kind}.txt", context))
        with_html(EmailMultiAlternatives(str(SUBJECTS[letter.kind]), body, None, [letter.recipient.email])).send()


def authority(product_id):
    """Where side effects of a medicine are reported: in the market of its page, or of its draft once it has none."""
    for noun in (Listing.objects.filter(product=product_id), Product.objects.filter(pk=product_id)):
        for code in noun.values_list("market", flat=True):
            return markets.MARKETS[code].report
    return None


def addresses(letter) -> dict[str, str]:
    """Where the letter leads, as whole addresses in the language of the letter."""
    return {
        "site": settings.SITE_URL,
        "my_reviews": settings.SITE_URL + reverse("reviews:my_reviews"),
        "my_questions": settings.SITE_URL + reverse("reviews:question_list"),
        "policy": settings.SITE_URL + reverse("reviews:policy"),
    }
