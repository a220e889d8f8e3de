"""What staff do about reviews: one module a noun."""

from reviews.admin import moderation, record, safety

__all__ = ["moderation", "record", "safety"]
