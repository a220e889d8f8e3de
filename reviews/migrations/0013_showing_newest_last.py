"""SQLite takes the younger of two indexes that it finds alike: the newest page is to walk its own, not the moderators'."""

from django.db import migrations, models

import reviews.guards  # noqa: F401  # the tables that ReinstallGuards knows of
from catalog.guards import ReinstallGuards

NEWEST = models.Index(
    "product", "reason", "decided_at", "id", condition=models.Q(state="shown"), name="reviews_shown_newest"
)


class Migration(migrations.Migration):
    dependencies = [("reviews", "0012_original_before_the_latest_mask")]

    operations = [
        migrations.RemoveIndex("reviewtext", "reviews_shown_newest"),
        migrations.AddIndex("reviewtext", NEWEST),
        ReinstallGuards(),
    ]
