"""The lists of screening in the admin: who changes them, what may stand in them, and what an empty site starts with."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from reviews.models import ScreeningWord
from reviews.models.screening_word import MarkKind, tidy
from reviews.screening.seeds import install_words, rows

ADD = reverse("admin:reviews_screeningword_add")
LIST = reverse("admin:reviews_screeningword_changelist")


def added(**columns):
    return sorted(ScreeningWord.objects.filter(**columns).values_list("words", flat=True))


def sent(lines, **columns):
    return {"kind": "profanity", "language": "en", "lines": lines} | columns


def test_a_moderator_adds_many_words_at_once(signed_in, moderator):
    page = signed_in(moderator).post(ADD, sent("Zounds\n\n  gad   zooks* \nzounds\nfuck*"), follow=True)

    assert page.redirect_chain == [(LIST, 302)]
    assert [str(one) for one in page.context["messages"]] == ["2 words are in the list now."]
    assert added(words__in=["zounds", "gad zooks*"]) == ["gad zooks*", "zounds"]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ("*", "*: A star may only stand at the end of a word, after at least two letters."),
        ("a*", "a*: A star may only stand at the end of a word, after at least two letters."),
        ("vo*mit", "vo*mit: A star may only stand at the end of a word, after at least two letters."),
        ("x", "x: At least two letters, please."),
        ("# #", "# #: At least two letters, please."),
        ("(a|b)+", "(a|b)+: Only letters, figures, hyphens and apostrophes; a star at the end; # for a number."),
        ("y" * 81, f"{'y' * 80}: At most 80 characters, please."),
        ("  \n ", "Write one word at least."),
        ("fuck*", "All of this stands in the list already."),
        ("\n".join(f"word{number}" for number in range(501)), "At most 500 at once, please."),
    ],
)
def test_what_cannot_be_found_or_would_mark_everything_is_refused_and_stays_typed(signed_in, moderator, lines, why):
    before = ScreeningWord.objects.count()

    page = signed_in(moderator).post(ADD, sent(lines))

    assert page.status_code == 200
    assert [*page.context["adminform"].form.errors.get("lines", [])] in ([why], ["This field is required."])
    assert page.context["adminform"].form["lines"].value() == lines
    assert ScreeningWord.objects.count() == before


def test_an_unknown_kind_or_language_is_refused(signed_in, moderator):
    page = signed_in(moderator).post(ADD, sent("zounds", kind="nonsense", language="xx"))

    assert sorted(page.context["adminform"].form.errors) == ["kind", "language"]


def test_a_moderator_changes_and_deletes_a_word(signed_in, moderator):
    client = signed_in(moderator)
    word = ScreeningWord.objects.create(kind="profanity", language="en", words="zounds")
    address = reverse("admin:reviews_screeningword_change", args=[word.pk])

    client.post(address, {"kind": "profanity", "language": "en", "words": "Gad  Zooks", "is_exception": "on"})
    word.refresh_from_db()
    assert (word.words, word.is_exception) == ("gad zooks", True)

    same = {"kind": "profanity", "language": "en", "words": "anal fissure*", "is_exception": "on"}
    page = client.post(address, same)
    assert page.context["adminform"].form.non_field_errors() == ["This word stands in the list already."]

    client.post(reverse("admin:reviews_screeningword_delete", args=[word.pk]), {"post": "yes"})
    assert not ScreeningWord.objects.filter(pk=word.pk).exists()


def test_the_list_is_found_by_kind_language_and_word(signed_in, moderator):
    page = signed_in(moderator).get(LIST, {"kind__exact": "profanity", "language__exact": "en", "q": "anal fissure"})

    assert [str(word) for word in page.context["cl"].result_list] == ["anal fissure*"]


def test_nobody_else_changes_the_lists(signed_in, editor, pharmacist, customer, client):
    assert [signed_in(one).post(ADD, sent("zounds")).status_code for one in (editor, pharmacist)] == [403, 403]
    assert [one.post(ADD, sent("zounds")).status_code for one in (signed_in(customer), client)] == [302, 302]
    assert added(words="zounds") == []


# What holds past the forms


def test_a_word_stands_once_in_a_list(db):
    ScreeningWord.objects.create(kind="profanity", language="en", words="zounds")
    with pytest.raises(IntegrityError), transaction.atomic():
        ScreeningWord.objects.create(kind="profanity", language="en", words="zounds")
    with pytest.raises(IntegrityError), transaction.atomic():
        ScreeningWord.objects.create(kind="profanity", language="en", words="")


def test_every_word_that_a_site_starts_with_could_have_been_typed_by_staff():
    for row in rows():
        word = ScreeningWord(**row)
        word.clean_fields()
        word.clean()
    assert {row["kind"] for row in rows()} <= set(MarkKind.values)


def test_the_lists_of_an_empty_site_are_filled_and_those_of_staff_left_alone(db):
    written = {tuple({**row, "words": tidy(row["words"])}.values()) for row in rows()}
    assert set(ScreeningWord.objects.values_list("kind", "language", "words", "is_exception")) == written

    ScreeningWord.objects.exclude(words="fuck*").delete()
    install_words(ScreeningWord)
    assert added() == ["fuck*"]

    ScreeningWord.objects.all().delete()
    install_words(ScreeningWord)
    assert ScreeningWord.objects.count() == len(written)


def test_a_word_is_kept_in_one_spelling():
    word = ScreeningWord(kind="profanity", language="en", words="  Gad\tZOOKS ")
    word.full_clean(validate_unique=False, validate_constraints=False)

    assert word.words == "gad zooks"
    with pytest.raises(ValidationError):
        ScreeningWord(kind="profanity", language="en", words="a*").clean()


# Words that came later

LATER = import_module("reviews.migrations.0016_words_that_screening_missed")


def all_words() -> set[tuple]:
    return set(ScreeningWord.objects.values_list("kind", "language", "words", "is_exception"))


def test_later_words_reach_a_site_that_has_its_lists_and_bring_nothing_back(db):
    later = {(kind, "en", one, exception) for (kind, exception), words in LATER.WORDS.items() for one in words}
    whole = all_words()
    assert later <= whole  # an empty site starts with them
    for kind, language, one, exception in later:
        ScreeningWord.objects.filter(kind=kind, language=language, words=one, is_exception=exception).delete()
    ScreeningWord.objects.filter(language="en", words="vomit*").delete()  # by staff, who have added another
    ScreeningWord.objects.create(kind="side_effect", language="en", words="zonked")

    LATER.add(apps, None)
    LATER.add(apps, None)

    assert all_words() == whole - {("side_effect", "en", "vomit*", False)} | {("side_effect", "en", "zonked", False)}


def test_later_words_do_not_fill_lists_that_staff_have_emptied(db):
    ScreeningWord.objects.all().delete()

    LATER.add(apps, None)

    assert all_words() == set()
