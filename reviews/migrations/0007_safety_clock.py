import django.utils.timezone
from django.db import migrations, models
from django.db.models import F

import catalog.models.fields


def start_the_clocks(apps, _schema_editor):
    """Reports that are there already: their clock has run since day zero."""
    apps.get_model("reviews", "SafetyReport").objects.update(clock_from=F("received_at"))


class Migration(migrations.Migration):
    dependencies = [("reviews", "0006_trust_holds")]

    operations = [
        migrations.AddField(
            model_name="safetynote",
            name="state",
            field=models.CharField(
                blank=True,
                choices=[
                    ("new", "new"),
                    ("assessing", "being assessed"),
                    ("asked", "waiting for the customer"),
                    ("forwarded", "sent to the authority"),
                    ("closed", "closed, no case"),
                ],
                max_length=9,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="safetynote",
            name="kind",
            field=models.CharField(
                choices=[
                    ("assessed", "assessment"),
                    ("note", "note"),
                    ("state", "change"),
                    ("words", "later words of the customer"),
                    ("question", "question to the customer"),
                    ("answer", "answer of the customer"),
                    ("contact", "looked at how to reach the customer"),
                    ("export", "exported"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="safetynote",
            name="text",
            field=catalog.models.fields.LimitedTextField(blank=True, max_length=4200, verbose_name="text"),
        ),
        migrations.AddField(
            model_name="safetyreport",
            name="assessed_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="assessed"),
        ),
        migrations.AddField(
            model_name="safetyreport",
            name="clock_from",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, verbose_name="clock runs from"
            ),
        ),
        migrations.RunPython(start_the_clocks, migrations.RunPython.noop),
    ]
