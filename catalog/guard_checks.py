"""`manage.py check --database default` fails where a guard is missing; `migrate` runs it too."""

from django.core.checks import Error, Tags, register
from django.db import connections

from catalog import guards


@register(Tags.database)
def publications_are_guarded(app_configs, databases, **kwargs):
    return [
        Error(
            f"The guard {name} is missing in the database “{alias}”.",
            hint="A migration touched the table without ReinstallGuards(). Run `manage.py install_guards`.",
            id="catalog.E001",
        )
        for alias in databases or []
        for name in guards.missing(connections[alias])
    ]
