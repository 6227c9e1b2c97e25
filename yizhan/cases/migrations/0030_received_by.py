"""Any hall of the county: which hall took a case in, and which one hands its result out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds both columns with the indexes of the halls' lists."""

    dependencies = [("cases", "0020_shared_cases")]

    operations = [
        migrations.AddField("case", "received_by", models.BigIntegerField(null=True)),
        migrations.AddField("case", "collect_at", models.BigIntegerField(null=True)),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["division", "received_by", "-received_at", "-id"],
                name="cases_case_received_by",
                condition=~models.Q(received_by=None),
            ),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["division", "collect_at", "stage", "id"],
                name="cases_case_collect_at",
                condition=~models.Q(collect_at=None),
            ),
        ),
    ]
