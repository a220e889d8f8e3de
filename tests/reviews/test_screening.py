"""What screening marks in a review that is sent: the places, with their reasons, and how urgent it is."""

import pytest

from reviews import screening
from reviews.models import ScreeningWord
from reviews.screening import Kind, Mark
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")


@pytest.fixture
def marked(listing):
    """`marked(text)` is what is marked in it: {kind: the words}."""

    def marks_of(text, *, language="en"):
        found: dict[str, list[str]] = {}
        for mark in screening.screen(title="", text=text, language=language, listing=listing):
            found.setdefault(mark.kind, []).append(text[mark.start : mark.end])
        return found

    return marks_of


# Personal data


@pytest.mark.parametrize(
    "address",
    [
        "jane.doe@example.com",
        "bob [at] example dot org",
        "ana＠example．com",
        "mike(at)gmail.com",
        "sara arroba gmail punto com",
    ],
)
def test_an_email_address_however_it_is_disguised(marked, address):
    assert marked(f"Ask me, {address}") == {"email": [address]}


@pytest.mark.parametrize(
    "number",
    [
        "212-555-0134",
        "+44 7911 123456",
        "(646) 555-0192",
        "２１２ ５５５ ０１７７",
        "٠٥٠١٢٣٤٥٦٧",
        "0 7 9 1 1 1 2 3 4 5 6",
    ],
)
def test_a_telephone_number_in_any_figures(marked, number):
    assert marked(f"Ring {number}") == {"telephone": [number]}


@pytest.mark.parametrize(
    "text",
    [
        "I take 500 mg at eight and 250 mg at night.",
        "From 12/05/2023 to 2023-06-30, open 24/7.",
        "HbA1c 8.1, sugar 210, pressure 120/80, platelets 150000 in 2024.",
        "I am 67 and have taken it since 2009, in 2018, 2019, 2021 and 2022.",
        "5 10 15 20 25 mg are on the shelf.",
        "In order to save I order 100 tablets at a time.",
    ],
)
def test_doses_dates_ages_and_values_are_no_numbers_of_a_person(marked, text):
    assert marked(text) == {}


def test_a_card_number_by_its_check_figure(marked):
    assert marked("Paid with 4111 1111 1111 1111 twice") == {"number": ["4111 1111 1111 1111"]}
    assert "number" not in marked("Paid with 4111 1111 1111 1112 twice")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("My order #48213 came late.", "My order #48213"),
        ("Order no. AB-99812!", "Order no. AB-99812"),
        ("Mi pedido 4821 no llega.", "Mi pedido 4821"),
        ("It went to GB82 WEST 1234 5698 7654 32 please", "GB82 WEST 1234 5698 7654 32"),
    ],
)
def test_an_order_or_account_by_its_shape(marked, text, number):
    assert marked(text, language="es" if "Mi" in text else "en") == {"number": [number]}


def test_web_addresses_and_names_on_other_sites(marked):
    assert marked("See www.cheap.example, https://a.example/x?y=1. or ask @pill_king") == {
        "web_address": ["www.cheap.example", "https://a.example/x?y=1", "@pill_king"]
    }
    assert marked("It works.It does. e.g. at 7 a.m. it is fine") == {}


def test_a_name_after_a_title_and_no_title_alone(marked):
    assert marked("Dr. María López and Nurse Kelly helped.") == {"doctor": ["Dr. María López", "Nurse Kelly"]}
    assert marked("My doctor said so. The Dr agreed. Dr Google did not.") == {}


# Manner


def test_rude_words_also_masked(marked):
    assert marked("This sh*t is cr@p, s h i t and fuuuuck") == {"profanity": ["sh*t", "cr@p", "s h i t", "fuuuuck"]}


@pytest.mark.parametrize(
    "text",
    [
        "I use it beside a cream for my anal fissure.",
        "The cream goes on the penis.",
        "He was cock-a-hoop, in Scunthorpe, with Mr Hancock.",
        "I have had breast cancer.",
    ],
)
def test_medical_words_are_not_rude(marked, text):
    assert "profanity" not in marked(text)


def test_shouting_is_a_row_of_words_in_capitals_and_no_abbreviation(marked):
    assert marked("DO NOT BUY THIS, he said") == {"shouting": ["DO NOT BUY THIS"]}
    assert marked("Fine!!!!!") == {"shouting": ["!!!!!"]}
    assert marked("ADHD, PTSD and COVID; FDA EMA NHS; I REALLY like TESTAZOLE") == {}


# Claims and advice


def test_a_promise_of_a_cure_and_no_doubt_about_it(marked):
    assert marked("It cures everything.") == {"cure": ["cures"]}
    assert marked("There is no cure, and I hope for a cure.") == {}


def test_advice_on_a_dose_and_no_experience_with_one(marked):
    assert marked("Take two, not one.") == {"dose": ["Take two"]}
    assert marked("You should take three.") == {"dose": ["You should take three"]}
    assert marked("I take 5 mg in the morning. My doctor told me to take two.") == {}


def test_a_use_that_the_page_does_not_name(marked):
    assert marked("I took it for my migraine.") == {"other_use": ["migraine"]}
    assert marked("I took it for my hay fever.") == {}


def test_a_condition_of_another_listing_is_another_use(marked, editor, pharmacist):
    assert "other_use" not in marked("I took it for chilblains.")
    factories.listed(
        editor=editor,
        pharmacist=pharmacist,
        indications=[{"title": "Chilblains", "text": "", "condition": {"name": "Chilblains"}}],
    )
    assert marked("I took it for chilblains.") == {"other_use": ["chilblains"]}


# Safety


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I had nausea and a rash.", ["nausea", "rash"]),
        ("No nausea, but a headache.", ["headache"]),
        ("Fine except for the heartburn.", ["heartburn"]),
        ("Never had such nightmares.", ["nightmares"]),
        ("I threw up twice, and my hair fell out.", ["threw up", "hair fell"]),
    ],
)
def test_words_of_a_possible_side_effect(marked, text, words):
    assert marked(text)["side_effect"] == words


@pytest.mark.parametrize(
    "text",
    ["No side effects.", "I had no nausea, dizziness or headache.", "It never made me drowsy.", "Side effects: none."],
)
def test_what_is_denied_is_no_side_effect(marked, text):
    assert marked(text) == {}


def test_what_a_medicine_is_for_is_a_side_effect_only_where_it_was_caused(editor, pharmacist):
    pain = [{"title": "Pain", "text": "", "condition": {"name": "Pain"}}]
    listing = factories.listed(editor=editor, pharmacist=pharmacist, indications=pain)

    def kinds(text):
        return [mark.kind for mark in screening.screen(title="", text=text, language="en", listing=listing)]

    assert kinds("It took my headache away.") == []
    assert kinds("My headaches are gone.") == []
    assert kinds("It gave me a headache.") == ["side_effect"]
    assert kinds("A headache after taking it.") == ["side_effect"]
    assert kinds("Now I have stomach pain.") == ["side_effect"]


@pytest.mark.parametrize(
    "text", ["I am pregnant.", "I am not pregnant.", "Never while breast-feeding.", "Estoy embarazada", "أنا حامل"]
)
def test_pregnancy_is_marked_in_every_language_even_where_it_is_denied(marked, text):
    assert list(marked(text)) == ["pregnancy"]


def test_a_text_in_another_language_than_its_page_is_read_in_its_own(marked):
    text = "Lo tomé por la mañana y después tuve mareos, pero sin náuseas."
    assert marked(text, language="en") == {"side_effect": ["mareos"]}


# The marks


def test_marks_say_field_and_place_in_the_text_as_stored(listing):
    title, text = "Nausea!", "Ｃafé e\u0301 and then a rash 🙂, RASH"
    marks = screening.screen(title=title, text=text, language="en", listing=listing)

    assert marks == [
        Mark("title", 0, 6, "side_effect"),
        Mark("text", text.index("rash"), text.index("rash") + 4, "side_effect"),
        Mark("text", len(text) - 4, len(text), "side_effect"),
    ]
    assert [Mark.from_json(mark.as_json()) for mark in marks] == marks


@pytest.mark.parametrize(
    "columns",
    [
        {"field": "stars", "start": 0, "end": 1, "kind": "email"},
        {"field": "text", "start": 2, "end": 2, "kind": "email"},
        {"field": "text", "start": 0, "end": 1, "kind": "nothing"},
    ],
)
def test_a_mark_that_cannot_be_is_refused(columns):
    with pytest.raises(ValueError):
        Mark.from_json(columns)


def test_urgency_orders_safety_before_personal_data_before_advice_before_manner():
    def urgency(*kinds):
        return screening.urgency([Mark("text", 0, 1, kind) for kind in kinds])

    manner = urgency(Kind.PROFANITY, Kind.SHOUTING)
    advice = urgency(Kind.DOSE)
    personal = urgency(Kind.EMAIL)
    effect = urgency(Kind.SIDE_EFFECT)
    others = [kind for kind in Kind if kind not in (Kind.SIDE_EFFECT, Kind.PREGNANCY)]

    assert urgency() == 0 < urgency(Kind.SHOUTING) < manner < advice < personal < urgency(*others) < effect
    assert urgency(*others, Kind.SIDE_EFFECT) < urgency(Kind.PREGNANCY)
    assert urgency(Kind.EMAIL, Kind.EMAIL) == personal


def test_safety_is_asked_of_the_marks():
    effect, pregnancy, rude = (Mark("text", 0, 1, kind) for kind in (Kind.SIDE_EFFECT, Kind.PREGNANCY, Kind.PROFANITY))

    assert [screening.is_possible_side_effect([one]) for one in (effect, pregnancy, rude)] == [True, False, False]
    assert [screening.mentions_pregnancy([one]) for one in (effect, pregnancy, rude)] == [False, True, False]


def test_every_kind_says_why():
    assert [kind for kind in Kind if not str(kind.why)] == []


# The words are those of the database


def test_a_word_that_staff_add_or_take_away_counts_for_the_next_review(marked):
    assert marked("It left me flibbertigibbety.") == {}

    word = ScreeningWord.objects.create(kind=Kind.SIDE_EFFECT, language="en", words="flibbertigib*")
    assert marked("It left me flibbertigibbety.") == {"side_effect": ["flibbertigibbety"]}

    ScreeningWord.objects.create(kind=Kind.SIDE_EFFECT, language="en", words="left me flibbertigib*", is_exception=True)
    assert marked("It left me flibbertigibbety.") == {}

    word.delete()
    assert marked("Flibbertigibbet!") == {}


def test_screening_asks_the_database_twice(listing, django_assert_num_queries):
    with django_assert_num_queries(2):
        screening.screen(title="Good", text="I had nausea.", language="en", listing=listing)


def test_staff_allow_an_address_and_add_words_to_what_is_found_by_its_shape(marked):
    assert marked("See www.friends.example/page") == {"web_address": ["www.friends.example/page"]}

    ScreeningWord.objects.create(kind=Kind.WEB_ADDRESS, language="en", words="friends.example", is_exception=True)
    ScreeningWord.objects.create(kind=Kind.TELEPHONE, language="en", words="ring my bell")
    assert marked("See www.friends.example/page and ring my bell") == {"telephone": ["ring my bell"]}


def test_a_mark_takes_the_accents_with_it_that_hang_on_its_last_letter(marked):
    assert marked("It was a rash\u0301.") == {"side_effect": ["rash\u0301"]}


# What was missed once


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I am expecting.", "pregnancy"),
        ("I found out I am expecting while taking it.", "pregnancy"),
        ("I was sick for two days after the second tablet.", "side_effect"),
        ("I had a pain in my chest.", "side_effect"),
        ("I lost consciousness.", "side_effect"),
        ("My skin peeled off.", "side_effect"),
        ("He was pooping blood.", "side_effect"),
        ("It killed my dad.", "side_effect"),
        ("You can safely double it.", "dose"),
    ],
)
def test_what_was_missed_once_is_marked(marked, text, kind):
    assert list(marked(text)) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "I am expecting a refund.",
        "I was expecting to wait longer.",
        "It killed time until the season was over.",
        "The foil peeled off easily.",
        "You can safely order here.",
    ],
)
def test_what_only_looks_like_it_is_not(marked, text):
    assert marked(text) == {}
