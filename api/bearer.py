"""Who a program is: `Authorization: Bearer …` with a key that staff issued. Its owner sets the limits."""

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission

from accounts.api_keys import ApiKey


class BearerKey(BaseAuthentication):
    """`request.user` is the owner of the key, `request.auth` the key. What is sent has to be a key.

    But for a name and password (Basic): a proxy in front of a site that is not open yet asks for those.
    """

    def authenticate(self, request):
        if "HTTP_AUTHORIZATION" not in request.META:
            return None
        scheme, _space, secret = get_authorization_header(request).decode("latin-1").strip().partition(" ")
        if scheme.lower() == "basic":
            return None
        key = ApiKey.of_secret(secret.strip()) if scheme.lower() == "bearer" else None
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
