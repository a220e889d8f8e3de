"""/api/v1/packs/: the pharmacy's own systems write prices and availability."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from catalog.models import Change, Clock, Pack
from catalog.models.pack import Repricing
from tests import factories
from tests.api.conftest import detail, walked, wrong
from tests.rules.storm import all_at_once


@pytest.fixture
def packs(listing, editor):
    return [factories.pack(product=listing.product, by=editor, sku=f"SKU/{n}", size=10 * n) for n in (1, 2, 3)]


@pytest.fixture
def till(program, editor):
    return program(editor, "packs")


def now(sku) -> tuple:
    return Pack.objects.values_list("price", "currency", "availability", "version").get(sku=sku)


def test_one_is_read_with_its_version(till, packs):
    found = till.get("packs/SKU/1/")

    assert found["ETag"] == '"1"'
    known = till.get("packs/SKU/1/", **{"if-none-match": '"1"'})
    assert (known.status_code, known.content, known["ETag"]) == (304, b"", '"1"')
    assert found.json() == {
        "sku": "SKU/1",
        "gtin": "",
        "national_code": "",
        "size": 10,
        "unit": "tablets",
        "price": "12.50",
        "currency": "USD",
        "availability": "in_stock",
        "version": 1,
    }


def test_one_is_changed_and_public_at_once(till, nobody, packs, listing):
    ticks = Clock.stamp()[0]

    found = till.patch("packs/SKU/1/", {"price": "9.90", "availability": "low_stock"}, **{"if-match": '"1"'})

    assert (found.status_code, found["ETag"], found.json()["price"]) == (200, '"2"', "9.90")
    assert now("SKU/1") == (Decimal("9.90"), "USD", "low_stock", 2)
    shown = nobody.get(f"products/{listing.slug}/").json()["packs"][0]
    assert (shown["price"]["amount"], shown["availability"]) == ("9.90", "low_stock")
    assert (Clock.stamp()[0], Change.objects.latest("id").kind) == (ticks + 1, "pack")


def test_what_is_not_named_stays(till, packs):
    till.patch("packs/SKU/1/", {"availability": "out_of_stock"}, **{"if-match": '"1"'})

    assert now("SKU/1") == (Decimal("12.50"), "USD", "out_of_stock", 2)


def test_a_price_can_be_taken_away(till, packs):
    till.patch("packs/SKU/1/", {"price": None}, **{"if-match": "*"})

    assert now("SKU/1")[0] is None


def test_what_changes_nothing_moves_nothing(till, packs):
    ticks = Clock.stamp()

    found = till.patch("packs/SKU/1/", {"price": "12.50"}, **{"if-match": '"1"'})

    assert (found["ETag"], Clock.stamp()) == ('"1"', ticks)


@pytest.mark.parametrize(
    ("header", "status"), [(None, 428), ('"7"', 412), ("1", 400), ('W/"1"', 400), ('"' + "9" * 11 + '"', 400)]
)
def test_nobody_overwrites_what_they_have_not_read(till, packs, header, status):
    headers = {} if header is None else {"if-match": header}

    refused = till.patch("packs/SKU/1/", {"price": "1.00"}, **headers)

    assert refused.status_code == status
    assert now("SKU/1") == (Decimal("12.50"), "USD", "in_stock", 1)


def test_a_conflict_tells_both_versions(till, packs, editor):
    packs[0].price = "13.00"
    packs[0].keep(by=editor)

    refused = till.patch("packs/SKU/1/", {"price": "1.00"}, **{"if-match": '"1"'}).json()

    assert (refused["status"], refused["seen"], refused["current"]) == (412, 1, 2)
    assert refused["detail"] == "Somebody else saved this pack while you were editing it."


@pytest.mark.parametrize(
    ("change", "pointer", "said"),
    [
        ({"price": "0.00"}, "/price", "Write a price above zero as text with two decimals: “12.50”."),
        ({"price": 12.5}, "/price", "Write a price above zero as text with two decimals: “12.50”."),
        ({"price": "12.5"}, "/price", None),
        ({"price": "1e2"}, "/price", None),
        ({"price": "twelve"}, "/price", None),
        ({"price": "٣.٠٠"}, "/price", None),
        ({"price": "123456789.00"}, "/price", None),
        ({"currency": "usd"}, "/currency", None),
        ({"availability": "soon"}, "/availability", None),
        ({"availability": ["in_stock"]}, "/availability", None),
        ({"prise": "1.00"}, "/prise", "There is no such name here. Did you mean “price”?"),
        ({"size": 5}, "/size", None),
        ([], "", None),
        ('"x"', "", None),
    ],
)
def test_what_does_not_fit_is_said_and_where(till, packs, change, pointer, said):
    refused = till.patch("packs/SKU/1/", change, **{"if-match": '"1"'})

    assert (refused.status_code, [where for where, _what in wrong(refused)]) == (400, [pointer])
    assert said is None or wrong(refused)[0][1] == said
    assert now("SKU/1") == (Decimal("12.50"), "USD", "in_stock", 1)


def test_a_currency_of_another_market_does_not_fit(till, packs):
    said = {"pointer": "/currency", "detail": "Prices in this market are in USD."}

    refused = till.patch("packs/SKU/1/", {"currency": "EUR"}, **{"if-match": '"1"'})
    (row,) = till.post("packs/", [{"sku": "SKU/1", "currency": "EUR", "price": "3.00"}]).json()

    assert (refused.status_code, refused.json()["errors"]) == (409, [said])
    assert (row["status"], row["sku"], row["errors"]) == (409, "SKU/1", [said])
    assert now("SKU/1") == (Decimal("12.50"), "USD", "in_stock", 1)


def test_many_at_once_each_with_an_answer(till, packs, listing):
    tick = Clock.stamp()[0]
    rows = [
        {"sku": "SKU/1", "price": "1.10"},
        {"sku": "nothing", "price": "1.10"},
        {"sku": "SKU/2", "price": "2.20", "version": 7},
        {"sku": "SKU/3", "currency": "EUR"},
        {"sku": "SKU/3", "availability": "low_stock"},
        {"sku": "a b"},
        "x",
    ]

    found = till.post("packs/", rows)

    assert found.status_code == 207
    answers = found.json()
    assert [one["status"] for one in answers] == [200, 404, 412, 409, 400, 400, 400]
    assert answers[0]["pack"] | {"version": 2, "price": "1.10"} == answers[0]["pack"]
    assert answers[1] == {"status": 404, "sku": "nothing", "detail": "No pack has this SKU."}
    assert (answers[2]["pack"]["version"], answers[2]["sku"]) == (1, "SKU/2")
    assert (answers[3]["sku"], answers[3]["errors"][0]["pointer"]) == ("SKU/3", "/currency")
    assert answers[5]["sku"] == "a b"
    assert answers[4]["errors"] == [{"pointer": "/sku", "detail": "This SKU stands in row 3 already."}]
    assert [now(f"SKU/{n}")[3] for n in (1, 2, 3)] == [2, 1, 1]
    assert Clock.stamp()[0] == tick + 1  # once for all
    assert till.post("packs/", rows[:1]).status_code == 200


@pytest.mark.parametrize("rows", [[], [{"sku": "SKU/1"}] * 501, {"sku": "SKU/1"}, "null", 7])
def test_a_list_has_from_1_to_500_rows(till, packs, rows):
    refused = till.post("packs/", rows)

    assert (refused.status_code, wrong(refused)) == (400, [("", "Send a list of 1 to 500 packs.")])


def test_five_hundred_take_few_queries(till, listing, editor, django_assert_max_num_queries):
    Pack.objects.bulk_create(
        Pack(product=listing.product, sku=f"S{n}", size=1, unit="g", price="1.00", currency="USD") for n in range(500)
    )
    rows = [{"sku": f"S{n}", "price": "2.00"} for n in range(500)]

    with django_assert_max_num_queries(24):
        assert till.post("packs/", rows).status_code == 200

    assert set(Pack.objects.values_list("price", "version")) == {(Decimal("2.00"), 1)}


def test_the_list_goes_by_sku_page_by_page(till, packs):
    assert [one["sku"] for one in walked(till, "packs/?size=2")] == ["SKU/1", "SKU/2", "SKU/3"]
    assert [one["sku"] for one in walked(till, "packs/?sku=SKU/3&sku=nothing")] == ["SKU/3"]


def test_a_pack_of_a_draft_is_changed_without_the_public_hearing_of_it(till, nobody, editor):
    factories.pack(product=factories.draft(by=editor), by=editor, sku="DRAFT")
    before = Clock.stamp()

    assert till.patch("packs/DRAFT/", {"price": "3.00"}, **{"if-match": "*"}).status_code == 200
    assert (Clock.stamp(), now("DRAFT")[0]) == (before, Decimal("3.00"))


def test_the_owner_of_the_key_sets_the_limits(program, packs, pharmacist):
    """A pharmacist may look at packs; editors change them."""
    key = program(pharmacist, "packs")

    assert key.get("packs/SKU/1/").status_code == 200
    assert key.patch("packs/SKU/1/", {"price": "1.00"}, **{"if-match": '"1"'}).status_code == 403
    assert key.post("packs/", [{"sku": "SKU/1", "price": "1.00"}]).status_code == 403


def test_whoever_may_not_look_at_packs_has_no_key_to_them(program, packs, moderator):
    key = program(moderator, "packs")

    assert [key.get(address).status_code for address in ("packs/", "packs/SKU/1/")] == [403, 403]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_who_read_the_same_version_one_is_refused(packs, editor, threads_see_the_database):
    threads_see_the_database()
    outcomes = []

    def change(price):
        def act():
            row = Repricing("SKU/1", {"price": Decimal(price)}, seen_version=1)
            Pack.objects.reprice([row], by=editor)
            outcomes.append((price, row.problem is None))

        return act

    assert all_at_once([change(f"{n}.00") for n in (1, 2, 3, 4)]) == [None] * 4

    kept = []
    all_at_once([lambda: kept.append(now("SKU/1"))])
    (winner,) = [price for price, done in outcomes if done]
    assert (str(kept[0][0]), kept[0][3]) == (winner, 2)


def test_the_verb_itself_asks_for_the_permission(packs, pharmacist):
    with pytest.raises(PermissionDenied):
        Pack.objects.reprice([Repricing("SKU/1", {"price": Decimal("1.00")})], by=pharmacist)


def test_a_sku_that_is_not_there(till, packs):
    assert till.get("packs/nothing/").status_code == 404
    assert till.patch("packs/nothing/", {}, **{"if-match": "*"}).status_code == 404
    assert detail(till.get("packs/nothing/")) == "There is nothing of this name or number here."
