"""What the pages of moderation are asked for and sent."""

QUEUE = "/admin/reviews/review/"
TOGETHER = f"{QUEUE}together/"


def page(text):
    return f"{QUEUE}{text.review_id}/change/"


def undo_page(text):
    return f"{QUEUE}texts/{text.pk}/undo/"


def sent(decision, text, /, **fields) -> dict:
    """The form of one decision as the page of this text sends it."""
    return {"decision": decision, "read": text.pk, "digest": text.digest} | fields


def titles(response) -> list[str]:
    return [row["text"].title for row in response.context["rows"]]
