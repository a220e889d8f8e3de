"""What staff do about reviews: one module a noun."""

from reviews.admin import moderation

__all__ = ["moderation"]
