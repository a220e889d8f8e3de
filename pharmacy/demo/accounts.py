"""The demonstration accounts. Passwords are made on the first run and kept in a file that only its owner reads."""

import json
import os
import secrets
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import EDITORS, MODERATORS, PHARMACISTS, SAFETY, User

# Name → display name, group, what else.
STAFF = {"is_staff": True}
PEOPLE: dict[str, tuple[str, str, dict]] = {
    "editor": ("Edda", EDITORS, STAFF),
    "editor2": ("Emil", EDITORS, STAFF),
    "pharmacist": ("Philippa", PHARMACISTS, STAFF),
    "moderator": ("Mona", MODERATORS, STAFF),
    "safety": ("Saga", SAFETY, STAFF),
    "admin": ("Ada", "", STAFF | {"is_superuser": True}),
    "customer": ("Sunny Day", "", {}),
}


class NotADemonstration(Exception):
    """This database has accounts of its own; the demonstration keeps its hands off them."""


def passwords_file() -> Path:
    return settings.VAR_DIR / "demo_passwords.json"


@transaction.atomic
def install() -> dict[str, str]:
    """Make what is missing; returns name → password. DEMO_PASSWORD, where set, becomes everybody's."""
    file = passwords_file()
    kept = json.loads(file.read_text()) if file.exists() else {}
    chosen = os.environ.get("DEMO_PASSWORD")
    passwords = {name: chosen or kept.get(name) or secrets.token_urlsafe(9) for name in PEOPLE}
    for name, (display_name, group, flags) in PEOPLE.items():
        account = person(name, display_name=display_name, **flags)
        prove(account)
        if group:
            account.groups.add(Group.objects.get(name=group))
        if not account.has_usable_password() or (kept.get(name) != passwords[name]):
            account.set_password(passwords[name])
            account.save(update_fields=["password"])
    if kept != passwords:
        file.touch(mode=0o600)
        file.write_text(json.dumps(passwords, indent=1))
    return passwords


def prove(account: User):
    EmailAddress.objects.get_or_create(user=account, email=account.email, verified=True, primary=True)


def person(name: str, *, display_name: str, **flags) -> User:
    """The account of this name, made where it is missing, without a password."""
    account = User.objects.filter(username=name).first()
    if account is None:
        account = User(username=name, email=f"{name}@demo.example", display_name=display_name, **flags)
        account.set_unusable_password()
        account.save()
    elif account.email != f"{name}@demo.example":
        raise NotADemonstration(f"There is an account called “{name}” already, and it is not the demonstration's.")
    return account
