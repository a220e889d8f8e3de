"""Who a customer is: the session of the site's own pages, with the token that keeps other sites out."""

from django.utils.translation import gettext as _
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import BasePermission

from accounts.api_keys import ApiKey


class Session(SessionAuthentication):
    """`request.user` is who signed in. What changes something needs the header X-CSRFToken: see /api/v1/account/."""


class IsCustomer(BasePermission):
    """Somebody in person: a key acts for the pharmacy, and the pharmacy reviews nothing."""

    def has_permission(self, request, view):
        self.message = _("A person does this, signed in: no key may.")
        return request.user.is_authenticated and not isinstance(request.auth, ApiKey)


class IsKnown(BasePermission):
    def has_permission(self, request, view):
        return request.user.is_authenticated
