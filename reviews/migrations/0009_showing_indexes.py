"""Each order of a page of reviews is one index, filters included; the policy page counts the record in one, too."""

from django.db import migrations, models

import reviews.guards  # noqa: F401  # the tables that ReinstallGuards knows of
from catalog.guards import ReinstallGuards

SHOWN = models.Q(state="shown")
COLUMNS = {
    "reviews_shown_newest": ("product", "reason", "decided_at", "id"),
    "reviews_shown_helpful": (
        "product",
        "reason",
        "helpful_count",
        "decided_at",
        "id",
        "condition",
        "rating",
        "verified",
    ),
    "reviews_shown_highest": ("product", "reason", "rating", "decided_at", "id", "condition", "verified"),
    "reviews_shown_lowest": ("product", "reason", "poorness", "decided_at", "id", "condition", "verified"),
    "reviews_shown_condition": ("product", "reason", "condition", "decided_at", "id", "rating", "verified"),
}


class Migration(migrations.Migration):
    dependencies = [("reviews", "0007_safety_clock")]

    operations = [
        *[migrations.RemoveIndex("reviewtext", name) for name in COLUMNS],
        *[
            migrations.AddIndex("reviewtext", models.Index(*columns, condition=SHOWN, name=name))
            for name, columns in COLUMNS.items()
        ],
        migrations.AddIndex(
            "reviewtext",
            models.Index(
                "product",
                "reason",
                "decided_at",
                "id",
                condition=models.Q(state="shown") & models.Q(verified=True),
                name="reviews_shown_verified",
            ),
        ),
        migrations.RemoveIndex("decision", "reviews_decision_counts"),
        migrations.AddIndex(
            "decision",
            models.Index(fields=["act", "reason", "from_state", "to_state", "at"], name="reviews_decision_counts"),
        ),
        ReinstallGuards(),
    ]
