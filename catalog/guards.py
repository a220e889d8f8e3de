"""The database's own refusal to change a publication, on SQLite and PostgreSQL.

Triggers refuse UPDATE, DELETE and (PostgreSQL) TRUNCATE of `catalog_publication`, and an INSERT that leaves a
gap in a product's numbers. SQLite drops a table's triggers silently when it remakes the table, so every
migration that touches the table ends with `ReinstallGuards()`; a system check (guard_checks.py) fails where one
is missing, a test of the conventions where a migration forgets it.
"""

from django.db.migrations.operations import RunPython

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


def triggers(connection) -> dict[str, str]:
    """Name → SQL, for the engine of this connection."""
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE


def install(connection):
    """Make every guard anew; harmless where they are there."""
    lift(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTIONS)
        for sql in triggers(connection).values():
            cursor.execute(sql)


def lift(connection):
    """Take the guards away: for a migration that has to, and for the flush of the test suite."""
    on_table = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in triggers(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing(connection) -> list[str]:
    """The names of guards that are not there, or not enabled."""
    if TABLE not in connection.introspection.table_names():
        return []
    query = (
        "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE relname = %s AND tgenabled IN ('O', 'A')"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [TABLE])
        present = {name for (name,) in cursor.fetchall()}
    return sorted(set(triggers(connection)) - present)


class ReinstallGuards(RunPython):
    """The last operation of every migration that touches the table of publications."""

    def __init__(self):
        super().__init__(
            lambda _apps, schema_editor: install(schema_editor.connection),
            lambda _apps, schema_editor: install(schema_editor.connection),
        )

    def deconstruct(self):
        return ("ReinstallGuards", [], {})
