"""The typed facts of a storage text."""

import pytest

from catalog.importing.facts import is_handling, storage_facts

NOTHING = {
    "minimum_celsius": "",
    "maximum_celsius": "",
    "protect_from_light": False,
    "protect_from_moisture": False,
    "original_container": False,
    "refrigerate": False,
    "do_not_freeze": False,
}


def between(low, high):
    return {"minimum_celsius": low, "maximum_celsius": high}


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        ("Keep between 20°C and 25°C (68°F to 77°F).", between("20", "25")),
        ("Keep at 68°F to 77°F (20°C to 25°C).", between("20", "25")),
        ("Keep at 68°F to 77°F.", between("20", "25")),
        ("Keep at 20-25 ºC.", between("20", "25")),
        ("Keep at 2 °C – 8 °C.", between("2", "8")),
        ("Keep at 15 to 30 degrees Celsius.", between("15", "30")),
        ("Keep at -25 to -15 °C.", between("-25", "-15")),
        ("Keep below 30 °C.", between("", "30")),
        ("Do not store above 25°C.", between("", "25")),
        ("Keep below 86°F.", between("", "30")),
        ("Above 40 °C it spoils.", {}),
        ("Excursions between 15 °C and 30 °C are allowed.", {}),
        ("Keep cool.", {}),
        ("Keep in a refrigerator (2-8 °C).", between("2", "8") | {"refrigerate": True}),
        ("Put it in the fridge.", {"refrigerate": True}),
        ("Do not refrigerate.", {}),
        ("Do not freeze.", {"do_not_freeze": True}),
        ("It must not be frozen.", {"do_not_freeze": True}),
        ("Protect from light and moisture.", {"protect_from_light": True, "protect_from_moisture": True}),
        ("It is not sensitive to light.", {}),
        ("Keep in a dry place.", {"protect_from_moisture": True}),
        ("Leave it in the original blister pack.", {"original_container": True}),
        ("Keep the bottle in the outer carton.", {"original_container": True}),
    ],
)
def test_a_sentence_states_its_facts(sentence, facts):
    assert storage_facts([sentence]) == NOTHING | facts


def test_the_first_temperature_wins():
    found = storage_facts(["Unopened: 2-8 °C.", "Opened: below 25 °C."])
    assert found == NOTHING | between("2", "8")


def test_handling_is_told_from_keeping():
    assert is_handling("Wear gloves when a capsule is broken.")
    assert not is_handling("Keep it in a cupboard.")
