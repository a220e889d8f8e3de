"""What a person reads off: the code in a mail, the code that an app shows."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value


def code_in(mail) -> str:
    return re.search(r"^\d{3}-\d{3}-\d{3}$", mail.body, re.M)[0]


def code_of_app(secret, *, steps=0) -> str:
    """What an app shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def with_app(client, *, password) -> str:
    """Set up an app as a signed-in person does; gives its secret."""
    client.post("/account/reauthenticate/", {"password": password})
    secret = client.get("/account/second-step/totp/activate/").context["form"].secret
    answer = client.post("/account/second-step/totp/activate/", {"code": code_of_app(secret)})
    assert answer["Location"] == "/account/second-step/recovery-codes/"
    return secret
