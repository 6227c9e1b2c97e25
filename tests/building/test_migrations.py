"""The migrations: none missing, one head an app, numbered as they follow each other."""

import io

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
def test_every_app_has_one_head_and_numbers_in_the_order_of_its_migrations(label):
    """Two heads, or a number used twice, mean that two people migrated past each other."""
    loader = MigrationLoader(None)
    heads = loader.graph.leaf_nodes(label)
    assert len(heads) <= 1
    order = [
        name[:4] for head in heads for app, name in loader.graph.forwards_plan(head) if app == label
    ]
    assert order == sorted(set(order))
