"""Whether customers may review a product: a switch of its own, live at once, beside the rules of its market."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models.clock import Change, Clock
from catalog.models.listing import Listing


class Reviewable(models.Model):
    reviews_open = models.BooleanField(
        gettext_lazy("reviews are open"),
        default=True,
        editable=False,
        help_text=gettext_lazy("Off: the page says that this medicine takes no reviews, and shows none."),
    )

    if TYPE_CHECKING:
        pk: int
        objects: Any
        locked: Any

    class Meta:
        abstract = True

    def switch_reviews(self, *, by, to_open: bool):
        """Open or close reviews of this product alone. What was approved stays, unseen, until they are open again."""
        if not (by.is_active and by.has_perm("catalog.switch_reviews_product")):
            raise PermissionDenied(_("Only a pharmacist may open or close the reviews of a medicine."))
        with transaction.atomic():
            self.locked()
            type(self).objects.filter(pk=self.pk).update(reviews_open=to_open)
            self.reviews_open = to_open
            listings = Listing.objects.select_for_update(no_key=True, of=("self",)).filter(product=self.pk)
            if listings.exclude(reviews_open=to_open).exists():
                listings.update(reviews_open=to_open)
                Clock.move((self.pk, Change.Kind.REVIEW))
