"""What may stand behind a question mark, and fields that take a value as it is written or not at all.

Django REST framework is generous: "1", 1.0 and true are numbers to it, 5 is a text. A program that sends such things
has a slip in it, and hears of it here.
"""

import difflib
import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.problems import GENERAL, WrongParameter

WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,18})")
PLACE = r"^[A-Za-z0-9._-]{0,1200}$"  # none at the start: programs that were generated send the default along
SLUG = r"^[-a-zA-Z0-9_]{1,100}$"
NO_NUL = r"^[^\u0000]*$"
MOST_PER_PAGE = 100
MOST_TOLD = 10  # names that are none, of those that were sent


class Spelled(serializers.RegexField):
    """A text of a pattern; a number is none."""

    def __init__(self, regex, **given):
        super().__init__(regex, **{"trim_whitespace": False} | given)
        # The end of a pattern is that of the text: to Python alone, a line may end before it.
        self.pattern = re.compile(re.sub(r"\$$", r"\\Z", regex))

    def to_internal_value(self, data):
        """What is too long meets no pattern: some take their time over a megabyte."""
        if not isinstance(data, str):
            self.fail("invalid")
        if self.max_length is not None and len(data) > self.max_length:
            self.fail("max_length", max_length=self.max_length)
        if data and not self.pattern.search(data):
            self.fail("invalid")
        return super().to_internal_value(data)


class Words(Spelled):
    """Any text but NUL, which no database keeps."""

    def __init__(self, **given):
        super().__init__(NO_NUL, **given)


class Whole(serializers.IntegerField):
    """A whole number, written as one."""

    def to_internal_value(self, data):
        if isinstance(data, str) and self.is_asked and WHOLE.fullmatch(data):
            return int(data)
        if isinstance(data, bool) or not isinstance(data, int | float) or data != data // 1:
            self.fail("invalid")
        return int(data)

    @property
    def is_asked(self) -> bool:
        return isinstance(self.root, Parameters)


class Flag(serializers.BooleanField):
    def to_internal_value(self, data):
        if isinstance(data, bool):
            return data
        if isinstance(self.root, Parameters) and data in ("true", "false"):
            return data == "true"
        return self.fail("invalid", input=data)


@extend_schema_field({"type": "boolean", "const": True})
class Ticked(Flag):
    """What has to be true; the noun's form says why, in its own words."""


class OneOf(serializers.ChoiceField):
    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)


class Several(serializers.ListField):
    """A parameter that may stand several times."""

    def __init__(self, child, *, most: int = 20, **given):
        super().__init__(child=child, max_length=most, **given)


class Strict(serializers.Serializer):
    """What is sent: a name that is none is refused, for it is somebody's slip."""

    def to_internal_value(self, data):
        found = super().to_internal_value(data)
        if unknown := sorted(set(data) - set(self.fields))[:MOST_TOLD]:
            raise serializers.ValidationError({name: [no_such_name(name, self.fields)] for name in unknown})
        return found


class Parameters(serializers.Serializer):
    """What an address takes behind its question mark. `thin` names what `fields=` may choose from."""

    thin: tuple[str, ...] = ()

    @classmethod
    def read(cls, query) -> dict[str, Any]:
        """The values, defaults filled in. Raises WrongParameter for what does not fit, unknown names among it."""
        listed = {name for name, field in cls().fields.items() if isinstance(field, serializers.ListField)}
        asked = cls(data={name: some if name in listed else some[-1] for name, some in query.lists()})
        unknown = [name for name in query if name not in asked.known]
        wrong = {name: [no_such_name(name, asked.known)] for name in unknown[:MOST_TOLD]}
        twice = [name for name, some in query.lists() if len(some) > 1 and name not in {*listed, "fields"}]
        wrong |= {name: [_("This may stand once.")] for name in twice}
        if not asked.is_valid():
            wrong = {name: said for name, said in asked.errors.items() if name != GENERAL} | wrong
        if wrong:
            raise WrongParameter(wrong)
        return asked.validated_data | asked.chosen_fields(query.getlist("fields"))

    @property
    def known(self) -> list[str]:
        return [*self.fields, *(["fields"] if self.thin else [])]

    def chosen_fields(self, given: list[str]) -> dict[str, tuple[str, ...]]:
        """Separated by commas, or one after another: generated clients know the second way alone."""
        if not self.thin:
            return {}
        names = tuple(dict.fromkeys(name for some in given for name in some.split(",")))
        if unknown := [name for name in names if name not in self.thin]:
            raise WrongParameter({"fields": [no_such_name(name, self.thin) for name in unknown[:MOST_TOLD]]})
        return {"fields": names}


class Nothing(Parameters):
    """An address that takes no parameter."""


class Paged(Parameters):
    size = Whole(
        min_value=1,
        max_value=MOST_PER_PAGE,
        default=20,
        help_text=gettext_lazy("How many a page holds at most."),
    )
    after = Spelled(
        PLACE,
        required=False,
        default="",
        allow_blank=True,
        help_text=gettext_lazy("Where the page before ended: see `next`."),
    )


def no_such_name(name: str, known) -> str:
    """Says so, and what was probably meant, or else what there is."""
    near = difflib.get_close_matches(name[:80], known, n=1)
    if near:
        return _("There is no such name here. Did you mean “%(near)s”?") % {"near": near[0]}
    if not known:
        return _("Nothing is taken here.")
    return _("There is no such name here. There are: %(names)s.") % {"names": ", ".join(known)}
