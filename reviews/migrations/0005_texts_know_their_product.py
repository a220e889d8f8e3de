from django.db import migrations
from django.db.models import F, OuterRef, Subquery

# What the form asked everybody who wrote before wordings were kept.
ASKED = "I agree that everybody may read this, though it tells something about my health"


def fill(apps, schema_editor):
    texts, reviews = apps.get_model("reviews", "ReviewText"), apps.get_model("reviews", "Review")
    product = reviews.objects.filter(pk=OuterRef("review")).values("product")[:1]
    texts.objects.filter(product=None).update(product=Subquery(product))
    texts.objects.filter(consented_at=None).update(consent_wording=ASKED, consented_at=F("submitted_at"))


class Migration(migrations.Migration):
    dependencies = [("reviews", "0004_trust")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
