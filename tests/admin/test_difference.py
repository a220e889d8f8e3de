"""What differs between two contents, as staff and public read it."""

from catalog.difference import compare, summary
from tests import factories


def content(**changes):
    terms = {
        "manufacturer": {"id": 1, "name": "Example", "slug": "example"},
        "categories": [{"id": 1, "name": "Allergy", "slug": "allergy"}],
    }
    return factories.content(**(terms | changes))


def note(title, text="Text."):
    return {"severity": "warning", "topic": "driving", "title": title, "text": text}


def spelled(parts):
    marks = {"insert": "+", "delete": "-", "equal": ""}
    return [
        (part.label, change.label, [marks[word.op] + word.text for word in change.words])
        for part in parts
        for change in part.changes
    ]


def test_the_same_content_does_not_differ():
    assert compare(content(), content()) == []
    assert summary([]) == "Nothing changed."


def test_words_come_and_go():
    parts = compare(content(), content(summary="Testazole calms the sneezing of hay fever."))
    assert spelled(parts) == [("Summary", "", ["Testazole", "-eases", "+calms", "the sneezing of hay fever."])]
    assert summary(parts) == "Changed: Summary."


def test_choices_are_told_by_their_names():
    parts = compare(content(), content(legal_status="pharmacy_only"))
    assert spelled(parts) == [("Identity", "Legal status", ["-General sale", "+Pharmacy only"])]


def test_rows_added_removed_and_moved():
    old = content(safety_notes=[note("A"), note("B", "Other."), note("C", "Third.")])
    new = content(safety_notes=[note("C", "Third."), note("A"), note("D", "New.")])
    assert spelled(compare(old, new)) == [
        ("Safety notes", "Added: D", ["+Warning · Driving \n New."]),
        ("Safety notes", "Removed: B", ["-Warning · Driving \n Other."]),
        ("Safety notes", "Order", ["+C ·", "A", "-· C"]),
    ]


def test_a_renamed_row_is_one_row():
    old, new = content(safety_notes=[note("Old")]), content(safety_notes=[note("New")])
    assert spelled(compare(old, new)) == [("Safety notes", "New", ["-Old", "+New", "\n Warning · Driving \n Text."])]


def test_nothing_before_means_all_is_new():
    parts = compare(None, content())
    assert {word.op for part in parts for change in part.changes for word in change.words} == {"insert"}
    assert "Storage" in [part.label for part in parts]


def test_a_long_text_is_shortened_around_the_change():
    words = [f"word{number}" for number in range(400)]
    changed = [*words[:200], "new", *words[200:]]
    ((change,),) = [
        part.changes for part in compare(content(description=" ".join(words)), content(description=" ".join(changed)))
    ]
    assert [word.op for word in change.words] == ["equal", "insert", "equal"]
    assert change.words[0].text.startswith("[…] word175")
    assert change.words[2].text.endswith("word224 […]")


def test_very_long_texts_are_replaced_as_a_whole():
    old, new = content(description="a " * 5000), content(description="b " * 5000)
    ((change,),) = [part.changes for part in compare(old, new)]
    assert [word.op for word in change.words] == ["delete", "insert"]
