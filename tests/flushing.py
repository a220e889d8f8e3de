"""After a test that commits, the database is again what migrations left.

Django's flush empties every table and has all permissions, groups and words made anew: half a second, 400 times. Most
tables are empty anyway, and most of what migrations brought in was not touched.
"""

from django.db import connection, transaction

from catalog.models import Clock

kept: set[str] = set()


def copy_of(table: str) -> str:
    return f"kept_{table}"


def tables() -> list[str]:
    return connection.introspection.django_table_names(only_existing=True, include_views=False)


def filled(names) -> set[str]:
    """Those that have a row. One query."""
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in names))
        return {name for (name,) in cursor.fetchall()}


def remember():
    """Keep a copy of what migrations brought in, but for the clock: each test has an epoch of its own."""
    kept.update(filled(tables()) - {Clock._meta.db_table})
    with connection.cursor() as cursor:
        for table in kept:
            cursor.execute(f"CREATE TABLE {copy_of(table)} AS SELECT * FROM {table}")


@transaction.atomic
def put_back():
    """Foreign keys are checked at the end of the transaction, so the order of the tables does not matter."""
    touched = {table for table in kept if differs(table)}
    with connection.cursor() as cursor:
        for table in (filled(tables()) - kept) | touched:
            cursor.execute(f"DELETE FROM {table}")
        for table in touched:
            cursor.execute(f"INSERT INTO {table} SELECT * FROM {copy_of(table)}")
    Clock.objects.create(id=1)


def differs(table: str) -> bool:
    """Rows have keys: as many as before, and none that was not there before, are the same."""
    copy = copy_of(table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT (SELECT count(*) FROM {table}) <> (SELECT count(*) FROM {copy})"
            f" OR EXISTS (SELECT * FROM {table} EXCEPT SELECT * FROM {copy})"
        )
        return bool(cursor.fetchone()[0])
