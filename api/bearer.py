"""Who a program is: `Authorization: Bearer …` with a key that staff issued. Its owner sets the limits."""

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.throttling import SimpleRateThrottle

from accounts.api_keys import ApiKey


class BearerKey(BaseAuthentication):
    """`request.user` is the owner of the key, `request.auth` the key."""

    def authenticate(self, request):
        scheme, _space, secret = get_authorization_header(request).decode("latin-1").strip().partition(" ")
        if scheme.lower() != "bearer":
            return None
        key = ApiKey.of_secret(secret.strip())
        if key is None:
            raise AuthenticationFailed(_("This key is unknown, revoked or over."))
        key.note_use()
        return key.owner, key

    def authenticate_header(self, request):
        return 'Bearer realm="api"'


class HasScope(BasePermission):
    """The view says which scope it needs: `scope = "invitations"`."""

    def has_permission(self, request, view):
        self.message = _("This key may not do this.")
        return isinstance(request.auth, ApiKey) and view.scope in request.auth.scopes


class PerKey(SimpleRateThrottle):
    """The view says how often a key may ask: `rate = "120/min"`. Counted across processes, in the default cache."""

    def __init__(self):
        """The rate is the view's: see `allow_request`."""

    def allow_request(self, request, view):
        self.rate, self.scope = view.rate, f"key-{view.scope}"
        self.num_requests, self.duration = self.parse_rate(self.rate)
        return super().allow_request(request, view)

    def get_cache_key(self, request, view):
        return f"throttle-{self.scope}-{request.auth.pk}"
