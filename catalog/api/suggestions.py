"""What somebody may mean who has begun to type."""

from api.answers import whole
from api.parameters import Parameters, Spelled
from api.schema import told
from catalog import ready
from catalog.api import examples
from catalog.api.list_shapes import SuggestionList
from catalog.api.products import WORDS
from catalog.api.public import PublicView
from catalog.models import Clock
from catalog.views.suggestions import LONGEST, folded, suggestions


class Begun(Parameters):
    q = Spelled(WORDS, max_length=LONGEST, help_text="What was typed so far; two characters or more.")


class Suggestions(PublicView):
    asks = {"GET": Begun}

    @told(
        "suggestions",
        "Medicines, substances and conditions that begin so, best first",
        SuggestionList,
        tag="products",
        example=examples.SUGGESTIONS,
        more="Eight at most, the same that the search field of the site offers; none for less than two characters.",
    )
    def get(self, request):
        q, stamp = folded(self.asked["q"]), Clock.stamp()

        def answer(reader):
            stamped = ready.with_index(stamp, reader)
            return self.ready(request, lambda: self.answer(reader, q, stamp), stamp=stamped, keep=False)

        return self.searching(request, answer)

    def answer(self, reader, q, stamp):
        found = [one | {"url": whole(one["url"])} for one in suggestions(reader, q, stamp)]
        return {"q": q, "suggestions": found}
