"""What somebody wrote in a complaint goes with their account; the notes of accounts that are gone are emptied now."""

from django.db import migrations, models


def empty(apps, schema_editor):
    apps.get_model("reviews", "Complaint").objects.filter(by=None).exclude(note="").update(note="")


class Migration(migrations.Migration):
    dependencies = [("reviews", "0013_showing_newest_last")]

    operations = [
        migrations.RunPython(empty, migrations.RunPython.noop),
        migrations.AddConstraint(
            "complaint",
            models.CheckConstraint(
                condition=models.Q(("by__isnull", False), ("note", ""), _connector="OR"),
                name="reviews_complaint_note_leaves_with_its_author",
            ),
        ),
    ]
