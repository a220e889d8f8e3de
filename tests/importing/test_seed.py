"""The real page that the catalogue began from, where the folder that holds it stands beside the repository."""

from pathlib import Path

import pytest

from catalog.importing import read_page

SEED = Path(__file__).parents[2].parent / "shared" / "seed"


@pytest.fixture(scope="module")
def seed():
    if not SEED.is_dir():
        pytest.skip("the seed page is not beside this repository")
    return read_page(next(iter(sorted(SEED.glob("*.txt")))).read_bytes())


def test_name_strength_form_and_substance(seed):
    assert seed.content["name"] == "Pomalidomide 4mg Capsules"
    assert seed.content["dosage_form"] == "capsule"
    assert seed.content["ingredients"] == [
        {"substance": {"name": "pomalidomide"}, "strength": "4", "unit": "mg", "per": ""}
    ]


def test_summary_and_description_share_no_sentence(seed):
    assert seed.content["summary"] and seed.content["description"]
    assert seed.content["summary"] not in seed.content["description"]
    assert seed.content["description"].count("\n\n") == 1


def test_indications_and_key_features(seed):
    assert seed.counts["indications"] == 4 and seed.counts["key_features"] == 5
    assert all(
        entry["title"] and entry["text"] for key in ("indications", "key_features") for entry in seed.content[key]
    )
    assert [entry["condition"] for entry in seed.content["indications"]] == [
        {"name": "Multiple myeloma"},
        {"name": "Kaposi sarcoma"},
        {"name": "Kaposi sarcoma"},
        None,
    ]


def test_storage_as_typed_facts(seed):
    storage = seed.content["storage"]
    facts = {key: value for key, value in storage.items() if key not in ("text", "handling")}
    assert facts == {
        "minimum_celsius": "20",
        "maximum_celsius": "25",
        "protect_from_light": True,
        "protect_from_moisture": True,
        "original_container": True,
        "refrigerate": False,
        "do_not_freeze": False,
    }
    assert storage["text"] and storage["handling"]


def test_four_safety_notes(seed):
    notes = [(note["topic"], note["severity"]) for note in seed.content["safety_notes"]]
    assert notes == [
        ("pregnancy", "warning"),
        ("blood_clots", "warning"),
        ("blood_counts", "precaution"),
        ("how_to_take", "information"),
    ]
    assert "REMS" in seed.content["safety_notes"][0]["text"]
    assert seed.content["programme"]["name"].endswith(" REMS")
    assert [section["kind"] for section in seed.content["sections"]] == ["side_effects"]


def test_reviews_are_left_out_and_nothing_is_unplaced(seed):
    assert [entry.line for entry in seed.left_out] == [6, 25, 26]
    assert seed.unplaced == []
