"""The picture of a shared link: drawn from the listing alone, and gone with it."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image as Pillow

from catalog import card
from catalog.imaging import files
from catalog.models import Clock, Listing
from pharmacy.tokens import light
from tests import factories
from tests.public import hidden

LONG = (
    "Hydrochlorothiazide/bisoprolol/amlodipine prolonged-release suspension for children with strawberry flavour " * 2
)
BOXED = {"severity": "boxed", "topic": "pregnancy", "title": "Birth defects", "text": "Never."}


@pytest.fixture
def signed(editor, pharmacist):
    return lambda **changes: factories.listed(editor=editor, pharmacist=pharmacist, **({"slug": "shown"} | changes))


@pytest.fixture
def fetch(client):
    def read(slug="shown") -> Pillow.Image:
        response = client.get(f"/cards/{slug}.png")
        assert (response.status_code, response["Content-Type"]) == (200, "image/png")
        assert len(response.content) <= 120_000
        return Pillow.open(io.BytesIO(response.content)).convert("RGB")

    return read


def colour(name) -> tuple:
    return tuple(bytes.fromhex(light()[name][1:]))


def amount(image, name, region=None) -> int:
    """How many pixels of a region are about this colour: the palette of a card moves them a little."""
    wanted = colour(name)
    colours = (image.crop(region) if region else image).getcolors(2**24)
    return sum(count for count, one in colours if max(abs(a - b) for a, b in zip(one, wanted, strict=True)) < 8)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"name": LONG[:160], "boxed_titles": [LONG[:160]] * 5},
        {"name": "W" * 160},
        {"name": "بوماليدوميد 10 mg"},
        {"name": "💊 10 mg"},
        {"demonstration": True},
    ],
    ids=["plain", "long", "one word", "another script", "a sign", "demonstration"],
)
def test_every_listing_has_a_card(fetch, signed, changes):
    signed()
    Listing.objects.update(**changes)

    image = fetch()

    assert image.size == (1200, 630)
    assert amount(image, "brand") > 50_000
    assert amount(image, "brand-deep", (64, 96, 1136, 410)) > 100


def test_a_boxed_warning_in_another_script_is_still_called_one(fetch, signed):
    signed()
    Listing.objects.update(boxed_titles=["تحذير"])

    assert amount(fetch(), "boxed") > amount(fetch(), "boxed", (75, 420, 1125, 530)) > 500


def test_words_stay_on_the_card(fetch, signed):
    signed(name="W" * 160, images=[hidden.image("white", alt="A white tablet.")], safety_notes=[BOXED] * 9)

    image = fetch()

    margins = [(0, 97, 60, 630), (1140, 97, 1200, 630), (0, 610, 1200, 630)]
    assert [image.crop(one).getcolors()[0][1] for one in margins] == [image.getpixel((0, 629))] * 3
    assert len([one for one in margins if len(image.crop(one).getcolors()) > 1]) == 0


def test_a_boxed_warning_is_on_the_card_and_no_box_without_one(fetch, signed):
    signed(slug="a", safety_notes=[BOXED])
    signed(slug="b")

    assert amount(fetch("a"), "boxed") > 5000
    assert amount(fetch("b"), "boxed") == 0


def test_a_name_stands_larger_where_there_is_no_box(fetch, signed):
    signed(slug="a", safety_notes=[BOXED])
    signed(slug="b")
    name = (64, 130, 1136, 230)

    assert amount(fetch("b"), "brand-deep", name) > 1.3 * amount(fetch("a"), "brand-deep", name)


def test_what_the_card_says_of_the_signature(signed):
    assert card.signed(signed(slug="a")).startswith("Reviewed by a pharmacist on ")
    assert card.signed(signed(slug="b")).endswith(", version 1")
    assert card.signed(signed(slug="c", demonstration=True)) == "Demonstration: no pharmacist has checked this text"


RED = (64, 140, 1136, 400)


def reds(image) -> int:
    return sum(count for count, (r, g, b) in image.crop(RED).getcolors(2**24) if r > 200 and g < 60 and b < 60)


def test_the_first_picture_is_on_the_card(fetch, signed):
    signed(slug="with", images=[hidden.image("red", alt="A red tablet.")])
    signed(slug="without")

    assert reds(fetch("with")) > 50_000
    assert reds(fetch("without")) == 0


def test_a_missing_file_leaves_the_card_without_a_picture(fetch, signed):
    shown = hidden.image("red", alt="A red tablet.")
    signed(images=[shown])
    for _hash, name in [*files.listed(), *files.listed(files.PUBLIC)]:
        default_storage.delete(name)

    assert reds(fetch()) == 0


def test_where_medicines_are_not_advertised_the_card_has_no_picture(fetch, signed):
    signed(images=[hidden.image("red", alt="A red tablet.")], market="gb", legal_status="prescription_only")

    assert reds(fetch()) == 0


def test_a_card_is_as_fresh_as_its_page(client, fetch, signed, editor, pharmacist):
    listing = signed()
    first = client.get("/cards/shown.png")
    assert client.get("/cards/shown.png", headers={"If-None-Match": first["ETag"]}).status_code == 304

    factories.republish(listing.product, editor=editor, pharmacist=pharmacist, name="Testazole 10 mg Tablets anew")

    assert client.get("/cards/shown.png", headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert client.get("/cards/shown.png").content != first.content


def test_a_card_is_kept_ready_and_reads_nothing_of_a_query(client, signed, django_assert_num_queries):
    signed()
    first = client.get("/cards/shown.png")

    with django_assert_num_queries(1):
        again = client.get("/cards/shown.png?width=9000&x=y")

    assert (again.content, again["ETag"]) == (first.content, first["ETag"])


def test_cards_move_and_go_with_their_pages(client, db):
    fill = hidden.build()

    answers = {slug: client.get(f"/cards/{slug}.png").status_code for slug in fill.products}

    public = {
        "shown": 200,
        "british": 200,
        "closed": 200,
        "first-slug": 301,
        f"{hidden.GONE}-1": 410,
        f"{hidden.GONE}-2": 410,
    }
    assert answers == {slug: public.get(slug, 404) for slug in fill.products}
    assert client.get(f"/cards/{hidden.GONE}-2.png").content == b"Gone\n"
    assert client.get("/cards/first-slug.png")["Location"] == "/cards/shown.png"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Ibuprofène 200 µg", "Ibuprofene 200 microg"),
        ("A – “B” 5°", "A – “B” 5°"),
        ("Lek łatwy ®", "Lek latwy"),
        ("بوماليدوميد", ""),
        ("Ibuprofen 錠剤", ""),
    ],
)
def test_the_face_prints_plain_letters(text, printed):
    assert card.printable(text) == printed


def test_a_broken_picture_leaves_the_words(fetch, signed, settings):
    signed(images=[hidden.image("red", alt="A red tablet.")])
    fetch()
    for path in (settings.MEDIA_ROOT / "public").rglob("*.jpg"):
        path.write_bytes(b"no picture")
    Clock.renew_epoch()

    assert amount(fetch(), "paper") > 0
