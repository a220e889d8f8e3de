"""What strangers try to find out about who has an account, and what a log would tell of it."""

from smtplib import SMTPRecipientsRefused

import pytest
from django.contrib.auth.hashers import get_hasher
from django.core.mail.backends.locmem import EmailBackend

from tests import factories


class Refusing(EmailBackend):
    """A server says whom it refuses."""

    def send_messages(self, messages):
        raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"<customer@example.com> unknown")})


def test_a_mail_that_is_refused_leaves_no_address_in_the_log(client, customer, settings, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"

    client.post("/account/password/reset/", {"email": customer.email})

    assert "A mail could not be sent: SMTPRecipientsRefused" in caplog.text
    assert "@example.com" not in caplog.text


@pytest.mark.parametrize("email", ["customer@example.com", "nobody@example.com"])
def test_signing_up_takes_as_long_whoever_has_the_address(client, customer, email, monkeypatch):
    """The hash of the password is nearly all of that time."""
    hasher, hashed = type(get_hasher()), []
    encode = hasher.encode

    def counted(self, password, *args, **kwargs):
        hashed.append(password)
        return encode(self, password, *args, **kwargs)

    monkeypatch.setattr(hasher, "encode", counted)
    names = {"email": email, "display_name": "Quiet Heron 27"}
    client.post("/account/signup/", names | {"password1": factories.PASSWORD, "password2": factories.PASSWORD})

    assert hashed == [factories.PASSWORD]
