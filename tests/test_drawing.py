"""The pictures of the demonstration medicines: the same facts, the same picture, in the facts' colours."""

import io

import pytest
from PIL import Image

from pharmacy.demo.drawing import describe_form, describe_pack, draw_form, draw_pack
from pharmacy.demo.drawing.facts import FORM_WORDS, LIQUIDS, titled
from pharmacy.demo.drawing.lettering import LEADING, fit, measured, printable
from pharmacy.demo.drawing.palette import BANDS, COLOURS, WHITE, luminance

LONG_NAME = ("Perindopril erbumine with indapamide hemihydrate and amlodipine besilate " * 2)[:120]
ONE_WORD = "Hydroxymethylglutaryl" * 6
DEVICES = ["10 mL vial", "pre-filled pen", "auto-injector", "pre-filled syringe"]
SHAPES = ["round", "oval", "oblong", "capsule", "shield", "triangle", "square", "diamond"]
PACK = {"size": 21, "unit": "capsules"}


def content(**facts):
    """Return the facts of the 4 mg pomalidomide capsule; keywords replace some of them."""
    appearance = {"description": "", "colour": "blue", "second_colour": "dark_blue", "shape": "capsule"}
    appearance["imprint"] = "POML 4 mg"
    appearance |= {key: facts.pop(key) for key in list(facts) if key in appearance}
    pomalidomide = {
        "name": "Pomalidomide 4mg Capsules",
        "dosage_form": "capsule",
        "legal_status": "restricted_programme",
        "market": "us",
        "appearance": appearance,
        "ingredients": [{"strength": "4", "unit": "mg", "per": ""}],
    }
    return pomalidomide | facts


def picture(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


def pixels_like(image, colour, box=None):
    """Return how many pixels are `colour`, give or take what turning the drawing does to it."""
    cut = image.crop(box) if box else image
    counts = cut.getcolors(cut.width * cut.height)
    return sum(count for count, seen in counts if max(abs(a - b) for a, b in zip(seen, colour, strict=True)) <= 2)


@pytest.fixture(scope="module")
def form():
    """The capsule, drawn once."""
    return draw_form(content())


@pytest.fixture(scope="module")
def pack():
    return draw_pack(content(), PACK)


def test_the_same_facts_give_the_same_bytes(form, pack):
    assert draw_form(content()) == form
    assert draw_pack(content(), PACK) == pack


def test_other_facts_give_another_picture(form, pack):
    assert draw_form(content(imprint="POML 3 mg")) != form
    assert draw_pack(content(), PACK | {"size": 28}) != pack


def test_pictures_are_png_of_1200_by_900(form, pack):
    for data in (form, pack):
        image = Image.open(io.BytesIO(data))
        assert (image.format, image.size) == ("PNG", (1200, 900))


@pytest.mark.parametrize(("body", "cap"), [("cream", "brown"), ("orange", "turquoise")])
def test_the_capsule_has_its_colours_cap_left_and_body_right(body, cap):
    image = picture(draw_form(content(colour=body, second_colour=cap, imprint="")))
    left, right = (0, 0, 600, 900), (700, 0, 1200, 900)
    assert pixels_like(image, COLOURS[cap], left) > 5000
    assert pixels_like(image, COLOURS[body], right) > 5000
    assert pixels_like(image, COLOURS[body], left) < 50
    assert pixels_like(image, COLOURS[cap], right) < 50


@pytest.mark.parametrize("shape", SHAPES)
def test_a_tablet_of_any_shape_has_its_colour(shape):
    image = picture(draw_form(content(dosage_form="tablet", shape=shape, colour="peach", second_colour="")))
    assert pixels_like(image, COLOURS["peach"]) > 5000


def test_the_score_line_is_drawn_only_when_the_description_has_one():
    plain = content(dosage_form="tablet", shape="round")
    scored = content(dosage_form="tablet", shape="round", description="A tablet with a break line.")
    without = content(dosage_form="tablet", shape="round", description="There is no score line.")
    assert draw_form(scored) != draw_form(plain) == draw_form(without)


@pytest.mark.parametrize("form", [*FORM_WORDS, "something_new", ""])
def test_every_form_draws_without_its_facts(form):
    bare = {"dosage_form": form, "name": "Thing", "appearance": None}
    assert picture(draw_pack(bare, {})).size == (1200, 900)
    # Every other pack carries the picture of its form, so that drawing the one draws both.
    assert form not in LIQUIDS or picture(draw_form(bare)).size == (1200, 900)
    assert describe_form(bare).endswith(".") and "Thing" in describe_pack(bare, {})


@pytest.mark.parametrize("facts", [{}, {"name": ""}, {"name": "Ω"}])
def test_nothing_known_draws_too(facts):
    assert picture(draw_form(facts)).size == picture(draw_pack(facts, {})).size == (1200, 900)


def test_each_device_for_injection_has_its_picture():
    pictures = {draw_form(content(dosage_form="injection", description=f"A {device}.")) for device in DEVICES}
    assert len(pictures) == len(DEVICES)


@pytest.mark.parametrize("device", DEVICES)
def test_each_device_for_injection_has_its_word(device):
    assert device.split()[-1] in describe_form(content(dosage_form="injection", description=f"A {device}."))


def test_the_pack_decides_which_device_is_pictured():
    both = content(dosage_form="injection", market="gb", description="In a pen or in a vial.")
    assert draw_pack(both, {"size": 1, "unit": "vial"}) != draw_pack(both, {"size": 1, "unit": "pen"})


@pytest.mark.parametrize("colour", COLOURS)
def test_every_colour_has_its_word(colour):
    assert colour.replace("_", " ") in describe_form(content(colour=colour, second_colour=""))


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("tablet", LONG_NAME),
        ("tablet", ONE_WORD),
        ("oral_solution", ONE_WORD),
        ("cream", LONG_NAME),
        ("inhaler", ONE_WORD),
        ("injection", LONG_NAME),
    ],
)
def test_awkward_names_draw(form, name):
    awkward = content(name=name, dosage_form=form, imprint=name, market="gb")
    assert draw_form(awkward) and draw_pack(awkward, PACK)


@pytest.mark.parametrize("text", [LONG_NAME, ONE_WORD, "Pomalidomide"])
@pytest.mark.parametrize(("width", "height"), [(400, 200), (170, 90), (60, 30)])
def test_print_stays_in_its_box(text, width, height):
    rows, size = fit(text, width, height, 70, 3)
    assert max(measured(row, size) for row in rows) <= width
    assert len(rows) * size * LEADING <= height


def test_a_number_keeps_its_unit_on_the_line():
    rows, _ = fit("Budesonide 160 microgram", 200, 200, 40, 3)
    assert rows == ["Budesonide", "160 microgram"] or rows == ["Budesonide 160 microgram"]


def test_print_keeps_to_the_letters_that_the_face_has():
    assert printable("Crème 5 µg\nα ™") == "Creme 5 microg alpha TM"


@pytest.mark.parametrize(
    ("name", "print_on_the_pack"),
    [
        ("Pomalidomide 4mg Capsules", ("Pomalidomide", "4mg Capsules")),
        ("Pomalyst", ("Pomalyst", "4 mg capsules")),
        ("Vitamin B12 1 mg", ("Vitamin B12", "1 mg capsules")),
        ("Budesonide 160 mg and Formoterol 4 mg capsules", ("Budesonide 160 mg and Formoterol 4 mg capsules", "")),
    ],
)
def test_the_name_is_split_before_its_strength(name, print_on_the_pack):
    assert titled(name, content()) == print_on_the_pack


def test_white_print_reads_on_every_band():
    assert all(luminance(WHITE) - luminance(band) > 0.55 for band in BANDS.values())


@pytest.mark.parametrize("status", BANDS)
def test_the_pack_has_the_band_of_its_legal_status(status):
    image = picture(draw_pack(content(legal_status=status, market="gb"), PACK))
    assert pixels_like(image, BANDS[status]) > 20000


def test_the_alternative_text_of_a_capsule_says_colours_and_imprint():
    assert describe_form(content()) == "A capsule with a dark blue cap and a blue body, marked POML 4 mg."


def test_the_alternative_text_of_a_tablet_says_shape_colour_line_and_imprint():
    tablet = content(dosage_form="tablet", shape="oval", colour="orange", second_colour="", description="Scored.")
    assert describe_form(tablet) == "An oval orange tablet with a score line, marked POML 4 mg."


def test_the_alternative_text_of_a_pack_says_name_size_and_band():
    assert describe_pack(content(), PACK) == (
        "A white bottle labelled Pomalidomide 4mg Capsules, 21 capsules, with a picture of the medicine "
        "and a dark red band that says Restricted programme; marked as a demonstration."
    )
    assert describe_pack(content(market="gb"), PACK).startswith("A white box labelled")
