"""Webhooks, and the messages to them."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Webhook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("address", models.CharField(max_length=500, verbose_name="address")),
                ("kinds", models.JSONField(verbose_name="what it is told")),
                ("sealed_secret", models.TextField(editable=False)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                ("paused_at", models.DateTimeField(null=True, verbose_name="paused")),
                ("paused_why", models.CharField(blank=True, max_length=200, verbose_name="why it is paused")),
                ("epoch", models.CharField(max_length=32)),
                ("tick", models.PositiveBigIntegerField()),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="webhooks",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
            ],
            options={
                "verbose_name": "webhook",
                "verbose_name_plural": "webhooks",
                "ordering": ["-id"],
                "permissions": [("keep_webhook", "Can add, change and pause webhooks")],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "message_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="id of the message"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("changes", "changes"), ("epoch", "begin anew"), ("test", "test")],
                        max_length=7,
                        verbose_name="what",
                    ),
                ),
                ("body", models.TextField(verbose_name="message")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("last_status", models.PositiveSmallIntegerField(null=True, verbose_name="status")),
                ("last_answer", models.CharField(blank=True, max_length=300, verbose_name="answer")),
                ("last_error", models.CharField(blank=True, max_length=300, verbose_name="last error")),
                ("delivered_at", models.DateTimeField(null=True, verbose_name="delivered")),
                ("given_up_at", models.DateTimeField(null=True, verbose_name="given up")),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="webhooks.webhook",
                        verbose_name="webhook",
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery",
                "verbose_name_plural": "deliveries",
                "ordering": ["-id"],
            },
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="webhooks_webhook_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("address__startswith", "https://"), ("address__startswith", "http://"), _connector="OR"
                ),
                name="webhooks_webhook_goes_to_the_web",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kinds__in",
                        [
                            ["published"],
                            ["withdrawn"],
                            ["pack"],
                            ["review"],
                            ["term"],
                            ["published", "withdrawn"],
                            ["published", "pack"],
                            ["published", "review"],
                            ["published", "term"],
                            ["withdrawn", "pack"],
                            ["withdrawn", "review"],
                            ["withdrawn", "term"],
                            ["pack", "review"],
                            ["pack", "term"],
                            ["review", "term"],
                            ["published", "withdrawn", "pack"],
                            ["published", "withdrawn", "review"],
                            ["published", "withdrawn", "term"],
                            ["published", "pack", "review"],
                            ["published", "pack", "term"],
                            ["published", "review", "term"],
                            ["withdrawn", "pack", "review"],
                            ["withdrawn", "pack", "term"],
                            ["withdrawn", "review", "term"],
                            ["pack", "review", "term"],
                            ["published", "withdrawn", "pack", "review"],
                            ["published", "withdrawn", "pack", "term"],
                            ["published", "withdrawn", "review", "term"],
                            ["published", "pack", "review", "term"],
                            ["withdrawn", "pack", "review", "term"],
                            ["published", "withdrawn", "pack", "review", "term"],
                        ],
                    )
                ),
                name="webhooks_webhook_knows_its_kinds",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sealed_secret", ""), _negated=True), models.Q(("epoch", ""), _negated=True)
                ),
                name="webhooks_webhook_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(("paused_at__isnull", False), ("paused_why", ""), _connector="OR"),
                name="webhooks_webhook_paused_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                models.F("due_at"),
                condition=models.Q(("delivered_at", None), ("given_up_at", None)),
                name="webhooks_delivery_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("delivered_at", None), ("given_up_at", None), _connector="OR"),
                name="webhooks_delivery_ends_one_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("delivered_at", None),
                    models.Q(("last_status__isnull", False), ("last_status__range", (200, 299))),
                    _connector="OR",
                ),
                name="webhooks_delivery_was_taken",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), _negated=True), name="webhooks_delivery_says_something"
            ),
        ),
    ]
