"""The direction of dependence, checked on every run."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

FACES = ("portal", "desk", "api", "replay")


def test_every_import_keeps_the_contracts_of_the_architecture(repository):
    """Layers, pure law, no circles, models at home, faces apart."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo"]
    run = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("face", FACES)
def test_no_face_reaches_into_the_tables_by_itself(repository, face):
    """A face calls queries and services; a manager in a view would pass by the access rules."""
    offenders = [
        f"{path.relative_to(repository)}:{node.lineno}"
        for path in (repository / "yizhan" / face).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]
    assert not offenders
