"""The guard of every verb."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _


def require(by, permission: str):
    """Raises PermissionDenied. None stands for the machine's own commands, which have no account."""
    if by is not None and not (by.is_active and by.has_perm(permission)):
        raise PermissionDenied(_("Your account may not do this."))
