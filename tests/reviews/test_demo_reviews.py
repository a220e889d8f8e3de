"""The demonstration's reviews: every screen of moderation has something to show, and nobody is written to."""

import tomllib

import pytest

from pharmacy.demo import accounts, medicines
from pharmacy.demo.reviews import load_reviews
from reviews.models import Complaint, Hit, Letter, Original, Reply, ReviewText, SafetyReport, Vote
from reviews.models.screening_word import MarkKind
from tests import factories


@pytest.fixture
def loaded(editor, pharmacist, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    rows = tomllib.loads((medicines.FOLDER / "reviews.toml").read_text())["reviews"]
    editor.username, pharmacist.username = "first editor", "first pharmacist"
    editor.save()
    pharmacist.save()
    accounts.install()
    for slug in sorted({row["product"] for row in rows}):
        factories.listed(editor=editor, pharmacist=pharmacist, slug=slug)
    load_reviews()
    return rows


def test_every_state_every_mark_and_every_act_is_there(loaded):
    marks = {mark["kind"] for text in ReviewText.objects.waiting() for mark in text.marks}

    assert marks == set(MarkKind.values)
    assert set(ReviewText.objects.values_list("state", flat=True)) == {"waiting", "shown", "rejected", "change_asked"}
    assert ReviewText.objects.waiting().filter(marks=[]).exists()
    assert ReviewText.objects.shown().filter(text__contains="[removed]").count() == Original.objects.count() == 1
    assert ReviewText.objects.filter(verified=True).count() == 4
    assert Complaint.objects.filter(settled_at=None).count() == 3
    assert Reply.objects.count() == 1
    assert Vote.objects.count() == sum(row.get("votes", 0) for row in loaded)
    assert SafetyReport.objects.filter(state="new").exists()


def test_nobody_is_written_to_and_no_limit_is_used_up(loaded):
    assert not Letter.objects.exists()
    assert not Hit.objects.exists()
