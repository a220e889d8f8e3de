"""The queue: what a moderator has to look at, most urgent first, and what was decided, latest first."""

from django import forms
from django.db.models import CharField, Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from catalog.models import Listing
from reviews.admin.roles import may_moderate, sees_all
from reviews.admin.undoing import undoable
from reviews.highlight import reasons
from reviews.models import Complaint, ReviewText
from reviews.models.screening_word import MarkKind

State = ReviewText.State
ON_A_PAGE = 25
LOOKED_THROUGH = 5_000  # texts that a search for words or marks reads, from the first on: it takes as long at any size
COUNTED = 1_000
EXCERPT = 280
BIGGEST = 2**63 - 1

TABS = {
    "todo": gettext_lazy("To do"),
    "shown": gettext_lazy("Published"),
    "rejected": gettext_lazy("Not published"),
    "change_asked": gettext_lazy("Sent back"),
}


class Search(forms.Form):
    """What the address asks for. What is no choice counts as not asked."""

    state = forms.ChoiceField(choices=list(TABS.items()), required=False)
    mark = forms.ChoiceField(
        label=gettext_lazy("Marked for"),
        choices=[("", gettext_lazy("anything")), *MarkKind.choices],
        required=False,
    )
    medicine = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST)
    q = forms.CharField(label=gettext_lazy("Words of the text"), max_length=100, required=False)
    after = forms.IntegerField(required=False, min_value=1, max_value=BIGGEST)

    @property
    def chosen(self) -> dict:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class Queue:
    """One page of one tab, as the address asks for it."""

    def __init__(self, query, *, by):
        self.by, self.form = by, Search(query)
        self.chosen = self.form.chosen

    @cached_property
    def tabs(self) -> dict:
        """Who does not moderate reads what everybody reads, to answer it."""
        return TABS if sees_all(self.by) else {"shown": TABS["shown"]}

    @cached_property
    def tab(self) -> str:
        state = self.chosen.get("state")
        return state if state in self.tabs else next(iter(self.tabs))

    @cached_property
    def whole(self):
        """The tab in its order, of one medicine where that is asked."""
        texts = ReviewText.objects.to_moderate() if self.tab == "todo" else decided(self.tab)
        return texts.filter(product=self.chosen["medicine"]) if "medicine" in self.chosen else texts

    @cached_property
    def found(self):
        """What the search leaves of it, with what each row reads."""
        texts = self.whole
        if "q" in self.chosen or "mark" in self.chosen:
            first = self.whole.values("pk")[:LOOKED_THROUGH]
            texts = self.marked(texts.filter(self.said(), pk__in=first))
        return with_what_rows_show(texts)

    def said(self) -> Q:
        words = self.chosen.get("q")
        return Q(title__icontains=words) | Q(text__icontains=words) if words else Q()

    def marked(self, texts):
        """Both databases write a mark's kind into the column in these very characters."""
        kind = f'"kind": "{self.chosen["mark"]}"' if "mark" in self.chosen else ""
        return texts.alias(written=Cast("marks", CharField())).filter(written__contains=kind) if kind else texts

    @cached_property
    def page(self) -> list[ReviewText]:
        """The rows of this page, and one more where there is another page."""
        last = ReviewText.objects.filter(pk=self.chosen["after"]).first() if "after" in self.chosen else None
        return list(self.found.filter(self.behind(last))[: ON_A_PAGE + 1])

    def behind(self, last) -> Q:
        if last is None:
            return Q()
        if self.tab == "todo":
            return behind(last)
        return earlier(last) if last.decided_at else Q()

    @property
    def rows(self) -> list[dict]:
        return [self.row(text) for text in self.page[:ON_A_PAGE]]

    def row(self, text) -> dict:
        return {
            "text": text,
            "medicine": text.review.product_name,
            "excerpt": text.text[:EXCERPT] + ("…" if len(text.text) > EXCERPT else ""),
            "why": why(text) if sees_all(self.by) else [],
            "age": timesince(text.submitted_at, depth=1),
            "is_own": text.review.author_id == self.by.pk,
            "may_be_ticked": self.may_tick and is_plain(text) and text.review.author_id != self.by.pk,
        }

    @cached_property
    def by_moderator(self) -> bool:
        return may_moderate(self.by)

    @property
    def may_tick(self) -> bool:
        return self.tab == "todo" and self.by_moderator

    @property
    def next_page(self) -> int | None:
        return self.page[ON_A_PAGE - 1].pk if len(self.page) > ON_A_PAGE else None

    @cached_property
    def number(self) -> str:
        """How many are to do; beyond COUNTED nobody needs it exactly."""
        number = ReviewText.objects.to_moderate()[: COUNTED + 1].count()
        return _("more than %d") % COUNTED if number > COUNTED else str(number)

    @cached_property
    def medicines(self) -> list[tuple[int, str]]:
        """(product, name) to choose from: those that have a text among the first of this tab."""
        texts = ReviewText.objects.to_moderate() if self.tab == "todo" else decided(self.tab)
        products = texts.values("product")[:LOOKED_THROUGH]
        listed = Listing.objects.filter(product__in=products).order_by("name", "product")
        return list(listed.values_list("product", "name"))

    @property
    def is_searched(self) -> bool:
        return bool({"q", "mark", "medicine"} & set(self.chosen))


def decided(state: str):
    return ReviewText.objects.filter(state=state).order_by("-decided_at", "-id")


def with_what_rows_show(texts):
    """Two queries for any number of rows; the pages of the products stay where they are."""
    harm = Complaint.objects.open().telling_of_harm().filter(review=OuterRef("review"))
    texts = texts.annotate(harm_told=Exists(harm))
    related = texts.select_related("review__product__listing").prefetch_related("review__product__addresses")
    return related.defer("review__product__listing__page", "review__product__listing__texts")


def behind(text) -> Q:
    """What comes after a text in the order of `to_moderate`; the first part says where the index is entered."""
    later = Q(submitted_at__gt=text.submitted_at) | Q(submitted_at=text.submitted_at, id__gt=text.pk)
    return Q(urgency__lte=text.urgency) & (Q(urgency__lt=text.urgency) | later)


def ahead(text) -> Q:
    """What comes before it."""
    sooner = Q(submitted_at__lt=text.submitted_at) | Q(submitted_at=text.submitted_at, id__lt=text.pk)
    return Q(urgency__gte=text.urgency) & (Q(urgency__gt=text.urgency) | sooner)


def earlier(text) -> Q:
    return Q(decided_at__lt=text.decided_at) | Q(decided_at=text.decided_at, id__lt=text.pk)


def is_plain(text) -> bool:
    """Whether it may be published with others at once: it waits, and nothing in it is marked."""
    return text.state == State.WAITING and not text.marks


def why(text) -> list[str]:
    """Why it stands where it does, in words."""
    number = text.complaint_count
    complaints = [ngettext("%d reader complains", "%d readers complain", number) % number] if number else []
    harm = [_("a reader tells of harm")] if number and text.harm_told else []
    return harm + complaints + reasons(text)


def neighbours(text, *, by) -> tuple[ReviewText | None, ReviewText | None]:
    """The texts before and after this one in the queue of this moderator, whose own reviews are not for them."""
    queue = ReviewText.objects.to_moderate().exclude(review__author=by).only("pk", "review_id")
    return queue.filter(ahead(text)).reverse().first(), queue.filter(behind(text)).first()


def page_of(text, *, walk=False) -> str:
    """Where a text is read; `walk` opens the next one after a decision."""
    address = f"{reverse('admin:reviews_review_change', args=[text.review_id])}?text={text.pk}"
    return f"{address}&walk=1" if walk else address


@require_safe
def queue(request, *, model_admin):
    found = Queue(request.GET, by=request.user)
    context = model_admin.frame(request, title=_("Reviews")) | {
        "queue": found,
        "rows": found.rows,
        "undo": undoable(request.user) if found.by_moderator else None,
        "looked_through": LOOKED_THROUGH,
        "has_keys": True,
    }
    return TemplateResponse(request, "admin/reviews/review/queue.html", context)
