"""How the catalogue changes: one drafts, another approves, and what is published stays.

Time and people are arguments; every refusal names its clause (ADM-03, ADM-09).
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from yizhan.accounts.queries import login_name
from yizhan.items import coverage, dictionary, standards
from yizhan.items.codechecks import Holder
from yizhan.items.content import Content
from yizhan.items.faults import BadContent
from yizhan.items.models import IN_FORCE, Item, Version
from yizhan.items.validators import faults
from yizhan.law.refusals import Conflict, NotFound, Unlawful, WrongPost, WrongStage
from yizhan.law.words import ItemState
from yizhan.places import queries as places

DAY = timedelta(days=1)


def code_of(authority: places.AuthorityView, content: Content) -> str:
    """Return the 实施编码: 18 of the authority, 1 level, 12 base code."""
    return f"{authority.uscc}{content.level.value}{content.base_code}"


@transaction.atomic
def draft(authority_id: int, content: Content, *, by: int, at: datetime, note: str = "") -> Version:
    """Return the first draft of a new item of an authority; ``note`` says where it comes from.

    Raises BadContent when authority and code do not fit, Conflict when the item exists.
    """
    authority = places.authority(authority_id)
    if wrong := [f for f in faults(content, _holder(authority)) if f.rule.startswith("I3")]:
        raise BadContent(wrong)
    item, new = Item.objects.get_or_create(
        code=code_of(authority, content),
        defaults={
            "authority_id": authority.id,
            "division": authority.division,
            "level": content.level.value,
            "base_code": content.base_code,
        },
    )
    if not new:
        raise Conflict(
            f"实施编码{item.code}的事项已经存在", clause="ADM-03", remedy="请在原事项上编制新版本"
        )
    return _numbered(Version(item=item, drafted_by=by, drafted_at=at, note=note), content)


@transaction.atomic
def revise(
    item_id: UUID, content: Content | None = None, *, by: int, at: datetime, note: str = ""
) -> Version:
    """Return a new draft of an item: the given content, or a copy of its latest version.

    Raises Conflict when a draft is open already, BadContent when the code would change.
    """
    item = _item(item_id)
    latest = item.versions.order_by("-number").first()
    if latest and latest.state in {ItemState.DRAFT.value, ItemState.PENDING.value}:
        raise Conflict("这个事项已有未发布的版本", clause="ADM-03", remedy="请先完成或取消该版本")
    if content is None and latest:
        content = standards.said_by(latest)
    standard_id = latest.standard_id if latest else None
    draft = Version(item=item, standard_id=standard_id, drafted_by=by, drafted_at=at, note=note)
    return _numbered(draft, _same_code(item, content))


@transaction.atomic
def change(version_id: UUID, content: Content, *, by: int, at: datetime) -> Version:
    """Return a draft with other content; who changes it last is its drafter.

    Raises WrongStage when it is no draft any more.
    """
    version = _locked(version_id, ItemState.DRAFT)
    version.content = standards.kept_of(_same_code(version.item, content), version.standard_id)
    version.name, version.drafted_by, version.drafted_at = content.name, by, at
    version.save(update_fields=["content", "name", "drafted_by", "drafted_at"])
    return version


@transaction.atomic
def submit_for_approval(version_id: UUID, *, by: int, at: datetime) -> Version:
    """Return the version, now waiting for the second person.

    Raises BadContent with everything that is wrong.
    """
    version = _locked(version_id, ItemState.DRAFT)
    _check(version)
    return _marked(version, ItemState.PENDING, f"{at:%Y-%m-%d} 由{login_name(by)}提交审核")


@transaction.atomic
def send_back(version_id: UUID, *, by: int, at: datetime, note: str) -> Version:
    """Return a version to its drafter with what has to be changed."""
    version = _locked(version_id, ItemState.PENDING)
    version.state, version.note = (
        ItemState.DRAFT,
        f"{at:%Y-%m-%d} 审核人{login_name(by)}退回：{note}"[:500],
    )
    version.save(update_fields=["state", "note"])
    return version


@transaction.atomic
def approve(version_id: UUID, *, by: int, at: datetime, effective_from: date) -> Version:
    """Return the version as published from a day on; the one before ends the day before.

    Raises WrongPost when the drafter approves, BadContent when a rule is broken, Unlawful when
    it would begin before the one that is in force, or replace it in the past.
    """
    version = _locked(version_id, ItemState.PENDING)
    if version.drafted_by == by:
        raise WrongPost(
            "编制人不能审核自己编制的事项", clause="ADM-09", remedy="请由另一名工作人员审核"
        )
    content = _check(version)
    _end_former(version.item, effective_from, at)
    version.state, version.approved_by, version.approved_at = ItemState.PUBLISHED, by, at
    version.effective_from = effective_from
    version.save(update_fields=["state", "approved_by", "approved_at", "effective_from"])
    if version.standard_id is None:
        dictionary.enter(version.item, version, content)
    coverage.settle(version.item)
    return version


@transaction.atomic
def suspend(version_id: UUID, *, by: int, at: datetime, note: str) -> Version:
    """Return a version that takes no new applications for a while (暂停)."""
    version = _locked(version_id, ItemState.PUBLISHED)
    return _marked(version, ItemState.SUSPENDED, f"{at:%Y-%m-%d} 由{login_name(by)}暂停：{note}")


@transaction.atomic
def resume(version_id: UUID, *, by: int, at: datetime, note: str = "") -> Version:
    """Return a suspended version that takes applications again."""
    version = _locked(version_id, ItemState.SUSPENDED)
    return _marked(version, ItemState.PUBLISHED, f"{at:%Y-%m-%d} 由{login_name(by)}恢复：{note}")


@transaction.atomic
def withdraw(version_id: UUID, *, by: int, at: datetime, on: date, note: str) -> Version:
    """Return a version that ended (取消): ``on`` is the first day without it.

    Running cases stay on it. A draft is withdrawn too, and never holds.
    """
    version = _locked(version_id, *(state for state in ItemState if state != "withdrawn"))
    version.withdrawn_by = by
    if version.effective_from:
        last = on - DAY
        version.effective_until = min(version.effective_until or last, last)
    version.state, version.note = (
        ItemState.WITHDRAWN,
        f"{at:%Y-%m-%d} 由{login_name(by)}取消：{note}"[:500],
    )
    version.save(update_fields=["state", "note", "withdrawn_by", "effective_until"])
    coverage.settle(version.item)
    return version


@transaction.atomic
def publish_first(
    authority_id: int, content: Content, *, by: tuple[int, int], at: datetime, since: date
) -> Version:
    """Return the first version of a new item, published by two people (drafter, approver)."""
    drafter, approver = by
    version = draft(authority_id, content, by=drafter, at=at)
    submit_for_approval(version.id, by=drafter, at=at)
    return approve(version.id, by=approver, at=at, effective_from=since)


def _numbered(draft: Version, content: Content) -> Version:
    """Return a draft as written under the next number of its item."""
    last = draft.item.versions.aggregate(last=Max("number"))["last"] or 0
    draft.number, draft.name = last + 1, content.name
    draft.content = standards.kept_of(content, draft.standard_id)
    draft.save(force_insert=True)
    return draft


def _check(version: Version) -> Content:
    """Return the content of a version; raises BadContent when a rule is broken."""
    content = standards.said_by(version)
    if found := faults(content, _holder(places.authority(version.item.authority_id))):
        raise BadContent(found)
    return content


def _end_former(item: Item, effective_from: date, at: datetime) -> None:
    """End the version in force the day before; raises Unlawful when there is no such day."""
    former = item.versions.filter(state__in=IN_FORCE, effective_until=None).first()
    if former is None or former.effective_from is None:
        return
    if effective_from <= former.effective_from or effective_from < at.date():
        raise Unlawful(
            f"生效日期须晚于现行版本的{former.effective_from}，且不早于审核之日",
            clause="ADM-03",
            remedy="请另选生效日期",
        )
    former.effective_until = effective_from - DAY
    former.save(update_fields=["effective_until"])


def _marked(version: Version, state: ItemState, note: str) -> Version:
    """Return the version in a new state, with why."""
    version.state, version.note = state, note[:500]
    version.save(update_fields=["state", "note"])
    return version


def _same_code(item: Item, content: Content | None) -> Content:
    """Return the content; raises Unlawful when it belongs to another item."""
    if content is None or content.base_code != item.base_code or content.level != item.level:
        raise Unlawful(
            "新版本的基本编码和行使层级须与原事项一致",
            clause="ADM-03",
            remedy="编码改变的，请另立新事项",
        )
    return content


def _holder(authority: places.AuthorityView) -> Holder:
    """Return what the rules must know of an authority."""
    return Holder(authority.uscc, authority.level, authority.division)


def _item(item_id: UUID) -> Item:
    """Return an item, locked; raises NotFound."""
    item = Item.objects.select_for_update().filter(id=item_id).first()
    if item is None:
        raise NotFound("没有这个事项", clause="ADM-03", remedy="请重新查找事项")
    return item


def _locked(version_id: UUID, *states: ItemState) -> Version:
    """Return a version, its item locked; raises NotFound, or WrongStage in another state."""
    item_id = Version.objects.filter(id=version_id).values_list("item_id", flat=True).first()
    if item_id is None:
        raise NotFound("没有这个事项版本", clause="ADM-03", remedy="请重新查找事项")
    _item(item_id)
    version = Version.objects.select_related("item").get(id=version_id)
    if version.state not in states:
        raise WrongStage(
            f"事项版本现处于“{ItemState(version.state).label}”，不能办理这一步",
            clause="ADM-09",
            remedy=f"须先处于“{states[0].label}”",
        )
    return version
