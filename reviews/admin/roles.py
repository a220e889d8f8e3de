"""Who reads and who decides. The verbs ask again, each for itself."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import MODERATORS


def may_moderate(user) -> bool:
    """Membership decides, as with signing: a superuser is no moderator."""
    return user.has_perm("reviews.moderate_review") and user.belongs_to(MODERATORS)


def require_moderator(user):
    if not may_moderate(user):
        raise PermissionDenied(_("Only a moderator may do this."))


def sees_all(user) -> bool:
    """Whether this account reads texts that are not published. Who only answers does not."""
    return user.has_perm("reviews.view_reviewtext")


def may_answer(user) -> bool:
    return user.has_perm("reviews.answer_review")
