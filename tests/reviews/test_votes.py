"""/products/<slug>/reviews/<pk>/votes/: a reader says that a review helped, and takes it back."""

import pytest
from django.db import connection

from catalog.models import Clock
from reviews.models import ReviewText, Vote
from reviews.models.hit import LIMITS
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")


@pytest.fixture
def text(listing, customer, moderator):
    return factories.approved(listing=listing, author=customer, moderator=moderator, title="It helped")


def address(text, slug=None):
    slug = slug or text.product.listing.slug
    return f"/products/{slug}/reviews/{text.review_id}/votes/"


def helpful(text) -> int:
    return ReviewText.objects.get(pk=text.pk).helpful_count


def test_a_reader_says_that_it_helped(signed_in, text, other_customer):
    client = signed_in(other_customer)
    before = client.get(address(text)).content.decode()

    response = client.post(address(text), {"helpful": "yes"}, follow=True)

    assert "This helped me" in before
    assert response.redirect_chain == [(address(text), 302)]
    page = response.content.decode()
    assert "Your vote is counted." in page
    assert "Take my vote back" in page
    assert helpful(text) == Vote.objects.count() == 1


def test_twice_is_once(signed_in, text, other_customer):
    client = signed_in(other_customer)
    for _time in range(2):
        client.post(address(text), {"helpful": "yes"})

    assert helpful(text) == 1


def test_a_vote_can_be_taken_back(signed_in, text, other_customer):
    client = signed_in(other_customer)
    client.post(address(text), {"helpful": "yes"})

    page = client.post(address(text), {"helpful": "no"}, follow=True).content.decode()

    assert "Your vote is taken back." in page
    assert "This helped me" in page
    assert (helpful(text), Vote.objects.count()) == (0, 0)


def test_taking_back_what_was_never_given_changes_nothing(signed_in, text, other_customer):
    before = Clock.stamp()

    response = signed_in(other_customer).post(address(text), {"helpful": "no"})

    assert (response.status_code, helpful(text), Clock.stamp()) == (302, 0, before)


def test_nobody_votes_for_their_own(signed_in, text, customer):
    client = signed_in(customer)

    page, sent = client.get(address(text)), client.post(address(text), {"helpful": "yes"})

    assert "This review is your own" in page.content.decode()
    assert "<button" not in page.content.decode().split("<main")[1]
    assert (sent.status_code, helpful(text)) == (409, 0)
    assert "This review is your own." in sent.content.decode()


def test_a_stranger_is_led_to_sign_in_and_back(client, text):
    response = client.get(address(text))

    assert (response.status_code, response["Location"]) == (302, f"/account/login/?next={address(text)}")
    assert client.post(address(text), {"helpful": "yes"}).status_code == 302
    assert helpful(text) == 0


def test_an_address_that_is_not_proven_cannot_vote(signed_in, text, other_customer):
    other_customer.emailaddress_set.update(verified=False)

    response = signed_in(other_customer).post(address(text), {"helpful": "yes"})

    assert (response.status_code, helpful(text)) == (409, 0)
    assert "Confirm your e-mail address first" in response.content.decode()


@pytest.mark.parametrize("sent", [{}, {"helpful": ""}, {"helpful": "x"}])
def test_a_button_that_is_none(signed_in, text, other_customer, sent):
    response = signed_in(other_customer).post(address(text), sent)

    assert (response.status_code, helpful(text)) == (400, 0)


def test_wrong_method(signed_in, text, other_customer):
    assert signed_in(other_customer).put(address(text)).status_code == 405


def test_only_what_is_published_of_this_medicine(signed_in, editor, pharmacist, moderator, text, other_customer):
    other = factories.listed(editor=editor, pharmacist=pharmacist, slug="other")
    waiting = factories.review(listing=other, author=other_customer)
    rejected = factories.review(listing=text.product.listing, author=factories.user(name="third"))
    rejected.review.reject(by=moderator, text=rejected, reason="off_topic")
    client = signed_in(other_customer)

    for path in (
        address(text, "other"),
        address(waiting),
        address(rejected),
        address(text).replace(str(text.review_id), "99"),
    ):
        assert client.get(path).status_code == client.post(path, {"helpful": "yes"}).status_code == 404
    assert Vote.objects.count() == 0


def test_the_page_shows_the_review_and_the_way_back_to_it(signed_in, text, other_customer):
    page = signed_in(other_customer).get(address(text)).content.decode()

    back = page.split('">Back to the review')[0].rpartition('href="')[2]
    assert "It helped" in page
    assert back.endswith(f"#review-{text.review_id}")
    listed = signed_in(other_customer).get(back.partition("#")[0]).content.decode()
    assert f'id="review-{text.review_id}"' in listed


def test_no_cache_keeps_it(signed_in, text, other_customer):
    response = signed_in(other_customer).get(address(text))

    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_a_moved_slug_leads_on(signed_in, text, other_customer, editor, pharmacist):
    old = address(text)
    factories.republish(text.product, editor=editor, pharmacist=pharmacist, slug="moved")

    response = signed_in(other_customer).get(old)

    assert (response.status_code, response["Location"]) == (301, address(text, "moved"))


def test_a_withdrawn_medicine_is_gone(signed_in, text, other_customer, pharmacist):
    path = address(text)
    text.product.withdraw(by=pharmacist, reason="Recall.", public_note="Recalled.")

    assert signed_in(other_customer).post(path, {"helpful": "yes"}).status_code == 410


def test_a_limit_holds_and_says_so(signed_in, text, other_customer, monkeypatch):
    monkeypatch.setitem(LIMITS, "vote", {"person": (0, LIMITS["vote"]["person"][1])})

    response = signed_in(other_customer).post(address(text), {"helpful": "yes"})

    assert (response.status_code, helpful(text)) == (409, 0)
    assert "too often today" in response.content.decode()


def test_the_network_is_counted_and_not_kept(signed_in, text, other_customer):
    signed_in(other_customer).post(address(text), {"helpful": "yes"}, REMOTE_ADDR="203.0.113.7")

    with connection.cursor() as cursor:
        cursor.execute("SELECT what, who FROM reviews_hit WHERE what = 'vote'")
        hits = cursor.fetchall()
    assert [what for what, _who in hits] == ["vote", "vote"]
    assert not any("203.0.113.7" in who for _what, who in hits)


def test_the_public_page_counts_it_at_once(client, signed_in, text, other_customer):
    public = f"/products/{text.product.listing.slug}/reviews/"
    assert "found this helpful" not in client.get(public).content.decode()

    signed_in(other_customer).post(address(text), {"helpful": "yes"})

    assert "1 reader found this helpful." in client.get(public).content.decode()
