"""Saving rows whose values come from outside: the database decides, and where it refuses, the row says why."""

from django.db import IntegrityError, transaction


def check(row, exclude=()):
    """What a row says of itself alone: its fields and its `clean`. Raises ValidationError.

    What must hold across rows is the database's to say, see `save`; and what a row refers to is not looked up again
    where it is at hand.
    """
    at_hand = {
        field.name
        for field in row._meta.concrete_fields
        if field.is_relation and field.is_cached(row) and field.get_cached_value(row) is not None
    }
    row.full_clean(exclude=at_hand.union(exclude), validate_unique=False, validate_constraints=False)


def save(row, exclude=()):
    """Save one row that fits. Raises ValidationError, also where a rule of the database stands against it.

    IntegrityError is left for what no field and no constraint of the model can say: the guards of the database.
    """
    check(row, exclude)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        explain([row], exclude)


def create(model, rows: list):
    """New rows of one model at once, in one query. Raises as `save` does."""
    if not rows:
        return
    for row in rows:
        check(row)
    try:
        with transaction.atomic():
            model.objects.bulk_create(rows)
    except IntegrityError:
        explain(rows)


def explain(rows, exclude=()):
    """Once more, each row asking first what stands against it; saved after all where nothing does any more."""
    for row in rows:
        row.full_clean(exclude=exclude)
        row.save()
