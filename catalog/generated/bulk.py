"""Rows into the database in bulk. A row is one line in the text format of PostgreSQL's COPY, on both databases."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection, models

NULL = "\\N"
MARGIN = 100

Table = tuple[str, tuple[str, ...]]  # its name, and columns
Rows = dict[Table, list[str]]  # the lines of each


def escaped(text: str) -> str:
    """A value as COPY reads it."""
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def plain(text: str) -> str | None:
    """The value of an escaped text again."""
    if "\\" not in text:
        return text
    if text == NULL:
        return None
    parts = (part.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r") for part in text.split("\\\\"))
    return "\\".join(parts)


def spelled(field, value) -> str:
    """A column's value as a line has it; both databases read it. JSON keeps its characters as they are."""
    if isinstance(field, models.JSONField) and not (value is None and field.null):
        return escaped(json.dumps(value, ensure_ascii=False))
    if value is None or (value == "" and field.null):
        return NULL
    return str(int(value)) if isinstance(value, bool) else escaped(str(value))


def line(model, values: dict[str, Any]) -> tuple[Table, str]:
    """The table and the line of a row; what is not given has its default, an id the database's."""
    columns, cells = [], []
    for field in model._meta.concrete_fields:
        name = next((name for name in (field.attname, field.name) if name in values), None)
        if field.generated or (field.primary_key and name is None):
            continue
        columns.append(field.column)
        cells.append(spelled(field, values[name] if name else field.get_default()))
    return (model._meta.db_table, tuple(columns)), "\t".join(cells)


def insert(rows: Rows):
    """Write the rows, in the order of the tables. Call it inside a transaction."""
    write = copy if connection.vendor == "postgresql" else insert_many
    for (table, columns), lines in rows.items():
        if lines:
            write(table, columns, lines)


def copy(table: str, columns: tuple[str, ...], lines: list[str]):
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as out:
        for start in range(0, len(lines), 1000):
            out.write(("\n".join(lines[start : start + 1000]) + "\n").encode())


def insert_many(table: str, columns: tuple[str, ...], lines: Iterable[str]):
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    places = ", ".join("?" * len(columns))
    # The driver's own cursor: Django's would look through every row for debugging and rewrite the placeholders.
    cursor = connection.connection.cursor()
    sql = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608  our own names
    cursor.executemany(sql, ([plain(cell) for cell in one.split("\t")] for one in lines))


def reserve(model, number: int) -> int:
    """The first of so many ids in a row that nobody else will be given. Call it inside a transaction."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, column])
            sequence = cursor.fetchone()[0]
            # One of us at a time; the margin is for what others draw between the two calls.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"reserve {table}"])
            cursor.execute("SELECT setval(%s, nextval(%s) + %s)", [sequence, sequence, MARGIN + number])
            return cursor.fetchone()[0] - number + 1
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq", [number, table])
        row = cursor.fetchone()
        if row is None:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
        return (row[0] if row else number) - number + 1


def hurry():
    """For this session: do not wait for the disk at a commit; press long texts by the quicker way."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SELECT 'lz4' = ANY (enumvals) FROM pg_settings WHERE name = 'default_toast_compression'")
        if (row := cursor.fetchone()) and row[0]:
            cursor.execute("SET default_toast_compression = 'lz4'")


def analyse():
    """Tell the planner what there is now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")
