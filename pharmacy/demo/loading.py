"""The demonstration catalogue as a whole. Running it again makes what is missing and changes nothing else."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from django.db import transaction

from accounts.models import User
from catalog.models import Product
from pharmacy.demo import medicines
from pharmacy.demo.reviews import load_reviews
from reviews.models import Review

WITHDRAWN = "diclofenac-1-percent-gel"
SENT_BACK = "ketotifen-0-025-percent-eye-drops"
WAITING = "enoxaparin-40mg-injection"
UNSIGNED_CHANGES = "cetirizine-10mg-tablets"
SECOND_VERSION = "ibuprofen-200mg-tablets"


def steps() -> Iterator[tuple[str, Callable]]:
    """(what is being done, the doing) for everything that is not there yet, in order."""
    present = set(Product.objects.values_list("slug", flat=True))
    missing = [path for path in medicines.files() if path.stem not in present]
    if missing:
        drawn = medicines.Pictures(missing)
    for path in missing:
        yield path.stem, partial(load_medicine, path, drawn)
    yield "conditions and categories", medicines.describe_terms
    if not Review.objects.exists():
        yield "reviews", load_reviews


@transaction.atomic
def load_medicine(path: Path, drawn: medicines.Pictures):
    """One medicine, all or nothing, in the state that the demonstration wants it in."""
    editor, pharmacist = (User.objects.get(username=name) for name in ("editor", "pharmacist"))
    product = medicines.draft(path, drawn, by=editor)
    STATES.get(path.stem, medicines.sign)(product, editor=editor, pharmacist=pharmacist)


def send_back(product, *, editor, pharmacist):
    medicines.submit(product, by=editor)
    product.send_back(by=pharmacist, reason="The label names an age limit. Please add it to “How to take it”.")


def wait(product, *, editor, pharmacist):
    medicines.submit(product, by=editor)


def withdraw(product, *, editor, pharmacist):
    medicines.sign(product, editor=editor, pharmacist=pharmacist)
    product.withdraw(
        by=pharmacist,
        reason="Demonstration: our supplier no longer delivers it.",
        public_note="We no longer supply this gel. There is no new safety concern: the reason is our supplier.",
    )


def leave_changes(product, *, editor, pharmacist):
    medicines.sign(product, editor=editor, pharmacist=pharmacist)
    summary = f"{product.summary} It can make some people sleepy."
    medicines.change(product, by=editor, why="Sleepiness belongs in the summary", summary=summary)


def sign_twice(product, *, editor, pharmacist):
    """A first version without the last key feature, then the whole: a history to look at."""
    whole = product.snapshot()["key_features"]
    product = medicines.change(product, by=editor, why="First version", key_features=whole[:-1])
    medicines.sign(product, editor=editor, pharmacist=pharmacist)
    product = medicines.change(product, by=editor, why="Key feature added", key_features=whole)
    medicines.sign(product, editor=editor, pharmacist=pharmacist, note="Adds the last key feature of the label.")


STATES = {
    WITHDRAWN: withdraw,
    SENT_BACK: send_back,
    WAITING: wait,
    UNSIGNED_CHANGES: leave_changes,
    SECOND_VERSION: sign_twice,
}
