from django.db import migrations

from catalog.guards import ReinstallGuards
from catalog.models.clock import new_epoch


def start_the_clock(apps, schema_editor):
    apps.get_model("catalog", "Clock").objects.get_or_create(id=1, defaults={"epoch": new_epoch()})


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_catalogue")]

    operations = [
        migrations.RunPython(start_the_clock, migrations.RunPython.noop),
        ReinstallGuards(),
    ]
