"""The shared nouns: what products have in common and what gives the public its ways in."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count
from django.db.models.functions import Lower
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from catalog.models.clock import Clock


class TermQuerySet(models.QuerySet):
    def listed(self):
        """Only what a listing uses, with `listing_count`: the public's way in."""
        return self.annotate(listing_count=Count("listings")).filter(listing_count__gt=0).order_by("name")

    def named(self, name: str):
        """The term of this name in any case; made where it is missing."""
        name = " ".join(name.split())
        found = self.filter(name__iexact=name).first()
        return found or self.create(name=name, slug=self.free_slug(name))

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

    class Meta:
        abstract = True
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="%(app_label)s_%(class)s_name_unique_in_any_case")]

    def __str__(self):
        return self.name

    def clean(self):
        if not slugify(self.name):
            raise ValidationError({"name": _("A name needs at least one letter or figure.")})

    @transaction.atomic
    def keep(self):
        """Save a new or a changed term. Pages of others show it, so the clock's shape moves."""
        self.slug = self.slug or type(self).objects.free_slug(self.name)
        self.save()
        Clock.move(shape=True)


class Described(Term):
    """A term whose page begins with a sentence or two of what it is."""

    description = models.TextField(
        _("description"), blank=True, max_length=600, help_text=_("One or two plain sentences for patients.")
    )

    class Meta(Term.Meta):
        abstract = True


class Substance(Term):
    class Meta(Term.Meta):
        verbose_name = _("substance")
        verbose_name_plural = _("substances")


class Manufacturer(Term):
    class Meta(Term.Meta):
        verbose_name = _("manufacturer")
        verbose_name_plural = _("manufacturers")


class Condition(Described):
    class Meta(Described.Meta):
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")


class Category(Described):
    class Meta(Described.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")
