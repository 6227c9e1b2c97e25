"""Changes at a station: a record becomes an errand once, whatever the network does (VIL-02).

A record comes with an id that the device made. The same again has one effect; other contents than
those that the device had seen are a conflict, and both versions are kept until somebody chooses.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from yizhan.accounts import powers, seals
from yizhan.accounts import queries as people
from yizhan.law import village
from yizhan.law.clocks import local
from yizhan.law.refusals import Conflict, NotFound, Refusal
from yizhan.law.village import Mode
from yizhan.materials import queries as materials
from yizhan.materials.queries import Owner
from yizhan.outbox import services as outbox
from yizhan.outbox.services import Reminder
from yizhan.stations import filing, records
from yizhan.stations.members import Member
from yizhan.stations.models import Errand
from yizhan.stations.records import Receipt, Record, State

DAY_BEFORE = timedelta(days=1)
CONFLICT, WARNED = "conflict", "warned"
DONE = (State.FILED, State.BOOKED, State.ASKED)


def missing() -> NotFound:
    """Return the refusal for an errand that is missing or another station's: they look the same."""
    return NotFound("没有找到这件代办", clause="H2.7", remedy="请从本站的台账进入")


def check_brought(member: Member, *digests: str) -> None:
    """Raise NotFound for a file that this member has not brought: a digest is no signature."""
    materials.check_own(Owner(user_id=member.user_id), filter(None, digests))


@transaction.atomic
def begin(record: Record, member: Member, *, at: datetime) -> Receipt:
    """Return what became of a record: filed once, kept with what is missing, or in conflict.

    Raises NotFound for an errand of another station. A refusal of the law is told in the receipt,
    and the record stays: nothing that was typed in a village is lost.
    """
    row = _locked(record, member, at)
    if row.digest == record.digest and row.state in DONE:
        return _receipt(row)
    if row.digest and row.digest != record.digest and not _newer(row, record):
        row.rival = seals.seal(record.text, str(row.id))
        row.save(update_fields=["rival"])
        return _both(row)
    return _taken(row, record, member, at)


@transaction.atomic
def resolve(errand_id: UUID, keep: str, member: Member, *, at: datetime) -> Receipt:
    """Return what became of the version that somebody chose: ``mine`` is what this device sent.

    Raises Conflict where the errand is filed already: then a correction at the case is the way.
    """
    row = own(errand_id, member)
    rival = row.rival
    row.rival = b""
    row.save(update_fields=["rival"])
    if keep != "mine" or not rival:
        return _receipt(row)
    if row.state == State.FILED:
        raise Conflict(
            f"这件代办已经提交（{row.case_number}），不能换成另一份",
            clause="L3.10",
            remedy="请保留已提交的一份；要改的内容请在办件中补正",
        )
    return _taken(row, records.read(seals.unseal(rival, str(row.id))), member, at)


@transaction.atomic
def revoke(errand_id: UUID, member: Member, *, at: datetime) -> None:
    """End the mandate of an errand at the person's word; it holds no longer from now on (L3.11)."""
    row = own(errand_id, member)
    if row.mandate is None or row.person is None:
        raise NotFound("这件代办没有委托书", clause="L4.16", remedy="请核对后再试")
    powers.revoke_mandate(row.mandate, row.person, at=at)


def _locked(record: Record, member: Member, at: datetime) -> Errand:
    """Return the row of a record, made if it is new, locked against the same record sent twice."""
    fresh = Errand(
        id=record.id,
        division=int(member.authority.region),
        authority_id=member.held.authority_id,
        user_id=member.user_id,
        agent=member.name,
        mode=record.mode.value,
        item_code=record.code,
        recorded_at=min(record.recorded_at, at),
        received_at=at,
    )
    Errand.objects.bulk_create([fresh], ignore_conflicts=True)
    return own(record.id, member)


def own(errand_id: UUID, member: Member) -> Errand:
    """Return an errand of the member's station, its row locked; raises NotFound for any other."""
    mine = Errand.objects.select_for_update().filter(authority_id=member.held.authority_id)
    row = mine.filter(pk=errand_id).first()
    if row is None:
        raise missing()
    return row


def _newer(row: Errand, record: Record) -> bool:
    """Return whether a record was made knowing what the station holds, and nothing is filed."""
    return record.based_on == row.revision and row.state != State.FILED


def _taken(row: Errand, record: Record, member: Member, at: datetime) -> Receipt:
    """Return the receipt of a record whose contents are now the errand's."""
    row.revision += row.digest != record.digest
    row.digest, row.mode, row.item_code = record.digest, record.mode.value, record.code
    row.sealed, row.refusal = seals.seal(record.text, str(row.id)), {}
    row.person_masked = record.principal.name[:1] + "某"
    if record.hour:
        row.hour, row.place = record.hour.at, record.hour.place
    warning = ""
    try:
        with transaction.atomic():
            warning = _settled(row, record, member, at)
    except Refusal as refusal:
        row.state, row.refusal = State.REFUSED.value, _said(refusal)
    row.save()
    return _receipt(row, warning)


def _settled(row: Errand, record: Record, member: Member, at: datetime) -> str:
    """Return the warning that keeps an errand back; else file, book or note it (H7.2 to H7.5)."""
    version = filing.version_for(member, record.code, at)
    row.item_name = version.name
    filing.check(member, record, version)
    row.person = filing.known(member, record.principal, at)
    row.person_masked = people.person(row.person).name_masked
    warning = "" if record.confirmed else village.again(_before(row), at)
    if warning:
        row.state = State.KEPT.value
    elif record.mode is Mode.COMPANION:
        row.state = State.BOOKED.value
    elif not record.ready:
        row.state = (State.ASKED if record.mode is Mode.HOME else State.KEPT).value
    else:
        going = filing.Filing(member=member, record=record, version=version, at=at)
        _file(row, going.done())
    if row.state in {State.BOOKED.value, State.ASKED.value} and not warning:
        _remind(row, member, at)
    return warning


def _remind(row: Errand, member: Member, at: datetime) -> None:
    """Remind the person, and the member where known as one, a day before the hour (VIL-06)."""
    if row.hour is None or row.person is None:
        return
    when = f"{local(row.hour):%-m月%-d日 %H:%M}"
    words = f"{Mode(row.mode).label}“{row.item_name}”：{when}，{row.place}"
    own = people.person_of(member.user_id)
    reminder = Reminder(about=row.id, division=row.division, words=words, due=row.hour - DAY_BEFORE)
    outbox.remind(reminder, *filter(None, (row.person, own)), at=at)


def _file(row: Errand, filed: filing.Filed) -> None:
    """Note the case that an errand has become; what was typed is with the case from now on."""
    row.state, row.person, row.mandate = State.FILED.value, filed.person, filed.mandate
    if filed.answer:
        row.case_ref, row.case_number = filed.answer.ref, filed.answer.number
        row.query_code = filed.answer.query_code


def _before(row: Errand) -> Mapping[str, object] | None:
    """Return the newest other errand of the person for the item (VIL-10)."""
    others = Errand.objects.filter(person=row.person, item_code=row.item_code).exclude(pk=row.pk)
    found = others.exclude(state=State.REFUSED.value).order_by("-recorded_at").first()
    if found is None:
        return None
    return {"at": found.recorded_at, "number": found.case_number or found.agent}


def _said(refusal: Refusal) -> dict[str, str]:
    """Return a refusal in words, to be shown on the device."""
    return {"message": refusal.message, "clause": refusal.clause, "remedy": refusal.remedy}


def _receipt(row: Errand, warning: str = "") -> Receipt:
    """Return what the device is told of an errand."""
    return Receipt(
        id=row.id,
        state=WARNED if warning else row.state,
        revision=row.revision,
        ref=row.case_ref,
        number=row.case_number,
        query_code=row.query_code,
        warning=warning,
        **row.refusal,
    )


def _both(row: Errand) -> Receipt:
    """Return both versions of an errand that two devices have changed."""
    mine, theirs = (seals.unseal(one, str(row.id)) for one in (row.sealed, row.rival))
    return Receipt(
        id=row.id,
        state=CONFLICT,
        revision=row.revision,
        number=row.case_number,
        mine=records.read(mine),
        theirs=records.read(theirs),
    )
