"""Which drafts an import made, and at which version it left them."""

from django.db import models


class ImportedPage(models.Model):
    """`sha256` is that of the page's bytes; a product edited since has a version beyond `product_version`."""

    product = models.OneToOneField("catalog.Product", models.CASCADE, related_name="imported_page")
    sha256 = models.CharField(max_length=64)
    product_version = models.PositiveIntegerField()
    imported_at = models.DateTimeField(auto_now=True)

    def __str__(self):
        return f"{self.product} {self.product_version}"
