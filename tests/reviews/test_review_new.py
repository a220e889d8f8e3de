"""/products/<slug>/reviews/new/"""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation

from catalog.models import Condition, Product, Rating
from catalog.refusals import Refused
from pharmacy import markets
from reviews.models import Hit, Review, ReviewText
from reviews.models.hit import LIMITS
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")


def address(listing):
    return f"/products/{listing.slug}/reviews/new/"


@pytest.fixture
def written(listing, customer):
    """What the form sends, ten seconds after the customer opened it."""
    return factories.written(listing=listing, by=customer, text="I slept.\r\nAgain.")


def said(response) -> str:
    return response.content.decode()


def test_a_customer_writes_and_it_waits(signed_in, listing, customer, written):
    client = signed_in(customer)
    assert client.get(address(listing)).status_code == 200

    response = client.post(address(listing), written, follow=True)

    text = ReviewText.objects.get()
    assert (text.rating, text.title, text.text, text.state) == (4, "It helped", "I slept.\nAgain.", "waiting")
    assert (text.review.author, text.condition, text.taken_for, text.verified) == (customer, None, "", False)
    assert response.redirect_chain == [("/account/reviews/", 302)]
    assert "A person will read your review" in said(response)
    assert not Rating.objects.exists()


def test_each_choice_of_stars_is_drawn_beside_its_words(signed_in, listing, customer):
    html = said(signed_in(customer).get(address(listing)))

    choices = [one.partition("</label>")[0] for one in html.split('<label for="id_rating_')[1:]]
    assert sorted(one.count("#star-full") for one in choices) == [1, 2, 3, 4, 5]


def test_what_helps_and_what_to_leave_out_stand_beside_it_and_where_harm_is_reported(signed_in, listing, customer):
    html = said(signed_in(customer).get(address(listing)))

    assert "What helps others" in html
    assert "Names, yours and those of doctors" in html
    assert "Advice on doses" in html
    assert f'<a href="{markets.MARKETS[listing.market].report.url}" rel="external">' in html


# What it was taken for, and for how long


def test_the_conditions_of_the_medicine_and_for_how_long(signed_in, listing, customer, written):
    hay_fever = listing.conditions.get()
    html = said(signed_in(customer).get(address(listing)))
    choices = re.findall(r'<option value="(\d*)"', html.partition('name="condition"')[2].partition("</select>")[0])
    assert choices == ["", str(hay_fever.pk)]

    signed_in(customer).post(address(listing), written | {"condition": hay_fever.pk, "taken_for": "weeks"})

    text = ReviewText.objects.get()
    assert (text.condition, text.taken_for) == (hay_fever, "weeks")


def test_no_condition_of_another_medicine(signed_in, listing, customer, written):
    other = Condition.objects.create(name="Gout", slug="gout")

    for wrong in ({"condition": other.pk}, {"condition": "x"}, {"condition": "9" * 30}, {"taken_for": "ages"}):
        response = signed_in(customer).post(address(listing), written | wrong)
        assert list(response.context["form"].errors) == list(wrong)
    assert not Review.objects.exists()


# What the customer agrees to


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_was_agreed_to_is_kept_in_the_words_that_were_read(signed_in, listing, customer, written, language):
    prefix = "" if language == "en" else f"/{language}"
    before = timezone.now()

    signed_in(customer).post(prefix + address(listing), written)

    text = ReviewText.objects.get()
    form = signed_in(customer).get(prefix + address(listing)).context["form"]
    with translation.override(language):
        consent, adult = form.fields["consent"], form.fields["adult"]
        assert text.consent_wording == f"{consent.label}. {consent.help_text}\n{adult.label}."
    assert text.language == language
    assert before <= text.consented_at <= timezone.now()


def test_both_boxes_are_ticked_anew_for_every_text(signed_in, listing, customer, written):
    client = signed_in(customer)
    client.post(address(listing), written)

    html = said(client.get(address(listing)))

    assert [box for box in re.findall(r"<input[^>]*checkbox[^>]*>", html) if "checked" in box] == []


# Who may


def test_a_stranger_signs_in_first(client, listing, written):
    for response in (client.get(address(listing)), client.post(address(listing), written)):
        assert response["Location"] == f"/account/login/?next={address(listing)}"
    assert not Review.objects.exists()


def test_it_is_never_kept(signed_in, client, listing, customer):
    for response in (signed_in(customer).get(address(listing)), client.get(address(listing))):
        assert "no-store" in response["Cache-Control"]


def test_wrong_method(signed_in, listing, customer):
    assert signed_in(customer).put(address(listing)).status_code == 405


def test_missing(signed_in, customer, editor, written):
    draft = factories.draft(by=editor)
    client = signed_in(customer)

    assert client.get("/products/nothing/reviews/new/").status_code == 404
    assert client.post(f"/products/{draft.slug}/reviews/new/", written).status_code == 404


def test_a_withdrawn_product_is_gone(signed_in, listing, customer, pharmacist, written):
    Product.objects.get(pk=listing.product_id).withdraw(by=pharmacist, reason="x", public_note="Recalled.")

    assert signed_in(customer).post(address(listing), written).status_code == 410
    assert not Review.objects.exists()


def test_an_address_that_nobody_has_proven_is_proven_first(signed_in, listing, customer, written):
    customer.emailaddress_set.update(verified=False)
    client = signed_in(customer)
    assert "Confirm the e-mail address</a>" in said(client.get(address(listing)))

    response = client.post(address(listing), written)

    assert "Confirm your e-mail address first" in said(response)
    assert 'value="It helped"' in said(response)
    assert not Review.objects.exists()


def test_a_closed_account_posts_nothing(listing, customer):
    customer.is_active = False
    customer.save()

    with pytest.raises(PermissionDenied):
        factories.review(listing=listing, author=customer)


def test_author_state_and_verified_cannot_be_sent_along(
    signed_in, listing, customer, other_customer, moderator, written
):
    extra = {"author": other_customer.pk, "state": "shown", "decided_by": moderator.pk, "verified": "on"}

    signed_in(customer).post(address(listing), written | extra)

    text = ReviewText.objects.get()
    found = (text.review.author, text.state, text.decided_by, text.verified)
    assert found == (customer, "waiting", None, False)


# What does not fit


@pytest.mark.parametrize(
    "field,value",
    [
        ("rating", ""),
        ("rating", "0"),
        ("rating", "6"),
        ("rating", "x"),
        ("title", " "),
        ("title", "\u202e\x00"),
        ("title", "a" * 101),
        ("text", ""),
        ("text", "a" * 4001),
        ("consent", ""),
        ("adult", ""),
    ],
)
def test_what_does_not_fit_is_said_and_kept(signed_in, listing, customer, written, field, value):
    response = signed_in(customer).post(address(listing), written | {"text": "Kept words"} | {field: value})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert "Please look at this again" in said(response)
    assert field == "text" or "Kept words" in said(response)
    assert not Review.objects.exists()


def test_line_breaks_count_once(signed_in, listing, customer, written):
    signed_in(customer).post(address(listing), written | {"text": "a\r\n" * 1999 + "ab"})

    assert len(ReviewText.objects.get().text) == 4000


SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"  # a flag of seven characters


@pytest.mark.parametrize(
    "words",
    ["😀👩‍⚕️🏳️‍🌈", SCOTLAND, "نمت جيدًا بعد يومين", "よく眠れました", "नींद अच्छी आई", "ใช้ได้ผลดี", "Πολύ καλό", "𝒢𝑜𝑜𝒹"],
)
def test_every_script_and_emoji_survive(signed_in, listing, customer, written, words):
    signed_in(customer).post(address(listing), written | {"title": words, "text": words * 2})

    text = ReviewText.objects.get()
    assert (text.title, text.text) == (words, words * 2)


def test_an_emoji_is_one_character(signed_in, listing, customer, written):
    signed_in(customer).post(address(listing), written | {"title": "😀" * 100, "text": "😀" * 4000})

    assert [len(ReviewText.objects.get().title), len(ReviewText.objects.get().text)] == [100, 4000]
    form = said(signed_in(customer).get(address(listing))).partition('<form class="form"')[2]
    assert "maxlength" not in form.partition("</form>")[0]


def test_what_nobody_sees_is_taken_out(signed_in, listing, customer, written):
    signed_in(customer).post(address(listing), written | {"title": "Go\u202eod\x00", "text": "01\u2066 mg\x07"})

    text = ReviewText.objects.get()
    assert (text.title, text.text) == ("Good", "01 mg")


# The text of before


def test_the_form_opens_with_what_is_published_and_says_that_it_stays(signed_in, listing, customer, moderator, written):
    factories.approved(listing=listing, author=customer, moderator=moderator, title="The old title")
    client = signed_in(customer)

    html = said(client.get(address(listing)))
    client.post(address(listing), written)

    assert 'value="The old title"' in html
    assert "the old text stays until then" in html
    assert list(ReviewText.objects.values_list("title", "state")) == [
        ("It helped", "waiting"),
        ("The old title", "shown"),
    ]
    assert Review.objects.count() == 1


def test_a_text_that_waits_is_replaced(signed_in, listing, customer, written):
    factories.review(listing=listing, author=customer)

    signed_in(customer).post(address(listing), written | {"title": "Second"})

    assert list(ReviewText.objects.values_list("title", "state")) == [("Second", "waiting"), ("It helped", "replaced")]


@pytest.mark.parametrize(
    ("decide", "words"),
    [
        (lambda text, by: None, "Your review waits for a person to read it."),
        (
            lambda text, by: text.review.reject(by=by, text=text, reason="abusive", note="Without insults."),
            "The reason: It insults or threatens.",
        ),
        (
            lambda text, by: text.review.ask_change(by=by, text=text, note="Without insults."),
            "A moderator asks you to change something",
        ),
    ],
)
def test_what_became_of_the_last_text_is_said(signed_in, listing, customer, moderator, decide, words):
    decided = decide(factories.review(listing=listing, author=customer), moderator)

    html = said(signed_in(customer).get(address(listing)))

    assert words in html
    assert ("Without insults." in html) == bool(decided)


def test_the_words_of_another_customer_are_not_in_the_form(signed_in, listing, customer, other_customer):
    factories.review(listing=listing, author=other_customer, title="NOT YOURS")

    assert "NOT YOURS" not in said(signed_in(customer).get(address(listing)))


def test_sent_twice_by_a_double_click_is_one(signed_in, listing, customer, written):
    for _click in range(2):
        assert signed_in(customer).post(address(listing), written).status_code == 302

    assert ReviewText.objects.count() == 1
    assert Hit.objects.filter(what="review").count() == 3  # the person, the product and the network, once each


# Where reviews are closed


def test_a_market_that_forbids(signed_in, client, editor, pharmacist, customer):
    listing = factories.listed(editor=editor, pharmacist=pharmacist, market="eu", **PRESCRIPTION)
    written = factories.written(listing=listing, by=customer)

    for response in (signed_in(customer).post(address(listing), written), client.get(address(listing))):
        assert response.status_code == 403
        assert "European Union" in said(response)
    with pytest.raises(Refused):
        factories.review(listing=listing, author=customer)
    assert not Review.objects.exists()


PRESCRIPTION = {
    "legal_status": "prescription_only",
    "safety_notes": [{"severity": "warning", "topic": "liver", "title": "Liver", "text": "It can harm the liver."}],
}


def test_a_medicine_whose_reviews_are_switched_off(signed_in, listing, customer, pharmacist, written):
    Product.objects.get(pk=listing.product_id).switch_reviews(by=pharmacist, to_open=False)

    assert signed_in(customer).post(address(listing), written).status_code == 403
    assert not Review.objects.exists()


# Robots


def test_what_fills_in_everything_is_thanked_and_nothing_is_kept(signed_in, listing, customer, written):
    response = signed_in(customer).post(address(listing), written | {"homepage": "x"}, follow=True)

    assert "Thank you." in said(response)
    assert (Review.objects.count(), Hit.objects.count()) == (0, 0)


def test_the_field_for_robots_is_hidden_from_people(signed_in, listing, customer):
    html = said(signed_in(customer).get(address(listing)))

    (around,) = re.findall(r"<div([^>]*)>(?:(?!<div).)*name=\"homepage\"([^>]*)>", html)
    assert around[0] == " hidden"
    assert 'tabindex="-1"' in around[1]


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=1), "That was very quick."),
        (timedelta(hours=25), "This form was open for too long."),
    ],
)
def test_too_quick_or_too_late_is_sent_once_more(signed_in, listing, customer, ago, words):
    client, now = signed_in(customer), timezone.now()
    with time_machine.travel(now - ago, tick=False):
        stamped = client.get(address(listing)).context["form"]["stamp"].value()
    with time_machine.travel(now, tick=False):
        written = factories.written(listing=listing, by=customer) | {"stamp": stamped}
        response = client.post(address(listing), written)
        assert words in said(response)
        assert 'value="It helped"' in said(response)
        assert not Review.objects.exists()
        fresh = response.context["form"]["stamp"].value()

    with time_machine.travel(now + timedelta(seconds=3), tick=False):
        client.post(address(listing), written | {"stamp": fresh})
    assert Review.objects.count() == 1


@pytest.mark.parametrize("forged", ["", "x", "WzEsMSwxXQ:x", "\x00", "é"])
def test_a_forged_stamp(signed_in, listing, customer, written, forged):
    response = signed_in(customer).post(address(listing), written | {"stamp": forged})

    assert "This form was open for too long." in said(response)
    assert not Review.objects.exists()


def test_nothing_sent_at_all(signed_in, listing, customer):
    errors = list(signed_in(customer).post(address(listing), {}).context["form"].errors)

    assert errors == ["rating", "title", "text", "adult", "consent"]


def test_a_stamp_of_somebody_else_or_of_another_medicine(
    signed_in, listing, customer, other_customer, editor, pharmacist, written
):
    other = factories.listed(editor=editor, pharmacist=pharmacist)

    for stamped in (
        factories.written(listing=listing, by=other_customer)["stamp"],
        factories.written(listing=other, by=customer)["stamp"],
    ):
        response = signed_in(customer).post(address(listing), written | {"stamp": stamped})
        assert "This form was open for too long." in said(response)
    assert not Review.objects.exists()


# A session that ended while somebody wrote


def test_what_was_typed_is_there_after_the_sign_in(client, listing, customer, written):
    words = {"title": "My long text", "text": "Many words.", "condition": listing.conditions.get().pk}
    response = client.post(address(listing), written | words)
    signed_in_at = client.post(response["Location"], {"login": customer.email, "password": factories.PASSWORD})
    assert signed_in_at["Location"] == address(listing)

    html = said(client.get(address(listing)))

    assert "You had been signed out." in html
    assert 'value="My long text"' in html
    assert "Many words.</textarea>" in html
    assert re.search(r'name="rating" value="4"[^>]* checked', html)
    assert "Many words." not in said(client.get(address(listing)))  # once


def test_the_server_alone_cannot_read_it(client, listing, customer, written):
    client.post(address(listing), written | {"text": "ZQWORDS about my health"})

    held = Session.objects.get().get_decoded()
    assert "ZQWORDS" not in str(held)
    del client.cookies["unsent_review"]
    client.force_login(customer, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "ZQWORDS" not in said(client.get(address(listing)))


def test_nobody_else_who_signs_in_there_gets_to_see_it(client, listing, customer, other_customer, written):
    client.post(address(listing), written | {"text": "ZQWORDS about my health"})
    client.force_login(other_customer, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert "ZQWORDS" not in said(client.get(address(listing)))


def test_it_is_forgotten_after_half_an_hour(client, listing, customer, written):
    client.post(address(listing), written | {"text": "ZQWORDS about my health"})

    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        client.force_login(customer, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert "ZQWORDS" not in said(client.get(address(listing)))


def test_nothing_is_kept_for_who_never_saw_the_form(client, listing, written):
    client.post(address(listing), written | {"stamp": "x"})

    assert not Session.objects.exists()


# Limits


def test_so_many_texts_a_day(signed_in, listing, customer, written):
    client, most = signed_in(customer), LIMITS["review"]["person"][0]
    for number in range(most):
        assert client.post(address(listing), written | {"title": str(number)}).status_code == 302

    refused = client.post(address(listing), written | {"title": "One more"})

    assert "You have done this too often today." in said(refused)
    assert 'value="One more"' in said(refused)
    assert ReviewText.objects.count() == most


def test_and_more_the_next_day(listing, customer):
    for number in range(LIMITS["review"]["person"][0]):
        factories.review(listing=listing, author=customer, title=str(number))

    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        assert factories.review(listing=listing, author=customer, title="Another").pk


def test_what_was_refused_counts_for_nothing(listing, customer):
    with pytest.raises(ValidationError):
        factories.review(listing=listing, author=customer, title="")

    assert not Hit.objects.exists()


def test_the_verb_refuses_what_the_form_refuses(listing, customer):
    for rating, title, text in [(0, "a", "a"), (6, "a", "a"), (3, "", "a"), (3, "a", " ")]:
        with pytest.raises(ValidationError):
            factories.review(listing=listing, author=customer, rating=rating, title=title, text=text)
    assert not Review.objects.exists()


def test_words_stand_on_the_side_of_their_own_script(signed_in, customer, listing):
    html = signed_in(customer).get(f"/ar/products/{listing.slug}/reviews/new/").content.decode()

    own = re.findall(r'<(?:input|textarea)[^>]* name="(\w+)"[^>]*dir="auto"', html)
    assert own == ["title", "text"]
