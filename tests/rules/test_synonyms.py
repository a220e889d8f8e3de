"""What holds of synonyms past the forms: the verbs, the database, and the groups that a site starts with."""

import re
from collections import Counter

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from catalog.models import Change, Clock, SynonymGroup
from catalog.models.synonyms import LONGEST, MOST, check_phrases, folded, tidy
from catalog.refusals import EditConflict
from catalog.synonyms import seeds
from pharmacy.demo import medicines
from tests import factories
from tests.rules.storm import all_at_once, elsewhere

# A phrase that means several things finds all of them; nothing else stands in two groups of one language.
MEANT = {"blood cancer": 3, "cancer de sangre": 3, "blood clots": 3, "fungal skin infection": 2}


def new(words="mouth wash\noral rinse", kind="lay", **columns):
    return SynonymGroup(words=words, kind=kind, **columns)


@pytest.fixture
def group(editor):
    one = new()
    one.keep(by=editor)
    return one


def everybody_else():
    yield AnonymousUser()
    yield factories.user(name="stranger")
    yield factories.moderator()
    yield factories.safety_officer()
    yield factories.user(name="gone", groups=["editors"], is_staff=True, is_active=False)


# The verbs


def test_nobody_else_adds_changes_or_removes(group):
    before = Clock.stamp(), list(SynonymGroup.objects.order_by("pk").values())
    changed = SynonymGroup.objects.get(pk=group.pk)
    changed.note = "A stranger's note."

    for outsider in everybody_else():
        for act in (new("throat spray\ngargle").keep, changed.keep, group.remove):
            with pytest.raises(PermissionDenied):
                act(by=outsider)

    assert (Clock.stamp(), list(SynonymGroup.objects.order_by("pk").values())) == before


def test_each_verb_moves_the_shape_once_and_changes_no_product(editor):
    tick, shape, _epoch = Clock.stamp()
    group = new()

    group.keep(by=editor)
    assert Clock.stamp()[:2] == (tick + 1, shape + 1)
    group.note = "Another."
    group.keep(by=editor, seen_version=1)
    assert Clock.stamp()[:2] == (tick + 2, shape + 2)
    group.remove(by=editor)
    assert Clock.stamp()[:2] == (tick + 3, shape + 3)

    assert not Change.objects.exists()


def test_what_somebody_saved_meanwhile_is_not_overwritten(editor, pharmacist, group):
    mine = SynonymGroup.objects.get(pk=group.pk)
    group.note = "Theirs."
    group.keep(by=pharmacist, seen_version=1)
    mine.note, before = "Mine.", Clock.stamp()

    with pytest.raises(EditConflict) as refusal:
        mine.keep(by=editor, seen_version=1)

    assert (refusal.value.seen, refusal.value.current) == (1, 2)
    assert SynonymGroup.objects.values_list("note", "version").get(pk=group.pk) == ("Theirs.", 2)
    assert Clock.stamp() == before


def test_what_somebody_removed_meanwhile_does_not_come_back(editor, pharmacist, group):
    mine = SynonymGroup.objects.get(pk=group.pk)
    group.remove(by=pharmacist)
    mine.note = "Mine."

    with pytest.raises(EditConflict):
        mine.keep(by=editor, seen_version=1)

    assert not SynonymGroup.objects.filter(words=mine.words).exists()


def test_of_six_who_save_at_once_one_is_heard(editor, group, threads_see_the_database):
    threads_see_the_database()

    def saving(number):
        def act():
            mine = SynonymGroup.objects.get(pk=group.pk)
            mine.note = f"Note {number}."
            mine.keep(by=editor, seen_version=1)

        return act

    errors = all_at_once([saving(number) for number in range(6)])

    assert sorted(type(error).__name__ for error in errors) == ["EditConflict"] * 5 + ["NoneType"]
    assert elsewhere(lambda: SynonymGroup.objects.get(pk=group.pk).version) == 2


@pytest.mark.django_db(transaction=True)
def test_after_the_flush_of_a_test_that_commits_the_seeds_are_there():
    assert len(SynonymGroup.objects.groups()) == len(seeds.rows())


@pytest.mark.parametrize(
    "columns",
    [
        {"words": ""},
        {"words": " \n\t\n"},
        {"words": "one line"},
        {"words": "a\x00b\nother"},
        {"words": "two words\nTwo  Words"},
        {"words": "straße\nSTRASSE"},
        {"words": "\n".join(f"word {number}x" for number in range(MOST + 1))},
        {"words": f"{'y' * (LONGEST + 1)}\nother"},
        {"words": "heart attack, myocardial infarction\nother"},
        {"words": "vitamin C\nC"},
        {"language": "English"},
        {"language": "en\n"},
        {"kind": "imagined"},
        {"kind": ""},
        {"note": "long " * 100},
        {"note": "hid\u202eden"},
    ],
)
def test_the_verb_refuses_what_the_form_would(editor, columns):
    before = Clock.stamp()

    with pytest.raises(ValidationError) as refusal:
        new(**{"words": "mouth wash\noral rinse", **columns}).keep(by=editor)

    assert list(refusal.value.message_dict) == list(columns)
    assert Clock.stamp() == before


def test_words_are_kept_tidy(editor):
    group = new("  Mouth \xa0 wash \r\n\r\n\toral rinse\r\ne\u0301lixir bucal\n")

    group.keep(by=editor)

    group.refresh_from_db()
    assert group.phrases == ("Mouth wash", "oral rinse", "élixir bucal")


@pytest.mark.parametrize(
    "words", ["痛\npain", "ألم\ndolor", "می\u200cگرن\nmigraine", "5-ASA\nmesalazine", "β-blocker\nbeta-blocker"]
)
def test_words_of_any_script_may_stand_in_a_group(words):
    check_phrases(tidy(words))


@given(st.text(max_size=300))
def test_any_text_is_tidied_once_for_all_and_checked_without_a_fault(text):
    once = tidy(text)
    assert tidy(once) == once
    assert all(line and line == line.strip(" ") for line in once.split("\n")) or not once
    try:
        check_phrases(once)
    except ValidationError as refusal:
        assert all(refusal.messages)


# What the engine reads


def test_the_engine_reads_the_phrases_as_typed_in_one_query(editor, django_assert_num_queries):
    SynonymGroup.objects.all().delete()
    new("Heart attack\nmyocardial infarction").keep(by=editor)
    new("gripe\nflu", language="es").keep(by=editor)

    with django_assert_num_queries(1):
        groups = SynonymGroup.objects.groups()

    assert groups == [("Heart attack", "myocardial infarction"), ("gripe", "flu")]
    assert SynonymGroup.objects.in_language("en").groups() == groups[:1]
    assert SynonymGroup.objects.in_language("es").groups() == groups


# The database


@pytest.mark.parametrize("columns", [{"words": "one line"}, {"words": ""}, {"kind": "imagined"}])
def test_the_database_refuses_what_is_no_group(group, columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        SynonymGroup.objects.filter(pk=group.pk).update(**columns)


# The seeds


def test_a_site_starts_with_the_groups_of_the_files(db):
    found = SynonymGroup.objects.order_by("pk").values("words", "language", "kind", "note")

    assert list(found) == seeds.rows()
    assert len(found) > 120


def test_each_seed_is_what_staff_could_have_saved(db):
    for group in SynonymGroup.objects.all():
        group.full_clean()
        assert (group.version, tidy(group.words)) == (1, group.words)


def test_no_phrase_stands_in_two_groups_of_a_language_unless_it_is_meant():
    held = Counter((row["language"], folded(phrase)) for row in seeds.rows() for phrase in row["words"].split("\n"))

    assert {phrase: count for (_language, phrase), count in held.items() if count > 1} == MEANT


def test_every_substance_of_the_demonstration_has_a_group():
    phrases = {folded(phrase) for row in seeds.rows() for phrase in row["words"].split("\n")}
    names = {row["substance"]["name"] for path in medicines.files() for row in medicines.read(path)[0]["ingredients"]}
    plain = {re.sub(" (hydrochloride|sodium|propionate|fumarate dihydrate)$", "", name) for name in names}

    assert sorted(plain - phrases) == ["budesonide", "formoterol"]  # two in one inhaler: a group of both names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("prednisone", "prednisolone"),
        ("Celebrex", "Celexa"),
        ("multiple myeloma", "leukaemia"),
        ("hydroxyzine", "hydralazine"),
        ("Zyrtec", "Claritin"),
        ("high blood pressure", "pulmonary arterial hypertension"),
        ("high blood pressure", "ocular hypertension"),
        ("type 1 diabetes", "type 2 diabetes"),
        ("Lantus", "Toujeo"),
        ("insulin aspart", "insulin lispro"),
        ("citalopram", "escitalopram"),
        ("omeprazole", "esomeprazole"),
        ("fluticasone", "Seretide"),
        ("amoxicillin", "Augmentin"),
        ("paracetamol", "co-codamol"),
    ],
)
def test_no_group_merges_what_is_not_the_same(one, other):
    groups = [{folded(phrase) for phrase in row["words"].split("\n")} for row in seeds.rows()]

    assert [group for group in groups if {folded(one), folded(other)} <= group] == []


def test_what_staff_deleted_or_changed_is_not_brought_back(editor, group):
    SynonymGroup.objects.exclude(pk=group.pk).delete()

    seeds.install_synonyms(SynonymGroup)

    assert list(SynonymGroup.objects.values_list("words", flat=True)) == [group.words]
