"""POST /api/v1/invitations/, and the keys that open it."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.api_keys import ApiKey
from reviews.models import Invitation
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")

ADDRESS = "/api/v1/invitations/"
ADMIN, LIST = reverse("admin:accounts_apikey_issue"), reverse("admin:accounts_apikey_changelist")


@pytest.fixture
def root(db):
    return factories.user(name="root", is_staff=True, is_superuser=True)


def secret_of(root, owner, *scopes, days=30) -> str:
    return ApiKey.issue(by=root, owner=owner, name="Till", scopes=list(scopes or ["invitations"]), days=days)[1]


@pytest.fixture
def post(client, root, pharmacist):
    """`post(data)` as a program with a pharmacist's key."""
    secret = secret_of(root, pharmacist)

    def send(data, *, secret=secret, content_type="application/json", **headers):
        body = data if isinstance(data, bytes | str) else json.dumps(data)
        headers = {"authorization": f"Bearer {secret}"} | headers
        return client.post(ADDRESS, body, content_type=content_type, headers=headers)

    return send


def problem(response) -> dict:
    assert response["Content-Type"] == "application/problem+json"
    found = response.json()
    assert found["status"] == response.status_code
    return found


def test_one(post, listing, pharmacist):
    response = post({"product": listing.slug, "order": "4711", "days": 30})

    invitation = Invitation.objects.get()
    ends = invitation.expires_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    link = f"http://localhost:8000/reviews/invitations/{invitation.token}/"
    said = {"status": 201, "product": listing.slug, "order": "4711", "link": link, "ends": ends}
    assert (response.status_code, response.json()) == (201, said)
    assert (invitation.through, invitation.issued_by) == ("api", pharmacist)
    assert "no-store" in response["Cache-Control"]
    assert post({"product": listing.slug, "order": "4711"}).json() == said  # repeated, the same


def test_a_list_has_an_answer_for_each(post, listing, editor):
    sku = factories.pack(product=listing.product, by=editor).sku
    rows = [{"product": sku, "order": "1"}, {"product": "nothing", "order": "2"}, {"order": "3"}, "x"]

    response = post(rows)

    assert response.status_code == 207
    assert [row["status"] for row in response.json()] == [201, 400, 400, 400]
    assert Invitation.objects.count() == 1
    assert post(rows[:1]).status_code == 201


def test_a_medicine_that_is_not_listed(post, listing):
    found = problem(post({"product": "nothing", "order": "1"}))

    assert (found["status"], found["detail"]) == (
        409,
        "No listed medicine has this SKU, or this last part of its address.",
    )


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"order": "1"}, "/product"),
        ({"product": "testazole", "order": ""}, "/order"),
        ({"product": "a\x00b", "order": "1"}, "/product"),
        ({"product": "x", "order": "x" * 101}, "/order"),
        ({"product": "x", "order": "1", "days": 0}, "/days"),
        ({"product": "x", "order": "1", "days": 10**30}, "/days"),
        ({"product": "x", "order": "1", "days": "x"}, "/days"),
        ({"product": ["x"], "order": "1"}, "/product"),
        ({"product": "x", "order": "1", "a/b": 1}, "/a~1b"),
        ([], ""),
        ([{}] * 501, ""),
        ("x", ""),
        (None, ""),
        (7, ""),
    ],
)
def test_what_does_not_fit_is_said_and_where(post, listing, asked, pointer):
    found = problem(post(json.dumps(asked)))

    assert found["status"] == 400
    assert {error["pointer"] for error in found["errors"]} == {pointer}
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"order": NaN}',
        b'{"order": "1", "order": "2"}',
        b'{"order": "\\ud800"}',
        b'{"order": "\xff"}',
        b"[" * 100_000,
        b"1" * 5000,
        b'\xef\xbb\xbf{"order": "1"}',
    ],
)
def test_what_is_no_json(post, body):
    assert problem(post(body))["status"] == 400


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"data": b" " * (1024 * 1024 + 1)}, 413),
        ({"data": "{}", "content_type": "text/plain"}, 415),
        ({"data": "{}", "content_type": "application/x-www-form-urlencoded"}, 415),
        ({"data": "{}", "content_type": "application/json; charset=utf-7"}, 415),
        ({"data": "{}", "accept": "text/html"}, 406),
        ({"data": "{}", "secret": "wrong"}, 401),
        ({"data": "{}", "secret": ""}, 401),
        ({"data": "{}", "secret": "é"}, 401),
        ({"data": "{}", "authorization": "Basic x"}, 401),
        ({"data": "{}", "authorization": ""}, 401),
    ],
)
def test_bad_manners(post, sent, status):
    response = post(**sent)

    assert problem(response)["status"] == status
    assert status != 401 or response["WWW-Authenticate"] == 'Bearer realm="api"'


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_wrong_method(client, post, root, pharmacist, method):
    response = getattr(client, method)(ADDRESS, headers={"authorization": f"Bearer {secret_of(root, pharmacist)}"})

    assert problem(response)["status"] == 405
    assert response["Allow"] == "POST, OPTIONS"


def test_a_session_is_no_key(signed_in, root):
    assert signed_in(root).post(ADDRESS, "{}", content_type="application/json").status_code == 401


def test_too_often(post, listing):
    with time_machine.travel(timezone.now(), tick=False):
        for _number in range(120):
            assert post({}).status_code == 400
        response = post({"product": listing.slug, "order": "1"})

    assert problem(response)["status"] == 429
    assert 0 < int(response["Retry-After"]) <= 60


# Keys


def test_a_key_opens_its_scopes_alone(post, listing, root, pharmacist):
    assert problem(post({}, secret=secret_of(root, pharmacist, "read", "packs")))["status"] == 403
    assert not Invitation.objects.exists()


def test_a_key_may_no_more_than_its_owner(post, listing, root, editor):
    assert problem(post({"product": listing.slug, "order": "1"}, secret=secret_of(root, editor)))["status"] == 403
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("way", ["revoked", "over", "owner closed"])
def test_a_key_that_opens_nothing_any_more(post, listing, root, pharmacist, way):
    key, secret = ApiKey.issue(by=root, owner=pharmacist, name="Till", scopes=["invitations"], days=1)
    now = timezone.now()
    if way == "revoked":
        key.revoke(by=root)
    elif way == "over":
        now += timedelta(days=2)
    else:
        pharmacist.is_active = False
        pharmacist.save()

    with time_machine.travel(now):
        assert post({"product": listing.slug, "order": "1"}, secret=secret).status_code == 401


def test_its_use_is_noted(post, listing):
    assert ApiKey.objects.get().last_used_at is None

    post({})

    assert ApiKey.objects.get().last_used_at


def test_the_secret_is_kept_nowhere(root, pharmacist):
    secret = secret_of(root, pharmacist)

    kept = ApiKey.objects.values().get()
    assert secret not in str(kept)
    assert (secret.startswith(kept["start"]), len(secret) - len(kept["start"])) == (True, 37)


def test_it_is_issued_in_the_admin_and_shown_once(signed_in, root, pharmacist):
    client = signed_in(root)
    data = {"name": "Till", "owner": pharmacist.pk, "scopes": ["invitations"], "days": "30"}

    html = client.post(ADMIN, data).content.decode()

    secret = html.partition("<p><code>")[2].partition("</code>")[0]
    key = ApiKey.of_secret(secret)
    assert (key.owner, key.scopes) == (pharmacist, ["invitations"])
    listed = client.get(LIST).content.decode()
    assert (key.start in listed, secret in listed) == (True, False)
    client.post(LIST, {"action": "revoke", "_selected_action": [key.pk]})
    assert ApiKey.of_secret(secret) is None


def test_who_issues_and_revokes(signed_in, root, pharmacist, moderator):
    key, _secret = ApiKey.issue(by=root, owner=pharmacist, name="Till", scopes=["read"])

    assert signed_in(moderator).get(ADMIN).status_code == 403
    for act in (lambda: secret_of(moderator, pharmacist), lambda: key.revoke(by=moderator)):
        with pytest.raises(PermissionDenied):
            act()


def test_a_key_that_is_none(root, pharmacist, customer):
    for wrong in ({"owner": customer}, {"scopes": []}, {"scopes": ["all"]}, {"days": 0}, {"days": 731}, {"name": ""}):
        with pytest.raises(ValidationError):
            ApiKey.issue(by=root, **{"owner": pharmacist, "name": "Till", "scopes": ["read"], "days": 1} | wrong)
    assert not ApiKey.objects.exists()


def test_who_may_issue_keys_lends_nobodys_rights_but_their_own(root, pharmacist, signed_in):
    clerk = factories.user(name="clerk", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename="issue_apikey"))
    for owner in (root, pharmacist):
        with pytest.raises(PermissionDenied):
            ApiKey.issue(by=clerk, owner=owner, name="Till", scopes=["invitations"])
        signed_in(clerk).post(ADMIN, {"name": "Till", "owner": owner.pk, "scopes": ["invitations"], "days": "30"})
    assert not ApiKey.objects.exists()

    signed_in(clerk).post(ADMIN, {"name": "Till", "owner": clerk.pk, "scopes": ["invitations"], "days": "30"})
    assert ApiKey.objects.get().owner == clerk
