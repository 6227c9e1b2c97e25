"""Keys and files of papers in a folder of the test's own."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture(scope="session")
def keys_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for keys, made once: making them is slow."""
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(autouse=True)
def papers_folders(settings: Settings, keys_folder: Path, tmp_path: Path) -> None:
    """Point the settings to folders of the test."""
    settings.KEYS_DIR = keys_folder
    settings.PAPERS_DIR = tmp_path / "papers"
