"""A medicine with everything that a page can have, and enough of it to scroll through, for tests in a browser."""

from accounts.models import User
from tests import factories
from tests.public.hidden import image
from tests.public.test_product_page import complete

LAST_OF_THE_BOX = "The last word of the second box."
LINES = "\n".join(f"- Point {number} to go through with your team." for number in range(1, 9))


def listed(**changes):
    """The listing at /products/complete/; three pictures, two boxed notes, two packs."""
    people = {"editor": User.objects.get(username="editor"), "pharmacist": User.objects.get(username="pharmacist")}
    content = complete(atc_code="R06AX99")
    content["safety_notes"][3]["text"] = LAST_OF_THE_BOX
    content["sections"].append({"kind": "counselling", "title": "Before you start", "text": LINES})
    content["description"] = "A tablet that works for a day. " * 30
    content["images"] = [
        image(colour, alt=alt)
        for colour, alt in (("white", "A white tablet."), ("navy", "A blue box."), ("green", "A green leaflet."))
    ]
    listing = factories.listed(**people, **(content | changes))
    for size in (21, 100):
        factories.pack(
            product=listing.product,
            by=people["editor"],
            sku=f"A-RATHER-LONG-NUMBER-{size}",
            gtin={21: "00200040400215", 100: "00200040401007"}[size],
            size=size,
        )
    return listing
