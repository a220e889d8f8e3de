"""The database itself refuses to change what moderators decided, and what makes a review verified."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from catalog import guards
from reviews.guards import RECORD, TEXTS
from reviews.models import Decision, ReviewText
from tests import factories

CHANGES = [
    f"UPDATE {RECORD} SET reason = 'abusive'",
    f"DELETE FROM {RECORD}",
    f"UPDATE {TEXTS} SET verified = NOT verified",
]
CHANGES += [f"TRUNCATE {RECORD}"] if connection.vendor == "postgresql" else []
CHANGES += [f"INSERT OR REPLACE INTO {RECORD} SELECT * FROM {RECORD}"] if connection.vendor == "sqlite" else []


@pytest.fixture
def shown(listing, customer, moderator):
    return factories.approved(listing=listing, author=customer, moderator=moderator)


@pytest.mark.parametrize("sql", CHANGES)
def test_what_is_settled_stays(shown, sql):
    before = list(Decision.objects.values()), list(ReviewText.objects.values())

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        connection.check_constraints()  # PostgreSQL truncates nothing that has deferred checks to make
        cursor.execute(sql)

    assert (list(Decision.objects.values()), list(ReviewText.objects.values())) == before


def test_each_guard_is_missed_where_it_is_gone(db):
    names = [name for table in (RECORD, TEXTS) for name in guards.GUARDED[table].triggers(connection)]
    guards.lift(connection)

    assert set(names) <= set(guards.missing(connection))
    with pytest.raises(CommandError):
        call_command("check", databases=["default"])


def test_a_decision_is_of_staff_unless_it_is_the_authors(shown, customer):
    line = Decision.objects.filter(act="approved").get()
    columns = {name: getattr(line, name) for name in ("product_id", "review_number", "text_number", "digest")}

    for act, by in (("approved", None), ("sent", customer), ("deleted", customer)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(act=act, by=by, **columns)


def test_the_record_outlives_what_it_is_about_and_holds_none_of_its_words(shown, customer):
    digest = shown.digest

    shown.review.withdraw(by=customer)

    assert list(Decision.objects.values_list("act", "by__username", "digest")) == [
        ("deleted", None, digest),
        ("approved", "moderator", digest),
        ("sent", None, digest),
    ]
    held = repr(list(Decision.objects.values()))
    assert shown.title not in held
    assert shown.text not in held


def test_the_hash_in_the_record_is_keyed(shown, settings):
    before = shown.digest
    settings.HASH_KEY = "another key"

    assert shown.digest != before
