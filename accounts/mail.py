"""Each mail of an account has one source, its text; the HTML part is made of it, so both always say the same."""

import logging
import re
from smtplib import SMTPException

from django.template.loader import render_to_string

log = logging.getLogger("pharmacy.mail")
SIGNATURE = "\n-- \n"


def with_html(message, *, code: str = ""):
    """The mail with an HTML part: a paragraph for each of the text's, links as links, the code for itself."""
    text = message.body.partition(SIGNATURE)[0].strip()
    paragraphs = [paragraph.strip() for paragraph in re.split(r"\n\s*\n", text)]
    html = render_to_string("email/plain.html", {"title": message.subject, "paragraphs": paragraphs, "code": code})
    message.attach_alternative(html, "text/html")
    return message


def was_sent(message) -> bool:
    """Whether the mail server took it. It may be down: that is written to the log, and is no reason for a page to fail."""
    try:
        message.send()
    except (OSError, SMTPException):
        log.exception("A mail could not be sent: %s", message.subject)
        return False
    return True
