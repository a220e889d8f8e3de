"""Synonyms: who edits them, what may stand in them, and that a change counts at once."""

import pytest
from django.urls import reverse
from lxml import html

from catalog.models import Clock, SynonymGroup
from tests import factories
from tests.admin.forms import posted, text_of

ADD = reverse("admin:catalog_synonymgroup_add")
LIST = reverse("admin:catalog_synonymgroup_changelist")
TYPED = {"words": "mouth wash\r\noral rinse", "kind": "lay", "language": "", "note": ""}


def change_page(group):
    return reverse("admin:catalog_synonymgroup_change", args=[group.pk])


def delete_page(group):
    return reverse("admin:catalog_synonymgroup_delete", args=[group.pk])


def open_form(client, group):
    return posted(client.get(change_page(group)), form="synonymgroup_form")


def shape() -> int:
    return Clock.objects.get().shape


@pytest.fixture
def group(editor):
    one = SynonymGroup(words="mouth wash\noral rinse", kind="lay")
    one.keep(by=editor)
    return one


@pytest.mark.parametrize("who", ["editor", "pharmacist"])
def test_editors_and_pharmacists_add_change_and_remove(request, signed_in, who):
    client = signed_in(request.getfixturevalue(who))
    before = shape()

    client.post(ADD, TYPED)
    group = SynonymGroup.objects.get(words="mouth wash\noral rinse")
    client.post(change_page(group), open_form(client, group) | {"words": "mouth wash\r\nmouthwash"})
    group.refresh_from_db()
    assert (group.words, group.version, shape()) == ("mouth wash\nmouthwash", 2, before + 2)
    client.post(delete_page(group), {"post": "yes"})

    assert not SynonymGroup.objects.filter(pk=group.pk).exists()
    assert shape() == before + 3


@pytest.mark.parametrize("who", ["moderator", "officer"])
def test_other_staff_neither_read_nor_write(request, signed_in, group, who):
    client = signed_in(request.getfixturevalue(who))

    for address in (LIST, ADD, change_page(group), delete_page(group)):
        assert (client.get(address).status_code, client.post(address, TYPED).status_code) == (403, 403), address


@pytest.mark.parametrize("who", ["customer", None])
def test_who_is_no_staff_is_led_to_the_sign_in(request, client, signed_in, group, who):
    visitor = signed_in(request.getfixturevalue(who)) if who else client

    for address in (LIST, ADD, change_page(group), delete_page(group)):
        assert visitor.post(address, TYPED).status_code == 302

    assert SynonymGroup.objects.filter(words=group.words).count() == 1


def test_the_page_says_that_it_counts_at_once(editor, signed_in, group):
    for address in (ADD, change_page(group)):
        assert "Synonyms count at once" in text_of(signed_in(editor).get(address))


def test_each_phrase_leads_to_what_it_finds(editor, signed_in, group):
    page = html.fromstring(signed_in(editor).get(change_page(group)).content.decode())

    links = page.xpath("//div[contains(@class, 'field-searches')]//a")
    assert [(link.text, link.get("href")) for link in links] == [
        ("mouth wash", "/products/?q=mouth+wash"),
        ("oral rinse", "/products/?q=oral+rinse"),
    ]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("alone", "A group has 2 to 30 lines; this one has 1."),
        ("\n".join(f"word {number}x" for number in range(31)), "A group has 2 to 30 lines; this one has 31."),
        (f"{'y' * 61}\nshort", f"“{'y' * 60}…” has 61 characters; a line has 60 at most."),
        ("fiebre\nFIÈBRE", "“fiebre” and “FIÈBRE” are the same word: capitals and accents make no difference."),
        ("mouthwash; rinse\nother", "“mouthwash; rinse” looks like several words. Write one word or phrase a line."),
        ("vitamin C\nC", "“C” is too short to stand for a word."),
        ("mouth\u00adwash\nrinse", "A character that cannot be seen stands in “mouth\u00adwash”. Type the line anew."),
        ("mouth\u202ewash\nrinse", "A character that cannot be seen stands in this text."),
        ("heart attack\n500", "“500” is too short to stand for a word."),
    ],
)
def test_what_does_not_fit_is_said_and_stays_typed(editor, signed_in, words, why):
    before = SynonymGroup.objects.count()

    response = signed_in(editor).post(ADD, TYPED | {"words": words.replace("\n", "\r\n")})

    errors = response.context["adminform"].form.errors["words"]
    assert any(error.startswith(why) for error in errors), errors
    assert why in text_of(response)
    assert posted(response, form="synonymgroup_form")["words"] == [words.replace("\n", "\r\n")]
    assert SynonymGroup.objects.count() == before


def test_a_group_of_the_same_words_is_refused(editor, signed_in, group):
    response = signed_in(editor).post(ADD, TYPED | {"words": "ORAL RINSE\r\nMouth  wash"})

    assert "There is a group of just these words already." in text_of(response)


def test_a_word_of_another_group_is_kept_and_said(editor, signed_in, group):
    response = signed_in(editor).post(ADD, TYPED | {"words": "Oral Rinse\r\ngargle"}, follow=True)

    (warning, _saved) = response.context["messages"]
    assert str(warning).startswith("Other groups hold a word of this one: “Oral Rinse” (mouth wash = oral rinse).")
    assert SynonymGroup.objects.filter(words="Oral Rinse\ngargle").exists()


def test_the_second_save_is_refused_and_keeps_what_was_typed(editor, pharmacist, signed_in, group):
    client = signed_in(editor)
    mine = open_form(client, group) | {"words": "mouth wash\r\nmine", "language": "en"}
    theirs = SynonymGroup.objects.get(pk=group.pk)
    theirs.words, theirs.kind = "mouth wash\ntheirs", "spelling"
    theirs.keep(by=pharmacist, seen_version=1)

    refused = client.post(change_page(group), mine)

    text = text_of(refused)
    assert "Somebody else saved this group of synonyms while you were editing it." in text
    assert "Words: saved as “mouth wash / theirs”; you typed “mouth wash / mine”." in text
    assert "Kind: saved as “spelling or abbreviation”; you typed “lay and clinical word”." in text
    again = posted(refused, form="synonymgroup_form")
    assert (again["words"], again["language"], again["seen_version"]) == (["mouth wash\r\nmine"], ["en"], ["2"])
    client.post(change_page(group), again)
    group.refresh_from_db()
    assert (group.words, group.language, group.version) == ("mouth wash\nmine", "en", 3)


def test_a_form_without_a_version_is_refused(editor, signed_in, group):
    client = signed_in(editor)
    data = open_form(client, group) | {"words": "mouth wash\r\nmine"}
    del data["seen_version"]

    assert "Somebody else saved" in text_of(client.post(change_page(group), data))
    assert SynonymGroup.objects.get(pk=group.pk).words == group.words


def test_the_list_is_searched_and_filtered(editor, signed_in, group):
    client = signed_in(editor)

    def listed(**asked):
        page = html.fromstring(client.get(LIST, asked).content.decode())
        return [cell.text_content() for cell in page.xpath("//th[contains(@class, 'field-all_words')]")]

    assert listed(q="oral rinse") == ["mouth wash = oral rinse"]
    assert "zona = shingles = herpes zoster" in listed(language="fr")
    assert listed(language="any", q="mouth wash") == ["mouth wash = oral rinse"]
    assert listed(kind__exact="lay", q="mouth wash") == ["mouth wash = oral rinse"]
    assert listed(kind__exact="brand", q="mouth wash") == []


def test_a_superuser_edits_too(signed_in, group):
    client = signed_in(factories.user(name="boss", is_staff=True, is_superuser=True))

    client.post(change_page(group), open_form(client, group) | {"note": "For gargling."})

    assert SynonymGroup.objects.get(pk=group.pk).note == "For gargling."
