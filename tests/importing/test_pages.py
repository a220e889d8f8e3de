"""Whole pages as shops make them, in HTML, Markdown and plain text."""

from pathlib import Path

import pytest

from catalog.importing import read_page

PAGES = Path(__file__).parent / "pages"


def page(name):
    return read_page((PAGES / name).read_bytes())


def places(placement):
    return {entry.line: entry.place for entry in placement.placed}


def lines(entries):
    return sorted({entry.line for entry in entries})


def test_a_woocommerce_page_becomes_content():
    content = page("woocommerce.html").content
    assert content["name"] == "Metformin 500 mg Film-coated Tablets"
    assert (content["dosage_form"], content["route"]) == ("tablet", "oral")
    assert content["ingredients"] == [{"substance": {"name": "metformin"}, "strength": "500", "unit": "mg", "per": ""}]
    assert content["summary"] == "Metformin lowers blood sugar in adults with type 2 diabetes. It is taken with meals."
    assert content["description"] == (
        "Metformin belongs to the biguanides. It makes the liver release less glucose, "
        "and it helps *muscle* to use the glucose that is there."
    )
    assert content["indications"] == [
        {
            "title": "Type 2 diabetes",
            "text": "For adults whose diet and exercise alone do not keep the sugar down.",
            "condition": {"name": "Type 2 diabetes"},
        },
        {"title": "With insulin", "text": "Where tablets alone are not enough.", "condition": None},
    ]
    assert content["key_features"] == [
        {"title": "Weight", "text": "it does not add any."},
        {"title": "Split dose", "text": "Two or three doses a day spread the effect."},
    ]
    assert (content["storage"]["maximum_celsius"], content["storage"]["original_container"]) == ("25", True)
    assert [(note["topic"], note["severity"]) for note in content["safety_notes"]] == [
        ("kidneys", "warning"),
        ("alcohol", "precaution"),
    ]
    assert [(section["kind"], section["title"]) for section in content["sections"]] == [
        ("how_to_take", ""),
        ("side_effects", ""),
        ("interactions", ""),
    ]
    assert content["sections"][0]["text"] == (
        "1. Swallow the tablet with a glass of water.\n2. Take it during or after a meal."
    )


def test_an_attribute_table_gives_what_has_a_typed_place():
    placement = page("woocommerce.html")
    assert placement.content["brand_name"] == "Glucorin"
    assert placement.content["manufacturer"] == {"name": "Birchfield Laboratories"}
    assert placement.content["appearance"]["colour"] == "white"
    assert [entry.text for entry in placement.unplaced] == ["Pack size: 84 tablets", "Weight: 0.1 kg"]


def test_the_shop_around_the_product_is_left_out():
    placement = page("woocommerce.html")
    left = " ".join(entry.text for entry in placement.left_out)
    for text in ("Add to cart", "SKU: MET-500-84", "Category: Diabetes", "£3.20", "a miracle", "Gliclazide", "weekday"):
        assert text in left
    assert "miracle" not in str(placement.content)
    assert "Not this one" not in str(placement)
    assert "Dosage: take all of them" not in str(placement)
    assert "javascript" not in str(placement)


def test_what_a_page_does_not_say_a_person_decides():
    for name in ("woocommerce.html", "leaflet.md", "plain.txt", "old_shop.html"):
        assert not {"market", "language", "source", "legal_status"} & page(name).content.keys()


def test_a_markdown_page_with_every_kind_of_heading():
    content = page("leaflet.md").content
    assert content["name"] == "Latanoprost 0.005% Eye Drops"
    assert [entry["title"] for entry in content["indications"]] == ["Open-angle glaucoma", "Ocular hypertension"]
    assert [entry["condition"] for entry in content["indications"]] == [{"name": "Glaucoma"}, None]
    assert content["key_features"] == [
        {"title": "Once a day", "text": "one drop in the evening is enough."},
        {"title": "Small bottle", "text": "it fits in a pocket."},
    ]
    assert content["ingredients"] == [
        {"substance": {"name": "latanoprost"}, "strength": "0.005", "unit": "percent", "per": ""}
    ]
    assert content["excipients"] == "benzalkonium chloride, sodium chloride, water."
    assert [section["kind"] for section in content["sections"]] == [
        "how_to_take",
        "missed_dose",
        "contraindications",
        "pregnancy",
    ]
    storage = content["storage"]
    assert (storage["minimum_celsius"], storage["maximum_celsius"]) == ("2", "8")
    assert storage["refrigerate"] and storage["do_not_freeze"] and storage["protect_from_light"]
    assert storage["handling"] == "After opening, use within four weeks and throw away what is left."
    assert [note["title"] for note in content["safety_notes"]] == ["Eyes", "Pregnancy", "Asthma"]


def test_questions_are_listed_and_not_placed():
    placement = page("leaflet.md")
    assert [entry.text for entry in placement.unplaced] == [
        "Frequently Asked Questions",
        "Can I drive?",
        "Wait until your sight is clear.",
    ]


def test_plain_text_with_windows_line_ends_and_a_byte_order_mark():
    placement = page("plain.txt")
    content = placement.content
    assert content["name"] == "Paracetamol 500mg Tablets (16)"
    assert [(entry["title"], entry["condition"]) for entry in content["indications"]] == [
        ("Mild to moderate pain", {"name": "Pain"}),
        ("Fever", {"name": "Fever"}),
    ]
    assert [entry["title"] for entry in content["key_features"]] == ["Film coat", "No drowsiness"]
    assert content["brand_name"] == "Nopane"
    assert content["storage"]["text"] == "Store below 30 °C in a dry place. Keep out of the reach of children."
    assert lines(placement.left_out) == [1, 3, 4, 5, 6, 7, 8, 9, 10, 14, 40, 41, 42, 43]
    assert lines(placement.unplaced) == [34, 35, 36, 37, 38, 39]


def test_an_unknown_heading_ends_the_section_before_it():
    placement = page("plain.txt")
    assert "corner since 1962" not in str(placement.content)
    assert places(placement)[32].startswith("storage.")


def test_a_page_laid_out_in_a_table_with_lists_of_pairs():
    content = page("old_shop.html").content
    assert content["description"] == "One injection covers about a day and a night."
    assert content["manufacturer"] == {"name": "Larch & Sons"}
    assert (content["route"], content["atc_code"]) == ("subcutaneous", "A10AE04")
    assert (content["storage"]["minimum_celsius"], content["storage"]["maximum_celsius"]) == ("2", "8")
    assert [note["severity"] for note in content["safety_notes"]] == ["boxed"]
    assert [section["kind"] for section in content["sections"]] == ["side_effects", "pregnancy", "interactions"]


@pytest.mark.parametrize("name", ["woocommerce.html", "leaflet.md", "plain.txt", "old_shop.html"])
def test_no_paragraph_stands_twice_and_nothing_holds_html(name):
    content = page(name).content
    texts = [text for text in _texts(content) if len(text) > 60]
    assert len(texts) == len(set(texts))
    assert not any("</" in text or "<p" in text for text in _texts(content))


def test_the_same_paragraph_again_is_left_out():
    text = "Zentapril widens the small vessels, and that lowers the pressure in all of them at once."
    placement = read_page(f"Zentapril 10 mg Tablets\nDescription\n{text}\nIt lasts a day.\nUses\n{text}".encode())
    assert lines(placement.left_out) == [6]
    assert placement.content["summary"] == f"{text}"
    assert placement.content["description"] == "It lasts a day."


def test_sections_in_one_line_each():
    placement = read_page(
        b"Zentapril 10 mg Tablets\nUses: high blood pressure.\nDosage: one tablet a day.\nStorage: below 25 C.\n"
        b"Side effects: cough.\n"
    )
    assert placement.content["indications"][0]["condition"] == {"name": "High blood pressure"}
    assert [section["kind"] for section in placement.content["sections"]] == ["how_to_take", "side_effects"]
    assert placement.content["storage"]["maximum_celsius"] == "25"


def test_a_composition_that_disagrees_with_the_name_is_not_placed():
    placement = read_page(b"Zentapril 10 mg Tablets\nComposition\nEach tablet contains zentapril 20 mg.\n")
    assert placement.content["ingredients"][0]["strength"] == "10"
    assert lines(placement.unplaced) == [3]


def test_a_composition_tells_what_a_brand_holds():
    placement = read_page(b"Nopane 500 mg Tablets\nComposition\nEach tablet contains paracetamol 500 mg.\n")
    assert placement.content["ingredients"] == [
        {"substance": {"name": "paracetamol"}, "strength": "500", "unit": "mg", "per": ""}
    ]


def test_the_name_is_a_top_heading_before_anything_else():
    assert read_page(b"<p>Corner Chemist</p><h1>Zentapril</h1><h2>Uses</h2><p>Fever</p>").content["name"] == "Zentapril"
    assert read_page(b"Corner Chemist\nZentapril 10 mg tablets\nUses\n- Fever\n").content["name"] == (
        "Zentapril 10 mg tablets"
    )


def _texts(value):
    if isinstance(value, str):
        return [value]
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for inner in values for text in _texts(inner)]
