"""Review, its texts, and what hangs on them. docs/design.md says what each is; the verbs stand with their nouns."""

from reviews.models.decision import Decision
from reviews.models.hit import Hit
from reviews.models.invitation import Invitation
from reviews.models.letter import Letter
from reviews.models.readers import Complaint, Reply, Vote
from reviews.models.review import Review
from reviews.models.safety import SafetyReport
from reviews.models.safety_notes import SafetyNote, SafetyQuestion
from reviews.models.screening_word import ScreeningWord
from reviews.models.text import Original, ReviewText

__all__ = [
    "Complaint",
    "Decision",
    "Hit",
    "Invitation",
    "Letter",
    "Original",
    "Reply",
    "Review",
    "ReviewText",
    "SafetyNote",
    "SafetyQuestion",
    "SafetyReport",
    "ScreeningWord",
    "Vote",
]
