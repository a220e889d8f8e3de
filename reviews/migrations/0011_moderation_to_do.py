"""What there is to do is a column, and the queue a walk along its index, on SQLite too."""

from django.db import migrations, models
from django.db.models import F, Q

import reviews.guards  # noqa: F401  # the tables that ReinstallGuards knows of
from catalog.guards import ReinstallGuards

TO_DO = Q(state="waiting") | Q(state="shown", complaint_count__gt=0)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0010_moderation_order")]

    operations = [
        migrations.RemoveIndex("reviewtext", "reviews_text_to_moderate"),
        migrations.AddField(
            "reviewtext",
            "to_do",
            models.GeneratedField(
                expression=models.ExpressionWrapper(TO_DO, output_field=models.BooleanField()),
                output_field=models.BooleanField(),
                db_persist=True,
            ),
        ),
        migrations.AddIndex(
            "reviewtext",
            models.Index(
                F("urgency").desc(),
                "submitted_at",
                "id",
                "product",
                condition=Q(to_do=True),
                name="reviews_text_to_moderate",
            ),
        ),
        ReinstallGuards(),
    ]
