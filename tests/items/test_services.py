"""How the catalogue changes: two people, dated versions, nothing half done."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from tests.items.conftest import APPROVER, AT, DRAFTER, TODAY, content
from yizhan.items import queries, services
from yizhan.items.faults import BadContent
from yizhan.items.models import Item, Version
from yizhan.law.refusals import Conflict, Unlawful, WrongPost, WrongStage
from yizhan.places.models import Authority

LATER = TODAY + timedelta(days=30)
Publish = Callable[..., Version]


def test_the_drafter_cannot_approve_what_they_drafted_themselves(authority: Authority) -> None:
    """ADM-09: two people publish."""
    version = services.draft(authority.id, content(), by=DRAFTER, at=AT)
    services.submit_for_approval(version.id, by=DRAFTER, at=AT)
    with pytest.raises(WrongPost) as refused:
        services.approve(version.id, by=DRAFTER, at=AT, effective_from=TODAY)
    assert refused.value.clause == "ADM-09"


def test_the_database_too_refuses_one_person_in_both_parts(publish: Publish) -> None:
    """ADM-09 is a constraint, whatever the code does."""
    version = publish()
    with pytest.raises(IntegrityError):
        Version.objects.filter(id=version.id).update(approved_by=DRAFTER)


def test_a_draft_is_not_published_before_it_was_submitted(authority: Authority) -> None:
    """The second person sees only what the first has finished."""
    version = services.draft(authority.id, content(), by=DRAFTER, at=AT)
    with pytest.raises(WrongStage):
        services.approve(version.id, by=APPROVER, at=AT, effective_from=TODAY)


def test_a_broken_rule_keeps_the_whole_item_out_of_the_catalogue(publish: Publish) -> None:
    """Nothing is half done: no item, no version."""
    with pytest.raises(BadContent):
        publish(pay_online=True)
    assert not Item.objects.exists()


def test_an_item_begins_on_the_day_that_was_named_and_not_before(publish: Publish) -> None:
    """ADM-03: versions have effective dates."""
    version = publish(since=LATER)
    before = queries.published(version.item_id, LATER - timedelta(days=1))
    assert (before, queries.published(version.item_id, LATER).number) == (None, 1)


def test_a_new_version_ends_the_old_one_the_day_before(publish: Publish) -> None:
    """ADM-03: on each day one version at most is in force."""
    first = publish()
    revised(first, LATER, name="小餐饮登记（新）")
    days = [LATER - timedelta(days=1), LATER]
    assert [queries.published(first.item_id, day).number for day in days] == [1, 2]


def revised(first: Version, day: date, **changes: object) -> Version:
    """Return a second version, published from a day on."""
    draft = services.revise(first.item_id, content(**changes), by=DRAFTER, at=AT)
    services.submit_for_approval(draft.id, by=DRAFTER, at=AT)
    return services.approve(draft.id, by=APPROVER, at=AT, effective_from=day)


def test_a_running_case_still_reads_the_version_it_began_with(publish: Publish) -> None:
    """ADM-03: running cases stay on the old version."""
    first = publish()
    revised(first, LATER, name="小餐饮登记（新）")
    assert queries.version(first.id).name == "小餐饮登记"


@pytest.mark.parametrize("day", [TODAY, TODAY - timedelta(days=1)])
def test_a_new_version_may_not_replace_the_old_one_backwards(publish: Publish, day: date) -> None:
    """What people relied on stays in force on the days gone by."""
    first = publish()
    with pytest.raises(Unlawful):
        revised(first, day)


def test_the_database_refuses_two_open_versions_of_an_item(publish: Publish) -> None:
    """The guard stands below the service."""
    first = publish()
    second = revised(first, LATER)
    with pytest.raises(IntegrityError):
        Version.objects.filter(id=first.id).update(effective_until=None)
    assert second.number == 2


def test_an_item_that_exists_is_revised_and_not_drafted_again(publish: Publish) -> None:
    """The 实施编码 is unique."""
    version = publish()
    with pytest.raises(Conflict):
        services.draft(version.item.authority_id, content(), by=DRAFTER, at=AT)


def test_a_second_draft_waits_until_the_first_is_done(publish: Publish) -> None:
    """Two drafts of one item would overwrite each other."""
    version = publish()
    services.revise(version.item_id, by=DRAFTER, at=AT)
    with pytest.raises(Conflict):
        services.revise(version.item_id, by=DRAFTER, at=AT)


def test_a_suspended_item_is_not_offered_until_it_is_resumed(publish: Publish) -> None:
    """暂停 hides it from applicants; the version stays readable."""
    version = publish()
    services.suspend(version.id, by=APPROVER, at=AT, note="系统升级")
    hidden = queries.published(version.item_id, TODAY)
    services.resume(version.id, by=APPROVER, at=AT)
    assert (hidden, queries.published(version.item_id, TODAY).id) == (None, version.id)


def test_a_withdrawn_item_was_in_force_until_the_day_before(publish: Publish) -> None:
    """取消 has a first day without; the past stays true."""
    version = publish()
    services.withdraw(version.id, by=APPROVER, at=AT, on=LATER, note="事项取消")
    days = [LATER - timedelta(days=1), LATER]
    found = [queries.published(version.item_id, day) is not None for day in days]
    assert found == [True, False]


def test_a_revision_may_not_turn_into_another_item(publish: Publish) -> None:
    """Level and base code make the item; another code is another item."""
    version = publish()
    with pytest.raises(Unlawful):
        services.revise(version.item_id, content(base_code="000101001002"), by=DRAFTER, at=AT)


def test_an_authority_of_another_level_cannot_carry_the_item(authority: Authority) -> None:
    """The level in the code equals the level of the authority."""
    with pytest.raises(BadContent) as refused:
        services.draft(authority.id, content(level="3"), by=DRAFTER, at=AT)
    assert [fault.path for fault in refused.value.faults] == ["level"]


def test_the_code_holds_authority_level_and_base_code(publish: Publish) -> None:
    """31 characters: 18 + 1 + 12 (L5)."""
    assert publish().item.code == "11370800MB28559184" + "4" + "000101001001"


def test_who_sends_back_leaves_a_reason_and_an_open_draft(authority: Authority) -> None:
    """The approver may say no; the drafter goes on."""
    version = services.draft(authority.id, content(), by=DRAFTER, at=AT)
    services.submit_for_approval(version.id, by=DRAFTER, at=AT)
    back = services.send_back(version.id, by=APPROVER, at=AT, note="请补充依据")
    assert "请补充依据" in back.note
    assert services.change(version.id, content(), by=DRAFTER, at=AT).state == "draft"


def test_the_questions_keep_their_order_in_the_database(publish: Publish) -> None:
    """JSONB sorts its keys; people read the form in the order it was written."""
    view = queries.published(publish().item_id, TODAY)
    assert list(view.content.form["properties"]) == ["premises", "area", "landlord"]
