"""ScreeningWord: a word or phrase that makes a moderator look at a place in a review, or keeps it from being marked."""

import unicodedata

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MarkKind(models.TextChoices):
    """Why a moderator should look at a span of a review. `why` is the whole sentence."""

    EMAIL = "email", _("e-mail address")
    TELEPHONE = "telephone", _("telephone number")
    WEB_ADDRESS = "web_address", _("web address")
    NUMBER = "number", _("order or card number")
    DOCTOR = "doctor", _("name of a doctor")
    PROFANITY = "profanity", _("rude word")
    SHOUTING = "shouting", _("shouting")
    CURE = "cure", _("promise of a cure")
    DOSE = "dose", _("advice on a dose")
    OTHER_USE = "other_use", _("another use")
    SIDE_EFFECT = "side_effect", _("possible side effect")
    PREGNANCY = "pregnancy", _("pregnancy")

    @property
    def why(self):
        return WHY[self]


WHY = {
    MarkKind.EMAIL: _("An e-mail address tells who somebody is."),
    MarkKind.TELEPHONE: _("A telephone number tells who somebody is."),
    MarkKind.WEB_ADDRESS: _("A web address or a name on another site may advertise, or tell who somebody is."),
    MarkKind.NUMBER: _("An order, card or account number is nobody else's business."),
    MarkKind.DOCTOR: _("A doctor or nurse is named who has not agreed to it."),
    MarkKind.PROFANITY: _("A rude word. Strong words about the medicine may stay; insults may not."),
    MarkKind.SHOUTING: _("Many capital letters or exclamation marks. This alone is no reason to reject."),
    MarkKind.CURE: _("It may promise a cure, or that the medicine always works."),
    MarkKind.DOSE: _("It may tell others how much to take, or when to stop."),
    MarkKind.OTHER_USE: _("A use that the page of this medicine does not name."),
    MarkKind.SIDE_EFFECT: _(
        "This may be a side effect. Look whether a safety report is due, whatever becomes of the review."
    ),
    MarkKind.PREGNANCY: _(
        "Pregnancy or breast-feeding is mentioned. A medicine taken then is reported, whether or not there was harm."
    ),
}


class ScreeningWord(models.Model):
    """`words` is a word or phrase. `*` at the end of a word stands for any ending, `#` alone for any number."""

    kind = models.CharField(_("kind"), max_length=12, choices=MarkKind)
    language = models.CharField(_("language"), max_length=10)
    words = models.CharField(
        _("word or phrase"),
        max_length=80,
        help_text=_("A star at the end of a word stands for any ending: vomit*. A # alone stands for any number."),
    )
    is_exception = models.BooleanField(
        _("never mark"),
        default=False,
        help_text=_(
            "Where this stands in a text, nothing inside it is marked for this kind: anal fissure, for instance."
        ),
    )

    class Meta:
        verbose_name = _("screening word")
        verbose_name_plural = _("screening words")
        ordering = ["kind", "language", "is_exception", "words"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "words", "is_exception"],
                name="reviews_screeningword_once",
                violation_error_message=_("This word stands in the list already."),
            ),
            models.CheckConstraint(condition=~Q(words=""), name="reviews_screeningword_says_something"),
        ]

    def __str__(self):
        return self.words

    def clean_fields(self, exclude=None):
        self.words = tidy(self.words)
        super().clean_fields(exclude=exclude)

    def clean(self):
        """Raises ValidationError for what would mark nearly everything, or could never be found."""
        if self.words:
            require_findable(self.words)


def tidy(words: str) -> str:
    """One spelling of a phrase in the list: composed, in small letters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", words).casefold().split())


def require_findable(words: str):
    """Raises ValidationError unless there are two letters, and stars stand at the end of words of two letters only."""
    for word in words.split():
        stem = word.removesuffix("*")
        if "*" in stem or (word.endswith("*") and letters(stem) < 2):
            raise ValidationError(_("A star may only stand at the end of a word, after at least two letters."))
        if word != "#" and not all(one.isalnum() or one in "'’-." or unicodedata.combining(one) for one in stem):
            raise ValidationError(
                _("Only letters, figures, hyphens and apostrophes; a star at the end; # for a number.")
            )
    if letters(words) < 2:
        raise ValidationError(_("At least two letters, please."))


def letters(text: str) -> int:
    return sum(one.isalpha() for one in text)
