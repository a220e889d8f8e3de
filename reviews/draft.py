"""What was typed when the session had ended: kept through the sign-in, for the account that the form was shown to.

The words tell of somebody's health, so they are sealed: the server's session holds what only the browser's cookie
opens, both end after half an hour, and the first look takes the words out.
"""

import json
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken

from accounts.models import User
from catalog.refusals import Refused
from pharmacy.network import address_of
from reviews import stamp
from reviews.forms import KEPT
from reviews.models import Hit

NAME = "unsent_review"
LASTS = timedelta(minutes=30)
LONGEST = 20_000  # characters of one field: more than any form takes, so that it is refused by the form


def keep(request, response, listing):
    """Keep what a signed-out person sent; nothing without a stamp of ours or too often, so nobody fills the store."""
    shown_to = stamp.read(request.POST.get("stamp", ""), listing)
    if shown_to is None or shown_to[1] > stamp.LONGEST:
        return
    try:
        Hit.count("draft", person=User(pk=shown_to[0]), network=address_of(request))
    except Refused:
        return
    typed = {name: request.POST.get(name, "")[:LONGEST] for name in KEPT}
    key = Fernet.generate_key()
    sealed = Fernet(key).encrypt(json.dumps([shown_to[0], listing.product_id, typed]).encode())
    request.session[NAME] = sealed.decode()
    seconds = int(LASTS.total_seconds())
    response.set_cookie(NAME, key.decode(), max_age=seconds, httponly=True, samesite="Lax", secure=request.is_secure())


def take(request, listing) -> dict | None:
    """What this account had typed about this medicine, once."""
    sealed, key = request.session.get(NAME), request.COOKIES.get(NAME)
    if not sealed or not key:
        return None
    try:
        opened = Fernet(key).decrypt(sealed.encode(), ttl=int(LASTS.total_seconds()))
    except (InvalidToken, ValueError):
        return None
    account, product, typed = json.loads(opened)
    if (account, product) != (request.user.pk, listing.product_id):
        return None
    del request.session[NAME]
    return typed
