from django.db import migrations, models

from reviews.screening.seeds import install_words


def install(apps, schema_editor):
    install_words(apps.get_model("reviews", "ScreeningWord"))


KINDS = [
    ("email", "e-mail address"),
    ("telephone", "telephone number"),
    ("web_address", "web address"),
    ("number", "order or card number"),
    ("doctor", "name of a doctor"),
    ("profanity", "rude word"),
    ("shouting", "shouting"),
    ("cure", "promise of a cure"),
    ("dose", "advice on a dose"),
    ("other_use", "another use"),
    ("side_effect", "possible side effect"),
    ("pregnancy", "pregnancy"),
]


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_language_of_the_author")]

    operations = [
        migrations.CreateModel(
            name="ScreeningWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=KINDS, max_length=12, verbose_name="kind")),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                (
                    "words",
                    models.CharField(
                        help_text="A star at the end of a word stands for any ending: vomit*. A # alone stands for any number.",
                        max_length=80,
                        verbose_name="word or phrase",
                    ),
                ),
                (
                    "is_exception",
                    models.BooleanField(
                        default=False,
                        help_text="Where this stands in a text, nothing inside it is marked for this kind: anal fissure, for instance.",
                        verbose_name="never mark",
                    ),
                ),
            ],
            options={
                "verbose_name": "screening word",
                "verbose_name_plural": "screening words",
                "ordering": ["kind", "language", "is_exception", "words"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "language", "words", "is_exception"),
                        name="reviews_screeningword_once",
                        violation_error_message="This word stands in the list already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="reviews_screeningword_says_something",
                    ),
                ],
            },
        ),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
