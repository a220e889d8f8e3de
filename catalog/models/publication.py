"""Publication: an immutable, numbered, signed snapshot. The database itself refuses to change one (guards.py)."""

import hashlib
import json

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.content import FORMAT, canonical, digest
from catalog.models.fields import LimitedTextField

FIRST_SEAL = "0" * 64


class PublicationQuerySet(models.QuerySet):
    def sealed(self, *, product, values, submission, signed_by, role, why, four_eyes):
        """Add the next publication of a product, chained to the one before. `product` is locked."""
        last = self.filter(product=product).order_by("-number").first()
        publication = Publication(
            product=product,
            number=last.number + 1 if last else 1,
            product_version=product.version,
            format=FORMAT,
            canonical=canonical(values),
            digest=digest(values),
            previous_seal=last.seal if last else FIRST_SEAL,
            submitted_by=submission.submitted_by,
            signed_by=signed_by,
            role=role,
            signed_at=timezone.now(),
            why=why,
            acknowledged=submission.acknowledged,
            four_eyes=four_eyes,
        )
        publication.seal = publication.computed_seal()
        publication.save(force_insert=True)
        return publication


class Publication(models.Model):
    """`digest` covers the content, `seal` the content, its circumstances and the seal before it."""

    product = models.ForeignKey("catalog.Product", models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField(_("version"))
    product_version = models.PositiveIntegerField()
    format = models.PositiveSmallIntegerField()
    canonical = models.TextField()
    digest = models.CharField(max_length=64)
    previous_seal = models.CharField(max_length=64)
    seal = models.CharField(max_length=64, unique=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    signed_at = models.DateTimeField()
    why = models.TextField()
    acknowledged = models.JSONField(default=list)
    four_eyes = models.BooleanField()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["product", "number"], name="catalog_publication_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="catalog_publication_numbers_from_one"),
        ]

    def __str__(self):
        return f"{self.product} · {self.number}"

    @property
    def content(self) -> dict:
        return json.loads(self.canonical)

    def computed_digest(self) -> str:
        return hashlib.sha256(self.canonical.encode()).hexdigest()

    def computed_seal(self) -> str:
        """SHA-256 over everything that the signature stands for. docs/domain.md says how to check one by hand."""
        return hashlib.sha256(self.facts().encode()).hexdigest()

    def facts(self) -> str:
        """What the seal is of, in its one spelling."""
        facts = {
            "previous_seal": self.previous_seal,
            "product": self.product_id,
            "number": self.number,
            "product_version": self.product_version,
            "format": self.format,
            "digest": self.digest,
            "submitted_by": self.submitted_by_id,
            "signed_by": self.signed_by_id,
            "role": self.role,
            "signed_at": self.signed_at.isoformat(),
            "why": self.why,
            "acknowledged": self.acknowledged,
            "four_eyes": self.four_eyes,
        }
        return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


class Withdrawal(models.Model):
    """A listing taken off the public pages: by whom, why (internal) and what the public is told."""

    product = models.ForeignKey("catalog.Product", models.PROTECT, related_name="withdrawals")
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="withdrawals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = LimitedTextField(_("reason (internal)"), max_length=2000)
    public_note = LimitedTextField(_("public note"), max_length=2000)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(public_note=""), name="catalog_withdrawal_says_why")
        ]

    def __str__(self):
        return f"{self.product} {self.at:%Y-%m-%d}"
