"""The list shows everything, the index leads to the work to be done."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from tests import factories
from tests.admin.forms import text_of

ADDRESS = reverse("admin:catalog_product_changelist")


def names(client, **query) -> list[str]:
    page = html.fromstring(client.get(ADDRESS, query).content.decode())
    return [link.text_content() for link in page.xpath("//th[contains(@class,'field-name')]/a")]


def test_a_pharmacist_sees_what_may_be_signed(editor, pharmacist, signed_in):
    factories.submitted(by=editor, name="Waiting 10 mg Tablets")
    factories.draft(by=editor, name="Draft 10 mg Tablets")
    client = signed_in(pharmacist)

    assert names(client, work="mine") == ["Waiting 10 mg Tablets"]
    assert names(client) == names(client, work="all") == ["Draft 10 mg Tablets", "Waiting 10 mg Tablets"]


def test_what_four_eyes_forbid_does_not_wait_for_me(editor, signed_in, settings):
    both = factories.user(name="both", groups=["editors", "pharmacists"], is_staff=True)
    factories.submitted(by=both, name="Own 10 mg Tablets")
    client = signed_in(both)
    assert names(client, work="mine") == []

    settings.FOUR_EYES = False

    assert names(client, work="mine") == ["Own 10 mg Tablets"]


def test_an_editor_sees_drafts_and_what_was_sent_back(editor, other_editor, pharmacist, signed_in):
    factories.draft(by=editor, name="Mine 10 mg Tablets")
    factories.draft(by=other_editor, name="Theirs 10 mg Tablets")
    factories.submitted(by=editor, name="Submitted 10 mg Tablets")
    back = factories.submitted(by=editor, name="Back 10 mg Tablets")
    back.send_back(by=pharmacist, reason="More.")
    listing = factories.listed(editor=editor, pharmacist=pharmacist, name="Listed 10 mg Tablets")
    client = signed_in(editor)
    assert names(client, work="mine") == ["Back 10 mg Tablets", "Mine 10 mg Tablets"]

    with listing.product.editing(by=editor) as edited:
        edited.summary = "Another."
        edited.save()

    assert names(client, work="mine") == ["Back 10 mg Tablets", "Listed 10 mg Tablets", "Mine 10 mg Tablets"]
    assert names(client, work="unsigned") == ["Listed 10 mg Tablets"]
    assert names(client, work="sent_back") == ["Back 10 mg Tablets"]


def test_each_state_is_told_in_words(editor, pharmacist, signed_in):
    listing = factories.listed(editor=editor, pharmacist=pharmacist)
    factories.draft(by=editor)
    factories.submitted(by=editor).send_back(by=pharmacist, reason="More.")
    factories.listed(editor=editor, pharmacist=pharmacist).product.withdraw(by=pharmacist, reason="r", public_note="n")
    with listing.product.editing(by=editor) as edited:
        edited.summary = "Another."
        edited.save()

    page = html.fromstring(signed_in(editor).get(ADDRESS, {"work": "all"}).content.decode())
    found = {state.text_content() for state in page.xpath("//td/span[contains(@class,'state')]")}

    assert found == {"Listed", "Changes not yet signed", "Never signed", "Sent back", "Withdrawn"}


def test_nothing_to_do_leads_on(pharmacist, signed_in):
    client = signed_in(pharmacist)
    text = text_of(client.get(ADDRESS, {"work": "mine"}))
    assert "Nothing waits for you." in text
    assert "See all products" in text
    assert "No product is like that." in text_of(client.get(ADDRESS, {"work": "withdrawn"}))


def test_searching_looks_through_everything(editor, pharmacist, signed_in):
    factories.draft(by=editor, name="Findazole 10 mg Tablets")
    assert names(signed_in(pharmacist), q="findazole") == ["Findazole 10 mg Tablets"]


def test_queries_do_not_grow_with_the_list(editor, pharmacist, signed_in):
    client = signed_in(editor)

    def count():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(ADDRESS, {"work": "all"}).status_code == 200
        return len(queries)

    factories.listed(editor=editor, pharmacist=pharmacist)
    client.get(ADDRESS)
    before = count()
    for _number in range(6):
        factories.listed(editor=editor, pharmacist=pharmacist)
        factories.submitted(by=editor)

    assert count() == before


def test_the_index_counts_the_work(editor, pharmacist, moderator, signed_in):
    factories.submitted(by=editor)
    factories.draft(by=editor)
    index = reverse("admin:index")
    client = signed_in(pharmacist)
    page = client.get(index)
    assert "1 Waiting for your signature" in text_of(page)
    (link,) = html.fromstring(page.content.decode()).xpath("//a[contains(., 'Waiting for your signature')]/@href")
    assert link == f"{ADDRESS}?work=mine"
    assert "1 Your changes that nobody has submitted" in text_of(signed_in(editor).get(index))
    assert "signature" not in text_of(signed_in(moderator).get(index))


def test_strangers_see_no_list(customer, moderator, signed_in, client):
    assert [c.get(ADDRESS).status_code for c in (client, signed_in(customer), signed_in(moderator))] == [302, 302, 403]


def test_the_index_counts_reviews_for_a_moderator(listing, customer, moderator, signed_in):
    factories.review(listing=listing, author=customer)
    assert "1 Reviews waiting for a moderator" in text_of(signed_in(moderator).get(reverse("admin:index")))
