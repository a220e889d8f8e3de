"""What staff do about reviews: one module a noun."""

from reviews.admin import invitations, letters, moderation, record, safety, words

__all__ = ["invitations", "letters", "moderation", "record", "safety", "words"]
