"""Search and partners follow changes: a new name of a term is one of every listing that uses it."""

from django.db import migrations, models

KINDS = [
    ("published", "published"),
    ("withdrawn", "withdrawn"),
    ("pack", "pack, price or availability"),
    ("review", "review or rating"),
    ("term", "name of a term"),
]


class Migration(migrations.Migration):
    dependencies = [("catalog", "0007_synonyms")]

    operations = [migrations.AlterField("change", "kind", models.CharField(choices=KINDS, max_length=12))]
