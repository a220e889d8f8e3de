"""What Drugs@FDA says, in our forms, units and names."""

import pytest

from catalog.generated import fda
from catalog.generated.medicines import full_name
from catalog.generated.names import capitalised, in_language, inert


def test_each_row_is_a_medicine_with_a_name_as_packs_have_it(zipped):
    medicines, _left_out = fda.read(zipped)

    assert [full_name(one, "en") for one in medicines] == [
        "Metformin Hydrochloride 500 mg Tablets",
        "Metformin Hydrochloride 1 g Extended-Release Tablets",
        "Pomalidomide 4 mg Capsules",
        "Acetaminophen and Codeine Phosphate 300 mg/30 mg Tablets",
        "Heparin Sodium 20000 units/mL Injection",
        "Latanoprost 0.005% Eye Drops",
        "Albuterol Sulfate 0.09 mg/dose Inhaler",
        "Amoxicillin 50 mg/mL Oral Suspension",
        "Potassium Chloride 20 mmol Tablets",
        "Estradiol 4.1667 micrograms/hour Patches",
        "Four and More Tablets",
    ]


def test_what_we_have_no_form_or_unit_for_is_left_out_and_counted(zipped):
    _medicines, left_out = fda.read(zipped)

    assert left_out == {"a form or route that we have none like": 1, "no strength in units that we have": 1}


def test_brands_are_kept_where_they_are_more_than_the_substance(zipped):
    medicines, _left_out = fda.read(zipped)

    brands = ["", "Glucophage XR", "Pomalyst", "Tylenol w/ Codeine No. 3", "Liquaemin Sodium"]
    assert [one.brand for one in medicines[:5]] == brands
    assert medicines[0].maker == "Johnson and Johnson 0"


@pytest.mark.parametrize(
    ("given", "ours"),
    [
        ("TABLET;ORAL", ("tablet", "oral")),
        ("Tablet; Oral", ("tablet", "oral")),
        ("TABLET;SUBLINGUAL", ("tablet", "oromucosal")),
        ("SOLUTION;INTRAVENOUS", ("injection", "intravenous")),
        ("VIAL", ("injection", "intravenous")),
        ("OINTMENT;OPHTHALMIC", ("ointment", "ocular")),
        ("SPRAY, METERED;NASAL", ("nasal_spray", "nasal")),
        ("SUPPOSITORY;VAGINAL", ("pessary", "vaginal")),
        ("SHAMPOO;TOPICAL", ("lotion", "cutaneous")),
        ("IMPLANT;SUBCUTANEOUS", (None, "")),
        ("INTRAUTERINE DEVICE;INTRAUTERINE", (None, "")),
        ("UNKNOWN", (None, "")),
        ("", (None, "")),
    ],
)
def test_forms(given, ours):
    assert fda.form_and_route(given) == ours


@pytest.mark.parametrize(
    ("given", "number", "ours"),
    [
        ("10MG", 1, (("10", "mg", ""),)),
        (".5MG", 1, (("0.5", "mg", ""),)),
        ("EQ 5MG BASE", 1, (("5", "mg", ""),)),
        ("1GM/VIAL", 1, (("1", "g", ""),)),
        ("5MG/5ML", 1, (("1", "mg", "mL"),)),
        ("200MG/100ML (2MG/ML)", 1, (("2", "mg", "mL"),)),
        ("0.001MG", 1, (("1", "microgram", ""),)),
        ("2%", 1, (("2", "percent", ""),)),
        ("500MG;5MG", 2, (("500", "mg", ""), ("5", "mg", ""))),
        ("500MG/5MG", 2, (("500", "mg", ""), ("5", "mg", ""))),
        ("0.035MG,0.05MG;1MG,2MG", 2, (("0.035", "mg", ""), ("1", "mg", ""))),
        ("500MG", 2, ()),
        ("N/A", 1, ()),
        ("10MG/0ML", 1, ()),
        ("0MG", 1, ()),
        ("200%", 1, ()),
        ("", 1, ()),
    ],
)
def test_strengths(given, number, ours):
    assert fda.strengths_of(given, number) == ours


@pytest.mark.parametrize(
    ("given", "ours"),
    [
        ("METFORMIN HYDROCHLORIDE", "Metformin Hydrochloride"),
        ("A-METHAPRED", "A-Methapred"),
        ("ACETATED RINGER'S IN PLASTIC CONTAINER", "Acetated Ringer's in Plastic Container"),
        ("CARDIZEM LA", "Cardizem LA"),
    ],
)
def test_capitals(given, ours):
    assert capitalised(given) == ours


def test_nothing_in_a_name_means_anything_to_markdown_html_json_or_copy():
    assert inert('A *B* _C_ <d> & "E" \\N\t[f](g)`h`|#i\n') == "A B C d and E N f (g) h i"


@pytest.mark.parametrize(
    ("language", "theirs"), [("en", "Metformin Hydrochloride"), ("es", "Metformina"), ("fr", "Metformine")]
)
def test_substances_in_other_languages(language, theirs):
    assert in_language("Metformin Hydrochloride", language) == theirs
