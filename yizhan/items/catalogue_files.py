"""The items of an office (事项管理) out to a file, and in again as drafts (ADM-08)."""

from datetime import datetime

from django.db import transaction

from yizhan.items import exchange, office, queries, services
from yizhan.items.content import Content
from yizhan.items.office import Office
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

    Raises BadImport with every mistake, Conflict where a draft is open already.
    """
    zipped = data[:2] == b"PK"
    found = exchange.from_xlsx(data) if zipped else exchange.from_json(data)
    for content in found:
        _drafted(authority, content, by=by, at=at)
    return len(found)


def _drafted(authority: AuthorityView, content: Content, *, by: int, at: datetime) -> None:
    """Take one item in: a new version of one that exists, else a new item."""
    if authority.is_centre:
        authority = places.authority_by_name(
            content.level, content.department, within=authority.division[:6]
        )
    item_id = queries.item_by_code(services.code_of(authority, content))
    if item_id:
        services.revise(item_id, content, by=by, at=at, note="导入")
    else:
        services.draft(authority.id, content, by=by, at=at)
