"""Synonyms: words and phrases that search takes for the same. Staff edit them; a change counts at once."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models.clock import Clock
from catalog.models.fields import LimitedTextField
from catalog.models.permission import require
from catalog.refusals import EditConflict

FEWEST, MOST, LONGEST = 2, 30, 60  # lines of a group, and characters of a line
JOINERS = "\u200c\u200d"  # of no width, and yet part of how some scripts are spelled
BLANKS = re.compile(r"[ \t\xa0\u2000-\u200a\u202f\u3000]+")


def tidy(words: str) -> str:
    """One phrase a line, composed, with single spaces and no empty lines. Hidden characters stay, to be refused."""
    lines = unicodedata.normalize("NFC", words).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(filter(None, (BLANKS.sub(" ", line).strip(" ") for line in lines)))


def folded(phrase: str) -> str:
    """A phrase without case and accents: what is the same here is the same word."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", phrase).casefold())
    return "".join(one for one in parts if not unicodedata.combining(one) and one not in JOINERS)


def check_phrases(words: str):
    """Raises ValidationError with a sentence for each thing that is wrong with the lines of a group."""
    phrases = words.split("\n")
    wrong = [sentence for phrase in phrases for sentence in what_is_wrong(phrase)] + repetitions(phrases)
    if not FEWEST <= len(phrases) <= MOST:
        wrong.append(
            _("A group has %(fewest)d to %(most)d lines; this one has %(count)d.")
            % {"fewest": FEWEST, "most": MOST, "count": len(phrases)}
        )
    if wrong:
        raise ValidationError([ValidationError(sentence) for sentence in wrong])


def what_is_wrong(phrase: str):
    if len(phrase) > LONGEST:
        yield _("“%(start)s…” has %(count)d characters; a line has %(most)d at most.") % {
            "start": phrase[:LONGEST],
            "count": len(phrase),
            "most": LONGEST,
        }
    if any(unicodedata.category(one) == "Cf" and one not in JOINERS for one in phrase):
        yield _("A character that cannot be seen stands in “%(phrase)s”. Type the line anew.") % {"phrase": phrase}
    if ", " in phrase or ";" in phrase:
        yield _("“%(phrase)s” looks like several words. Write one word or phrase a line.") % {"phrase": phrase}
    if not is_long_enough(phrase):
        # A single letter would pull "hepatitis C" into every search for vitamin C.
        yield _("“%(phrase)s” is too short to stand for a word.") % {"phrase": phrase}


def is_long_enough(phrase: str) -> bool:
    """Two letters or figures, one of them a letter; in a script without capitals, one letter can be a word."""
    kinds = [unicodedata.category(one) for one in phrase if one.isalnum()]
    return "Lo" in kinds or (len(kinds) > 1 and any(kind.startswith("L") for kind in kinds))


def repetitions(phrases) -> list[str]:
    first: dict[str, str] = {}
    wrong = []
    for phrase in phrases:
        before = first.setdefault(folded(phrase), phrase)
        if before is not phrase:
            wrong.append(
                _("“%(before)s” and “%(phrase)s” are the same word: capitals and accents make no difference.")
                % {"before": before, "phrase": phrase}
            )
    return wrong


class SynonymGroupQuerySet(models.QuerySet):
    def in_language(self, language: str):
        """The groups whose words somebody who writes this language may mean."""
        return self.filter(language__in=["", language])

    def groups(self) -> list[tuple[str, ...]]:
        """The phrases of each group as they were typed, oldest group first; one query.

        A phrase may stand in several groups ("blood cancer" in three): it then means all of theirs, but what is
        only in one of them never means what is only in another.
        """
        return [tuple(words.split("\n")) for words in self.order_by("pk").values_list("words", flat=True)]


class SynonymGroup(models.Model):
    class Kind(models.TextChoices):
        BRAND = "brand", gettext_lazy("brand and generic name")
        LAY = "lay", gettext_lazy("lay and clinical word")
        SPELLING = "spelling", gettext_lazy("spelling or abbreviation")
        LANGUAGE = "language", gettext_lazy("same word in another language")

    words = LimitedTextField(
        gettext_lazy("words"),
        max_length=4000,  # wider than the lines together, so that no browser cuts a pasted list off unseen
        validators=[check_phrases],
        help_text=gettext_lazy(
            "One word or phrase a line, 2 to 30 lines of 60 characters at most. Whoever searches for one of them finds "
            "what is written with any other. Capitals and accents make no difference. Only what means the same: two "
            "medicines that treat the same illness do not."
        ),
    )
    language = models.CharField(
        gettext_lazy("language"),
        max_length=10,
        blank=True,
        validators=[
            RegexValidator(r"^[a-z]{2,3}(-[A-Z]{2})?\Z", gettext_lazy("Write a language like “en” or “pt-BR”."))
        ],
        help_text=gettext_lazy("Only where a word of the group means something else in other languages."),
    )
    kind = models.CharField(gettext_lazy("kind"), max_length=10, choices=Kind)
    note = LimitedTextField(
        gettext_lazy("note"), blank=True, max_length=400, help_text=gettext_lazy("For colleagues: why it is so.")
    )
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = SynonymGroupQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("group of synonyms")
        verbose_name_plural = gettext_lazy("synonyms")
        ordering = ["words"]
        constraints = [
            models.CheckConstraint(condition=Q(words__contains="\n"), name="catalog_synonymgroup_two_lines_at_least"),
            models.CheckConstraint(
                condition=Q(kind__in=["brand", "lay", "spelling", "language"]), name="catalog_synonymgroup_kind_known"
            ),
        ]

    def __str__(self):
        return " = ".join(self.phrases[:3]) + (" …" if len(self.phrases) > 3 else "")

    @property
    def phrases(self) -> tuple[str, ...]:
        return tuple(self.words.split("\n"))

    def clean_fields(self, exclude=None):
        self.words = tidy(self.words)
        super().clean_fields(exclude=exclude)

    def clean(self):
        others = SynonymGroup.objects.filter(language=self.language).exclude(pk=self.pk)
        mine = {folded(phrase) for phrase in self.phrases}
        if any(mine == {folded(phrase) for phrase in other} for other in others.groups()):
            raise ValidationError({"words": _("There is a group of just these words already.")})

    def also_in(self) -> list[tuple[str, "SynonymGroup"]]:
        """(phrase, other group) for each phrase that another group has too, where one language may mean both."""
        mine = {folded(phrase): phrase for phrase in self.phrases}
        others = SynonymGroup.objects.exclude(pk=self.pk)
        if self.language:
            others = others.in_language(self.language)
        return [(mine[key], other) for other in others for key in map(folded, other.phrases) if key in mine]

    def keep(self, *, by, seen_version: int | None = None):
        """Save a new or a changed group. What every search finds may change, so the clock's shape moves.

        Raises PermissionDenied, ValidationError where a line does not fit, or EditConflict where somebody saved or
        removed this group since `seen_version`.
        """
        require(by, f"catalog.{'change' if self.pk else 'add'}_synonymgroup")
        with transaction.atomic():
            current = self.locked_version(seen_version) if self.pk else 0
            self.full_clean()
            self.version = current + 1
            self.save()
            Clock.move(shape=True)

    def locked_version(self, seen: int | None) -> int:
        """The version that is there now, under lock. Raises EditConflict where it is another than was seen."""
        now = SynonymGroup.objects.select_for_update(no_key=True).filter(pk=self.pk).first()
        if now is None:
            raise EditConflict(
                _("Somebody else removed this group while you were editing it."), seen=seen or 0, current=0
            )
        if seen is not None and now.version != seen:
            raise EditConflict(
                _("Somebody else saved this group while you were editing it."), seen=seen, current=now.version
            )
        return now.version

    def remove(self, *, by):
        """Delete a group; its words mean only themselves from now on. Raises PermissionDenied."""
        require(by, "catalog.delete_synonymgroup")
        with transaction.atomic():
            self.delete()
            Clock.move(shape=True)
