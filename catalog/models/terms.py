"""The shared nouns: what products have in common and what gives the public its ways in."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from catalog.models.clock import Change, Clock
from catalog.models.fields import LimitedTextField, no_hidden_characters
from catalog.models.permission import require

RENAMED = _("%(name)s renamed")


class TermQuerySet(models.QuerySet):
    def listed(self):
        """Only what a listing uses, with `listing_count`: the public's way in."""
        return self.annotate(listing_count=Count("listings")).filter(listing_count__gt=0).order_by("name")

    def known(self, name: str):
        """The term of this name in any case; None where there is none."""
        return self.filter(name__iexact=" ".join(name.split())).first()

    def named(self, name: str):
        """The term of this name in any case; made where it is missing. Raises ValidationError."""
        if found := self.known(name):
            return found
        name = " ".join(name.split())
        term = self.model(name=name, slug=self.free_slug(name))
        term.full_clean()
        term.save()
        return term

    def free_slug(self, name: str) -> str:
        slug, number = slugify(name)[:90] or "unnamed", 2
        stem = slug
        while self.filter(slug=slug).exists():
            slug, number = f"{stem}-{number}", number + 1
        return slug


class Term(models.Model):
    """A name with a page of its own. The slug stays what it was first: it is a public address."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)

    objects = TermQuerySet.as_manager()
    listings: Any  # what Listing brings along
    USED_BY = ""  # the lookup from a product to this term

    class Meta:
        abstract = True
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="%(app_label)s_%(class)s_name_unique_in_any_case",
                violation_error_message=_("There is one of this name already."),
            )
        ]

    def __str__(self):
        return self.name

    def clean(self):
        no_hidden_characters(self.name)
        if not slugify(self.name):
            raise ValidationError({"name": _("A name needs at least one letter or figure.")})

    def keep(self, *, by):
        """Save a new or a changed term. Pages of others show it, so the clock's shape moves.

        A new name is an edit of every draft that uses the term: it cancels submissions and counts for the four
        eyes. What the public reads of a term is no signed text, so a pharmacist writes it: any description, and a
        change of what a listing uses. Raises PermissionDenied, or ValidationError where the name does not fit.
        """
        require(by, f"catalog.{'change' if self.pk else 'add'}_{self._meta.model_name}")
        if self.is_read_by_the_public():
            require(by, "catalog.sign_product")
        self.slug = self.slug or type(self).objects.free_slug(self.name)
        self.full_clean()
        with transaction.atomic():
            before = [(draft, draft.digest()) for draft in self.locked_drafts()]
            renamed = self.locked_listings() if self.is_renamed() else []
            self.save()
            for draft, digest in before:
                draft.record_edit(by=by, before=digest, why=str(RENAMED % {"name": self._meta.verbose_name}))
            Clock.move(*((product, Change.Kind.TERM) for product in renamed), shape=True)

    def is_read_by_the_public(self) -> bool:
        """Whether saving would change what the public reads, now or once a listing uses the term."""
        before = type(self).objects.filter(pk=self.pk).first()
        old, new = (getattr(term, "description", "") for term in (before, self))
        return old != new or bool(before and before.name != self.name and self.listings.exists())

    def is_renamed(self) -> bool:
        return type(self).objects.filter(pk=self.pk).exclude(name=self.name).exists()

    def locked_listings(self) -> list[int]:
        """The products whose listings lead here: search knows them by the name, too."""
        listings = self.listings.select_for_update(no_key=True, of=("self",)).order_by("product_id")
        return list(listings.values_list("product_id", flat=True))

    def locked_drafts(self):
        """The drafts that use this term, by ascending key, under lock."""
        if not self.pk:
            return []
        product = self._meta.apps.get_model("catalog", "Product")  # the module of Product imports this one
        users = product.objects.filter(**{self.USED_BY: self}).order_by("pk").distinct()
        return [draft.locked() for draft in users]


class Described(Term):
    """A term whose page begins with a sentence or two of what it is."""

    description = LimitedTextField(
        _("description"), blank=True, max_length=600, help_text=_("One or two plain sentences for patients.")
    )

    class Meta(Term.Meta):
        abstract = True


class Substance(Term):
    USED_BY = "ingredients__substance"

    class Meta(Term.Meta):
        verbose_name = _("substance")
        verbose_name_plural = _("substances")


class Manufacturer(Term):
    USED_BY = "manufacturer"

    class Meta(Term.Meta):
        verbose_name = _("manufacturer")
        verbose_name_plural = _("manufacturers")


class Condition(Described):
    USED_BY = "indications__condition"

    class Meta(Described.Meta):
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")


class Category(Described):
    USED_BY = "categories"

    class Meta(Described.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")
