"""What a safety report shows to whoever may handle it and may not see how to reach the customer."""

import pytest

from reviews import safety_export
from reviews.models import SafetyReport
from tests import factories
from tests.admin.forms import text_of

SIGN = "[contact detail]"
SECRETS = ["ana@example.com", "202-555-0134", "Order no. 4711-22", "www.ana-example.com"]


def page(report):
    return f"/admin/reviews/safetyreport/{report.pk}/change/"


def file_of(by, **options) -> str:
    return "".join(safety_export.export(SafetyReport.objects.all(), by=by, kind="json", **options))


@pytest.fixture
def report(listing, customer, officer):
    """Each of the secrets in another place: the words, the reaction, a note, an answer."""
    mail, telephone, order, site = SECRETS
    report = factories.safety_report(listing=listing, author=customer, text=f"A rash. Write to {mail}, please.")
    report.assess(by=officer, reaction=f"A rash, ring {telephone}", has_reaction=True)
    report.note(by=officer, text=f"{order} was packed again.")
    report.ask(by=officer, text="Since when?").reply(by=customer, text=f"Since May. Photos at {site} now.")
    report.refresh_from_db()
    return report


def test_a_pharmacist_reads_what_happened_and_no_contact(signed_in, pharmacist, report):
    words = text_of(signed_in(pharmacist).get(page(report)))

    assert [secret for secret in SECRETS if secret in words] == []
    assert f"A rash. Write to {SIGN}, please." in words
    assert f"{SIGN} was packed again." in words
    assert f"Photos at {SIGN} now." in words
    assert f"A rash, ring {SIGN}" in signed_in(pharmacist).get(page(report)).content.decode()


def test_who_may_see_contact_reads_every_word(signed_in, officer, report):
    words = signed_in(officer).get(page(report)).content.decode()

    assert [secret for secret in SECRETS if secret not in words] == []
    assert SIGN not in words


def test_no_export_without_contact_has_any(pharmacist, officer, report):
    for by in (pharmacist, officer):
        file = file_of(by)
        assert [secret for secret in SECRETS if secret in file] == []
        assert file.count(SIGN) == 3  # notes of staff are in no file
    assert SECRETS[0] in file_of(officer, with_contact=True)


def test_assessing_loses_nothing_of_what_is_blanked(signed_in, pharmacist, report):
    form = {"act": "assess", "seen_version": report.version, "has_reaction": "on", "death": "on"}

    signed_in(pharmacist).post(page(report), form | {"reaction": f"A rash, ring {SIGN}"})
    report.refresh_from_db()
    assert (report.death, report.reaction) == (True, f"A rash, ring {SECRETS[1]}")

    signed_in(pharmacist).post(page(report), form | {"seen_version": report.version, "reaction": "A rash"})
    report.refresh_from_db()
    assert report.reaction == "A rash"


def test_a_clash_shows_no_contact_either(signed_in, pharmacist, report):
    form = {"act": "assess", "seen_version": 0, "has_reaction": "on", "reaction": "Mine"}

    words = text_of(signed_in(pharmacist).post(page(report), form))

    assert f"A rash, ring {SIGN}" in words
    assert SECRETS[1] not in words


def test_the_reference_of_the_authority_stays(signed_in, pharmacist, officer, report):
    why = f"Nobody answers at {SECRETS[1]}"
    report.forward(by=officer, reference="Case number 20260412-77", incomplete_because=why)

    words = text_of(signed_in(pharmacist).get(page(report)))

    assert words.count("Case number 20260412-77") == 2
    assert f"Nobody answers at {SIGN}" in words


def test_doses_and_dates_are_no_contact(signed_in, pharmacist, listing, customer):
    said = "From 12/05/2023 I took 500 mg at eight, and on 2023-06-30 a rash came."
    report = factories.safety_report(listing=listing, author=customer, text=said)

    assert said in text_of(signed_in(pharmacist).get(page(report)))
