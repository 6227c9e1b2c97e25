"""What a guardian is to the ward, on which document, and how a guardianship ended."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_attempt'),
    ]

    operations = [
        migrations.AddField(
            model_name='guardianship',
            name='document',
            field=models.CharField(default='other', max_length=12),
        ),
        migrations.AddField(
            model_name='guardianship',
            name='ended_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='guardianship',
            name='ended_text',
            field=models.CharField(blank=True, default='', max_length=200),
        ),
        migrations.AddField(
            model_name='guardianship',
            name='ended_why',
            field=models.CharField(blank=True, default='', max_length=12),
        ),
        migrations.AddField(
            model_name='guardianship',
            name='kin',
            field=models.CharField(default='other', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='guardianship',
            constraint=models.CheckConstraint(condition=models.Q(('kin__in', ['parent', 'spouse', 'child', 'grandparent', 'sibling', 'other', 'appointed'])), name='guardianship_kin_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='guardianship',
            constraint=models.CheckConstraint(condition=models.Q(('document__in', ['household', 'birth', 'judgment', 'appointment', 'other'])), name='guardianship_document_is_a_word'),
        ),
        migrations.AddConstraint(
            model_name='guardianship',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_why', '')), models.Q(('ended_at__isnull', False), ('ended_why__in', ['restored', 'replaced', 'revoked', 'unable', 'deceased', 'mistake'])), _connector='OR'), name='guardianship_ends_for_a_reason'),
        ),
    ]
