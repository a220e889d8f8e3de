"""A safety report takes in what masks have made longer than anybody can write."""

from django.db import migrations

from catalog.models.fields import LimitedTextField


class Migration(migrations.Migration):
    dependencies = [("reviews", "0014_complaint_notes_leave")]

    operations = [
        migrations.AlterField("safetynote", "text", LimitedTextField(blank=True, max_length=8000, verbose_name="text")),
        migrations.AlterField(
            "safetyreport", "words", LimitedTextField(blank=True, max_length=8000, verbose_name="what was written")
        ),
    ]
