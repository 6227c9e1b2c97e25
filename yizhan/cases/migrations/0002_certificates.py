"""Cases about a certificate (变更、延续), and when a decision publishes itself (L2.11, L2.15)."""

from django.db import migrations, models

from yizhan.law.certificates import Aim


class Migration(migrations.Migration):
    """Adds columns and their indexes."""

    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.AddField("case", "about", models.UUIDField(null=True)),
        migrations.AddField("case", "publish_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "draft",
            "aim",
            models.CharField(choices=Aim.choices(), default=Aim.NEW.value, max_length=8),
        ),
        migrations.AddField("draft", "certificate", models.UUIDField(null=True)),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["division", "about"],
                name="cases_case_about",
                condition=~models.Q(about=None),
            ),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["publish_at"],
                name="cases_case_publish",
                condition=~models.Q(publish_at=None),
            ),
        ),
    ]
