"""What a text said before its latest mask, so that undoing this one does not show what an earlier one has hidden."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0011_moderation_to_do")]

    operations = [
        migrations.AddField("original", "title_before", models.CharField(default="", max_length=100)),
        migrations.AddField("original", "words_before", models.TextField(default="")),
    ]
