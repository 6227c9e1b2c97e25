"""One file from its text to its lines and differences."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from yizhan.replay.expect import differences
from yizhan.replay.faults import NoScenario
from yizhan.replay.player import play
from yizhan.replay.scenario import parse


class Unplayable(Exception):  # noqa: N818 - what the file is
    """The file cannot be played: unreadable, or no scenario."""


def replay(path: Path, division: str) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Yield each step's line and the expectations that it broke, in words.

    Raises Unplayable before the first line when the file is no scenario.
    """
    try:
        scenario = parse(path.read_text(encoding="utf-8"), division=division)
        lines = play(scenario, str(path))
    except (NoScenario, OSError, UnicodeDecodeError) as fault:
        raise Unplayable(str(fault)) from None
    except LookupError as fault:
        raise Unplayable(f"line 1: item: {fault} is not in the catalogue") from None
    for step, line in zip(scenario.steps, lines, strict=True):
        faults = [
            f"{path}: step {step.n}: {key}: expected {wanted}, got {got}"
            for key, wanted, got in differences(step.expect, line)
        ]
        yield line, faults
