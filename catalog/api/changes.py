"""What became visible, or stopped being so, since a tick of the clock: what a partner's copy follows.

Ticks become visible in their order (see Clock.move), so what is read up to a place is all that there ever was up to
it: nothing is missed and nothing comes twice, whatever is written meanwhile.
"""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from api.answers import at, onward
from api.parameters import Parameters, Spelled, Whole
from api.problems import Problem
from api.schema import told
from catalog.api import examples
from catalog.api.list_shapes import ChangeList
from catalog.api.public import PublicView, page_of, product_of
from catalog.models import Address, Change, Clock
from catalog.search.rows import Behind
from pharmacy.numbers import LARGEST

MOST = 1000
PLACE = r"^[0-9a-f]{32}\.[0-9]{1,19}\.[0-9]{1,19}$"


class Since(Parameters):
    since = Whole(min_value=0, max_value=LARGEST, default=0, help_text="Ticks above this one; 0 for all there are.")
    epoch = Spelled(r"^[0-9a-f]{32}$", required=False, help_text="The epoch that the tick is of: 409 where it is over.")
    after = Spelled(PLACE, required=False, help_text="Where an answer ended: it stands in `next`.")
    size = Whole(min_value=1, max_value=MOST, default=100, help_text="How many an answer holds at most.")


class Changes(PublicView):
    asks = {"GET": Since}

    @told(
        "changes",
        "What changed since a tick, removals included",
        ChangeList,
        tag="changes",
        more="In order, none missed and none twice. Follow `next`: while `more` is true at once, else whenever you "
        "want to know what is new. A new `epoch` (409) means that the database was restored or moved: read all anew.",
        problems=(409,),
        example=examples.CHANGES,
    )
    def get(self, request):
        stamp = tick, _shape, epoch = Clock.stamp()
        place = self.place(tick, epoch)
        return self.ready(request, lambda: self.answer(request, place, tick, epoch), stamp=stamp, keep=False)

    def place(self, tick: int, epoch: str) -> tuple[int, int]:
        """(tick, id) behind which the answer begins. Raises Problem 409 for one of another clock."""
        given_epoch, since, number = self.asked.get("epoch"), self.asked["since"], LARGEST
        if after := self.asked.get("after"):
            given_epoch, *figures = after.split(".")
            since, number = (min(int(figure), LARGEST) for figure in figures)
        if given_epoch not in (None, epoch) or since > tick:
            said = _("This tick is of another epoch: the database was restored or moved. Read everything anew.")
            raise Problem(409, said, type="/api/docs/#epoch", epoch=epoch, tick=tick)
        return since, number

    def answer(self, request, place: tuple[int, int], tick: int, epoch: str) -> dict[str, Any]:
        size = self.asked["size"]
        behind = Change.objects.filter(tick__gte=place[0]).filter(Behind([F("tick"), F("id")], place))
        behind = behind.filter(tick__lte=tick)  # what came since the clock was read is of the next answer
        rows = list(behind.order_by("tick", "id").values_list("tick", "id", "product", "kind", "at")[: size + 1])
        slugs = whereabouts({product for _tick, _id, product, _kind, _at in rows[:size]})
        last = rows[:size][-1][:2] if rows else place
        return {
            "epoch": epoch,
            "tick": tick,
            "more": len(rows) > size,
            "next": onward(request, f"{epoch}.{last[0]}.{last[1]}"),
            "results": [told_of(one, slugs[one[2]]) for one in rows[:size]],
        }


def whereabouts(products: set[int]) -> dict[int, dict[str, Any]]:
    """Product → its address, and whether its page is there. Of one that is gone, the address that it had last."""
    found: dict[int, dict[str, Any]] = {}
    rows = Address.objects.filter(product__in=products).exclude(kind=Address.Kind.MOVED).order_by("changed_at", "id")
    for product, slug, kind in rows.values_list("product", "slug", "kind"):
        if product not in found or not found[product]["listed"]:
            is_listed = kind == Address.Kind.PAGE
            found[product] = {
                "id": product,
                "slug": slug,
                "listed": is_listed,
                "url": page_of(slug),
                "api": product_of(slug),
            }
    return found


def told_of(row: tuple, where: dict[str, Any]) -> dict[str, Any]:
    tick, _number, _product, kind, moment = row
    return {"tick": tick, "kind": kind, "at": at(moment), **where}
