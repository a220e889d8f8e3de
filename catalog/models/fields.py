"""Columns that the nouns of the catalogue and of reviews share."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.functional import cached_property


class LimitedTextField(models.TextField):
    """A text of at most `max_length` characters. Django's own checks that in forms alone; this one for every verb."""

    @cached_property
    def validators(self):
        return [*super().validators, MaxLengthValidator(self.max_length)]

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "catalog.models.fields.LimitedTextField", args, kwargs
