"""The database itself refuses to change a publication, whoever asks and however."""

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState
from django.db.models import ProtectedError

from catalog import guards
from catalog.models import Product, Publication
from tests import factories

EVERY_COLUMN = ", ".join(field.column for field in Publication._meta.concrete_fields)
BUT_ID = EVERY_COLUMN.removeprefix("id, ")


@pytest.fixture
def publication(listing):
    return listing.publication


def refuses(sql, *parameters) -> str:
    """The database's sentence about raw SQL, which has to fail and to leave the publications as they were."""
    before = list(Publication.objects.order_by("id").values())
    with pytest.raises(DatabaseError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
    assert list(Publication.objects.order_by("id").values()) == before
    return str(refusal.value).partition("\n")[0]


@pytest.mark.parametrize("column", ["canonical", "digest", "seal", "signed_by_id", "number", "four_eyes", "why"])
def test_raw_sql_cannot_update_a_column(publication, column):
    sql = f"UPDATE catalog_publication SET {column} = {column} WHERE id = %s"

    assert refuses(sql, publication.pk) == "a publication never changes"


def test_raw_sql_cannot_delete_a_publication(publication):
    assert refuses("DELETE FROM catalog_publication WHERE id = %s", publication.pk) == "a publication never changes"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["catalog_publication", "catalog_product"])
def test_raw_sql_cannot_truncate_publications(publication, table):
    assert refuses(f"TRUNCATE {table} CASCADE") == "a publication never changes"


@pytest.mark.parametrize("step", [-1, 0, 2])
def test_raw_sql_cannot_insert_a_number_out_of_turn(publication, step):
    changed = BUT_ID.replace("number", f"number + {step}").replace(" seal", " 'another seal'")

    sql = f"INSERT INTO catalog_publication ({BUT_ID}) SELECT {changed} FROM catalog_publication WHERE id = %s"

    assert refuses(sql, publication.pk) == "publication numbers have no gaps"


def test_the_first_publication_of_a_product_is_number_one(publication, editor):
    other = factories.draft(by=editor)
    changed = BUT_ID.replace("product_id", str(other.pk), 1).replace(" seal", " 'another seal'")
    changed = changed.replace(" number", " 2")

    sql = f"INSERT INTO catalog_publication ({BUT_ID}) SELECT {changed} FROM catalog_publication WHERE id = %s"

    assert refuses(sql, publication.pk) == "publication numbers have no gaps"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="INSERT OR REPLACE is SQLite's")
@pytest.mark.parametrize("columns", [EVERY_COLUMN, BUT_ID])
def test_raw_sql_cannot_replace_a_publication(publication, columns):
    changed = columns.replace("canonical", "'{}'")

    sql = f"INSERT OR REPLACE INTO catalog_publication ({columns}) SELECT {changed} FROM catalog_publication"

    assert refuses(sql) == "publication numbers have no gaps"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="INSERT OR REPLACE is SQLite's")
@pytest.mark.parametrize("kept", ["id", "seal"])
def test_raw_sql_cannot_replace_a_publication_by_the_next_number(publication, kept):
    """The number is in turn, but the id or the seal is that of the row that would have to go."""
    columns = EVERY_COLUMN if kept == "id" else BUT_ID
    changed = columns.replace("number", "number + 1")
    changed = changed.replace(" seal", " 'another seal'") if kept == "id" else changed

    sql = f"INSERT OR REPLACE INTO catalog_publication ({columns}) SELECT {changed} FROM catalog_publication"

    assert refuses(sql) == "publication numbers have no gaps"


@pytest.mark.parametrize("target", ["(id)", "(seal)", "(product_id, number)"])
def test_raw_sql_cannot_change_a_publication_through_a_conflict(publication, target):
    sql = (
        f"INSERT INTO catalog_publication ({EVERY_COLUMN}) SELECT {EVERY_COLUMN} FROM catalog_publication WHERE 1 = 1 "
        f"ON CONFLICT {target} DO UPDATE SET canonical = '{{}}'"
    )

    assert refuses(sql) in ("a publication never changes", "publication numbers have no gaps")


def test_a_queryset_cannot_update_publications(publication):
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.update(why="Another reason.")

    assert Publication.objects.get().why == "As the label says."


def test_a_queryset_cannot_delete_publications(editor, pharmacist):
    product = factories.submitted(by=editor)
    first = product.publish(by=pharmacist, digest=product.digest())
    factories.republish(product, editor=editor, pharmacist=pharmacist, summary="Another summary.")

    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.filter(pk=first.pk).delete()

    assert Publication.objects.filter(pk=first.pk).exists()


def test_saving_a_publication_again_is_refused(publication):
    publication.why = "Another reason."

    with pytest.raises(DatabaseError), transaction.atomic():
        publication.save()

    assert Publication.objects.get().why == "As the label says."


@pytest.mark.parametrize("referred", ["product", "signed_by", "submitted_by"])
def test_what_a_publication_names_cannot_be_deleted(publication, referred):
    with pytest.raises(ProtectedError):
        getattr(publication, referred).delete()

    assert Publication.objects.filter(pk=publication.pk).exists()


def test_a_product_with_a_publication_cannot_be_deleted_by_raw_sql(publication):
    with pytest.raises(DatabaseError), transaction.atomic():
        Product.objects.filter(pk=publication.product_id)._raw_delete(using="default")
        connection.check_constraints()

    assert Product.objects.filter(pk=publication.product_id).exists()


def altering_migration(last_operation):
    """A migration of a later release, which alters two columns of the table and adds one."""
    migration = migrations.Migration("0999_a_later_release", "catalog")
    migration.operations = [
        migrations.AddField("publication", "remark", models.CharField(max_length=20, default="")),
        migrations.AlterField("publication", "role", models.CharField(max_length=80)),
        *last_operation,
    ]
    return migration


@pytest.fixture
def migrate(transactional_db):
    """Applies a migration to the test database, and takes it back when the test is over."""
    undo = []

    def apply(migration):
        before = ProjectState.from_apps(Publication._meta.apps)
        # SQLite remakes a table, which its foreign keys forbid inside a transaction of their own.
        with connection.schema_editor(atomic=migration.atomic) as editor:
            migration.apply(before.clone(), editor)
        undo.append((before, migration))

    yield apply
    for before, migration in undo:
        guards.lift(connection)
        with connection.schema_editor(atomic=migration.atomic) as editor:
            migration.unapply(before.clone(), editor)
        guards.install(connection)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sql", ["UPDATE catalog_publication SET why = 'x'", "DELETE FROM catalog_publication"])
def test_a_publication_never_changes_after_a_later_migration(migrate, publication, sql):
    migrate(altering_migration([guards.ReinstallGuards()]))

    assert refuses(sql) == "a publication never changes"
    assert guards.missing(connection) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps triggers when a table is altered")
@pytest.mark.django_db(transaction=True)
def test_a_migration_that_forgets_the_guards_is_found_by_the_system_check(migrate):
    migrate(altering_migration([]))

    assert {error.id for error in run_checks(tags=[Tags.database], databases=["default"])} == {"catalog.E001"}


@pytest.mark.parametrize("guard", guards.POSTGRESQL)
def test_the_system_check_names_a_missing_guard(db, guard):
    if guard not in guards.GUARDED[guards.TABLE].triggers(connection):
        pytest.skip("SQLite has no TRUNCATE, so no guard against it")
    with connection.cursor() as cursor:
        on_table = " ON catalog_publication" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {guard}{on_table}")

    [error] = run_checks(tags=[Tags.database], databases=["default"])

    assert error.id == "catalog.E001"
    assert error.msg == f"The guard {guard} is missing in the database “default”."


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite cannot disable a trigger")
def test_the_system_check_names_a_disabled_guard(db):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE catalog_publication DISABLE TRIGGER catalog_publication_no_update")

    assert guards.missing(connection) == ["catalog_publication_no_update"]


def test_the_system_check_is_content_with_every_guard(db):
    assert run_checks(tags=[Tags.database], databases=["default"]) == []


def test_check_fails_where_a_guard_is_missing(db):
    guards.lift(connection)

    with pytest.raises(CommandError):
        call_command("check", databases=["default"])


def test_install_guards_puts_them_back(publication, capsys):
    guards.lift(connection)

    call_command("install_guards")

    assert capsys.readouterr().out == "The guards are in place.\n"
    assert refuses("UPDATE catalog_publication SET why = 'x'") == "a publication never changes"


@pytest.mark.django_db(transaction=True)
class TestTheFlushOfTheSuite:
    """Two tests that commit a publication: the second finds an empty, guarded table."""

    @pytest.mark.parametrize("time", ["first", "second"])
    def test_flush_lifts_the_guards_and_puts_them_back(self, listing, time):
        assert Publication.objects.count() == 1
        assert refuses("DELETE FROM catalog_publication") == "a publication never changes"
