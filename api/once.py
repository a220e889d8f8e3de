"""Idempotency-Key: a request that is sent again, because its answer was lost on the way, is not carried out again.

The key is the asker's own; the same key and body answer the same for a day, the same key and another body are refused.
What was answered is sealed: it may name an order, or hold a link.
All of it is one transaction: a second request that arrives meanwhile waits for the first.
"""

import json
import re
from functools import wraps

from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.response import Response

from accounts.api_keys import ApiKey
from accounts.sealing import seal, unseal
from api.models import LASTS, KeptAnswer
from api.problems import Problem
from pharmacy.keyed_hash import keyed_hash

HEADER = "Idempotency-Key"
MOST = 20_000  # keys of one account that are remembered
KEY = re.compile(r"[\x21-\x7e]{1,255}")


def once(verb):
    """Decorates a method of a view. Raises Problem 400 for a key that is none, 409 for another body."""

    @wraps(verb)
    def answer(view, request, *args, **kwargs):
        key = request.headers.get(HEADER)
        if key is None:
            return verb(view, request, *args, **kwargs)
        if not KEY.fullmatch(key):
            raise Problem(400, _("An Idempotency-Key has from 1 to 255 characters of ASCII, without spaces."))
        KeptAnswer.objects.over().delete()
        with transaction.atomic():
            kept, is_new = KeptAnswer.objects.get_or_create(
                owner=request.user, key_hash=hash_of_key(request, key), defaults={"request_hash": hash_of(request)}
            )
            if not is_new:
                return again(kept, request)
            require_room(request.user)
            response = verb(view, request, *args, **kwargs)
            kept.status, kept.body = response.status_code, seal(json.dumps(response.data))
            kept.save(update_fields=["status", "body"])
        return response

    return answer


def require_room(owner):
    """Nobody fills the table; the new row is counted. Raises Problem 429."""
    if KeptAnswer.objects.filter(owner=owner).count() > MOST:
        raise Problem(429, _("You have sent too many Idempotency-Keys today."), wait=int(LASTS.total_seconds()))


def again(kept: KeptAnswer, request) -> Response:
    if kept.request_hash != hash_of(request):
        said = _("This Idempotency-Key was sent with another request. Send this one under a key of its own.")
        raise Problem(409, said, type="/api/docs/#idempotency")
    try:
        said = json.loads(unseal(kept.body))
    except ValueError:  # sealed with a key that nobody has any more
        raise Problem(409, _("This was done before, and what was answered cannot be read any more.")) from None
    return Response(said, kept.status, headers={"Idempotent-Replayed": "true"})


def hash_of_key(request, key: str) -> str:
    who = f"key {request.auth.pk}" if isinstance(request.auth, ApiKey) else "session"
    return keyed_hash(f"{who} {key}", purpose="idempotency key")


def hash_of(request) -> str:
    body = json.dumps(request.data, sort_keys=True)
    return keyed_hash(f"{request.method} {request.get_full_path()} {body}", purpose="idempotent request")
