"""What a paper says, worked out in the case's own transaction; no font, no file, no database.

The writers stand in ``intake_papers``, ``process_papers`` and ``decision_papers``; each table there
lists the fields that its papers read from ``says``.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec

from yizhan.law import papers as law
from yizhan.law.masking import mask_name
from yizhan.law.sheets import SHEETS
from yizhan.law.words import Paper
from yizhan.papers import (
    decision_papers,
    intake_papers,
    joint_papers,
    mandate_papers,
    process_papers,
    rare,
)
from yizhan.papers.facts import Body, Facts
from yizhan.papers.wording import LOCAL, day, moment

Writer = Callable[[Facts, Mapping[str, object]], Body]

WRITERS: Mapping[Paper, Writer] = {
    Paper.RECEIPT: intake_papers.receipt,
    Paper.DEFECTS: intake_papers.defects,
    Paper.ACCEPTANCE: intake_papers.acceptance,
    Paper.NON_ACCEPTANCE: intake_papers.non_acceptance,
    Paper.SPECIAL: process_papers.special,
    Paper.EXTENSION: process_papers.extension,
    Paper.HEARING: process_papers.hearing,
    Paper.OPINION: process_papers.opinion,
    Paper.GRANT: decision_papers.grant,
    Paper.REFUSAL: decision_papers.refusal,
    Paper.CERTIFICATE: decision_papers.certificate,
    Paper.DELIVERY: process_papers.delivery,
    Paper.CLOSURE: intake_papers.closure,
    Paper.TERMINATION: decision_papers.termination,
    Paper.JOINT: joint_papers.joint,
    Paper.MANDATE: mandate_papers.mandate,
}
COPIES = {
    1: "第一联存档",
    2: "第一联存档　第二联交申请人",
    3: "第一联存档　第二联交申请人　第三联随邮件寄送",
}
BRACES = str.maketrans("{}", "｛｝")  # none may look like a field left open


@dataclass(frozen=True, slots=True)
class Composed:
    """A paper ready to be issued: ``digest`` is the sha256 of the canonical content."""

    title: str
    content: dict[str, object]
    digest: str


def compose(kind: Paper, facts: Facts, says: Mapping[str, object]) -> Composed:
    """Return the paper in words. Raises ``Incomplete`` where the law wants more (L3.3, L4).

    The authority's standing facts lie under what is said: its reconsideration body and court
    need not be said again.
    """
    said = {**_standing(facts), **says}
    law.check(kind, said)
    body = WRITERS[kind](facts, said)
    content = _framed(kind, facts, body) | _named(facts) | _worded(body, facts)
    canonical = _canonical(content)
    if canonical.count(b"{") > 1 + len(body.tables):
        content = rare.translated(content, BRACES)
        canonical = _canonical(content)
    return Composed(str(content["title"]), content, hashlib.sha256(canonical).hexdigest())


def digest(content: Mapping[str, object]) -> str:
    """Return the sha256 of the content in canonical JSON, hexadecimal."""
    return hashlib.sha256(_canonical(content)).hexdigest()


def _canonical(content: Mapping[str, object]) -> bytes:
    """Return the content as JSON with sorted keys: equal content gives equal bytes."""
    return msgspec.json.encode(content, order="sorted")


def _standing(facts: Facts) -> dict[str, object]:
    """Return what the authority says on every paper."""
    return {
        "reconsideration": facts.authority.reconsideration,
        "court": facts.authority.court,
    }


def _framed(kind: Paper, facts: Facts, body: Body) -> dict[str, object]:
    """Return the elements that every paper bears (L4)."""
    copies = SHEETS[kind].copies
    return {
        "clause": kind.value,
        "layout": body.layout,
        "title": facts.title or body.title or kind.label,
        "number": facts.number,
        "authority": facts.authority.name,
        "address": facts.authority.address,
        "phone": facts.authority.phone,
        "addressee": body.addressee or facts.applicant.name,
        "date": day(facts.on),
        "issued": facts.at.astimezone(LOCAL).isoformat(timespec="seconds"),
        "printed": moment(facts.at),
        "copies": copies,
        "copies_text": COPIES[copies],
        "seal_text": "（行政审批服务专用章）",
        "demo": facts.demo,
        "token": facts.token,
        "qr_url": f"{facts.site_url}/verify/{facts.token}",
    }


def _named(facts: Facts) -> dict[str, object]:
    """Return the case, the item and the applicant."""
    return {
        "case": facts.case.number,
        "query_code": facts.case.query_code,
        "item": facts.item.name,
        "item_code": facts.item.code,
        "applicant": facts.applicant.name,
        "applicant_masked": mask_name(facts.applicant.name, facts.applicant.kind),
        "applicant_id": facts.applicant.masked_id,
    }


def _worded(body: Body, facts: Facts) -> dict[str, object]:
    """Return the words of the body as JSON shapes; a delegate says for whom (CHF-05)."""
    mandate = [f"签发人：{facts.mandate}。"] if facts.mandate else []
    return {
        "paragraphs": body.paragraphs,
        "closing": [*body.closing, *mandate],
        "tables": [
            {"title": table.title, "head": list(table.head), "rows": table.rows}
            for table in body.tables
        ],
        "fields": [list(pair) for pair in body.fields],
        "notes": [note for note in body.notes if note],
        "signs": list(body.signs),
    }
