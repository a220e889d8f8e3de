"""Reviews by API: the same words, rules and limits as on the pages."""

import pytest

from reviews.api.shapes import NOTE, TEXT, TITLE
from reviews.forms import ReviewFields
from reviews.models import Complaint, Hit, Invitation, Review, ReviewText
from tests import factories
from tests.api.conftest import detail, walked, wrong

pytestmark = pytest.mark.usefixtures("listed_once")

SAID = {"rating": 4, "title": "It helped", "text": "I slept better.", "adult": True, "consent": True, "language": "en"}


@pytest.fixture
def there(listing):
    return f"products/{listing.slug}/reviews/"


@pytest.fixture
def british(editor, pharmacist):
    """A prescription medicine whose market shows no reviews."""
    return factories.listed(
        editor=editor, pharmacist=pharmacist, slug="british", market="gb", legal_status="prescription_only"
    )


def test_a_published_review(nobody, there, listing, customer, moderator):
    text = factories.approved(
        listing=listing, author=customer, moderator=moderator, condition=listing.conditions.get(), taken_for="weeks"
    )
    text.review.answer(by=moderator, text="Thank you.")

    found = nobody.get(there).json()

    (row,) = found["results"]
    assert row | {"submitted_at": "", "published_at": "", "reply": ""} == {
        "id": text.review_id,
        "product": listing.slug,
        "rating": 4,
        "title": "It helped",
        "text": "I slept better after two days.",
        "author": "Ana P.",
        "condition": {"name": "Hay fever", "slug": "hay-fever"},
        "taken_for": "weeks",
        "verified": False,
        "helpful": 0,
        "submitted_at": "",
        "published_at": "",
        "reply": "",
    }
    assert row["reply"]["text"] == "Thank you."
    assert found["rating"] == {"average": 4.0, "count": 1, "stars": {"1": 0, "2": 0, "3": 0, "4": 1, "5": 0}}
    assert (found["count"], found["next"]) == (1, None)
    assert nobody.get(f"reviews/{text.review_id}/").json() == row


def test_what_waits_or_was_rejected_is_as_unknown_as_nothing(
    nobody, there, listing, customer, other_customer, moderator
):
    waiting = factories.review(listing=listing, author=customer)
    rejected = factories.review(listing=listing, author=other_customer)
    rejected.review.reject(by=moderator, text=rejected, reason="abusive", note="No.")

    assert nobody.get(there).json()["results"] == []
    answers = {nobody.get(f"reviews/{pk}/").content for pk in (waiting.review_id, rejected.review_id, 10**25)}
    assert len(answers) == 1
    assert nobody.get(f"reviews/{waiting.review_id}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["C", "B", "A"]),
        ("sort=highest", ["B", "C", "A"]),
        ("sort=lowest", ["A", "C", "B"]),
        ("stars=5", ["B"]),
        ("condition=hay-fever", ["A"]),
        ("condition=nothing-there", []),
        ("verified=1", []),
    ],
)
def test_narrowed_and_ordered_as_the_page_does(nobody, there, listing, moderator, query, titles):
    for title, rating in (("A", 1), ("B", 5), ("C", 3)):
        author = factories.user(name=f"author-{title}")
        condition = listing.conditions.get() if title == "A" else None
        factories.approved(
            listing=listing, author=author, moderator=moderator, title=title, rating=rating, condition=condition
        )

    assert [one["title"] for one in nobody.get(f"{there}?{query}").json()["results"]] == titles
    assert [one["title"] for one in walked(nobody, f"{there}?size=1&{query}")] == titles
    thin = nobody.get(f"{there}?fields=title&{query}").json()["results"]
    assert [sorted(one) for one in thin] == [["id", "title"] for _one in titles]


def test_an_order_that_cannot_be_is_said(nobody, there):
    refused = nobody.get(f"{there}?stars=5&sort=highest")

    assert (refused.status_code, detail(refused)) == (409, "This list has no such order or choice: sort.")


def test_a_market_that_shows_none(nobody, me, british):
    for asker, verb, status in ((nobody, "get", 404), (me, "post", 403)):
        refused = getattr(asker, verb)("products/british/reviews/", *([SAID] if verb == "post" else []))
        assert (refused.status_code, detail(refused)) == (
            status,
            "Reviews of this medicine may not be shown in its market.",
        )
    assert not Review.objects.exists()


def test_stars_that_the_market_hides_are_told_nowhere(nobody, there, listing, customer, moderator, monkeypatch):
    """No market shows reviews without their stars today; the rule is its own all the same."""
    text = factories.approved(listing=listing, author=customer, moderator=moderator)
    monkeypatch.setattr("pharmacy.markets.may_show_stars", lambda market, status: False)

    found = nobody.get(there).json()

    assert (found["rating"], found["results"][0]["rating"]) == (None, None)
    assert nobody.get(f"reviews/{text.review_id}/").json()["rating"] is None
    assert nobody.get(f"products/{listing.slug}/").json()["rating"] is None
    assert nobody.get(f"{there}?stars=4").status_code == 409


def test_posting_waits_for_a_moderator(me, nobody, there, listing, customer):
    found = me.post(there, SAID | {"condition": "hay-fever", "taken_for": "weeks"})

    text = ReviewText.objects.get()
    assert found.status_code == 201
    assert found.json() | {"submitted_at": ""} == {
        "id": text.review_id,
        "product": listing.slug,
        "state": "waiting",
        "verified": False,
        "submitted_at": "",
    }
    assert (text.review.author, text.rating, text.condition.slug, text.taken_for) == (customer, 4, "hay-fever", "weeks")
    assert text.consent_wording == ReviewFields(by=customer, listing=listing).consent_wording
    assert nobody.get(there).json()["results"] == []


def test_what_they_agreed_to_is_kept_in_the_words_that_they_read(me, nobody, there):
    spanish = nobody.get(there, **{"accept-language": "es"}).json()["consent"]

    me.post(there, SAID | {"language": "es"})

    text = ReviewText.objects.get()
    assert (text.consent_wording, text.language) == (spanish, "es")
    assert spanish != nobody.get(there).json()["consent"]


@pytest.mark.parametrize(
    ("change", "pointer", "said"),
    [
        ({"adult": False}, "/adult", "Only adults may write reviews here."),
        ({"consent": False}, "/consent", "We need this to publish your review."),
        ({"rating": 0}, "/rating", None),
        ({"rating": "4"}, "/rating", None),
        ({"rating": True}, "/rating", None),
        ({"rating": 4.5}, "/rating", None),
        ({"rating": None}, "/rating", None),
        ({"title": ""}, "/title", None),
        ({"title": " \n"}, "/title", None),
        ({"title": "x" * 101}, "/title", None),
        ({"title": 7}, "/title", None),
        ({"text": "x" * 4001}, "/text", None),
        ({"text": "a\x00b"}, "/text", None),
        ({"taken_for": "ages"}, "/taken_for", None),
        ({"condition": "a b"}, "/condition", None),
        ({"stamp": "x"}, "/stamp", None),
        ({"language": "tlh"}, "/language", None),
    ],
)
def test_what_does_not_fit_is_said_and_where(me, there, change, pointer, said):
    refused = me.post(there, SAID | change)

    assert refused.status_code == 400
    assert {where for where, _what in wrong(refused)} == {pointer}
    assert said is None or wrong(refused) == [(pointer, said)]
    assert not Review.objects.exists()


def test_a_text_is_counted_as_it_is_kept(me, there):
    assert me.post(there, SAID | {"text": "ab\r\n" * 1300 + "x" * 100 + " " * 30}).status_code == 201
    assert len(ReviewText.objects.get().text) == 1300 * 3 + 100


def test_a_condition_that_it_is_not_listed_for(me, there):
    refused = me.post(there, SAID | {"condition": "asthma"})

    assert (refused.status_code, detail(refused)) == (
        409,
        "This medicine is not listed for that condition. Choose another one.",
    )


def test_an_invitation_makes_it_verified(me, there, listing, pharmacist):
    invitation, link = Invitation.issue(by=pharmacist, product=listing.product, order="4711", through="api")
    token = link.rstrip("/").rpartition("/")[2]

    lost = me.post(there, SAID | {"invitation": "1.lost"})
    found = me.post(there, SAID | {"invitation": token})

    assert (lost.status_code, "does not work" in detail(lost)) == (409, True)
    assert (found.status_code, found.json()["verified"]) == (201, True)
    invitation.refresh_from_db()
    assert invitation.used_at


def test_without_the_token_nothing_is_written(signed_in_asker, customer, there):
    forged = signed_in_asker(customer, with_token=False)

    refused = forged.post(there, SAID)

    assert (refused.status_code, "CSRF" in detail(refused)) == (403, True)
    assert not Review.objects.exists()


def test_an_address_that_is_not_proven_reviews_nothing(signed_in_asker, there):
    newcomer = factories.user(name="newcomer")
    newcomer.emailaddress_set.update(verified=False)

    refused = signed_in_asker(newcomer).post(there, SAID)

    assert (refused.status_code, detail(refused).startswith("Confirm your e-mail address first")) == (409, True)


def test_the_limits_of_the_pages_hold_and_say_when_to_come_back(me, editor, pharmacist, customer):
    for _number in range(5):
        listing = factories.listed(editor=editor, pharmacist=pharmacist)
        assert me.post(f"products/{listing.slug}/reviews/", SAID).status_code == 201
    last = factories.listed(editor=editor, pharmacist=pharmacist)

    refused = me.post(f"products/{last.slug}/reviews/", SAID)

    assert (refused.status_code, detail(refused)) == (
        429,
        "You have done this too often today. Please wait until tomorrow.",
    )
    assert 24 * 3600 - 60 <= int(refused["Retry-After"]) <= 24 * 3600 + 1
    assert Review.objects.count() == 5


def test_taking_it_back(me, signed_in_asker, other_customer, there, listing, customer, moderator):
    text = factories.approved(listing=listing, author=customer, moderator=moderator)

    assert signed_in_asker(other_customer).delete(f"reviews/{text.review_id}/").status_code == 404
    assert Review.objects.exists()
    assert me.delete(f"reviews/{text.review_id}/").status_code == 204
    assert not Review.objects.exists()
    assert me.delete(f"reviews/{text.review_id}/").status_code == 404


@pytest.fixture
def shown(listing, other_customer, moderator):
    return factories.approved(listing=listing, author=other_customer, moderator=moderator).review


def test_a_vote_counts_once_and_can_be_taken_back(me, nobody, shown):
    votes = f"reviews/{shown.pk}/votes/"

    assert [me.post(votes).status_code for _again in range(2)] == [201, 201]
    assert nobody.get(f"reviews/{shown.pk}/").json()["helpful"] == 1
    assert [me.delete(votes).status_code for _again in range(2)] == [204, 204]
    assert nobody.get(f"reviews/{shown.pk}/").json()["helpful"] == 0


def test_nobody_votes_for_their_own(signed_in_asker, other_customer, shown):
    refused = signed_in_asker(other_customer).post(f"reviews/{shown.pk}/votes/")

    assert (refused.status_code, detail(refused)) == (409, "This review is your own.")


def test_a_report_reaches_a_moderator_once(me, shown, customer):
    reports = f"reviews/{shown.pk}/reports/"

    first, second = (me.post(reports, {"why": why, "note": "A nurse is named."}) for why in ("abusive", "fake"))

    assert (first.status_code, first.json()["why"], second.json()) == (201, "abusive", first.json())
    assert Complaint.objects.get().note == "A nurse is named."
    assert shown.texts.get().complaint_count == 1


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({}, "/why"),
        ({"why": "x"}, "/why"),
        ({"why": "abusive", "note": "x" * 501}, "/note"),
        ({"why": "abusive", "a": 1}, "/a"),
    ],
)
def test_a_report_that_does_not_fit(me, shown, sent, pointer):
    refused = me.post(f"reviews/{shown.pk}/reports/", sent)

    assert (refused.status_code, [where for where, _what in wrong(refused)]) == (400, [pointer])
    assert not Complaint.objects.exists()


def test_reviews_that_the_switch_has_closed(nobody, me, listing, shown, pharmacist):
    listing.product.switch_reviews(by=pharmacist, to_open=False)

    assert nobody.get(f"products/{listing.slug}/reviews/").status_code == 404
    assert nobody.get(f"reviews/{shown.pk}/").status_code == 404
    assert me.post(f"reviews/{shown.pk}/votes/").status_code == 404
    assert me.post(f"products/{listing.slug}/reviews/", SAID).status_code == 403


def test_what_is_sent_to_an_old_address_is_sent_on(me, listing, editor, pharmacist):
    old = listing.slug
    factories.republish(listing.product, editor=editor, pharmacist=pharmacist, slug="new-name")

    moved = me.post(f"products/{old}/reviews/", SAID)

    assert (moved.status_code, moved["Location"]) == (308, "/api/v1/products/new-name/reviews/")


def test_the_account_and_its_reviews(me, nobody, there, customer, listing, moderator):
    me.post(there, SAID)
    text = ReviewText.objects.get()
    text.review.reject(by=moderator, text=text, reason="abusive", note="Please be kind.")

    account, reviews = me.get("account/").json(), me.get("account/reviews/").json()

    assert account | {"csrf_token": ""} == {
        "user_name": "customer",
        "display_name": "Ana P.",
        "csrf_token": "",
        "key": None,
        "reviews": "http://localhost:8000/api/v1/account/reviews/",
    }
    (row,) = reviews["results"]
    assert (row["state"], row["reason"], row["note"], row["product"]) == (
        "rejected",
        "abusive",
        "Please be kind.",
        listing.slug,
    )
    assert nobody.get("account/").status_code == 401


def test_of_each_the_latest_text_and_the_one_that_is_published(me, listing, customer, moderator):
    shown = factories.approved(listing=listing, author=customer, moderator=moderator, title="Shown")
    rejected = factories.review(listing=listing, author=customer, title="Rejected")
    rejected.review.reject(by=moderator, text=rejected, reason="abusive", note="No.")
    factories.review(listing=listing, author=customer, title="Waiting")

    rows = me.get("account/reviews/").json()["results"]

    assert [(one["title"], one["state"]) for one in rows] == [("Waiting", "waiting"), ("Shown", "shown")]
    assert {one["id"] for one in rows} == {shown.review_id}


def test_of_others_there_is_nothing(signed_in_asker, customer, other_customer, listing):
    factories.review(listing=listing, author=customer)

    assert signed_in_asker(other_customer).get("account/reviews/").json()["results"] == []


def test_a_withdrawn_medicine_stays_named_in_the_account(me, there, listing, pharmacist):
    me.post(there, SAID)
    listing.product.withdraw(by=pharmacist, reason="Internal.", public_note="Recalled.")

    (row,) = me.get("account/reviews/").json()["results"]

    assert (row["product"], row["product_name"]) == (None, "Testazole 10 mg Tablets")


def test_the_shapes_have_the_limits_of_the_columns():
    limits = [ReviewText._meta.get_field(name).max_length for name in ("title", "text")]

    assert [*limits, Complaint._meta.get_field("note").max_length] == [TITLE, TEXT, NOTE]


def test_no_network_address_is_kept(me, there):
    me.post(there, SAID)

    assert Hit.objects.exists()
    assert not Hit.objects.filter(who__contains="127.0").exists()
