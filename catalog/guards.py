"""The database's own refusal to change what must never change, on SQLite and PostgreSQL.

Of `catalog_publication`, triggers refuse UPDATE, DELETE and (PostgreSQL) TRUNCATE, and an INSERT that leaves a
gap in a product's numbers; `reviews/guards.py` adds the record of moderation. SQLite drops a table's triggers
silently when it remakes the table, so every migration that touches a guarded table ends with `ReinstallGuards()`;
a system check (guard_checks.py) fails where one is missing, a test of the conventions where a migration forgets it.
"""

from dataclasses import dataclass

from django.db.migrations.operations import RunPython


@dataclass(frozen=True)
class Guard:
    """The triggers of one table, name → SQL, and the functions that they need on PostgreSQL.

    `column` is one that the triggers read: before the migration that adds it, there is nothing to guard.
    """

    sqlite: dict[str, str]
    postgresql: dict[str, str]
    postgresql_functions: str
    column: str = "id"

    def triggers(self, connection) -> dict[str, str]:
        return self.postgresql if connection.vendor == "postgresql" else self.sqlite


TABLE = "catalog_publication"

SQLITE = {
    "catalog_publication_no_update": f"""
        CREATE TRIGGER catalog_publication_no_update BEFORE UPDATE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, 'a publication never changes'); END""",
    "catalog_publication_no_delete": f"""
        CREATE TRIGGER catalog_publication_no_delete BEFORE DELETE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, 'a publication never changes'); END""",
    "catalog_publication_no_gap": f"""
        CREATE TRIGGER catalog_publication_no_gap BEFORE INSERT ON {TABLE}
        WHEN NEW.number <> 1 + COALESCE((SELECT MAX(number) FROM {TABLE} WHERE product_id = NEW.product_id), 0)
          -- INSERT OR REPLACE deletes what it replaces without asking the trigger above.
          OR EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id OR seal = NEW.seal)
        BEGIN SELECT RAISE(ABORT, 'publication numbers have no gaps'); END""",
}
POSTGRESQL_FUNCTIONS = f"""
    CREATE OR REPLACE FUNCTION catalog_publication_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'a publication never changes' USING ERRCODE = 'integrity_constraint_violation'; END $$;
    CREATE OR REPLACE FUNCTION catalog_publication_number() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.number <> 1 + COALESCE((SELECT MAX(number) FROM {TABLE} WHERE product_id = NEW.product_id), 0) THEN
        RAISE EXCEPTION 'publication numbers have no gaps' USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      RETURN NEW;
    END $$;"""
POSTGRESQL = {
    "catalog_publication_no_update": f"""
        CREATE TRIGGER catalog_publication_no_update BEFORE UPDATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION catalog_publication_refuse()""",
    "catalog_publication_no_delete": f"""
        CREATE TRIGGER catalog_publication_no_delete BEFORE DELETE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION catalog_publication_refuse()""",
    "catalog_publication_no_truncate": f"""
        CREATE TRIGGER catalog_publication_no_truncate BEFORE TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION catalog_publication_refuse()""",
    "catalog_publication_no_gap": f"""
        CREATE TRIGGER catalog_publication_no_gap BEFORE INSERT ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION catalog_publication_number()""",
}


# Table → its guard. An app that has a table to guard adds it when it starts.
GUARDED = {TABLE: Guard(SQLITE, POSTGRESQL, POSTGRESQL_FUNCTIONS)}


def present(connection) -> dict[str, Guard]:
    """The guarded tables that are there, with what is guarded: before and amid migrating, some are not yet."""
    tables = set(connection.introspection.table_names())
    return {
        table: guard for table, guard in GUARDED.items() if table in tables and has_column(connection, table, guard)
    }


def has_column(connection, table, guard) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} LIMIT 0")
        return guard.column in {column[0] for column in cursor.description}


def install(connection):
    """Make every guard anew; harmless where they are there."""
    lift(connection)
    with connection.cursor() as cursor:
        for guard in present(connection).values():
            if connection.vendor == "postgresql":
                cursor.execute(guard.postgresql_functions)
            for sql in guard.triggers(connection).values():
                cursor.execute(sql)


def lift(connection):
    """Take the guards away: for a migration that has to, and for the flush of the test suite."""
    with connection.cursor() as cursor:
        for table, guard in present(connection).items():
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            for name in guard.triggers(connection):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing(connection) -> list[str]:
    """The names of guards that are not there, or not enabled."""
    query = (
        "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE relname = %s AND tgenabled IN ('O', 'A')"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    )
    gone = set()
    with connection.cursor() as cursor:
        for table, guard in present(connection).items():
            cursor.execute(query, [table])
            gone |= set(guard.triggers(connection)) - {name for (name,) in cursor.fetchall()}
    return sorted(gone)


class ReinstallGuards(RunPython):
    """The last operation of every migration that touches a guarded table."""

    def __init__(self):
        super().__init__(
            lambda _apps, schema_editor: install(schema_editor.connection),
            lambda _apps, schema_editor: install(schema_editor.connection),
        )

    def deconstruct(self):
        return ("ReinstallGuards", [], {})
