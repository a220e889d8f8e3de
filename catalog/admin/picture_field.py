"""Choosing a picture: cleaned and kept at once, so that an error in another field does not lose it."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import pictures
from catalog.admin.rows import RowForm
from catalog.models import Picture

PICTURE = re.compile(r"images-[0-9]+-picture")
MOST_AT_ONCE = 10


class PictureInput(forms.FileInput):
    """A file to choose, beside the picture that is there; its hash travels in a hidden field."""

    template_name = "admin/catalog/picture_input.html"

    def value_from_datadict(self, data, files, name):
        return files.get(name) or data.get(f"{name}-kept", "")

    def value_omitted_from_data(self, data, files, name):
        return name not in files and f"{name}-kept" not in data

    def get_context(self, name, value, attrs):
        kept = value if isinstance(value, str) else getattr(value, "kept", "")
        picture = Picture.objects.filter(sha256=kept.replace("\x00", "")).first() if kept else None
        context = super().get_context(name, None, attrs)
        return context | {"picture": picture, "address": picture and address(picture)}


class PictureField(forms.Field):
    """Cleans to a Picture, or None. The value in a form is its hash, or a file that was just uploaded."""

    widget = PictureInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
    default_error_messages = {"required": gettext_lazy("Choose a picture: JPEG, PNG or WebP.")}

    def to_python(self, value):
        if not value:
            return None
        if isinstance(value, str):
            picture = Picture.objects.filter(sha256=value.replace("\x00", "")).first()
            if picture is None:
                raise ValidationError(_("This picture is no longer there. Choose the file again."))
            return picture
        if not hasattr(value, "outcome"):
            keep(value)
        if isinstance(value.outcome, ValidationError):
            raise value.outcome
        return value.outcome

    def has_changed(self, initial, data):
        return bool(data) and data != initial


def keep_uploads(request):
    """Clean what was chosen, before the form's transaction begins: on SQLite, nobody else writes during that.

    Their fields then find it done. Beyond ten files, each gets a sentence instead.
    """
    chosen = [upload for name, upload in request.FILES.items() if PICTURE.fullmatch(name)]
    for upload in chosen[:MOST_AT_ONCE]:
        keep(upload)
    for upload in chosen[MOST_AT_ONCE:]:
        upload.outcome = ValidationError(
            _("Only ten pictures can be taken at once. Save the others, then choose this file again.")
        )


def keep(upload):
    """Give an upload its `outcome`, a Picture or a ValidationError, and the hash that it is `kept` by."""
    try:
        upload.outcome = pictures.keep(upload.read())
        upload.kept = upload.outcome.sha256
    except ValidationError as refusal:
        upload.outcome = refusal


class ImageForm(RowForm):
    picture = PictureField(label=gettext_lazy("picture"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.picture_id:
            self.initial["picture"] = self.instance.picture.sha256


def address(picture) -> str:
    """Where staff see the size that is made with the upload."""
    return reverse("admin:catalog_picture", args=[picture.sha256, picture.sizes[0][0], pictures.PREVIEW])
