"""What the law takes from a version."""

from tests.items.conftest import content
from yizhan.items.rules import rules
from yizhan.law.item import Length
from yizhan.law.words import CertificateKind, Unit


def test_the_rules_of_law_are_those_that_the_version_says() -> None:
    """Limits, result and class come from the content, nothing is invented."""
    found = rules(content(promised={"n": 3, "unit": "calendar"}, correction=7, quota=2))
    assert (found.promised, found.correction, found.quota) == (Length(3, Unit.CALENDAR), 7, 2)
    assert found.certificate is CertificateKind.LICENCE


def test_only_required_materials_of_the_applicant_are_owed() -> None:
    """An optional one is never lacking (H4.6)."""
    found = rules(content())
    assert [material.id for material in found.lacking(())] == ["plan", "photo"]


def test_an_instant_service_is_instant_for_the_law_too() -> None:
    """即办件 is decided on the spot (H4.1)."""
    assert rules(content(kind="1", promised={"n": 0})).instant
