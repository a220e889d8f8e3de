"""Synonyms for search, and the groups that a site starts with. This runs once: what staff delete stays deleted."""

import django.core.validators
from django.db import migrations, models

import catalog.models.fields
import catalog.models.synonyms
from catalog.synonyms.seeds import install_synonyms


def install(apps, schema_editor):
    install_synonyms(apps.get_model("catalog", "SynonymGroup"))


KINDS = [
    ("brand", "brand and generic name"),
    ("lay", "lay and clinical word"),
    ("spelling", "spelling or abbreviation"),
    ("language", "same word in another language"),
]


class Migration(migrations.Migration):
    dependencies = [("catalog", "0006_lists_go_on_by_product")]

    operations = [
        migrations.CreateModel(
            name="SynonymGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "words",
                    catalog.models.fields.LimitedTextField(
                        help_text="One word or phrase a line, 2 to 30 lines of 60 characters at most. Whoever searches for one of them finds what is written with any other. Capitals and accents make no difference. Only what means the same: two medicines that treat the same illness do not.",
                        max_length=4000,
                        validators=[catalog.models.synonyms.check_phrases],
                        verbose_name="words",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="Only where a word of the group means something else in other languages.",
                        max_length=10,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z]{2,3}(-[A-Z]{2})?\\Z", "Write a language like “en” or “pt-BR”."
                            )
                        ],
                        verbose_name="language",
                    ),
                ),
                ("kind", models.CharField(choices=KINDS, max_length=10, verbose_name="kind")),
                (
                    "note",
                    catalog.models.fields.LimitedTextField(
                        blank=True,
                        help_text="For colleagues: why it is so.",
                        max_length=400,
                        verbose_name="note",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                "verbose_name": "group of synonyms",
                "verbose_name_plural": "synonyms",
                "ordering": ["words"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words__contains", "\n")), name="catalog_synonymgroup_two_lines_at_least"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["brand", "lay", "spelling", "language"])),
                        name="catalog_synonymgroup_kind_known",
                    ),
                ],
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop, elidable=True),
    ]
