"""The shipped catalogue: one service a file, published by two people, as often as one likes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import msgspec

from yizhan.items import queries, services
from yizhan.items.content import Content
from yizhan.items.faults import BadContent
from yizhan.items.storing import restored, stored
from yizhan.law.refusals import Refusal
from yizhan.law.words import Level
from yizhan.places import queries as places


class Shipped(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of the catalogue: who carries the service, and what it says."""

    authority_level: Level
    content: Content


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Who publishes, when, from which day on, and for which county."""

    drafter: int
    approver: int
    at: datetime
    since: date
    county: str


@dataclass(frozen=True)
class Outcome:
    """What became of a file: ``done`` is new, changed, same or wrong; ``faults`` say why."""

    path: Path
    done: str
    name: str = ""
    faults: tuple[str, ...] = ()


def load(folder: Path, desk: Desk) -> Iterator[Outcome]:
    """Yield what became of each file of a folder, by name; a wrong file changes nothing."""
    for path in sorted(folder.glob("*.json")):
        yield _loaded(path, desk)


def _loaded(path: Path, desk: Desk) -> Outcome:
    """Return what became of one file."""
    try:
        shipped = msgspec.json.decode(path.read_bytes(), type=Shipped)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Outcome(path, "wrong", faults=(str(error),))
    name = shipped.content.name
    try:
        return Outcome(path, _published(shipped, desk), name)
    except BadContent as error:
        faults = tuple(f"{fault.path}：{fault.message}（{fault.rule}）" for fault in error.faults)
        return Outcome(path, "wrong", name, faults)
    except Refusal as error:
        return Outcome(path, "wrong", name, (error.message,))


def _published(shipped: Shipped, desk: Desk) -> str:
    """Publish a service, or its new version when the file has changed; return what was done."""
    content = shipped.content
    authority = places.authority_by_name(
        shipped.authority_level, content.department, within=desk.county
    )
    item_id = queries.item_by_code(services.code_of(authority, content))
    if item_id is None:
        services.publish_first(
            authority.id,
            content,
            by=(desk.drafter, desk.approver),
            at=desk.at,
            since=desk.since,
        )
        return "new"
    latest = queries.history(item_id)[0]
    if latest.content == restored(stored(content)):
        return "same"
    version = services.revise(item_id, content, by=desk.drafter, at=desk.at)
    services.submit_for_approval(version.id, by=desk.drafter, at=desk.at)
    today = max(desk.since, desk.at.date())
    services.approve(version.id, by=desk.approver, at=desk.at, effective_from=today)
    return "changed"
