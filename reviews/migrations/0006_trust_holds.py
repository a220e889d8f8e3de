import django.db.models.deletion
from django.db import migrations, models

import reviews.guards  # noqa: F401  # the tables that ReinstallGuards knows of
from catalog.guards import ReinstallGuards


class Migration(migrations.Migration):
    dependencies = [("reviews", "0005_texts_know_their_product")]

    operations = [
        migrations.AlterField(
            model_name="reviewtext",
            name="product",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="review_texts", to="catalog.product"
            ),
        ),
        migrations.AlterField(
            model_name="reviewtext",
            name="consent_wording",
            field=models.TextField(verbose_name="what the author agreed to"),
        ),
        migrations.AlterField(
            model_name="reviewtext",
            name="consented_at",
            field=models.DateTimeField(verbose_name="agreed"),
        ),
        ReinstallGuards(),
    ]
