"""Acts that may still be taken back, and the screen towards the customer."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add both tables."""

    dependencies = [("cases", "0002_certificates")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=~models.Q(("claimed_by", None)),
                fields=["division", "authority_id", "claimed_at"],
                name="cases_case_claimed",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=django.contrib.postgres.indexes.BrinIndex(
                fields=["recorded_at"], name="cases_entry_day"
            ),
        ),
        migrations.CreateModel(
            name="CounterScreen",
            fields=[
                ("user_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("shown", models.JSONField(default=dict)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="HeldAct",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "division",
                        "id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("division", models.IntegerField()),
                ("id", models.UUIDField()),
                ("case_id", models.UUIDField()),
                ("user_id", models.BigIntegerField()),
                ("posting_id", models.BigIntegerField()),
                ("clerk", models.CharField(max_length=120)),
                ("label", models.CharField(max_length=60)),
                ("number", models.CharField(max_length=32)),
                ("steps", models.JSONField()),
                ("seen", models.IntegerField()),
                ("key", models.CharField(max_length=40)),
                ("due_at", models.DateTimeField()),
                ("state", models.CharField(default="held", max_length=8)),
                ("outcome", models.JSONField(default=dict)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "held")),
                        fields=("division", "case_id"),
                        name="cases_heldact_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["held", "taken", "failed"])),
                        name="cases_heldact_state",
                    ),
                ],
                "indexes": [
                    models.Index(fields=["user_id", "due_at"], name="cases_heldact_mine"),
                    models.Index(
                        condition=models.Q(("state", "held")),
                        fields=["due_at"],
                        name="cases_heldact_due",
                    ),
                ],
            },
        ),
    ]
