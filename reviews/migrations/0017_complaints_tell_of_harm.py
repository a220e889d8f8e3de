"""What screening finds in the note of a complaint: those that are there already stay as they are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0016_words_that_screening_missed")]

    operations = [
        migrations.AddField("complaint", "tells_of_reaction", models.BooleanField(default=False, editable=False)),
        migrations.AddField("complaint", "tells_of_pregnancy", models.BooleanField(default=False, editable=False)),
    ]
