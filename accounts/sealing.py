"""Secrets that we must be able to read again: sealed in the database, so that a stolen copy opens nothing."""

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def seal(text: str) -> str:
    return box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text. Where no key of ours opens it, a made-up secret: it fits nothing, where "" would be guessed."""
    try:
        return box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return base64.b32encode(secrets.token_bytes(20)).decode()


def box() -> MultiFernet:
    """Seals with today's key, opens with earlier ones (SECRET_KEY_FALLBACKS) too."""
    return MultiFernet([Fernet(key(one)) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def key(secret) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"accounts.sealing\x00" + secret.encode()).digest())
