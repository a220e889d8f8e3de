"""The moderators' lists are walks along an index: what is to do in its order, what was decided, latest first."""

from django.db import migrations, models
from django.db.models import F, Q

import reviews.guards  # noqa: F401  # the tables that ReinstallGuards knows of
from catalog.guards import ReinstallGuards


class Migration(migrations.Migration):
    dependencies = [("reviews", "0009_showing_indexes")]

    operations = [
        migrations.RemoveIndex("reviewtext", "reviews_text_to_moderate"),
        migrations.AddIndex(
            "reviewtext",
            models.Index(
                F("urgency").desc(),
                "submitted_at",
                "id",
                condition=Q(state="waiting") | Q(state="shown", complaint_count__gt=0),
                name="reviews_text_to_moderate",
            ),
        ),
        migrations.AddIndex(
            "reviewtext",
            models.Index("state", F("decided_at").desc(), F("id").desc(), name="reviews_text_decided"),
        ),
        ReinstallGuards(),
    ]
