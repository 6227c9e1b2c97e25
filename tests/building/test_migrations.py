"""The migrations: none missing, one head an app, numbered without a gap."""

import io
from itertools import count

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

OURS = [app.label for app in apps.get_app_configs() if app.name.startswith("yizhan.")]


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration_for_it():
    """Otherwise a hall would run new code on old tables."""
    answer = io.StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=answer)
    except SystemExit:
        pytest.fail(answer.getvalue())


@pytest.mark.parametrize("label", OURS)
def test_every_app_has_one_head_and_numbers_without_a_gap(label):
    """Two heads or a gap mean that two people migrated past each other."""
    names = sorted(name for app, name in MigrationLoader(None).disk_migrations if app == label)
    assert [name[:4] for name in names] == [f"{n:04}" for n, _ in zip(count(1), names)]
