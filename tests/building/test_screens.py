"""What a screen does, the interface does too, through the same service; or it says why not."""

import re

import pytest

from tools import reach, screens
from tools.screens import Action
from yizhan.api.urls import api

ACTIONS = screens.actions()
NAMES = {one.name for one in ACTIONS}
KNOWN = {
    f"{method.upper()} {path.removeprefix('/api/v1')}"
    for path, methods in api.described["paths"].items()
    for method in methods
}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda one: one.name)
def test_every_action_has_an_operation_or_says_why_it_has_none(action: Action) -> None:
    """Whoever adds a button adds an operation, or a reason, never both."""
    assert bool(screens.same(action)) != (action.name in screens.REASONS)


def test_no_reason_is_left_of_an_action_that_is_gone() -> None:
    """A reason that nobody needs any more would hide the next gap."""
    assert set(screens.REASONS) <= NAMES


def test_operations_that_a_reason_names_are_there_too() -> None:
    """What only asks is asked elsewhere; the reason says where."""
    said = " ".join(screens.REASONS.values())
    assert {"GET /verify/{token}", "GET /track"} == set(re.findall(r"`([^`]+)`", said)) <= KNOWN


def test_every_operation_that_is_named_is_one_of_the_description() -> None:
    """The table leads to what `openapi.json` describes."""
    assert {word for one in ACTIONS for word in screens.same(one)} <= KNOWN


@pytest.mark.parametrize(
    ("name", "operation"),
    [
        ("portal:favourite", "PUT /favourites/{code}"),
        ("portal:draft_drop", "DELETE /drafts/{draft}"),
        ("portal:case_withdraw", "POST /cases/{ref}/steps/{step}"),
        ("accounts:new_mandate", "POST /mandates"),
        ("desk:take", "POST /cases/{ref}/steps/{step}"),
        ("desk:sign", "POST /cases/{ref}/steps/{step}"),
        ("desk:state", "POST /catalogue/{version}/state"),
        ("village:errand", "POST /station/errands"),
        ("village:sync", "POST /station/errands"),
        ("village:act", "POST /station/errands/{errand}/handover"),
        ("village:report", "POST /station/reports"),
    ],
)
def test_operations_are_found_by_the_service_that_both_call(name: str, operation: str) -> None:
    """Through classes, lambdas and other modules of a face."""
    (action,) = (one for one in ACTIONS if one.name == name)
    assert operation in screens.same(action)


def test_a_page_that_only_reads_is_no_action() -> None:
    """The list of one's own favourites takes no POST."""
    assert "portal:favourites" not in NAMES
    assert "portal:home" not in NAMES


def test_what_only_reads_is_not_taken_for_a_writer() -> None:
    """Else two actions that look at the same case would count as the same."""
    assert not reach.writes(("yizhan.cases.queries", "case_for"))
    assert reach.writes(("yizhan.cases.services", "take"))
