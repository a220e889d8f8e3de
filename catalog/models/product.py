"""Product: the working copy that staff edit. Nothing public reads it."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from catalog.models.address import Address
from catalog.models.editing import Edit
from catalog.models.facts import Identity, LabelSource, RestrictedProgramme, Storage, Texts
from catalog.models.listing import Listing
from catalog.models.parts import Image, Indication, Ingredient
from catalog.models.reviewable import Reviewable
from catalog.models.signing import Signable
from catalog.models.submission import Submission


class ProductQuerySet(models.QuerySet):
    def with_parts(self):
        """Everything that a snapshot reads, in a fixed number of queries."""
        return self.select_related("manufacturer").prefetch_related(
            "categories",
            Prefetch("ingredients", Ingredient.objects.select_related("substance")),
            Prefetch("indications", Indication.objects.select_related("condition")),
            "key_features",
            "safety_notes",
            "sections",
            Prefetch("images", Image.objects.select_related("picture")),
        )

    def waiting(self):
        """Submitted, and neither signed, sent back nor cancelled yet."""
        return self.filter(Exists(Submission.objects.waiting().filter(product=OuterRef("pk"))))

    def sent_back(self):
        """The last word on the draft was "send back"."""
        later = Submission.objects.filter(product=OuterRef("product"), id__gt=OuterRef("id"))
        last = Submission.objects.filter(~Exists(later), state=Submission.State.SENT_BACK)
        return self.filter(Exists(last.filter(product=OuterRef("pk"))))

    def listed(self):
        return self.filter(listing__isnull=False)

    def with_unsigned_changes(self):
        """Listed, and edited since what is listed was signed."""
        return self.listed().filter(version__gt=F("listing__publication__product_version"))

    def never_signed(self):
        return self.filter(publications__isnull=True)


class Product(Identity, LabelSource, Storage, RestrictedProgramme, Texts, Reviewable, Signable):
    categories = models.ManyToManyField(
        "catalog.Category", blank=True, related_name="products", verbose_name=_("categories")
    )
    demonstration = models.BooleanField(
        _("demonstration data"), default=False, help_text=_("The page says that it is an example, not a real offer.")
    )
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["name"]
        permissions = [
            ("submit_product", _("Can submit a product for signature")),
            ("sign_product", _("Can sign, send back and withdraw a product")),
            ("switch_reviews_product", _("Can open and close the reviews of a product")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum_celsius__isnull=True)
                | Q(maximum_celsius__isnull=True)
                | Q(minimum_celsius__lte=F("maximum_celsius")),
                name="catalog_product_temperatures_in_order",
                violation_error_message=_("The lowest temperature is above the highest."),
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(slug=""), name="catalog_product_named"),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        if self.slug in Address.RESERVED:
            raise ValidationError({"slug": _("This address belongs to the site itself. Choose another one.")})
        if Address.objects.filter(slug=self.slug).exclude(product=self.pk).exists():
            raise ValidationError({"slug": _("This address belongs, or once belonged, to another product.")})
        low, high = self.minimum_celsius, self.maximum_celsius
        # See also the constraint, which holds past the form; here the sentence stands beside its field.
        if isinstance(low, Decimal) and isinstance(high, Decimal) and low > high:
            raise ValidationError({"maximum_celsius": _("The lowest temperature is above the highest.")})

    @property
    def is_listed(self) -> bool:
        return Listing.objects.filter(product=self).exists()

    @property
    def waiting_submission(self) -> Submission | None:
        return self.submissions.waiting().first()

    @property
    def last_edit(self) -> Edit | None:
        return self.edits.order_by("-version").first()
