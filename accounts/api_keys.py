"""ApiKey: with it the pharmacy's own systems act for a member of staff, within its scopes."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pharmacy.keyed_hash import keyed_hash

MARK = "pharmacy_"  # whoever finds a key in a log or a repository sees what it opens
DAYS, MOST_DAYS = 365, 730
OFTEN_ENOUGH = timedelta(minutes=1)  # between two notes of its use


class ApiKeyQuerySet(models.QuerySet):
    def living(self):
        """Neither revoked nor over, and its owner is still of the staff."""
        still = {"owner__is_active": True, "owner__is_staff": True}
        return self.filter(revoked_at=None, expires_at__gt=timezone.now(), **still)


class ApiKey(models.Model):
    """What it may do is what its owner may do, and of that its scopes alone. The key itself is kept as a keyed hash."""

    class Scope(models.TextChoices):
        READ = "read", _("read the catalogue")
        PACKS = "packs", _("write packs, prices and availability")
        INVITATIONS = "invitations", _("issue invitations to review")

    name = models.CharField(_("name"), max_length=80, help_text=_("Which system uses it."))
    scopes = models.JSONField(_("scopes"))
    start = models.CharField(_("begins with"), max_length=20, editable=False)
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="api_keys", verbose_name=_("acts for")
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    last_used_at = models.DateTimeField(_("last used"), null=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["-id"]
        permissions = [("issue_apikey", _("Can issue and revoke API keys"))]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="accounts_apikey_lasts"),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def issue(cls, *, by, owner, name: str, scopes: list[str], days: int = DAYS) -> "tuple[ApiKey, str]":
        """(key, its secret): the secret is nowhere afterwards. Raises PermissionDenied, ValidationError.

        For oneself; a superuser issues for any of the staff. Else a key would lend the rights of who has more.
        """
        require_keeper(by)
        if owner.pk != by.pk and not by.is_superuser:
            raise PermissionDenied(gettext("You may issue keys for yourself alone."))
        if not owner.is_active or not owner.is_staff:
            raise ValidationError({"owner": gettext("A key acts for somebody of the staff.")})
        if not scopes or set(scopes) - set(cls.Scope.values):
            raise ValidationError({"scopes": gettext("Choose what the key may do.")})
        if not 1 <= days <= MOST_DAYS:
            raise ValidationError({"days": gettext("A key lasts from 1 to %(most)d days.") % {"most": MOST_DAYS}})
        secret = MARK + secrets.token_urlsafe(32)
        key = cls(name=name, scopes=sorted(set(scopes)), owner=owner, start=secret[: len(MARK) + 6])
        key.key_hash, key.expires_at = hash_of(secret), timezone.now() + timedelta(days=days)
        key.full_clean(exclude=["created_at", "revoked_at", "last_used_at"])
        key.save()
        return key, secret

    def revoke(self, *, by):
        """At once, for ever."""
        require_keeper(by)
        type(self).objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now())
        self.refresh_from_db(fields=["revoked_at"])

    @classmethod
    def of_secret(cls, secret: str) -> "ApiKey | None":
        """The living key; None for any other text. Its hash is looked up, so time tells nothing of the secret."""
        return cls.objects.living().select_related("owner").filter(key_hash=hash_of(secret)).first()

    def note_use(self):
        now = timezone.now()
        if self.last_used_at and now - self.last_used_at < OFTEN_ENOUGH:
            return
        seldom = Q(last_used_at=None) | Q(last_used_at__lt=now - OFTEN_ENOUGH)
        type(self).objects.filter(seldom, pk=self.pk).update(last_used_at=now)

    @property
    def is_living(self) -> bool:
        still = self.owner.is_active and self.owner.is_staff
        return self.revoked_at is None and self.expires_at > timezone.now() and still


def require_keeper(by):
    if not (by.is_active and by.has_perm("accounts.issue_apikey")):
        raise PermissionDenied(gettext("You may not issue keys."))


def hash_of(secret: str) -> str:
    return keyed_hash(secret, purpose="api key")
