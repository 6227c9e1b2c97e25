"""The forms that are shipped are light: half filled in, eight typed at most (P-12)."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.items.conftest import BARE, content
from yizhan.items.weights import Weight, shipped, weights
from yizhan.law.words import Applicant

FOLDER = Path(__file__).resolve().parents[2] / "data/catalogue"
SHIPPED = list(shipped(FOLDER))
FORMS = [one for kind in Applicant for one in weights(SHIPPED, kind)]
MANY: dict[str, Any] = {
    f"own_{number}": {"type": "string", "title": f"第{number}项"} for number in range(9)
}
HEAVY: dict[str, Any] = {**BARE["form"], "properties": MANY, "required": []}


@pytest.mark.parametrize("one", FORMS, ids=lambda one: f"{one.audience.value}-{one.name}")
def test_every_shipped_form_is_half_filled_in_and_little_is_typed(one: Weight) -> None:
    """P-12: for the answers that make it heaviest."""
    assert one.holds, str(one)


def test_every_shipped_item_is_weighed_for_somebody() -> None:
    """No item slips through because nobody is named as its audience."""
    assert {one.name for one in FORMS} == {one.name for one in SHIPPED}


def _run(folder: Path, *words: str) -> str:
    """Return what the command prints."""
    out = StringIO()
    call_command("form_weight", f"--folder={folder}", *words, stdout=out)
    return out.getvalue()


def test_command_prints_every_item_and_the_worst() -> None:
    """Whoever edits forms sees at once which ones to look at."""
    lines = _run(FOLDER).splitlines()
    persons = [one for one in FORMS if one.audience is Applicant.NATURAL]
    assert len(lines) == len(persons) + 3
    assert lines[-2].startswith("手填最多") and lines[-1].startswith("预填最少")


def test_command_fails_on_a_form_that_is_too_heavy(tmp_path: Path) -> None:
    """It can stand in a pipeline: the heavy form is first, the exit code is not 0."""
    heavy = {**BARE, "form": HEAVY}
    said = {"authority_level": "4", "content": heavy}
    (tmp_path / "1.json").write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(CommandError, match="1 个事项不达标"):
        _run(tmp_path)
    assert "1 个达标" not in _run(tmp_path, "--legal")


def test_heaviest_form_comes_first() -> None:
    """What does not hold stands before what does."""
    found = weights([content(name="轻的"), content(name="重的", form=HEAVY)], Applicant.NATURAL)
    assert [one.name for one in found] == ["重的", "轻的"]
