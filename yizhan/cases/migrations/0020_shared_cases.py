"""Cases of several authorities: their stages, and the departments that a case waits for."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

from yizhan.law.words import Stage

STAGES = [stage.value for stage in Stage]


def listed(name: str) -> models.CheckConstraint:
    """Return the constraint that a stage is one of the law's."""
    return models.CheckConstraint(name=name, condition=models.Q(stage__in=STAGES))


class Migration(migrations.Migration):
    """Widens the stages and adds the column with its index."""

    dependencies = [("cases", "0011_desk")]

    operations = [
        migrations.RemoveConstraint("case", "cases_case_stage"),
        migrations.AddConstraint("case", listed("cases_case_stage")),
        migrations.RemoveConstraint("entry", "cases_entry_stage"),
        migrations.AddConstraint("entry", listed("cases_entry_stage")),
        migrations.AlterField(
            "case", "stage", models.CharField(choices=Stage.choices(), max_length=16)
        ),
        migrations.AlterField(
            "entry", "stage", models.CharField(choices=Stage.choices(), max_length=16)
        ),
        migrations.AddField(
            "case",
            "awaited",
            ArrayField(base_field=models.BigIntegerField(), default=list, size=None),
        ),
        migrations.AddIndex(
            "case",
            models.Index(fields=["authority_id", "stage"], name="cases_case_held"),
        ),
        migrations.AddIndex(
            "case",
            GinIndex(
                condition=models.Q(("awaited", []), _negated=True),
                fields=["awaited"],
                name="cases_case_awaited",
            ),
        ),
    ]
