"""Every mail of an account: text and HTML, of one source, in the reader's language."""

import html
import re
from pathlib import Path
from smtplib import SMTPException

import pytest
from django.conf import settings as configured
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import RequestFactory
from django.utils import translation

from accounts.adapter import AccountAdapter
from tests import factories

FOLDER = Path(configured.BASE_DIR) / "pharmacy" / "templates"
MAILS = sorted(str(path.relative_to(FOLDER))[: -len("_message.txt")] for path in FOLDER.rglob("email/*_message.txt"))
MAILS.remove("account/email/base")
CONTEXT = {
    "code": "123-456-789",
    "email": "o'neil&co@example.com",
    "from_email": "o'neil@example.com",
    "to_email": "new@example.com",
    "deleted_email": "old@example.com",
    "account_url": "https://shop.example/account/",
    "password_reset_url": "https://shop.example/account/password/reset/",
    "signup_url": "https://shop.example/account/signup/",
}


def rendered(prefix, db_request):
    context = CONTEXT | {"current_site": {"domain": "shop.example"}, "request": db_request}
    if "code" not in (FOLDER / f"{prefix}_message.txt").read_text() + prefix:
        context.pop("code")
    return AccountAdapter(db_request).render_mail(prefix, "ana@example.com", context)


def words(page) -> str:
    body = re.sub(r"<[^>]+>", " ", page.partition("<body>")[2])
    return " ".join(html.unescape(body).split())


@pytest.fixture
def asking(db):
    from allauth.core import context

    request = RequestFactory().get("/account/")
    with context.request_context(request):
        yield request


def test_there_are_mails_to_look_at():
    assert len(MAILS) > 10


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("prefix", MAILS)
def test_both_parts_say_the_same(prefix, asking, language):
    with translation.override(language):
        message = rendered(prefix, asking)

    [(page, kind)] = [(part.content, part.mimetype) for part in message.alternatives]
    text = message.body.partition("\n-- \n")[0]
    assert kind == "text/html"
    assert words(page).startswith(" ".join(text.split()))
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page
    assert "&amp;#" not in page
    assert "&#" not in message.body + message.subject
    assert "None" not in page
    assert message.subject
    assert not re.search(r"<(script|style|table|img|link)|\sstyle=|http-equiv", page)


@pytest.mark.parametrize("prefix", MAILS)
def test_no_mail_tells_where_somebody_was_or_what_they_take(prefix, asking):
    asking.META["REMOTE_ADDR"] = "192.0.2.77"
    message = rendered(prefix, asking)
    said = f"{message.subject} {message.body}".lower()

    assert [word for word in ("192.0.2.77", "medicine", "review", "browser:") if word in said] == []


def test_the_code_stands_for_itself(asking):
    message = rendered("account/email/email_confirmation", asking)

    assert "<p><bdi><strong>123-456-789</strong></bdi></p>" in message.alternatives[0].content


def test_a_link_can_be_followed(asking):
    message = rendered("account/email/unknown_account", asking)

    assert 'href="https://shop.example/account/signup/"' in message.alternatives[0].content
    assert "o&#x27;neil&amp;co@example.com" in message.alternatives[0].content


class Down(EmailBackend):
    def send_messages(self, messages):
        raise SMTPException("no answer")


@pytest.mark.parametrize("email", ["customer@example.com", "nobody@example.com"])
def test_a_mail_server_that_is_down_fails_no_page(client, customer, settings, email, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.Down"

    answer = client.post("/account/password/reset/", {"email": email}, follow=True)

    assert answer.status_code == 200
    assert "The e-mail could not be sent just now." in answer.content.decode()
    assert "A mail could not be sent" in caplog.text
    assert not getattr(django_mail, "outbox", None)
    assert factories.PASSWORD not in caplog.text


@pytest.mark.parametrize("email", ["customer@example.com", "nobody@example.com"])
def test_a_mail_never_leads_where_the_request_says(client, customer, settings, email):
    settings.ALLOWED_HOSTS, settings.SITE_URL = ["*"], "https://shop.example"
    values = {"email": email, "display_name": "Bo", "password1": factories.PASSWORD, "password2": factories.PASSWORD}
    for address in ("/account/password/reset/", "/account/signup/"):
        client.post(address, values, headers={"host": "evil.example"})

    assert len(django_mail.outbox) == 2
    for message in django_mail.outbox:
        assert "shop.example" in message.body
        assert "evil.example" not in message.body + message.alternatives[0].content
