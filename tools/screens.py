"""Every action of a screen beside the operation of the interface that calls the same service.

An action is an address that takes a POST. Which operations do the same is read from the code: both
name one function of the domain that writes. What has no operation says why in ``REASONS``.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from tools import reach
from tools.reach import Door

SITES = {"portal": "", "accounts": "account/", "desk": "desk/", "village": "village/"}
READERS = {"require_safe", "require_GET"}
ONE_DOOR = "yizhan.cases.services"
"""Whatever reaches a case's steps through it does the same, from however far."""

LOGIN = "logging in takes the person themselves; the interface knows tokens"
HALL = "people of the hall agree on windows and shifts; no machine takes part"
SCREEN = "belongs to the screen towards the customer alone"
SIGNED = "whose name stands for whom is given by the signer in person, with the PIN of a signature"
PLAN = "a second person approves after reading on the page what it changes"
REASONS: dict[str, str] = {
    "portal:verify": "only asks: `GET /verify/{token}`",
    "portal:draft": "only leads to the page where the draft was left",
    "portal:track": "only asks: `GET /track`",
    **dict.fromkeys(
        (
            "accounts:login",
            "accounts:staff_login",
            "accounts:totp",
            "accounts:logout",
            "accounts:stay",
            "accounts:password",
            "accounts:authenticator",
            "desk:factor",
            "desk:factor_confirm",
        ),
        LOGIN,
    ),
    "accounts:register": "a token needs an account first",
    "accounts:verify": "a token needs a verified name first",
    "desk:switch": "the token names the post",
    "desk:keep_filter": "only remembers a filter for this login",
    "desk:onward": "only remembers a switch for this login",
    **dict.fromkeys(
        ("desk:window_open", "desk:handover_days", "desk:window_ask", "desk:roster", "desk:stay"),
        HALL,
    ),
    **dict.fromkeys(("desk:deputies", "desk:deputy_revoke"), SIGNED),
    **dict.fromkeys(("desk:mirror", "desk:screen_confirm"), SCREEN),
    "desk:wards": "only leads to the page of whoever's card it is",
    "desk:undo": "an act of the interface is taken at once",
    **dict.fromkeys(
        (
            "desk:rollout_undo",
            "desk:rollout_approve",
            "desk:propose_rollout",
            "desk:adjustments",
            "desk:adjustment_decide",
        ),
        PLAN,
    ),
    "desk:calendar": "once a year the centre copies the notice from its text",
}
"""Why an action has no operation."""

HEAD = """# Screens and the interface

Written by `just docs` from the code. Beside each action of a screen stand the operations of
`/api/v1` that call the same service, so that what is refused here is refused there.

| action | address | operation, or why there is none |
|---|---|---|
"""


@dataclass(frozen=True)
class Action:
    """One address that takes a POST."""

    name: str  # with its site, such as desk:claim
    address: str
    door: Door


def actions() -> list[Action]:
    """Return every action of the screens, by site and in the order of the addresses."""
    return [one for site in SITES for one in _of_site(site)]


def _of_site(site: str) -> Iterator[Action]:
    """Yield the actions of one site."""
    for route in import_module(f"yizhan.{site}.urls").urlpatterns:
        door = reach.door_of(route.callback)
        if _takes_posts(door):
            yield Action(f"{site}:{route.name}", f"/{SITES[site]}{_address(route)}", door)


def _address(route: Any) -> str:
    """Return an address as it is read; of an expression the names alone."""
    return re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", str(route.pattern)).strip("^$")


def _takes_posts(door: Door) -> bool:
    """Return whether a view may be sent something."""
    found = reach.module(door[0])
    part = found.parts.get(door[1]) if found else None
    names = {
        node.id
        for one in getattr(part, "decorator_list", [])
        for node in ast.walk(one)
        if isinstance(node, ast.Name)
    }
    return not names & READERS


@cache
def operations() -> dict[Door, list[str]]:
    """Return the operations of the interface that change something, by their function."""
    found: dict[Door, list[str]] = {}
    for prefix, router in import_module("yizhan.api.urls").api._routers:  # noqa: SLF001
        for path, view in router.path_operations.items():
            for one in view.operations:
                words = [f"{method} {prefix}{_plain(path)}" for method in one.methods]
                found.setdefault(reach.door_of(one.view_func), []).extend(words)
    return found


def _plain(path: str) -> str:
    """Return a path without the kinds of its parts."""
    return re.sub(r"\{\w+:", "{", path)


def same(action: Action) -> list[str]:
    """Return the operations that call the same service as an action, in order of the interface.

    What gets to the one door of the cases behind other services is the same as what knocks there;
    so is a service that only finds something out first and leaves the rest to its neighbour.
    """
    own = {one for one in reach.doors(action.door) if reach.writes(one)}
    deep = {
        one
        for door in own
        for one in reach.behind(door)
        if one[0] in {ONE_DOOR, door[0]} and reach.writes(one)
    }
    return [
        word
        for door, words in operations().items()
        for word in words
        if (own | deep) & _written(door)
    ]


@cache
def _written(door: Door) -> frozenset[Door]:
    """Return the services of an operation that write."""
    return frozenset(one for one in reach.doors(door) if reach.writes(one))


def text() -> str:
    """Return the table of all actions."""
    rows = [f"| {one.name} | `{one.address}` | {_words(one)} |" for one in actions()]
    return HEAD + "\n".join([*rows, ""])


def _words(action: Action) -> str:
    """Return what stands beside an action."""
    if action.name in REASONS:
        return f"none: {REASONS[action.name]}"
    return "<br>".join(f"`{word}`" for word in same(action))
