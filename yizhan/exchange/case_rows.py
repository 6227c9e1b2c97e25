"""A case as rows of the national tables: acceptance, steps, materials, result, certificate."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from yizhan.accounts import queries as accounts
from yizhan.cases import certificates
from yizhan.cases.queries import CaseView
from yizhan.exchange.item_columns import day
from yizhan.exchange.item_rows import guid
from yizhan.exchange.tables import LICENCE, TABLES
from yizhan.exchange.values import DAY, MOMENT, Row, shaped
from yizhan.law.clocks import local
from yizhan.law.results import result
from yizhan.law.words import (
    Applicant,
    CertificateState,
    Channel,
    Paper,
    Special,
    Stage,
    Trust,
    Way,
)
from yizhan.papers import queries as papers

CASE_TABLES = (*(name for name, one in TABLES.items() if one.family == "case"), LICENCE)
APPLIED = {Channel.WINDOW: "1", Channel.ONLINE: "2", Channel.POST: "4"}
OTHER = "9"
ACTIONS = {
    "accept": "4",
    "deem_accepted": "4",
    "accept_unfinished": "4",
    "not_required": "2",
    "not_competent": "3",
    "notify": "5",
    "correct": "5",
    "special": "6",
    "special_done": "6",
    "extend": "6",
    "close": "7",
    "withdraw": "7",
    "terminate": "7",
    "void": "7",
}
AGREED, REFUSED = "1", "0"
SPOKEN = ("finding", "reasons", "reason", "facts", "note", "opinion")
VOID = "05"
STATES = {
    CertificateState.SUSPENDED: "02",
    CertificateState.REVOKED: "03",
    CertificateState.WITHDRAWN: "03",
    CertificateState.CANCELLED: "04",
    CertificateState.EXPIRED: VOID,
}
LONGEST = 2000


@dataclass(frozen=True)
class Licence:
    """A certificate in the version that a case issued, its last day, the code of its state."""

    row: Any
    last_day: date | None
    state: str


@dataclass(frozen=True)
class Told:
    """A case with what its rows are made of, read once."""

    view: CaseView

    @property
    def frame(self) -> Mapping[str, Any]:
        """Return the columns that every row of the case has."""
        lines = self.view.journal
        at = local(lines[-1]["at"])
        return {
            "cd_batch": f"{at:{DAY}}",
            "cd_operation": "I" if len(lines) == 1 else "U",
            "cd_time": f"{at:{MOMENT}}",
            "data_source": self.view.authority.uscc,
            "project_no": self.view.case.number,
            "org_code": self.view.authority.uscc,
            "org_name": self.view.authority.name,
            "division_code": self.view.authority.division,
        }

    @cached_property
    def papers(self) -> list[Any]:
        """Return the papers of the case."""
        return papers.papers_of(self.view.case.division, self.view.case.id)

    @cached_property
    def licence(self) -> Licence | None:
        """Return the certificate that this case issued, as it stands; None for none."""
        case = self.view.case
        own = papers.certificate_of_case(case.division, case.id)
        if own is None:
            return None
        newest = certificates.latest(own, self.view.at)
        if newest.row.id != own.id:
            return Licence(own, own.valid_until, VOID)
        return Licence(own, newest.last_day, STATES.get(newest.state, "01"))

    @property
    def end(self) -> Mapping[str, Any] | None:
        """Return the line of the journal that concluded the case; None while it is open."""
        return next((one for one in self.view.journal if Stage(one["stage"]).ended), None)


def rows(view: CaseView) -> dict[str, list[Row]]:
    """Return a case as the rows of each table."""
    told = Told(view)
    return {name: _framed(name, MAKERS[name](told), told) for name in CASE_TABLES}


def _framed(name: str, part: Iterator[Mapping[str, Any]], told: Told) -> list[Row]:
    """Return rows with the common columns and their order."""
    return [
        shaped(
            TABLES[name],
            {
                "row_guid": guid(name, told.view.case.number, order),
                "order_num": order,
                **told.frame,
                **row,
            },
        )
        for order, row in enumerate(part, start=1)
    ]


def _accept(told: Told) -> Iterator[Mapping[str, Any]]:
    """Yield the row of receipt and acceptance; numbers of people are masked (G-18)."""
    view, case, course = told.view, told.view.case, told.view.case.course
    person = accounts.person(case.applicant)
    paper = next((one for one in told.papers if one.kind == Paper.ACCEPTANCE.value), None)
    yield {
        "task_code": view.docket.version.code,
        "task_name": case.item_name,
        "task_version": view.docket.version.number,
        "project_type": view.content.kind.value,
        "apply_type": APPLIED.get(Channel(case.channel), OTHER),
        "applyer_type": "1" if case.kind is Applicant.NATURAL else OTHER,
        "applyer_name": case.applicant_name,
        "applyer_page_type": person.id_type.value,
        "applyer_page_code": case.applicant_id_masked or None,
        "contact_phone": person.phone_masked or None,
        "apply_date": _moment(case.received_at),
        "accept_date": _moment(course.accepted_at),
        "accept_doc_no": paper.number if paper else None,
        "promise_date": _iso(paper.content.get("promised_day")) if paper else None,
    }


def _process(told: Told) -> Iterator[Mapping[str, Any]]:
    """Yield a row for each line of the journal."""
    for line in told.view.journal:
        at = _moment(line["at"])
        yield {
            "process_name": line["label"],
            "event_name": _action(line),
            "handle_user": line["actor_name"] or line["post_label"],
            "handle_post": line["post_label"],
            "handle_explain": _spoken(line["said"]),
            "start_time": at,
            "end_time": at,
            "node_state": "02",
        }


def _action(line: Mapping[str, Any]) -> str:
    """Return the national code of what was done."""
    denied = line["refused"] or line["said"].get("grant") is False
    return REFUSED if denied else ACTIONS.get(line["step"], AGREED)


def _spoken(said: Mapping[str, Any]) -> str | None:
    """Return what somebody said with a step, in their words."""
    words = [str(said[name]) for name in SPOKEN if said.get(name)]
    return "；".join(words)[:LONGEST] or None


def _special(told: Told) -> Iterator[Mapping[str, Any]]:
    """Yield a row for each special procedure, and for an extension."""
    begun = [one for one in told.view.journal if one["step"] == "special" and not one["refused"]]
    for pause, line in zip(told.view.case.course.pauses, begun, strict=False):
        yield {
            "procedure_type": "2",
            "procedure_name": Special(pause.kind).label,
            "reason": str(line["said"].get("basis") or line["clause"]),
            "applicant_user": line["actor_name"],
            "start_time": day(pause.first),
            "day_num": pause.days,
            "end_time": day(pause.last),
            "result": pause.finding or None,
        }
    for line in told.view.journal:
        if line["step"] == "extend" and not line["refused"]:
            yield {
                "procedure_type": "1",
                "procedure_name": line["label"],
                "reason": str(line["said"].get("reason") or line["clause"]),
                "applicant_user": line["actor_name"],
                "start_time": f"{local(line['at']):{DAY}}",
                "day_num": told.view.case.course.extension or None,
            }


def _materials(told: Told) -> Iterator[Mapping[str, Any]]:
    """Yield a row for each material of the list: whether it was taken, how, how many."""
    view = told.view
    moments = {line["seq"]: line["at"] for line in view.journal}
    counted = {one.material: one.originals + one.copies for one in view.case.course.counts}
    for one in view.content.materials:
        files = [file for file in view.attachments if file["material"] == one.id]
        held = one.id in view.case.course.held or bool(files)
        shared = any(file["trust"] == Trust.ISSUED for file in files)
        number = counted.get(one.id) or len(files) or one.originals + one.copies
        first = min((file["seq"] for file in files), default=1)
        yield {
            "local_material_code": one.id,
            "material_name": one.name,
            "is_taken": held,
            "get_type": ("3" if shared else "2" if files else "1") if held else None,
            "get_num": number if held else None,
            "get_time": _moment(moments.get(first)) if held else None,
            "file_digest": "^".join(file["digest"] for file in files) or None,
        }


def _result(told: Told) -> Iterator[Mapping[str, Any]]:
    """Yield the row of the end; none while the case is open."""
    view, end, code = told.view, told.end, result(told.view.case.course)
    if end is None or code is None:
        return
    certificate = told.licence
    rating = view.case.course.rerating or view.case.course.rating
    yield {
        "result_type": code.value,
        "result_date": _moment(end["at"]),
        "result_explain": _spoken(end["said"]),
        "handle_user": end["actor_name"] or end["post_label"],
        "cert_name": certificate.row.name if certificate else None,
        "cert_no": certificate.row.number if certificate else None,
        "cert_valid_from": day(certificate.row.valid_from) if certificate else None,
        "cert_valid_until": day(certificate.last_day) if certificate else None,
        "cert_org": view.authority.name if certificate else None,
        "is_delivery_results": view.case.way == Way.POST.value,
        "is_fee": bool(view.content.fees),
        "satisfaction": str(6 - rating) if rating else None,
    }


def _licence(told: Told) -> Iterator[Mapping[str, Any]]:
    """Yield the row of the certificate; none where the case issued none."""
    if told.licence is None:
        return
    row, case = told.licence.row, told.view.case
    yield {
        "license_id": row.oid,
        "license_name": row.name,
        "license_no": row.number,
        "license_type_code": told.view.content.result.type_code or None,
        "version_no": row.version,
        "holder_name": case.applicant_name,
        "holder_code": case.applicant_id_masked or None,
        "holder_code_type": accounts.person(case.applicant).id_type.value,
        "issue_org": told.view.authority.name,
        "issue_org_code": told.view.authority.uscc,
        "issue_date": day(row.issued_on),
        "valid_from": day(row.valid_from),
        "valid_until": day(told.licence.last_day),
        "license_state": told.licence.state,
    }


def _moment(at: datetime | None) -> str | None:
    """Return a moment as the tables write it, in the zone of the hall."""
    return f"{local(at):{MOMENT}}" if at else None


def _iso(text: Any) -> str | None:
    """Return a day of a paper as the tables write it."""
    return str(text).replace("-", "") if text else None


MAKERS = {
    "up_pro_accept": _accept,
    "up_pro_process": _process,
    "up_pro_special_procedure": _special,
    "up_pro_material": _materials,
    "up_pro_result": _result,
    LICENCE: _licence,
}
