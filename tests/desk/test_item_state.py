"""Suspending, resuming and withdrawing an item (ADM-03, ADM-09)."""

import pytest
from django.urls import reverse

from yizhan.items.models import Version


@pytest.fixture
def address(item):
    """Return where the state of the published version is changed."""
    return reverse("desk:state", args=[item.id])


def state(item):
    """Return the state of a version as it is stored."""
    return Version.objects.get(id=item.id).state


def test_an_item_is_suspended_and_resumed_with_a_reason(desk, item, address):
    """Both leave a note; without a reason nothing happens."""
    assert desk.chief.post(address, {"do": "suspend"}).status_code == 422
    assert state(item) == "published"
    desk.chief.post(address, {"do": "suspend", "note": "系统升级"})
    assert state(item) == "suspended"
    desk.chief.post(address, {"do": "resume", "note": "升级完成"})
    assert state(item) == "published"


def test_who_drafted_an_item_does_not_withdraw_it(desk, item, address):
    """ADM-09: two people, as for publishing."""
    Version.objects.filter(id=item.id).update(drafted_by=desk.chief.staff.pk)
    assert desk.chief.post(address, {"do": "withdraw", "note": "合并"}).status_code == 403
    assert state(item) == "published"
    Version.objects.filter(id=item.id).update(drafted_by=1)
    desk.chief.post(address, {"do": "withdraw", "note": "合并"})
    assert state(item) == "withdrawn"


def test_the_back_office_changes_no_state(desk, address):
    """Only who approves may."""
    assert desk.back.post(address, {"do": "suspend", "note": "试"}).status_code == 403
