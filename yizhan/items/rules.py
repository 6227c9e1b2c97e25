"""What the law takes from a version: limits, class, result and materials."""

from yizhan.items.content import Content, Limit, Material
from yizhan.law import item
from yizhan.law.words import CaseKind


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
        materials=tuple(_material(material) for material in content.materials),
    )


def _length(limit: Limit) -> item.Length:
    """Return a limit as a length of time."""
    return item.Length(limit.n, limit.unit, limit.start)


def _material(material: Material) -> item.Material:
    """Return a material as the law sees it."""
    return item.Material(material.id, material.name, material.need, material.source)
