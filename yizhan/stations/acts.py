"""What a station does beside filing: at the home, handing over, asking again, reporting (H7)."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from yizhan.cases import queries as cases
from yizhan.cases import services as door
from yizhan.cases.services import Request
from yizhan.law.refusals import Conflict, Incomplete, NotFound, WrongStage
from yizhan.law.village import Mode
from yizhan.law.words import Level, Stage, Way
from yizhan.places import queries as places
from yizhan.places.queries import AuthorityView
from yizhan.stations import ledger
from yizhan.stations.members import Member, month_of
from yizhan.stations.models import Errand, Report
from yizhan.stations.records import State
from yizhan.stations.services import own

QUESTIONS = ("事情办成了吗", "服务态度满意吗", "还有什么要帮忙的")
ON_THE_WAY = (Mode.HOME.value, Mode.COMPANION.value)


@transaction.atomic
def arrive(errand_id: UUID, member: Member, *, at: datetime) -> None:
    """Note that the station has come to the home, or met the person at the hall (H7.4, H7.5)."""
    row = _on_the_way(errand_id, member)
    if row.arrived_at is None:
        row.arrived_at = at
        row.save(update_fields=["arrived_at"])


@transaction.atomic
def finish(errand_id: UUID, member: Member, *, at: datetime) -> None:
    """Note that the visit is over; raises WrongStage before the arrival (H7.4, H7.5)."""
    row = _on_the_way(errand_id, member)
    if row.arrived_at is None:
        raise WrongStage("还没有登记到达", clause=Mode(row.mode).clause, remedy="请先登记到达")
    if row.finished_at is None:
        row.finished_at = at
        row.save(update_fields=["finished_at"])


@transaction.atomic
def attach(errand_id: UUID, number: str, member: Member, *, at: datetime) -> None:
    """Tie the case that the accompanied person applied for at the hall to its errand (H7.4).

    Raises NotFound for a case of anybody else, as if it were missing.
    """
    row = own(errand_id, member)
    found = cases.of_person(row.person, number, at) if row.person else None
    if found is None:
        raise NotFound("没有找到这位村民的这个办件", clause="H7.4", remedy="请核对办件编号")
    row.case_ref, row.case_number = found.ref, found.case.number
    row.state = State.FILED.value
    row.save(update_fields=["case_ref", "case_number", "state"])


@transaction.atomic
def hand_over(
    errand_id: UUID, signature: str, member: Member, *, photo: str = "", at: datetime
) -> None:
    """Note that the person has the result in hand, and signed for it (送达回证, H6.1, L4.12).

    What the station itself decided is delivered at the one door; what was collected for the person
    is handed on. Raises Incomplete without a signature, WrongStage while there is no result.
    """
    row = own(errand_id, member)
    if row.handed_at:
        return
    if not signature:
        raise Incomplete("送达须由村民本人签收", clause="L4.12", remedy="请村民在屏幕上签名")
    view = _case_of(row, at)
    if view.stage is not Stage.DELIVERED:
        _deliver(row, view, member, at)
    row.handed_at, row.handed = at, {"signature": signature, "photo": photo}
    row.save(update_fields=["handed_at", "handed"])


@transaction.atomic
def revisit(errand_id: UUID, answers: Mapping[str, str], member: Member, *, at: datetime) -> None:
    """Keep the three answers of a visit after the end (回访); raises WrongStage before it."""
    row = own(errand_id, member)
    if ledger.progress(row, _case_of(row, at)).filed_at is None:
        raise WrongStage("事情还没有办完，不能回访", clause="H7.3", remedy="请在送达以后回访")
    if set(answers) != set(QUESTIONS) or not all(text.strip() for text in answers.values()):
        raise Incomplete("回访有三个问题，都要记下回答", clause="H7.3", remedy="请补全回答")
    row.revisited_at, row.revisit = at, dict(answers)
    row.save(update_fields=["revisited_at", "revisit"])


def report(month: date, member: Member, *, at: datetime) -> int:
    """Return how many rows the month's ledger has that the township now has (上报).

    Raises Conflict where the month was reported before or is not over.
    """
    first = month_of(month)
    if first >= month_of(at):
        raise Conflict("这个月还没有结束", clause="H7.1", remedy="请在下月初上报")
    rows = ledger.whole(member.held.authority_id, first, at)
    text = "\n".join(row.line for row in rows)
    sent = Report(
        authority_id=member.held.authority_id,
        month=first,
        township_id=township(member.authority).id,
        rows=len(rows),
        digest=hashlib.sha256(text.encode()).hexdigest(),
        sent_at=at,
        sent_by=member.user_id,
    )
    try:
        with transaction.atomic():
            sent.save(force_insert=True)
    except IntegrityError:
        raise Conflict("这个月已经上报", clause="H7.1", remedy="请在上报记录中查看") from None
    return sent.rows


def township(station: AuthorityView) -> AuthorityView:
    """Return the hall of the township that a village's station reports to; its own for a township.

    Raises NotFound where the township has none.
    """
    if station.level is Level.TOWNSHIP:
        return station
    parent = places.ancestors(station.division)[0]
    centres = [one for one in places.authorities(parent) if one.is_centre]
    if not centres:
        raise NotFound("本乡镇还没有便民服务中心", clause="H2.7", remedy="请联系县政务服务中心")
    return centres[0]


def _on_the_way(errand_id: UUID, member: Member) -> Errand:
    """Return an errand that leads to a home or a hall; raises NotFound for any other."""
    row = own(errand_id, member)
    if row.mode not in ON_THE_WAY or row.hour is None:
        raise NotFound("这件代办没有约定时间", clause="H7.5", remedy="请从上门任务进入")
    return row


def _case_of(row: Errand, at: datetime) -> cases.CaseView:
    """Return the case of an errand; raises WrongStage where there is none yet."""
    if not row.case_ref:
        raise WrongStage("这件代办还没有提交", clause="H7.3", remedy="请先提交")
    return cases.view(cases.stored_case(row.case_ref), at)


def _deliver(row: Errand, view: cases.CaseView, member: Member, at: datetime) -> None:
    """Deliver what the station itself decided; raises WrongStage for what is decided above."""
    if not member.serves(view.case.authority_id):
        raise WrongStage(
            "有权机关还没有送达结果", clause="H6.1", remedy="请先向有权机关领取，再交给村民"
        )
    said = {"way": Way.HAND.value, "recipient": view.case.applicant_name}
    asked = Request(ref=row.case_ref, step="deliver", said=said)
    door.take(asked, member.staff(view.case.authority_id), key=f"station-{row.id}-deliver", at=at)
