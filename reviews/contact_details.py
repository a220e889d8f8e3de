"""What a safety report says without the ways to reach somebody: for who may assess it and not see whom it is about."""

from django.utils.translation import gettext as _

from reviews import screening
from reviews.models import SafetyNote, SafetyReport
from reviews.models.masking import joined
from reviews.screening.vocabulary import Vocabulary, words_of


class Blanked:
    """`blanked(text, report)`: the text with a sign in place of what screening takes for a way to reach somebody.

    It reads the lists of words once for many texts: a query for each language.
    """

    def __init__(self) -> None:
        self.words: dict[str, Vocabulary] = {}

    def __call__(self, text: str, report: SafetyReport) -> str:
        if not text:
            return text
        language = screening.language_written({"title": "", "text": text}, report.language)
        spans = screening.contact_spans(text, language=language, market=report.market, words=self.words_in(language))
        for start, end in reversed(joined(spans)):
            text = text[:start] + _("[contact detail]") + text[end:]
        return text

    def words_in(self, language: str) -> Vocabulary:
        if language not in self.words:
            self.words[language] = words_of(language)[language]
        return self.words[language]


def whole(text: str, _report: SafetyReport) -> str:
    return text


def reading_of(user):
    """How this account reads words of a report: a function of (text, report)."""
    return whole if user.has_perm("reviews.see_contact") else Blanked()


def of_note(note: SafetyNote, report: SafetyReport, read) -> str:
    """A note in this reading. The authority's reference, a line of its own, looks like an order number and is none."""
    if note.state != SafetyReport.State.FORWARDED:
        return read(note.text, report)
    reference, _break, why = note.text.partition("\n")
    return f"{reference}\n{read(why, report)}" if why else reference
