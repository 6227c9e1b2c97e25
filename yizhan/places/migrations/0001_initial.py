"""The tables of the places."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make divisions, authorities, postings, calendar days and years."""

    initial = True
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="CalendarYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(unique=True)),
                ("published", models.BooleanField(default=True)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("loaded_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="Authority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True)),
                ("division", models.CharField(max_length=12)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("1", "国家级"),
                            ("2", "省级"),
                            ("3", "市级"),
                            ("4", "县级"),
                            ("5", "乡镇级"),
                            ("6", "村级"),
                        ],
                        max_length=1,
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("short_name", models.CharField(max_length=60)),
                ("paper_word", models.CharField(max_length=20)),
                ("uscc", models.CharField(max_length=18)),
                ("window", models.CharField(max_length=3)),
                ("address", models.CharField(max_length=200)),
                ("phone", models.CharField(max_length=30)),
                ("complaint_phone", models.CharField(max_length=30)),
                ("reconsideration", models.CharField(max_length=100)),
                ("court", models.CharField(max_length=100)),
                ("is_centre", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name": "部门",
                "indexes": [models.Index(fields=["level", "short_name"], name="authority_by_name")],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Left("division", 6),
                        models.F("window"),
                        name="authority_window",
                    ),
                    models.UniqueConstraint(
                        fields=("division", "short_name"), name="authority_short_name"
                    ),
                    models.UniqueConstraint(
                        fields=("division", "paper_word"), name="authority_paper_word"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["1", "2", "3", "4", "5", "6"])),
                        name="authority_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("division__regex", "^\\d{12}$")),
                        name="authority_division",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("window__regex", "^[0-9A-Z]{3}$")),
                        name="authority_window_form",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("division", models.CharField(default="000000000000", max_length=12)),
                ("day", models.DateField()),
                ("off", models.BooleanField()),
                ("name", models.CharField(max_length=40)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("division", "day"), name="calendar_day"),
                    models.CheckConstraint(
                        condition=models.Q(("division__regex", "^\\d{12}$")),
                        name="calendar_day_division",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Division",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=12)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("name", models.CharField(max_length=100)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("1", "国家级"),
                            ("2", "省级"),
                            ("3", "市级"),
                            ("4", "县级"),
                            ("5", "乡镇级"),
                            ("6", "村级"),
                        ],
                        max_length=1,
                    ),
                ),
                ("parent", models.CharField(blank=True, max_length=12)),
                ("kind", models.CharField(max_length=12)),
                ("initials", models.CharField(max_length=100)),
                ("formerly", models.CharField(blank=True, max_length=12)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["parent", "code"], name="division_children"),
                    models.Index(
                        fields=["initials"],
                        name="division_initials",
                        opclasses=["varchar_pattern_ops"],
                    ),
                    models.Index(
                        fields=["name"], name="division_name", opclasses=["varchar_pattern_ops"]
                    ),
                    models.Index(
                        condition=models.Q(("formerly", ""), _negated=True),
                        fields=["formerly"],
                        name="division_formerly",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("code", "since"), name="division_version"),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("code",),
                        name="division_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", ["1", "2", "3", "4", "5", "6"])),
                        name="division_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^\\d{12}$")), name="division_code"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="division_span",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("front", "前台"),
                            ("back", "后台"),
                            ("chief", "首席代表"),
                            ("head", "机关负责人"),
                            ("government", "本级政府负责人"),
                            ("supervisor", "督查员"),
                        ],
                        max_length=12,
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="places.authority",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "delegated_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="places.posting"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["authority", "post"], name="posting_by_authority")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "post__in",
                                ["front", "back", "chief", "head", "government", "supervisor"],
                            )
                        ),
                        name="posting_post",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="posting_span",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("delegated_by", None),
                            models.Q(
                                ("post", "chief"),
                                ("until__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="posting_delegation",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("user", "authority", "post"),
                        name="posting_one_open",
                    ),
                ],
            },
        ),
    ]
