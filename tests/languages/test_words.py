"""What a language needs that a list of words does not give: its own commas, its own capitals, words of other people."""

import re

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from catalog import engine
from pharmacy import borrowed
from pharmacy.messages import catalogues
from pharmacy.templatetags.page_parts import named_language
from tests import factories
from tests.public.test_product_page import complete

OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split())


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "51 medicines for “zole”, 50 on this page"),
        ("es", "51 medicamentos para «zole», 50 en esta página"),
        ("ar", "51 دواءً في نتائج البحث عن «zole»، 50 منها في هذه الصفحة"),
    ],
)
def test_how_many_there_are_and_how_many_are_here_is_one_sentence(language, said):
    with translation.override(language):
        assert words(render_to_string("catalog/_count.html", {"count": 51, "shown": 50, "q": "zole"})) == said


@pytest.mark.parametrize(("language", "comma"), [("es", "Ana P., "), ("ar", "Ana P.، ")])
def test_a_review_says_who_and_when_with_the_readers_comma(client, listing, customer, moderator, language, comma):
    factories.approved(listing=listing, author=customer, moderator=moderator)
    page = client.get(f"/{language}/products/{listing.slug}/reviews/").content.decode()

    [said] = re.findall(r'<p class="review__by">(.*?)</p>', page)
    assert words(said).startswith(comma)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Colour: white and red"), ("es", "Color: blanco y rojo"), ("ar", "اللون: أبيض وأحمر")]
)
def test_two_colours_are_one_sentence(client, editor, pharmacist, language, said):
    look = {"description": "", "colour": "white", "second_colour": "red", "shape": "", "imprint": ""}
    factories.listed(editor=editor, pharmacist=pharmacist, **complete(images=[], appearance=look))
    prefix = "" if language == "en" else f"/{language}"

    assert f"<p>{said}</p>" in client.get(f"{prefix}/products/complete/").content.decode()


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["English", "Spanish", "tl"]),
        ("es", ["inglés", "español", "tl"]),
        ("ar", ["الإنجليزيّة", "الإسبانيّة", "tl"]),
    ],
)
def test_a_language_is_named_as_a_sentence_names_it(language, names):
    with translation.override(language):
        assert [named_language(code) for code in ("en", "es", "tl")] == names


@pytest.mark.parametrize(
    ("language", "said"), [("en", "90 microgram/dose"), ("es", "90 microgramos/dosis"), ("ar", "90 ميكروغرام/جرعة")]
)
def test_a_strength_is_spelled_in_the_language_of_the_label(editor, pharmacist, language, said):
    ingredient = {"substance": {"name": "testazole"}, "strength": "90", "unit": "microgram", "per": "dose"}
    listing = factories.listed(
        editor=editor, pharmacist=pharmacist, name="Testazole", language=language, ingredients=[ingredient]
    )

    assert listing.strength_text == said


@pytest.mark.parametrize(
    ("language", "label", "error"),
    [
        ("en", "How was it for you?", "How was it for you? Choose from 1 to 5 stars."),
        ("es", "¿Qué tal le ha ido?", "¿Qué tal le ha ido? Elija de 1 a 5 estrellas."),
        ("ar", "كيف كانت تجربتك؟", "كيف كانت تجربتك؟ يُرجى الاختيار من نجمة واحدة إلى 5 نجوم."),
    ],
)
def test_no_colon_follows_a_label_that_asks(signed_in, listing, customer, language, label, error):
    prefix = "" if language == "en" else f"/{language}"
    page = signed_in(customer).post(f"{prefix}/products/{listing.slug}/reviews/new/", {}).content.decode()

    errors = [words(link) for link in re.findall(r'<li><a href="#id_[^"]+">(.*?)</a></li>', page)]
    assert (errors[0], [":" in one for one in errors]) == (error, [False, True, True, True, True])


def test_a_number_beside_a_name_is_read_out_once(client, editor, pharmacist):
    factories.listed(editor=editor, pharmacist=pharmacist, **complete(images=[]))
    engine.catch_up()
    page = client.get("/ar/conditions/").content.decode()

    counts = re.findall(r'<span class="index__count">(.*?)</span></li>', page)
    assert set(counts) == {'<span aria-hidden="true">1</span><span class="unseen">دواء واحد</span>'}


# Words of Django's and allauth's


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_borrowed_is_said_in_our_words(language):
    """Ours stand before theirs: another order of catalogues would bring theirs back."""
    with catalogues.po_file(settings.BASE_DIR, language).open("rb") as file:
        ours = {
            (message.id if isinstance(message.id, str) else message.id[0]): message.string for message in read_po(file)
        }
    with translation.override(language):
        said = {text: gettext(text) for text in borrowed.WORDS}
        too_long = borrowed.TOO_LONG % {"limit_value": 40, "show_value": 60}

    assert said == {text: ours[text] for text in borrowed.WORDS}
    [forms] = [text for id, text in ours.items() if id.startswith("Ensure this value has at most")]
    assert too_long in [form % {"limit_value": 40, "show_value": 60} for form in forms]
