import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import django.utils.translation
from django.conf import settings
from django.db import migrations, models

import catalog.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0004_reviews_switch"),
        ("reviews", "0003_screening_words"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Complaint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("personal_information", "It tells who somebody is"),
                            ("medical_advice", "It gives advice on doses or treatment"),
                            ("advertising", "It advertises, or promises a cure"),
                            ("abusive", "It insults or threatens"),
                            ("off_topic", "It is about something other than this medicine"),
                            ("fake", "I do not believe that a customer wrote it"),
                            ("side_effect", "It tells of harm that somebody should follow up"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                        verbose_name="why",
                    ),
                ),
                ("note", catalog.models.fields.LimitedTextField(blank=True, max_length=500, verbose_name="note")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="settled")),
            ],
            options={
                "verbose_name": "complaint",
                "verbose_name_plural": "complaints",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("sent", "sent by the author"),
                            ("approved", "published"),
                            ("rejected", "not published"),
                            ("taken_down", "taken down"),
                            ("change_asked", "sent back for a change"),
                            ("masked", "a part was masked"),
                            ("kept", "complaints looked at, left as it is"),
                            ("replied", "answered in public"),
                            ("reply_removed", "public answer removed"),
                            ("undone", "the last decision was undone"),
                            ("deleted", "deleted by the author"),
                        ],
                        max_length=13,
                        verbose_name="what",
                    ),
                ),
                ("review_number", models.BigIntegerField(db_index=True, verbose_name="review")),
                ("text_number", models.BigIntegerField(null=True, verbose_name="text")),
                (
                    "from_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("waiting", "waiting for a moderator"),
                            ("shown", "published"),
                            ("rejected", "not published"),
                            ("change_asked", "sent back for a change"),
                            ("replaced", "replaced by a later text"),
                        ],
                        max_length=12,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("waiting", "waiting for a moderator"),
                            ("shown", "published"),
                            ("rejected", "not published"),
                            ("change_asked", "sent back for a change"),
                            ("replaced", "replaced by a later text"),
                        ],
                        max_length=12,
                        verbose_name="to",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("personal_information", "It tells who somebody is"),
                            ("medical_advice", "It gives advice on doses or treatment"),
                            ("advertising", "It advertises, or promises a cure"),
                            ("abusive", "It insults or threatens"),
                            ("off_topic", "It is about something other than this medicine"),
                            ("not_a_review", "It is a question or an order, not an experience"),
                        ],
                        max_length=24,
                        verbose_name="why",
                    ),
                ),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="hash of the text")),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Hit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=9)),
                ("who", models.CharField(max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order_hash", models.CharField(editable=False, max_length=64, verbose_name="hash of the order")),
                (
                    "through",
                    models.CharField(
                        choices=[("admin", "by hand"), ("csv", "from a file"), ("api", "by the pharmacy's own system")],
                        max_length=5,
                        verbose_name="how",
                    ),
                ),
                ("issued_at", models.DateTimeField(auto_now_add=True, verbose_name="issued")),
                ("expires_at", models.DateTimeField(verbose_name="ends")),
                ("cancelled_at", models.DateTimeField(null=True, verbose_name="cancelled")),
                ("used_at", models.DateTimeField(null=True, verbose_name="used")),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["-id"],
                "permissions": [("issue_invitation", "Can issue invitations to review")],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "review received"),
                            ("shown", "review published"),
                            ("rejected", "review not published"),
                            ("change_asked", "change asked for"),
                            ("reply", "the pharmacy has answered"),
                            ("question", "question about a side effect"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("last_error", models.CharField(blank=True, max_length=300, verbose_name="last error")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sent")),
                ("given_up_at", models.DateTimeField(null=True, verbose_name="given up")),
            ],
            options={
                "verbose_name": "letter",
                "verbose_name_plural": "letters",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Original",
            fields=[
                (
                    "text",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="original",
                        serialize=False,
                        to="reviews.reviewtext",
                    ),
                ),
                ("title", models.CharField(max_length=100)),
                ("words", models.TextField()),
                ("masked_at", models.DateTimeField(auto_now_add=True, db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", catalog.models.fields.LimitedTextField(max_length=2000, verbose_name="answer")),
                (
                    "language",
                    models.CharField(
                        default=django.utils.translation.get_language, max_length=10, verbose_name="language"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed")),
            ],
            options={
                "verbose_name": "public answer",
                "verbose_name_plural": "public answers",
            },
        ),
        migrations.CreateModel(
            name="SafetyNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("note", "note"),
                            ("state", "change"),
                            ("words", "later words of the customer"),
                            ("question", "question to the customer"),
                            ("answer", "answer of the customer"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
                ("text", catalog.models.fields.LimitedTextField(max_length=4200, verbose_name="text")),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="SafetyQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", catalog.models.fields.LimitedTextField(max_length=1000, verbose_name="question")),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="asked")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="answered")),
                ("answer", catalog.models.fields.LimitedTextField(blank=True, max_length=4000, verbose_name="answer")),
            ],
            options={
                "verbose_name": "question to the customer",
                "verbose_name_plural": "questions to customers",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="SafetyReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("product_name", models.CharField(max_length=160, verbose_name="medicine")),
                (
                    "market",
                    models.CharField(
                        choices=[("us", "United States"), ("gb", "United Kingdom"), ("eu", "European Union")],
                        max_length=2,
                        verbose_name="market",
                    ),
                ),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                (
                    "words",
                    catalog.models.fields.LimitedTextField(
                        blank=True, max_length=4200, verbose_name="what was written"
                    ),
                ),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="day zero")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("assessing", "being assessed"),
                            ("asked", "waiting for the customer"),
                            ("forwarded", "sent to the authority"),
                            ("closed", "closed, no case"),
                        ],
                        default="new",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "has_patient",
                    models.BooleanField(default=False, verbose_name="a patient who can be told from others"),
                ),
                ("has_reporter", models.BooleanField(default=False, verbose_name="a reporter who can be reached")),
                ("has_product", models.BooleanField(default=True, verbose_name="a suspected medicine")),
                ("has_reaction", models.BooleanField(default=False, verbose_name="a suspected reaction")),
                ("reaction", models.CharField(blank=True, max_length=300, verbose_name="the reaction, in short")),
                ("death", models.BooleanField(default=False, verbose_name="death")),
                ("life_threatening", models.BooleanField(default=False, verbose_name="life-threatening")),
                (
                    "hospitalisation",
                    models.BooleanField(default=False, verbose_name="a stay in hospital, or a longer one"),
                ),
                ("disability", models.BooleanField(default=False, verbose_name="lasting disability")),
                ("congenital_anomaly", models.BooleanField(default=False, verbose_name="harm to an unborn child")),
                (
                    "medically_important",
                    models.BooleanField(default=False, verbose_name="medically important otherwise"),
                ),
                ("pregnancy", models.BooleanField(default=False, verbose_name="exposure in pregnancy")),
                ("forwarded_at", models.DateTimeField(null=True, verbose_name="sent to the authority")),
                ("reference", models.CharField(blank=True, max_length=80, verbose_name="reference of the authority")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="closed")),
                ("erased_at", models.DateTimeField(null=True, verbose_name="words erased")),
            ],
            options={
                "verbose_name": "safety report",
                "verbose_name_plural": "safety reports",
                "ordering": ["received_at", "id"],
                "permissions": [
                    ("handle_safetyreport", "Can handle safety reports"),
                    ("see_contact", "Can see how to reach the customer of a safety report"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "vote",
                "verbose_name_plural": "votes",
                "ordering": ["-id"],
            },
        ),
        migrations.AlterModelOptions(
            name="review",
            options={
                "ordering": ["-id"],
                "permissions": [
                    ("moderate_review", "Can approve and reject reviews"),
                    ("answer_review", "Can answer reviews in public"),
                ],
                "verbose_name": "review",
                "verbose_name_plural": "reviews",
            },
        ),
        migrations.RemoveConstraint(
            model_name="reviewtext",
            name="reviews_text_decided_by_whom_and_when",
        ),
        migrations.AddField(
            model_name="reviewtext",
            name="complaint_count",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="reviewtext",
            name="condition",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="catalog.condition",
                verbose_name="taken for",
            ),
        ),
        migrations.AddField(
            model_name="reviewtext",
            name="consent_wording",
            field=models.TextField(null=True, verbose_name="what the author agreed to"),
        ),
        migrations.AddField(
            model_name="reviewtext",
            name="consented_at",
            field=models.DateTimeField(null=True, verbose_name="agreed"),
        ),
        migrations.AddField(
            model_name="reviewtext",
            name="helpful_count",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="reviewtext",
            name="marks",
            field=models.JSONField(default=list, editable=False, verbose_name="marks"),
        ),
        migrations.AddField(
            model_name="reviewtext",
            name="product",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="review_texts",
                to="catalog.product",
            ),
        ),
        migrations.AddField(
            model_name="reviewtext",
            name="replaced_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="replaces",
                to="reviews.reviewtext",
            ),
        ),
        migrations.AddField(
            model_name="reviewtext",
            name="taken_for",
            field=models.CharField(
                blank=True,
                choices=[
                    ("days", "less than a week"),
                    ("weeks", "one to four weeks"),
                    ("months", "one to six months"),
                    ("half_year", "six to twelve months"),
                    ("years", "more than a year"),
                ],
                max_length=9,
                verbose_name="for how long",
            ),
        ),
        migrations.AddField(
            model_name="reviewtext",
            name="urgency",
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="urgency"),
        ),
        migrations.AddField(
            model_name="reviewtext",
            name="verified",
            field=models.BooleanField(default=False, editable=False, verbose_name="verified"),
        ),
        migrations.AlterField(
            model_name="reviewtext",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "waiting for a moderator"),
                    ("shown", "published"),
                    ("rejected", "not published"),
                    ("change_asked", "sent back for a change"),
                    ("replaced", "replaced by a later text"),
                ],
                default="waiting",
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="reviewtext",
            name="poorness",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.expressions.CombinedExpression(models.Value(6), "-", models.F("rating")),
                output_field=models.SmallIntegerField(),
            ),
        ),
        migrations.AddIndex(
            model_name="reviewtext",
            index=models.Index(
                models.F("urgency"),
                models.F("submitted_at"),
                condition=models.Q(
                    ("state", "waiting"), models.Q(("complaint_count__gt", 0), ("state", "shown")), _connector="OR"
                ),
                name="reviews_text_to_moderate",
            ),
        ),
        migrations.AddIndex(
            model_name="reviewtext",
            index=models.Index(
                models.F("product"),
                models.F("decided_at"),
                models.F("id"),
                condition=models.Q(("state", "shown")),
                name="reviews_shown_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="reviewtext",
            index=models.Index(
                models.F("product"),
                models.F("helpful_count"),
                models.F("decided_at"),
                models.F("id"),
                condition=models.Q(("state", "shown")),
                name="reviews_shown_helpful",
            ),
        ),
        migrations.AddIndex(
            model_name="reviewtext",
            index=models.Index(
                models.F("product"),
                models.F("rating"),
                models.F("decided_at"),
                models.F("id"),
                condition=models.Q(("state", "shown")),
                name="reviews_shown_highest",
            ),
        ),
        migrations.AddIndex(
            model_name="reviewtext",
            index=models.Index(
                models.F("product"),
                models.F("poorness"),
                models.F("decided_at"),
                models.F("id"),
                condition=models.Q(("state", "shown")),
                name="reviews_shown_lowest",
            ),
        ),
        migrations.AddIndex(
            model_name="reviewtext",
            index=models.Index(
                models.F("product"),
                models.F("condition"),
                models.F("decided_at"),
                models.F("id"),
                condition=models.Q(("state", "shown")),
                name="reviews_shown_condition",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewtext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("state", "waiting")),
                    models.Q(("decided_at__isnull", False), ("state", "replaced")),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("state__in", ["shown", "rejected", "change_asked"]),
                    ),
                    _connector="OR",
                ),
                name="reviews_text_decided_by_whom_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewtext",
            constraint=models.CheckConstraint(
                condition=models.Q(("consent_wording", ""), _negated=True), name="reviews_text_published_with_consent"
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="review_complaints",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="complaints", to="reviews.review"
            ),
        ),
        migrations.AddField(
            model_name="complaint",
            name="settled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="settled by",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="product",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.product"
            ),
        ),
        migrations.AddIndex(
            model_name="hit",
            index=models.Index(fields=["what", "who", "at"], name="reviews_hit_count"),
        ),
        migrations.AddIndex(
            model_name="hit",
            index=models.Index(fields=["at"], name="reviews_hit_at"),
        ),
        migrations.AddField(
            model_name="invitation",
            name="issued_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="issued by",
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="product",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="catalog.product"
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="review",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="invitation", to="reviews.review"
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="recipient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="letters",
                to=settings.AUTH_USER_MODEL,
                verbose_name="to",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="text",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="letters", to="reviews.reviewtext"
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="review",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="reply", to="reviews.review"
            ),
        ),
        migrations.AddField(
            model_name="safetynote",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddField(
            model_name="safetyquestion",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked by",
            ),
        ),
        migrations.AddField(
            model_name="safetyquestion",
            name="customer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="safety_questions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="question",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="letters",
                to="reviews.safetyquestion",
            ),
        ),
        migrations.AddField(
            model_name="safetyreport",
            name="product",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="safety_reports", to="catalog.product"
            ),
        ),
        migrations.AddField(
            model_name="safetyreport",
            name="reporter",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="safety_reports",
                to=settings.AUTH_USER_MODEL,
                verbose_name="customer",
            ),
        ),
        migrations.AddField(
            model_name="safetyreport",
            name="review",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="safety_reports",
                to="reviews.review",
            ),
        ),
        migrations.AddField(
            model_name="safetyquestion",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="reviews.safetyreport"
            ),
        ),
        migrations.AddField(
            model_name="safetynote",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="reviews.safetyreport"
            ),
        ),
        migrations.AddField(
            model_name="vote",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="votes", to="reviews.review"
            ),
        ),
        migrations.AddField(
            model_name="vote",
            name="voter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="review_votes", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.UniqueConstraint(
                condition=models.Q(("by__isnull", False), ("settled_at", None)),
                fields=("review", "by"),
                name="reviews_complaint_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at", None), ("settled_by", None)),
                    models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                    _connector="OR",
                ),
                name="reviews_complaint_settled_by_whom_and_when",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["act", "reason", "from_state"], name="reviews_decision_counts"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["at"], name="reviews_decision_at"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act__in", ["sent", "deleted"]), ("by", None)),
                    models.Q(models.Q(("act__in", ["sent", "deleted"]), _negated=True), ("by__isnull", False)),
                    _connector="OR",
                ),
                name="reviews_decision_by_staff_unless_the_authors",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                fields=("product", "order_hash"), name="reviews_invitation_once_an_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("review", None), ("used_at__isnull", False), _connector="OR"),
                name="reviews_invitation_with_review_is_used",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("issued_at"))), name="reviews_invitation_lasts"
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                models.F("due_at"),
                condition=models.Q(("given_up_at", None), ("sent_at", None)),
                name="reviews_letter_due",
            ),
        ),
        migrations.AddIndex(
            model_name="safetyreport",
            index=models.Index(fields=["state", "received_at"], name="reviews_safety_queue"),
        ),
        migrations.AddConstraint(
            model_name="safetyreport",
            constraint=models.UniqueConstraint(
                models.F("review"),
                condition=models.Q(("state__in", ["new", "assessing", "asked"])),
                name="reviews_safety_one_open_per_review",
            ),
        ),
        migrations.AddConstraint(
            model_name="safetyreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("forwarded_at__isnull", False), ("state", "forwarded")),
                    models.Q(("closed_at__isnull", False), ("state", "closed")),
                    models.Q(("closed_at", None), ("forwarded_at", None), ("state__in", ["new", "assessing", "asked"])),
                    _connector="OR",
                ),
                name="reviews_safety_state_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="safetyreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("erased_at", None), models.Q(("reaction", ""), ("words", "")), _connector="OR"),
                name="reviews_safety_erased_is_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="safetynote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by", None), ("kind__in", ["words", "answer"])),
                    models.Q(("kind__in", ["words", "answer"]), _negated=True),
                    _connector="OR",
                ),
                name="reviews_safetynote_customers_are_not_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.UniqueConstraint(fields=("review", "voter"), name="reviews_vote_once"),
        ),
    ]
