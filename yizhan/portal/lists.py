"""Items and departments as rows of a list."""

from collections.abc import Iterable
from dataclasses import dataclass

from yizhan.items.queries import VersionView
from yizhan.places import queries as places
from yizhan.places.queries import AuthorityView
from yizhan.portal import guide

BADGES = 4


@dataclass(frozen=True)
class Brief:
    """What a list shows of one item."""

    code: str
    name: str
    department: str
    level: str
    badges: tuple[str, ...]
    promised: str
    materials: int
    online: bool


def brief(view: VersionView) -> Brief:
    """Return one item as a row."""
    content = view.content
    return Brief(
        code=view.code,
        name=view.name,
        department=content.department,
        level=view.level.label,
        badges=guide.badges(content)[:BADGES],
        promised=guide.length(content.promised, content.kind),
        materials=len(content.materials),
        online="online" in content.channels,
    )


def briefs(views: Iterable[VersionView]) -> list[Brief]:
    """Return items as rows."""
    return [brief(view) for view in views]


def departments(division: str) -> list[AuthorityView]:
    """Return the departments of a division, without its service centre."""
    return [one for one in places.authorities(division) if not one.is_centre]
