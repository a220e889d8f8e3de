"""Review and its texts. docs/design.md says what each is; the verbs are in review.py."""

from reviews.models.review import Review
from reviews.models.text import ReviewText

__all__ = ["Review", "ReviewText"]
