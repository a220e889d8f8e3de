"""Editing a draft: under lock, against the version that was read, with a record of who did it."""

import json
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import content
from catalog.models.permission import require
from catalog.models.submission import Submission
from catalog.refusals import EditConflict


class Edit(models.Model):
    """One save of a draft: by whom, and the content after it."""

    product = models.ForeignKey("catalog.Product", models.CASCADE, related_name="edits")
    version = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(gettext_lazy("why"), max_length=200, blank=True)
    canonical = models.TextField()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["product", "version"], name="catalog_edit_one_per_version"),
        ]

    def __str__(self):
        return f"{self.product} {self.version}"

    @property
    def content(self) -> dict:
        return json.loads(self.canonical)


class Editable(models.Model):
    """The verbs of editing, mixed into Product."""

    # What Product brings along.
    objects: Any
    market: Any
    slug: Any
    edits: Any
    submissions: Any
    publications: Any

    class Meta:
        abstract = True

    @classmethod
    def draft(cls, values: dict, *, by, why=""):
        """A new product from a content. `by` is None only where a command without an account makes it.

        Raises PermissionDenied, or ValidationError where a value does not fit or the slug is taken.
        """
        require(by, "catalog.add_product")
        with transaction.atomic():
            product = cls()
            product.market = values.get("market") or settings.DEFAULT_MARKET
            content.fill(product, values)
            product.record_edit(by=by, before="", why=why)
        return product

    @contextmanager
    def editing(self, *, by, seen_version: int | None = None, why=""):
        """Everything inside is one edit: `with product.editing(by=user, seen_version=3) as draft: …`.

        Yields the locked product. Raises PermissionDenied, or EditConflict where `seen_version` is not the
        current one. What changes nothing leaves no record.
        """
        require(by, "catalog.change_product")
        with transaction.atomic():
            draft = self.locked()
            if seen_version is not None and seen_version != draft.version:
                raise EditConflict(
                    _("Somebody else saved this product while you were editing it."),
                    seen=seen_version,
                    current=draft.version,
                )
            before = draft.digest()
            yield draft
            draft.record_edit(by=by, before=before, why=why)
        self.version = draft.version

    def locked(self):
        """The same product, read anew under lock; only inside a transaction."""
        return type(self).objects.select_for_update(no_key=True).get(pk=self.pk)

    def snapshot(self) -> dict:
        return content.snapshot(self)

    def digest(self) -> str:
        return content.digest(self.snapshot())

    def record_edit(self, *, by, before: str, why=""):
        """Number what was saved since `before`, a digest; a submission of it no longer stands."""
        after = self.snapshot()
        if content.digest(after) == before:
            return
        self.version += 1
        type(self).objects.filter(pk=self.pk).update(version=self.version)
        canonical = content.canonical(after)
        Edit.objects.create(product_id=self.pk, version=self.version, by=by, why=why, canonical=canonical)
        for submission in self.submissions.waiting():
            submission.decide(Submission.State.CANCELLED, by=by)

    def editors_since_publication(self):
        """The edits that no signature covers yet."""
        last = self.publications.order_by("-number").first()
        return self.edits.filter(version__gt=last.product_version if last else 0)
