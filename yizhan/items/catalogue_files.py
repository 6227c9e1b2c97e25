"""The items of an office (事项管理) out to a file, and in again as drafts (ADM-08)."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from yizhan.items import exchange, office, queries, services
from yizhan.items.content import Content
from yizhan.items.exchange import Arrived
from yizhan.items.faults import BadContent, Fault
from yizhan.items.mistakes import BadImport, Mistake
from yizhan.items.office import Office
from yizhan.law.refusals import Refusal
from yizhan.places import queries as places
from yizhan.places.queries import AuthorityView


def office_of(authority: AuthorityView) -> Office:
    """Return whose items an authority looks after: a centre those of its whole division."""
    division = authority.division if authority.is_centre else ""
    return Office(authority_id=authority.id, division=division)


def contents(wanted: Office) -> list[Content]:
    """Return what the latest version of every item of an office says, by code."""
    found: list[Content] = []
    after = ""
    while rows := office.listed(wanted, after=after):
        found += [row.view.content for row in rows]
        after = rows[-1].view.code
    return found


@transaction.atomic
def take_in(authority: AuthorityView, data: bytes, *, by: int, at: datetime) -> int:
    """Return how many items of a file (xlsx or JSON) were taken in as drafts: all, or none.

    Raises BadImport with every mistake: of a cell, of an item that is there twice or has an open
    draft, of a department that does not exist.
    """
    found = exchange.read(data)
    mistakes = list(_twice(found))
    for one in found:
        mistakes += _refused(authority, one, by, at)
    if mistakes:
        raise BadImport(mistakes)
    return len(found)


def _twice(found: list[Arrived]) -> Iterator[Mistake]:
    """Yield what says the same item as one before it in the file."""
    seen: set[tuple[str, str, str]] = set()
    for one in found:
        key = (one.content.department, one.content.level.value, one.content.base_code)
        if key in seen:
            yield one.mistake(Fault("base_code", "文件里有两个相同的事项"))
        seen.add(key)


def _refused(authority: AuthorityView, one: Arrived, by: int, at: datetime) -> list[Mistake]:
    """Take one item in; return why not, by place, when it was refused."""
    try:
        with transaction.atomic():
            _drafted(authority, one.content, by=by, at=at)
    except BadContent as refusal:
        return [one.mistake(fault) for fault in refusal.faults]
    except Refusal as refusal:
        words = "；".join(part for part in (refusal.message, refusal.remedy) if part)
        return [one.mistake(Fault("base_code", words))]
    return []


def _drafted(authority: AuthorityView, content: Content, *, by: int, at: datetime) -> None:
    """Take one item in: a new version of one that exists, else a new item."""
    if authority.is_centre:
        authority = places.authority_by_name(
            content.level, content.department, within=authority.division[:6]
        )
    elif content.department != authority.short_name:
        says = f"这个事项由{content.department}实施，请由该部门导入"
        raise BadContent([Fault("department", says)])
    item_id = queries.item_by_code(services.code_of(authority, content))
    if item_id:
        services.revise(item_id, content, by=by, at=at, note="导入")
    else:
        services.draft(authority.id, content, by=by, at=at)
