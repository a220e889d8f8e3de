"""Pasting a page, and `manage.py import_listing`: the same verb behind both."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from catalog.importing.drafting import import_page
from catalog.models import Condition, Edit, ImportedPage, Product
from catalog.refusals import Refused
from tests import factories
from tests.admin.forms import posted, text_of

PAGE = """# Shopazole 20mg Capsules

Shopazole 20mg Capsules calm an itching skin.

## Uses of Shopazole

- **Itching:** It is for adults whose skin itches.

## Storage for Shopazole

Store at 20°C to 25°C in a dry place.

## Important Note on Shopazole

- **Driving:** It can make you sleepy.
"""
BAD = [b"", b"   \n", b"\x89PNG\r\n\x00\x00", b"\xff\xfea", b"\xe9t\xe9", b"Hello", b"a" * 2_000_000]
ADDRESS = reverse("admin:catalog_product_paste")


@pytest.mark.django_db
class TestVerb:
    def test_a_page_becomes_a_draft(self):
        result = import_page(PAGE.encode())

        product = Product.objects.get()
        assert (result.outcome, product.slug, product.version) == ("created", "shopazole-20mg-capsules", 1)
        assert product.storage_text
        assert product.last_edit.by is None

    def test_again_changes_nothing_and_later_updates(self):
        import_page(PAGE.encode())
        assert import_page(PAGE.encode()).outcome == "unchanged"
        assert Edit.objects.count() == 1

        result = import_page(PAGE.replace("dry", "cool").encode())

        assert result.outcome == "updated"
        assert "cool" in Product.objects.get().storage_text
        assert import_page(PAGE.encode()).outcome == "updated"

    def test_what_a_person_edited_is_left_alone(self, editor):
        product = import_page(PAGE.encode()).product
        with product.editing(by=editor) as edited:
            edited.summary = "By hand."
            edited.save()

        with pytest.raises(Refused, match="Somebody has edited"):
            import_page(PAGE.replace("dry", "cool").encode())

        product.refresh_from_db()
        assert (product.summary, product.version) == ("By hand.", 2)

    def test_what_no_import_made_is_left_alone_unless_told(self, editor):
        product = factories.draft(by=editor, name="Shopazole 20mg Capsules", slug="shopazole-20mg-capsules")
        with pytest.raises(Refused, match="no import made it"):
            import_page(PAGE.encode())

        result = import_page(PAGE.encode(), into=product)

        product.refresh_from_db()
        assert (result.outcome, product.version) == ("updated", 2)
        assert product.sections.count() == 3
        with pytest.raises(Refused, match="no import made it"):
            import_page(PAGE.encode())

    def test_who_may_not_add_may_not_import(self, pharmacist):
        with pytest.raises(PermissionDenied):
            import_page(PAGE.encode(), by=pharmacist)
        assert not Product.objects.exists()


LONG = "Word and word again. " * 5000
TOO_LONG = {
    "description": PAGE.replace("an itching skin.", f"an itching skin.\n\n{LONG}"),
    "storage": PAGE.replace("in a dry place.", f"in a dry place. {LONG}"),
    "a safety note": PAGE.replace("sleepy.", f"sleepy. {LONG}"),
    "an indication": PAGE.replace("whose skin itches.", f"whose skin itches. {LONG}"),
}


@pytest.mark.django_db
class TestTooLong:
    @pytest.mark.parametrize("page", TOO_LONG.values(), ids=TOO_LONG)
    def test_a_text_that_is_too_long_makes_no_draft(self, page):
        with pytest.raises(Refused, match=r"^The page does not fit: .*at most \d+ characters \(it has 1\d{5}\)\.$"):
            import_page(page.encode())

        assert not any(model.objects.exists() for model in (Product, Edit, Condition, ImportedPage))

    @pytest.mark.parametrize("page", TOO_LONG.values(), ids=TOO_LONG)
    def test_a_text_that_is_too_long_leaves_the_draft_as_it_was(self, page):
        product = import_page(PAGE.encode()).product
        before = product.snapshot(), ImportedPage.objects.values().get()

        with pytest.raises(Refused):
            import_page(page.encode())

        assert (product.snapshot(), ImportedPage.objects.values().get()) == before
        assert Edit.objects.count() == 1

    def test_the_command_says_it_in_one_line(self, tmp_path):
        page = tmp_path / "page.md"
        page.write_text(TOO_LONG["description"])

        with pytest.raises(CommandError) as refusal:
            call_command("import_listing", str(page))

        assert "at most 20000 characters" in str(refusal.value)
        assert "\n" not in str(refusal.value)

    def test_the_form_says_it_and_keeps_the_text(self, editor, signed_in):
        response = signed_in(editor).post(ADDRESS, {"text": TOO_LONG["description"]})

        assert "at most 20000 characters" in text_of(response)
        assert not Product.objects.exists()


@pytest.mark.django_db
class TestCommand:
    def test_json_alone(self, tmp_path, capsys):
        page = tmp_path / "page.md"
        page.write_text(PAGE)

        call_command("import_listing", str(page), "--json")

        facts = json.loads(capsys.readouterr().out)
        assert (facts["slug"], facts["outcome"]) == ("shopazole-20mg-capsules", "created")
        assert set(facts) >= {"counts", "unplaced", "placed", "left_out"}
        for line in facts["unplaced"]:
            assert set(line) == {"line", "text", "reason"}

    def test_every_line_is_told(self, tmp_path, capsys):
        page = tmp_path / "page.md"
        page.write_text(PAGE + "\n## Shipping costs of the moon\n\nWe fly on Sundays.\n")

        call_command("import_listing", str(page))

        out = capsys.readouterr().out
        assert "We fly on Sundays." in out
        assert "a new draft" in out

    @pytest.mark.parametrize(
        "content", [b"", b"   \n", b"\x89PNG\r\n\x00\x00", b"\xff\xfea", b"Hello", b"a" * 2_000_000]
    )
    def test_a_bad_file_is_one_line_and_changes_nothing(self, tmp_path, content):
        page = tmp_path / "page.txt"
        page.write_bytes(content)

        with pytest.raises(CommandError) as refusal:
            call_command("import_listing", str(page))

        assert str(refusal.value) and "\n" not in str(refusal.value)
        assert not Product.objects.exists()

    def test_a_missing_file_and_an_unknown_slug(self, tmp_path):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("import_listing", str(tmp_path / "none.txt"))
        page = tmp_path / "page.md"
        page.write_text(PAGE)
        with pytest.raises(CommandError, match="no product"):
            call_command("import_listing", str(page), "--into", "nothing-here")


def test_an_editor_pastes_a_page(editor, signed_in):
    response = signed_in(editor).post(ADDRESS, {"text": PAGE})

    product = Product.objects.get()
    assert "is a new draft." in text_of(response)
    assert "Placed" in text_of(response)
    assert product.last_edit.by == editor


def test_an_editor_chooses_a_file(editor, signed_in):
    response = signed_in(editor).post(ADDRESS, {"text": "", "page": SimpleUploadedFile("page.md", PAGE.encode())})
    assert "is a new draft." in text_of(response)


def test_an_error_keeps_the_pasted_text(editor, signed_in):
    response = signed_in(editor).post(ADDRESS, {"text": "No heading at all."})

    assert "no heading that is known" in text_of(response)
    assert posted(response, form=None)["text"] == ["No heading at all."]
    assert "one of the two" in text_of(signed_in(editor).post(ADDRESS, {"text": " "}))


def test_who_may_not_paste(pharmacist, customer, signed_in, client):
    assert signed_in(pharmacist).post(ADDRESS, {"text": PAGE}).status_code == 403
    assert [c.post(ADDRESS, {"text": PAGE}).status_code for c in (client, signed_in(customer))] == [302, 302]
    assert not Product.objects.exists()
