"""A certificate lives on through its versions; its history names the journal's line."""

from django.db import migrations, models
from django.db.models import F

from yizhan.law.certificates import CertificateEvent


def first_versions(apps, _editor):
    """Make every certificate there is the first of its lineage."""
    apps.get_model("papers", "Certificate").objects.update(lineage=F("id"))


class Migration(migrations.Migration):
    """Adds the lineage; takes away the state, which was never the truth."""

    dependencies = [("papers", "0001_initial")]

    operations = [
        migrations.AddField("certificate", "lineage", models.UUIDField(null=True)),
        migrations.RunPython(first_versions, migrations.RunPython.noop, atomic=False),
        migrations.AlterField("certificate", "lineage", models.UUIDField()),
        migrations.RemoveField("certificate", "state"),
        migrations.AddConstraint(
            "certificate",
            models.UniqueConstraint(
                fields=["division", "lineage", "version"], name="papers_certificate_version"
            ),
        ),
        migrations.AddField("certificateevent", "case_id", models.UUIDField(null=True)),
        migrations.AddField("certificateevent", "seq", models.IntegerField(null=True)),
        migrations.AlterField(
            "certificateevent",
            "kind",
            models.CharField(choices=CertificateEvent.choices(), max_length=16),
        ),
    ]
