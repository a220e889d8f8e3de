from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

from pharmacy.groups import install_groups


def make_groups(apps, schema_editor):
    create_permissions(installed.get_app_config("catalog"), verbosity=0, apps=installed)
    install_groups(apps.get_model("auth", "Group"), apps.get_model("auth", "Permission"))


class Migration(migrations.Migration):
    dependencies = [
        ("pharmacy", "0002_groups_of_reviews"),
        ("catalog", "0007_synonyms"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
