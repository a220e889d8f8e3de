"""`manage.py load_demo`: into a database of its own, once. How it draws is in test_drawing.py."""

import io

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from accounts.models import User
from catalog.models import Listing, Product
from pharmacy.demo import loading, medicines
from reviews.models import ReviewText
from tests import factories


class OnePicture:
    """Stands in for the drawing, which takes seconds of several processors."""

    def __init__(self, _paths):
        self.picture = factories.picture_bytes(size=(40, 30))

    def __getitem__(self, _path):
        return [(self.picture, "A white tablet.")]


@pytest.fixture(autouse=True)
def small(db, settings, tmp_path, monkeypatch):
    """A few medicines, one for each state that the demonstration shows, and a folder of the test's own."""
    settings.VAR_DIR = tmp_path
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    stems = {medicines.FIRST, *loading.STATES}
    few = [path for path in medicines.files() if path.stem in stems]
    monkeypatch.setattr(medicines, "files", lambda: few)
    monkeypatch.setattr(medicines, "Pictures", OnePicture)


def load() -> str:
    out = io.StringIO()
    call_command("load_demo", stdout=out, stderr=out)
    return out.getvalue()


def everything() -> dict:
    """Every row of every table."""
    return {
        model._meta.label: list(model.objects.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
    }


def test_every_state_is_there():
    said = load()

    assert "The demonstration catalogue is there: 3 medicines are listed." in said
    assert set(Listing.objects.values_list("slug", flat=True)) == {
        medicines.FIRST,
        loading.UNSIGNED_CHANGES,
        loading.SECOND_VERSION,
    }
    assert [product.slug for product in Product.objects.waiting()] == [loading.WAITING]
    assert [product.slug for product in Product.objects.sent_back()] == [loading.SENT_BACK]
    assert ReviewText.objects.filter(state="shown").exists()


def test_a_second_run_changes_nothing(tmp_path):
    load()
    before, files = everything(), {path: path.read_bytes() for path in tmp_path.rglob("*.json")}

    load()

    assert everything() == before
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.json")} == files


def test_what_was_edited_meanwhile_stays_edited():
    load()
    product = Product.objects.get(slug=medicines.FIRST)
    with product.editing(by=User.objects.get(username="editor2")) as edited:
        edited.summary = "By hand."
        edited.save()

    load()

    assert Product.objects.get(slug=medicines.FIRST).summary == "By hand."


@pytest.mark.parametrize("name", ["admin", "editor", "customer"])
def test_an_account_of_that_name_that_is_somebody_elses_is_not_touched(name):
    account = factories.user(name=name)
    before = User.objects.filter(pk=account.pk).values().get()

    with pytest.raises(CommandError) as refusal:
        load()

    assert str(refusal.value) == (
        f"There is an account called “{name}” already, and it is not the demonstration's. "
        "Load the demonstration into a database of its own."
    )
    assert User.objects.filter(pk=account.pk).values().get() == before
    assert (Product.objects.exists(), account.groups.exists()) == (False, False)


def test_a_refusal_leaves_no_account_behind(tmp_path):
    factories.user(name="admin", is_staff=True, is_superuser=True)

    with pytest.raises(CommandError):
        load()

    assert list(User.objects.values_list("username", flat=True)) == ["admin"]
    assert list(tmp_path.glob("*.json")) == []
