"""The page on which a review is read and decided: all that a moderator needs to know, and never its stars."""

from dataclasses import dataclass

from django.db.models import Count
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from catalog.difference import Change, word_changes
from pharmacy import markets
from reviews.admin.decision_forms import FORMS, Approval
from reviews.admin.queue import neighbours
from reviews.admin.roles import may_answer, may_moderate, sees_all
from reviews.admin.undoing import undoable
from reviews.highlight import highlighted
from reviews.models import Decision, Original, Review, ReviewText
from reviews.retention import ORIGINALS

State = ReviewText.State
SHOWN_OF_EACH = 10  # complaints, later texts of the customer; the record shows twice as many


@dataclass(frozen=True)
class Reading:
    """What one account sees of one review. `asked` is the text that it wants to read, `again` that it may judge a
    published one nobody complains about; `bound` a form that was sent and came back."""

    review: Review
    by: object
    asked: str = ""
    again: bool = False
    walk: bool = False
    bound: Approval | None = None

    @cached_property
    def texts(self) -> list[ReviewText]:
        """Latest first. Who does not moderate reads what everybody reads."""
        texts = sorted(self.review.texts.all(), key=lambda text: -text.pk)
        return texts if sees_all(self.by) else [text for text in texts if text.state == State.SHOWN]

    @cached_property
    def text(self) -> ReviewText | None:
        """The one in question: that which was asked for, else what waits, else what is published, else the last."""
        asked = [text for text in self.texts if str(text.pk) == self.asked]
        standing = [self.of(State.WAITING), self.of(State.SHOWN)]
        return next((text for text in [*asked, *standing, *self.texts] if text), None)

    def of(self, state) -> ReviewText | None:
        return next((text for text in self.texts if text.state == state), None)

    @property
    def beside(self) -> ReviewText | None:
        """What is published now, while another text is read."""
        shown = self.of(State.SHOWN)
        return shown if shown != self.text else None

    @property
    def difference(self) -> list[Change]:
        if not (self.beside and self.text and self.text.state == State.WAITING):
            return []
        pairs = [(_("Title"), self.beside.title, self.text.title), (_("Text"), self.beside.text, self.text.text)]
        return [Change(label, word_changes(old, new)) for label, old, new in pairs if old != new]

    @property
    def earlier(self) -> list[ReviewText]:
        return [text for text in self.texts if text not in (self.text, self.beside)]

    @property
    def is_open(self) -> bool:
        """Whether the text in question is to be judged: it waits, readers complain, or it is looked at again."""
        if self.text is None:
            return False
        is_shown = self.text.state == State.SHOWN
        return self.text.state == State.WAITING or (is_shown and (self.again or self.text.complaint_count > 0))

    @property
    def is_blind(self) -> bool:
        """No stars while anything of it is to be judged: they are no reason to publish or not to."""
        shown = self.of(State.SHOWN)
        return self.is_open or self.of(State.WAITING) is not None or (shown is not None and shown.complaint_count > 0)

    @cached_property
    def by_moderator(self) -> bool:
        return may_moderate(self.by)

    @property
    def is_own(self) -> bool:
        return self.review.author_id == self.by.pk

    @cached_property
    def forms(self) -> dict[str, Approval]:
        """The decisions that this account may make now, by what their buttons say; one may be `bound`."""
        found = {key: FORMS[key](key=key, text=self.text) for key in self.offered()}
        if self.bound and self.bound.key in found:
            self.bound.put_before(self.text)
            found[self.bound.key] = self.bound
        return found

    def offered(self) -> list[str]:
        if self.is_own or self.text is None:
            return []
        keys = []
        if self.by_moderator and self.is_open:
            waits = self.text.state == State.WAITING
            keys = ["approve", "reject", "change", "mask"] if waits else ["take_down", "mask"]
            keys += ["keep"] if self.text.complaint_count else []
        if may_answer(self.by) and self.text.state == State.SHOWN:
            keys += ["answer", *(["remove_answer"] if self.reply else [])]
        return keys

    @property
    def may_look_again(self) -> bool:
        is_shown = self.text is not None and self.text.state == State.SHOWN
        return is_shown and self.by_moderator and not (self.is_open or self.is_own)

    @property
    def reply(self):
        return getattr(self.review, "reply", None)

    @property
    def left_over(self) -> list[tuple[str, str]]:
        """What was typed into a form that is not offered any more."""
        return self.bound.typed() if self.bound and self.bound.key not in self.forms else []


def page(request, reading: Reading, *, model_admin):
    """The answer of GET, and of a POST that was refused."""
    text = reading.text
    assert text is not None  # the view has answered 404 otherwise
    is_walked = reading.by_moderator and reading.is_open
    before, after = neighbours(text, by=request.user) if is_walked else (None, None)
    title = _("Read and decide") if reading.is_open else _("A review that was decided")
    context = model_admin.frame(request, title=title) | {
        "reading": reading,
        "review": reading.review,
        "text": text,
        "digest": text.digest,
        "said": highlighted(text) if sees_all(request.user) else None,
        "listing": getattr(reading.review.product, "listing", None),
        "complaints": complaints(reading.review),
        "may_open_report": reading.by_moderator or request.user.has_perm("reviews.handle_safetyreport"),
        "undo": undoable(request.user) if reading.by_moderator else None,
        "before": before and model_admin.page_of(before, walk=True),
        "after": after and model_admin.page_of(after, walk=True),
        "here": model_admin.page_of(text),
        "form": reading.bound,
        "has_keys": True,
    }
    context |= known_to_moderators(reading, by=request.user) if sees_all(request.user) else {}
    return TemplateResponse(request, "admin/reviews/review/reading.html", context)


def complaints(review) -> list:
    """What readers say that nobody has settled; not who they are: the text is judged, not its critics."""
    urgent_first = ["-tells_of_pregnancy", "-tells_of_reaction", "-id"]
    return list(review.complaints.open().order_by(*urgent_first)[:SHOWN_OF_EACH])


def known_to_moderators(reading, *, by) -> dict:
    """What stands below the text: the customer, what became of it so far, what was masked."""
    review, listing = reading.review, getattr(reading.review.product, "listing", None)
    original = Original.objects.filter(text=reading.text).first() if reading.by_moderator else None
    record = Decision.objects.filter(review_number=review.pk).select_related("by")
    return {
        "customer": customer(review),
        "record": record[: 2 * SHOWN_OF_EACH],
        "original": original,
        "kept_until": original and original.masked_at + ORIGINALS,
        "safety_reports": review.safety_reports.all()[:SHOWN_OF_EACH],
        "may_read_reports": by.has_perm("reviews.view_safetyreport"),
        "authority": markets.MARKETS[listing.market].report if listing else None,
    }


def customer(review) -> dict | None:
    """{"since", "counts", "texts"}: how the author's other texts fared. No address, no name but the public one."""
    if review.author is None:
        return None
    own = ReviewText.objects.filter(review__author=review.author_id)
    numbers = dict(own.order_by().values_list("state").annotate(Count("pk")))
    counts = [(State(state).label, numbers[state]) for state in State if state in numbers]
    others = own.exclude(review=review).select_related("review__product__listing")
    others = others.prefetch_related("review__product__addresses")
    others = others.defer("review__product__listing__page", "review__product__listing__texts")
    return {"since": review.author.date_joined, "counts": counts, "texts": others[: SHOWN_OF_EACH // 2]}
