"""Search reads what a listing says in a column of its own; the plain words of before are gone."""

from django.db import migrations, models

from catalog.plain_texts import plain_texts


def spell_out(apps, schema_editor):
    Listing = apps.get_model("catalog", "Listing")
    for listing in Listing.objects.only("page").iterator(chunk_size=500):
        changes = {"texts": plain_texts(listing.page), "atc_code": listing.page["atc_code"]}
        Listing.objects.filter(pk=listing.pk).update(**changes)


class Migration(migrations.Migration):
    dependencies = [("catalog", "0004_reviews_switch")]

    operations = [
        migrations.RemoveField("listing", "words"),
        migrations.AddField("listing", "atc_code", models.CharField(blank=True, max_length=7)),
        migrations.AddField("listing", "texts", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.RunPython(spell_out, migrations.RunPython.noop, elidable=True),
    ]
