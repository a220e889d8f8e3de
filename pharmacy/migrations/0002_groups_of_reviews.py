from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

from pharmacy.groups import install_groups


def make_groups(apps, schema_editor):
    for label in ("catalog", "reviews"):
        create_permissions(installed.get_app_config(label), verbosity=0, apps=installed)
    install_groups(apps.get_model("auth", "Group"), apps.get_model("auth", "Permission"))


class Migration(migrations.Migration):
    dependencies = [
        ("pharmacy", "0001_groups"),
        ("catalog", "0004_reviews_switch"),
        ("reviews", "0006_trust_holds"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
