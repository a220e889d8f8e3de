"""Lists go on behind a value and a product: the keys that the search index knows, too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0005_listings_keep_their_texts")]

    operations = [
        migrations.RemoveIndex("listing", "catalog_listing_by_name"),
        migrations.AlterField("listing", "name_key", models.CharField(max_length=160)),
        migrations.AlterField("listing", "signed_at", models.DateTimeField()),
        migrations.AddIndex("listing", models.Index(fields=["name_key", "product"], name="catalog_listing_by_name")),
        migrations.AddIndex(
            "listing", models.Index(fields=["signed_at", "product"], name="catalog_listing_by_signing")
        ),
    ]
