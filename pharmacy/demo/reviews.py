"""The demonstration's reviews, by the verbs that people use, then set back in time. reviews.toml has them."""

import tomllib
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from catalog.models import Condition, Listing
from pharmacy.demo import accounts, medicines
from reviews.models import Complaint, Hit, Invitation, Letter, Review, ReviewText, SafetyReport

CONSENT = "A demonstration: nobody wrote this."
SETTLED = 20  # days: what told of a side effect earlier has been looked at


@transaction.atomic
def load_reviews():
    """Texts in every state, with marks of every kind, and what readers and the pharmacy did about them."""
    began = timezone.now()
    rows = sorted(tomllib.loads((medicines.FOLDER / "reviews.toml").read_text())["reviews"], key=age, reverse=True)
    found = [(row, listing) for row in rows if (listing := Listing.objects.filter(slug=row["product"]).first())]
    texts = [(row, load_review(row, listing)) for row, listing in found if listing.shows_reviews]
    readers = [text.review.author for _row, text in texts]
    for row, text in texts:
        load_opinions(row, text, [reader for reader in readers if reader != text.review.author])
    # Nobody gets letters about a demonstration, nobody's limits are used up by it.
    Letter.objects.filter(recipient__in=readers).delete()
    Hit.objects.filter(at__gte=began).delete()


def age(row: dict) -> int:
    return row["days_ago"]


def load_review(row: dict, listing: Listing) -> ReviewText:
    text = post(row, listing, row)
    decide(row, text)
    set_back(text, row)
    if "later" in row:
        later = post(row, listing, row | row["later"])
        set_back(later, row["later"])
    return text


def post(row: dict, listing: Listing, said: dict) -> ReviewText:
    handle = row["author"]
    author = accounts.person(f"demo-{handle}"[:60], display_name=handle[:40])
    accounts.prove(author)
    fields = {key: said[key] for key in ("rating", "title", "text")} | {"taken_for": row.get("taken_for", "")}
    fields["condition"] = Condition.objects.filter(listings=listing, name=row.get("condition", "")).first()
    if row.get("verified") and "later" not in said:
        by, order = staff("moderator"), f"demonstration-{handle}"
        fields["invitation"], _link = Invitation.issue(by=by, product=listing.product, order=order, through="admin")
    return Review.post(by=author, listing=listing, consent=CONSENT, **fields)


def decide(row: dict, text: ReviewText):
    """The moderator's part, up to the state that the demonstration wants."""
    review, by, state = text.review, staff("moderator"), row["state"]
    spans = [span for words in row.get("mask", ()) for span in places(words, text)]
    if spans:
        text = review.mask(by=by, text=text, spans=spans, digest=text.digest)
    if state == "approved":
        review.approve(by=by, text=text)
    elif state == "rejected":
        review.reject(by=by, text=text, reason=row["reason"], note=row.get("note", ""))
    elif state == "change_asked":
        review.ask_change(by=by, text=text, note=row["note"])


def places(words: str, text: ReviewText):
    return [("text", text.text.index(words), text.text.index(words) + len(words))]


def set_back(text: ReviewText, row: dict):
    """The verbs stamp now; a demonstration wants reviews of different ages."""
    at = timezone.now() - timedelta(days=row["days_ago"], hours=row["days_ago"] % 11)
    User.objects.filter(reviews=text.review_id, date_joined__gt=at).update(date_joined=at - timedelta(days=40))
    times = {"submitted_at": at}
    if row.get("state", "waiting") != "waiting":
        times["decided_at"] = at + timedelta(hours=20)
    ReviewText.objects.filter(pk=text.pk).update(**times)
    settle_safety(text, at, is_old=row["days_ago"] > SETTLED)


def settle_safety(text: ReviewText, at: datetime, *, is_old: bool):
    """Reports of side effects run from the day of the review; the old ones were looked at long ago."""
    for report in SafetyReport.objects.filter(review=text.review_id, received_at__gt=at):
        times = {"received_at": at, "clock_from": at}
        if is_old:
            by = staff("pharmacist")
            report.assess(by=by, has_reaction=True)
            report.close(by=by, reason="A known effect that the label names; not serious.")
            times |= {"assessed_at": at + timedelta(hours=20), "closed_at": at + timedelta(days=1)}
        SafetyReport.objects.filter(pk=report.pk).update(**times)


def load_opinions(row: dict, text: ReviewText, readers: list[User]):
    """Votes by the first of the other authors, complaints by the last of them, the answer of the pharmacy."""
    review = text.review
    for reader in readers[: row.get("votes", 0)]:
        review.vote(by=reader)
    for reader, complaint in zip(reversed(readers), row.get("complaints", ()), strict=False):
        review.complain(by=reader, why=complaint["why"], note=complaint.get("note", ""))
    Complaint.objects.filter(review=review).update(at=timezone.now() - timedelta(days=1))
    if "answer" in row:
        review.answer(by=staff("pharmacist"), text=row["answer"])


def staff(name: str) -> User:
    return User.objects.get(username=name)
