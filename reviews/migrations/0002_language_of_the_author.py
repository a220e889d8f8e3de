import django.utils.translation
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_reviews")]

    operations = [
        # What was written so far was written on English pages.
        migrations.AddField(
            model_name="reviewtext",
            name="language",
            field=models.CharField(default="en", max_length=10, verbose_name="language of the author"),
        ),
        migrations.AlterField(
            model_name="reviewtext",
            name="language",
            field=models.CharField(
                default=django.utils.translation.get_language, max_length=10, verbose_name="language of the author"
            ),
        ),
    ]
