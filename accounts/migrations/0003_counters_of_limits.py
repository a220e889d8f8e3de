"""The table in which rate limits count across processes: made whatever CACHE_URL says today, it may say otherwise later."""

from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    call_command("createcachetable", "limits", database=schema_editor.connection.alias, verbosity=0)


def drop_table(apps, schema_editor):
    schema_editor.execute("DROP TABLE limits")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_devices")]

    operations = [migrations.RunPython(make_table, drop_table)]
