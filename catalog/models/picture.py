"""Picture: clean pixels, addressed by their content. How they are made is in catalog/pictures.py."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Picture(models.Model):
    """Kept while any product or publication names it; its sizes are files named by `sha256`."""

    sha256 = models.CharField(max_length=64, unique=True)
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self):
        return f"{self.width} × {self.height} · {self.sha256[:8]}"
