"""What somebody may mean who has begun to type."""

from django.urls import reverse

from api.answers import whole
from api.parameters import Parameters, Spelled
from api.schema import told
from catalog import ready
from catalog.api import examples
from catalog.api.list_shapes import SuggestionList
from catalog.api.products import WORDS
from catalog.api.public import PublicView, product_of
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
        found = [one | self.ways_on(one) for one in suggestions(reader, q, stamp)]
        return {"q": q, "suggestions": found}

    def ways_on(self, one: dict) -> dict[str, str]:
        """The slug, the page for people, and where a program goes on: the product, or the products of a term."""
        slug = one["url"].rstrip("/").rpartition("/")[2]
        products = f"{reverse('api:products')}?{one['kind']}={slug}"
        onward = product_of(slug) if one["kind"] == "product" else whole(products)
        return {"slug": slug, "url": whole(one["url"]), "api": onward}
