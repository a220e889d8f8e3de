"""Safety notes out of running text."""

import pytest

from catalog.importing import read_page
from catalog.importing.notes import programme_in, severity_of, topic_of

PAGE = "Zentapril 10 mg Tablets\nImportant note on Zentapril\n"


def notes_of(text):
    return read_page((PAGE + text).encode()).content


def topics_of(text):
    return [(note["topic"], note["severity"]) for note in notes_of(text)["safety_notes"]]


def test_a_paragraph_is_split_by_topic():
    text = (
        "Some care is needed. Unborn babies were harmed: birth defects occurred. Use contraception. "
        "Your liver is tested first. Swallow the tablet whole. Do it at the same time each day."
    )
    assert topics_of(text) == [("pregnancy", "warning"), ("liver", "precaution"), ("how_to_take", "information")]


def test_a_sentence_without_a_topic_stays_with_the_one_before():
    text = "Blood clots happened. Call for help when a leg swells."
    assert notes_of(text)["safety_notes"] == [
        {"severity": "precaution", "topic": "blood_clots", "title": "Blood clots", "text": text}
    ]


def test_the_restricted_programme_stays_with_the_pregnancy_risk():
    content = notes_of("It harms an unborn child. Pharmacies give it out under the Zentapril REMS® alone.")
    (note,) = content["safety_notes"]
    assert (note["topic"], note["title"]) == ("pregnancy", "Pregnancy and restricted programme")
    assert content["programme"] == {"name": "Zentapril REMS", "url": "", "telephone": "", "requirements": ""}


def test_a_restricted_programme_alone_is_a_note_of_its_own():
    assert topics_of("Only through a restricted program.") == [("restricted_programme", "precaution")]


def test_side_effects_go_to_their_section():
    content = notes_of("Watch the kidneys. Common side effects include cough and tiredness.")
    assert [note["topic"] for note in content["safety_notes"]] == ["kidneys"]
    assert content["sections"] == [
        {"kind": "side_effects", "title": "", "text": "Common side effects include cough and tiredness."}
    ]


def test_bullets_with_titles_are_notes_of_their_own():
    content = notes_of("- Driving: wait until you know how it takes you.\n- **Alcohol** Leave it out.")
    assert [(note["topic"], note["title"], note["text"]) for note in content["safety_notes"]] == [
        ("driving", "Driving", "wait until you know how it takes you."),
        ("alcohol", "Alcohol", "Leave it out."),
    ]


def test_a_line_that_announces_a_list_stays_with_it():
    content = notes_of("Ask a doctor first if you have:\n- kidney disease\n- kidney stones")
    (note,) = content["safety_notes"]
    assert note["text"] == "Ask a doctor first if you have:\n\n- kidney disease\n- kidney stones"


def test_boxed_only_where_the_page_says_so():
    assert topics_of("It can be fatal.") == [("other", "warning")]
    boxed = read_page(b"Zentapril 10 mg Tablets\nBoxed warning\nIt can be fatal.").content
    assert [note["severity"] for note in boxed["safety_notes"]] == ["boxed"]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Thrombocytopenia was seen.", "blood_counts"),
        ("Deep vein thrombosis was seen.", "blood_clots"),
        ("Do not breast-feed.", "breastfeeding"),
        ("It may slow breathing.", "breathing"),
        ("Nothing in particular.", "other"),
    ],
)
def test_a_text_shows_its_topic(text, topic):
    assert topic_of(text) == topic


@pytest.mark.parametrize("word", ["teratogen", "embryo-fetal death", "life-threatening", "thromboembolism", "fatal"])
def test_grave_words_are_a_warning_at_least(word):
    assert severity_of(f"A {word} matter.", "how_to_take") == "warning"
    assert severity_of(f"A {word} matter.", "other", least="boxed") == "boxed"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("only through the EXAMPLE REMS® program", "EXAMPLE REMS"),
        ("The PS-Example REMS applies", "PS-Example REMS"),
        ("under the REMS", ""),
        ("a Example Pregnancy Prevention Programme", "Example Pregnancy Prevention Programme"),
        ("nothing", ""),
    ],
)
def test_a_programme_is_recognised_by_its_name(text, name):
    assert programme_in(text) == name
