"""What the law takes from a version: limits, class, result and materials."""

import re
from datetime import time

from yizhan.items.content import Content, Department, Limit, Material
from yizhan.law import item
from yizhan.law.words import CaseKind, Start

EXTENSION, JOINT_EXTENSION = 10, 15  # L2.6

CLOCK = re.compile(r"(\d{1,2})[:：]([0-5]\d)")
DAY_HOURS = 24
CLOSES = time(17)  # 示例: where the opening hours name none


def rules(content: Content) -> item.Rules:
    """Return the rules of law that a version carries; what it does not say stays a setting (L2)."""
    return item.Rules(
        name=content.name,
        type=content.type,
        statutory=_length(content.statutory),
        promised=_length(content.promised),
        notice=content.notice,
        correction=content.correction,
        online=content.online,
        certificate=content.result.kind,
        months=content.result.months,
        instant=content.kind is CaseKind.INSTANT,
        quota=content.quota,
        closes=closing(content.hours),
        publish_after=content.publish_after,
        materials=tuple(_material(material) for material in content.materials),
        extension=JOINT_EXTENSION if len(content.departments) > 1 else EXTENSION,
        departments=tuple(_department(one) for one in content.departments),
        levels=content.levels,
        upper=_department(content.upper) if content.upper else None,
        forwarding=item.Length(content.forward_days, start=Start.RECEIPT),
    )


def closing(hours: str) -> time:
    """Return when the window closes: the last time of day that the opening hours name (L1.4).

    >>> closing("工作日 9:00—12:00，13:00—17:30")
    datetime.time(17, 30)
    """
    named = [time(int(h), int(m)) for h, m in CLOCK.findall(hours) if int(h) < DAY_HOURS]
    return max(named, default=CLOSES)


def _department(one: Department) -> item.Department:
    """Return a department as the law sees it."""
    return item.Department(one.code, one.name, _length(one.promised) if one.promised else None)


def _length(limit: Limit) -> item.Length:
    """Return a limit as a length of time."""
    return item.Length(limit.n, limit.unit, limit.start)


def _material(material: Material) -> item.Material:
    """Return a material as the law sees it."""
    return item.Material(material.id, material.name, material.need, material.source)
