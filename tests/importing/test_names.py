"""What a product's name says of its strength, form, route and substance."""

import pytest

from catalog.importing.names import facts_of


def ingredient(substance, strength, unit, per=""):
    return {"substance": {"name": substance}, "strength": strength, "unit": unit, "per": per}


@pytest.mark.parametrize(
    ("name", "form", "route", "ingredients"),
    [
        ("Metformin 500 mg Film-coated Tablets", "tablet", "oral", [ingredient("metformin", "500", "mg")]),
        ("Metformin SR 1 g tablets", "tablet", "oral", [ingredient("metformin", "1", "g")]),
        ("Latanoprost 0.005% Eye Drops", "eye_drops", "ocular", [ingredient("latanoprost", "0.005", "percent")]),
        (
            "Amoxicillin/Clavulanate 500/125 mg tablets",
            "tablet",
            "oral",
            [ingredient("amoxicillin", "500", "mg"), ingredient("clavulanate", "125", "mg")],
        ),
        (
            "Insulin Glargine 100 units/mL Solution for Injection",
            "injection",
            "",
            [ingredient("insulin glargine", "100", "unit", "mL")],
        ),
        (
            "Salbutamol 100 micrograms Inhaler",
            "inhaler",
            "inhalation",
            [ingredient("salbutamol", "100", "microgram", "dose")],
        ),
        ("Paracetamol 500mg Tablets (16)", "tablet", "oral", [ingredient("paracetamol", "500", "mg")]),
        ("Clotrimazole 1% Cream 20g", "cream", "cutaneous", [ingredient("clotrimazole", "1", "percent")]),
        (
            "Amoxicillin 125 mg/5 mL Oral Suspension",
            "oral_suspension",
            "oral",
            [ingredient("amoxicillin", "25", "mg", "mL")],
        ),
        (
            "Fentanyl 25 micrograms/hour Transdermal Patches",
            "patch",
            "transdermal",
            [ingredient("fentanyl", "25", "microgram", "hour")],
        ),
        ("Vitamin D3 1,000 IU Softgels", "capsule", "oral", [ingredient("vitamin D3", "1000", "unit")]),
        (
            "Tiotropium 18 mcg Inhalation Capsules",
            "capsule",
            "inhalation",
            [ingredient("tiotropium", "18", "microgram")],
        ),
        ("METFORMIN HYDROCHLORIDE 0,5 g", "", "", [ingredient("metformin hydrochloride", "0.5", "g")]),
    ],
)
def test_a_name_says_its_facts(name, form, route, ingredients):
    facts = facts_of(name)
    assert (facts.dosage_form, facts.route, facts.ingredients) == (form, route, ingredients)


@pytest.mark.parametrize("name", ["Co-amoxiclav 500/125mg Tablets", "Generic Xarelto 20mg", "Betnovate Cream", "", "5"])
def test_no_ingredient_is_guessed(name):
    assert facts_of(name).ingredients == []


@pytest.mark.parametrize("name", ["Glucorin® (metformin) 500 mg Tablets", "Glucorin (Metformin) Tablets 500mg"])
def test_a_substance_in_brackets_stands_behind_a_brand(name):
    facts = facts_of(name)
    assert facts.brand_name == "Glucorin"
    assert facts.ingredients == [ingredient("metformin", "500", "mg")]
