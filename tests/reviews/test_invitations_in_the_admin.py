"""/admin/reviews/invitation/, and many invitations from a file."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from reviews import invitation_rows
from reviews.models import Invitation
from tests import factories

pytestmark = pytest.mark.usefixtures("listed_once")

ISSUE = reverse("admin:reviews_invitation_issue")
LIST = reverse("admin:reviews_invitation_changelist")


@pytest.fixture
def pack(listing, editor):
    return factories.pack(product=listing.product, by=editor, sku="SKU-A")


def said(response) -> str:
    return response.content.decode()


def upload(text) -> SimpleUploadedFile:
    return SimpleUploadedFile("orders.csv", text if isinstance(text, bytes) else text.encode())


@pytest.mark.parametrize("name", ["slug", "sku"])
def test_one_by_hand_shows_its_link_once(signed_in, listing, pack, pharmacist, name):
    client = signed_in(pharmacist)
    product = listing.slug if name == "slug" else pack.sku

    html = said(client.post(ISSUE, {"product": product, "order": "4711", "days": "30"}))

    invitation = Invitation.objects.get()
    assert f"<code>http://localhost:8000/reviews/invitations/{invitation.token}/</code>" in html
    assert (invitation.through, invitation.issued_by) == ("admin", pharmacist)
    assert invitation.token not in said(client.get(LIST))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"product": "nothing"}, "No listed medicine has this SKU"),
        ({"product": "x\x00y"}, "Null characters are not allowed"),
        ({"order": ""}, "This field is required"),
        ({"order": "\u202e"}, "An order number has from 1 to 100 characters"),
        ({"days": "0"}, "greater than or equal to 1"),
        ({"days": "x"}, "Enter a whole number"),
    ],
)
def test_what_does_not_fit_is_said(signed_in, listing, pharmacist, wrong, words):
    html = said(signed_in(pharmacist).post(ISSUE, {"product": listing.slug, "order": "1", "days": "30"} | wrong))

    assert words in html
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("who", ["editor", "customer"])
def test_nobody_else(request, signed_in, listing, who):
    client = signed_in(request.getfixturevalue(who))

    assert client.get(ISSUE).status_code in (302, 403)
    assert client.post(ISSUE, {"product": listing.slug, "order": "1", "days": "30"}).status_code in (302, 403)
    assert not Invitation.objects.exists()


def test_many_from_a_file_each_line_for_itself(signed_in, listing, pack, pharmacist):
    text = f"sku_or_slug,order\n{pack.sku},1\n\nnothing,2\n{listing.slug},3\nonly one cell\n"

    html = said(signed_in(pharmacist).post(ISSUE, {"file": upload(text), "lines": ""}))

    assert Invitation.objects.filter(through="csv").count() == 2
    assert "2 invitations are issued" in html
    assert "<td>4</td><td>nothing</td><td>2</td>" in html
    assert "<td>6</td><td>only one cell</td>" in html
    assert "A line has two cells" in html


def test_the_links_as_a_csv_that_no_spreadsheet_computes(signed_in, listing, pharmacist):
    client, lines = signed_in(pharmacist), f"{listing.slug},=1+1\n{listing.slug},@x"
    client.post(ISSUE, {"lines": lines})

    response = client.post(ISSUE, {"lines": lines, "download": "x"})

    assert response["Content-Disposition"] == 'attachment; filename="invitations.csv"'
    rows = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    tokens = [invitation.token for invitation in Invitation.objects.order_by("pk")]
    assert [row["order"] for row in rows] == ["'=1+1", "'@x"]
    assert [row["link"].split("/")[-2] for row in rows] == tokens  # the same invitations, not two more


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"", "The submitted file is empty"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"product,order\n", "There is no row"),
        (b"a,1\n" * 5001, "more than 5000 rows"),
        (b"a" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
        (b'a,"' + b"x" * 200_000, "cannot be read"),
    ],
)
def test_a_file_that_is_none(signed_in, pharmacist, file, words):
    assert words in said(signed_in(pharmacist).post(ISSUE, {"file": upload(file), "lines": ""}))
    assert not Invitation.objects.exists()


def test_a_null_character_in_a_file(signed_in, listing, pharmacist):
    html = said(signed_in(pharmacist).post(ISSUE, {"file": upload(f"a\x00b,1\n{listing.slug},2"), "lines": ""}))

    assert "1 invitation is issued" in html or "cannot be read" in html


def test_both_or_neither(signed_in, pharmacist):
    for data in ({"lines": ""}, {"lines": "a,1", "file": upload("a,1")}):
        assert "one of the two" in said(signed_in(pharmacist).post(ISSUE, data))


def test_semicolons_and_a_byte_order_mark_as_spreadsheets_write_them():
    rows = invitation_rows.read("\ufeffproduct;order\r\nA;1,5\r\nB; 2 \r\n".encode())

    assert [(row.line, row.product, row.order, row.problem) for row in rows] == [(2, "A", "1,5", ""), (3, "B", "2", "")]


def test_they_are_cancelled_in_the_list(signed_in, listing, customer, pharmacist):
    invitations = [
        Invitation.issue(by=pharmacist, product=listing.product, order=str(number), through="admin")[0]
        for number in range(3)
    ]
    factories.review(listing=listing, author=customer, invitation=invitations[0])
    data = {"action": "cancel", "_selected_action": [one.pk for one in invitations[:2]]}

    html = said(signed_in(pharmacist).post(LIST, data, follow=True))

    assert "1 invitation is cancelled." in html
    assert "A review was written for this order already." in html
    assert [one.pk for one in Invitation.objects.open()] == [invitations[2].pk]


def test_the_list_is_for_those_who_may_see_it(signed_in, listing, pharmacist, editor):
    Invitation.issue(by=pharmacist, product=listing.product, order="1", through="admin")

    assert listing.name in said(signed_in(pharmacist).get(LIST))
    assert signed_in(editor).get(LIST).status_code == 403


# The command


def test_the_command_writes_the_links_and_tells_what_is_wrong(listing, pharmacist, tmp_path, capsys):
    file = tmp_path / "orders.csv"
    file.write_text(f"{listing.slug},1\nnothing,2\n")

    with pytest.raises(SystemExit) as end:
        call_command("issue_invitations", str(file), by="pharmacist")

    out, err = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(out)))
    assert end.value.code == 1
    assert Invitation.objects.get().token in rows[0]["link"]
    assert err == "Line 2: No listed medicine has this SKU, or this last part of its address.\n"


def test_the_command_ends_well_where_all_is_well(listing, pharmacist, tmp_path, capsys):
    file = tmp_path / "orders.csv"
    file.write_text(f"{listing.slug},1\n")

    call_command("issue_invitations", str(file), by="pharmacist")

    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("by", ["nobody", "customer"])
def test_the_command_is_not_for_everybody(listing, customer, tmp_path, by):
    file = tmp_path / "orders.csv"
    file.write_text(f"{listing.slug},1\n")

    with pytest.raises(CommandError):
        call_command("issue_invitations", str(file), by=by)
    assert not Invitation.objects.exists()


def test_what_was_typed_goes_with_the_link_and_stays_with_a_refusal(signed_in, listing, pharmacist):
    client = signed_in(pharmacist)
    asked = {"product": listing.slug, "order": "4711", "days": "30"}

    assert 'value="4711"' not in said(client.post(ISSUE, asked))
    assert 'value="4711"' in said(client.post(ISSUE, asked | {"product": "nothing"}))
