"""Columns that the nouns of the catalogue and of reviews share, and what no text of theirs may hold."""

import re

from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

# The flags of England, Scotland and Wales are a black flag, tags for the letters of a part of a country, and an end.
# Tags count as seen there alone: elsewhere, or in a longer row, a whole text could be hidden in them.
FLAG, TAG, END, SHORTEST, LONGEST = "\U0001f3f4", "[\U000e0030-\U000e0039\U000e0061-\U000e007a]", "\U000e007f", 3, 6
OF_A_FLAG = "|".join(
    f"(?<={FLAG}{TAG}{{{before}}})(?={TAG}{{{max(SHORTEST - before, 0)},{LONGEST - before}}}{END})"
    for before in range(LONGEST + 1)
)
# What nobody sees and yet changes what is read: control characters, separators, characters that turn the direction
# (they make "10" of "01" on the page of a medicine), noncharacters and tags. Marks and joiners of scripts may stay.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
    rf"|(?!{OF_A_FLAG})[\U000e0000-\U000e007f]"
)
no_hidden_characters = RegexValidator(
    HIDDEN,
    _("A character that cannot be seen stands in this text. Type it anew, or paste it as plain text."),
    code="hidden_character",
    inverse_match=True,
)


class LimitedTextField(models.TextField):
    """A text of at most `max_length` characters, none hidden: checked in verbs too, not in forms alone."""

    @cached_property
    def validators(self):
        return [*super().validators, MaxLengthValidator(self.max_length), no_hidden_characters]

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "catalog.models.fields.LimitedTextField", args, kwargs
