from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

from pharmacy.groups import install_groups


def make_groups(apps, schema_editor):
    # Django makes permissions after the last migration; the groups need them now.
    for label in ("accounts", "catalog", "reviews"):
        create_permissions(installed.get_app_config(label), verbosity=0, apps=installed)
    install_groups(apps.get_model("auth", "Group"), apps.get_model("auth", "Permission"))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_account"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("catalog", "0002_clock_and_guards"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("reviews", "0001_reviews"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
