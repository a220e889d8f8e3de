"""Each mail of an account has one source, its text; the HTML part is made of it, so both always say the same."""

import logging
import re
from smtplib import SMTPException, SMTPResponseException

from django.template.loader import render_to_string

log = logging.getLogger("pharmacy.mail")
SIGNATURE = "\n-- \n"


def with_html(message, *, code: str = ""):
    """The mail with an HTML part: a paragraph for each of the text's; one that is an address becomes a link."""
    text = message.body.partition(SIGNATURE)[0].strip()
    paragraphs = [
        {"text": paragraph, "is_code": paragraph == code, "is_link": bool(re.fullmatch(r"https?://\S+", paragraph))}
        for paragraph in re.split(r"\s*\n\s*\n\s*", text)
    ]
    html = render_to_string("email/plain.html", {"title": message.subject, "paragraphs": paragraphs})
    message.attach_alternative(html, "text/html")
    return message


def was_sent(message) -> bool:
    """Whether the mail server took it. Where it is down the log says so, and the page does not fail."""
    try:
        message.send()
    except (OSError, SMTPException) as error:
        log.error("A mail could not be sent: %s", in_short(error))
        return False
    return True


def in_short(error: Exception) -> str:
    """What went wrong, without what a mail server says back: that names the recipient."""
    number = error.smtp_code if isinstance(error, SMTPResponseException) else getattr(error, "errno", None)
    return f"{type(error).__name__} {number}" if number else type(error).__name__
