"""What the law's papers say of one case: the fields that ``law.sheets`` asks for, filled in.

The law says what a step decided; the case, the item and the authority say the rest.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from yizhan.cases import handed
from yizhan.cases.actors import Actor
from yizhan.cases.stored import Stored
from yizhan.items.content import Content
from yizhan.law import clocks
from yizhan.law.act import Issue, Outcome
from yizhan.law.calendar import DAY
from yizhan.law.item import Length
from yizhan.law.words import Paper, Special, Unit, Way
from yizhan.places.queries import AuthorityView

Says = Mapping[str, Any]
LICENSING_45 = "《中华人民共和国行政许可法》第四十五条"
HOW = {"H4.4": "receipt", "H4.5": "receipt", "H4.6": "deemed", "L3.6": "receipt"}
RETURNS = dict.fromkeys(
    ("recalled", "revoked", "cancelled", "suspended"), "持证人应当将证照原件交回发证机关"
)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Everything the wording of one step may look at."""

    case: Stored
    content: Content
    authority: AuthorityView
    outcome: Outcome
    actor: Actor
    numbers: Mapping[Paper, str]

    @property
    def basis(self) -> str:
        """Return the legal basis of the item in one phrase."""
        return "、".join(f"《{one.law}》{article(one.article)}" for one in self.content.basis[:2])


def article(text: str) -> str:
    """Return an article as people cite it, e.g. 第35条."""
    return f"第{text}条" if text.isdigit() else text


def receipt(scene: Scene, says: Says) -> Says:
    """Return the fields of the receipt (L4.1)."""
    return {
        "materials": handed.rows(scene.content, scene.outcome.course),
        "received_at": says["received_at"],
        "notice_day": says["notice_on"],
        "clerk": scene.actor.name,
        "competent": scene.authority.name if scene.case.received_by else "",
        "handover_day": says.get("handover_on"),
    }


def defects(scene: Scene, says: Says) -> Says:
    """Return the fields of the one-time notice (L4.2)."""
    place = scene.authority.address or scene.authority.name
    closes = f"最后一日{says['closes']:%H:%M}前" if says.get("closes") else ""
    where = f"网上“我的办件”（最后一日24:00前），或者{place}窗口（{closes}），也可以邮寄"
    return {"rows": says["defects"], "last_day": says["last_day"], "where": where}


def acceptance(scene: Scene, says: Says) -> Says:
    """Return the fields of the acceptance notice (L4.3)."""
    course = scene.outcome.course
    how = "corrected" if says["clause"] == "H4.7" else HOW.get(says["clause"], "receipt")
    if says["clause"] == "H4.6" and course.notices:
        how = "补正后未在规定期限内告知，依法自补齐材料之日起即为受理"
    return {
        "accepted_on": says["accepted_on"],
        "how": how,
        "statutory_day": says.get("statutory_on") or "特殊环节结束后另行告知",
        "promised_day": says.get("promised_on") or "特殊环节结束后另行告知",
        "materials": handed.rows(scene.content, course),
        "fees": "；".join(f"{fee.name}：{fee.standard}" for fee in scene.content.fees) or "不收费",
        "way": scene.case.way,
        "hall": course.handover.name if course.handover else "",
    }


def non_acceptance(scene: Scene, says: Says) -> Says:
    """Return the fields of the non-acceptance (L4.4)."""
    facts = {
        "H4.2": says.get("reason") or f"申请的“{scene.case.item_name}”依法不需要取得行政许可",
        "H4.3": f"申请的“{scene.case.item_name}”依法应当向其他机关提出",
    }
    return {
        "ground": says["ground"],
        "facts": facts[says["ground"]],
        "competent": says.get("authority"),
        "competent_address": says.get("address"),
        "competent_phone": says.get("phone"),
    }


def special(scene: Scene, says: Says) -> Says:
    """Return the fields of the special-procedure notice (L4.5)."""
    known = [one for one in scene.content.specials if one.kind.label == says["kind"]]
    participants = says.get("participants") or "申请人及实施单位有关人员"
    if not isinstance(participants, str):
        participants = "、".join(cast("list[str]", participants))
    return {
        "special": next(one.value for one in Special if one.label == says["kind"]),
        "basis": (known[0].basis if known else "") or LICENSING_45,
        "participants": participants,
        "place": says.get("place") or scene.authority.address or scene.authority.name,
        "starts_on": says["start"],
        "ends_on": says["until"],
        "days": says["days"],
        "new_last_day": says["new_last_day"] or "特殊环节结束后另行计算",
        "fee": says.get("fee") or (known[0].fee if known else "不收费"),
    }


def extension(scene: Scene, says: Says) -> Says:
    """Return the fields of the extension notice (L4.6)."""
    running = "特殊环节结束后另行计算"
    approver = f"{scene.authority.name}负责人"
    return {
        "old_day": says["old_last_day"] or running,
        "new_day": says["new_last_day"] or running,
        "days": says["days"],
        "reason": says["reason"],
        "approver": f"{approver}（{scene.actor.name}）" if scene.actor.staff else approver,
        "approved_on": says["approved_at"].date(),
    }


def hearing(scene: Scene, says: Says) -> Says:
    """Return the fields of a paper of the hearing: the right, the notice, the record (L4.7)."""
    matter = f"“{scene.case.item_name}”申请的审查"
    if says.get("stage"):
        return {**says, "matter": says.get("matter") or matter}
    return {
        "stage": "right",
        "matter": says.get("reason") or matter,
        "ask_by": says["ask_by"],
        "where": scene.authority.address or f"{scene.authority.name}窗口",
    }


def opinion(scene: Scene, says: Says) -> Says:
    """Return the fields of the review opinion: a finding for each condition (L4.8)."""
    said = scene.outcome.said.get("findings")
    rows = said or [
        {"condition": condition, "finding": says["finding"], "evidence": "申请材料"}
        for condition in scene.content.conditions
    ]
    return {
        "findings": rows,
        "reviewers": [{"name": scene.actor.name, "words": says["finding"]}],
        "conclusion": says["finding"],
    }


def _until(on: date, months: int) -> date | None:
    """Return the last day of a certificate's validity; None where it has no end."""
    if not months:
        return None
    return clocks.months_later(on, months) - DAY


def grant(scene: Scene, says: Says) -> Says:
    """Return the fields of the grant (L4.9)."""
    on = scene.outcome.course.decided_at
    until = _until(on.date(), says["months"]) if on else None
    return {
        "facts": says.get("facts") or "申请材料齐全、符合法定形式，审查合格",
        "basis": says.get("basis") or scene.basis or "有关法律规定",
        "grants": scene.content.name,
        "validity": f"至{until:%Y年%-m月%-d日}" if until else "长期",
        "conditions": says.get("conditions") or scene.content.obligations or "依法从事被许可的活动",
        "way": scene.case.way,
        "accepted_on": says.get("accepted_on"),
        "certificate": scene.numbers.get(Paper.CERTIFICATE, ""),
    }


def refusal(_scene: Scene, says: Says) -> Says:
    """Return the fields of the refusal (L4.10)."""
    names = ("facts", "reasons", "basis", "reconsideration", "court", "accepted_on")
    return {**{name: says[name] for name in names}, "improve": says.get("advice")}


def certificate(scene: Scene, says: Says) -> Says:
    """Return the fields of the certificate but for its numbers (L4.11)."""
    content, case = scene.content, scene.case
    return {
        "name": content.result.name or content.name,
        "holder": case.applicant_name,
        "holder_id": case.applicant_id_masked,
        "scope": says.get("scope") or content.name,
        "valid_from": says["valid_from"],
        "valid_until": says["valid_until"],
        "kind": says["kind"],
        "conditions": content.obligations,
    }


def delivery(scene: Scene, says: Says) -> Says:
    """Return the fields of the proof of delivery (L4.12)."""
    case = scene.case
    yes = Paper.TERMINATION if scene.outcome.course.about else Paper.GRANT
    kinds = [yes if says["granted"] else Paper.REFUSAL]
    kinds += [Paper.CERTIFICATE] if says["certificate"] else []
    way = next(one for one in Way if one.label == says["way"])
    recipient = says.get("recipient") or case.applicant_name
    return {
        "papers": [{"title": kind.label, "number": scene.numbers.get(kind, "—")} for kind in kinds],
        "recipient": case.applicant_name,
        "way": way.value,
        "delivered_at": says["delivered_at"],
        "signed_by": recipient,
        "tracking": says.get("tracking") or (case.number if way is Way.ELECTRONIC else ""),
        "server": scene.actor.name,
    }


def closure(scene: Scene, says: Says) -> Says:
    """Return the fields of the automatic closing (L4.13)."""
    return {
        "notice_number": scene.numbers.get(Paper.DEFECTS, "—"),
        "served_on": says["notified_at"].date(),
        "last_day": says["last_day"],
        "missing": says["missing"],
    }


def termination(scene: Scene, says: Says) -> Says:
    """Return the fields of what ends a case, or decides on a certificate (L4.14)."""
    if says.get("kind"):
        return {**says, "returned": RETURNS.get(says["kind"], "无材料需要退还")}
    withdrawn = scene.outcome.step == "withdraw"
    return {
        "kind": "withdrawn" if withdrawn else "terminated",
        "reason": says.get("reason") or ("申请人撤回申请" if withdrawn else ""),
        "basis": says.get("basis") or ("申请人的撤回申请" if withdrawn else ""),
        "returned": "、".join(says["held"]) or "无材料需要退还",
    }


def joint(scene: Scene, says: Says) -> Says:
    """Return the fields of a paper of a joint case, signed by whoever acts (L4.15)."""
    return {**says, "signer": scene.actor.name}


WORDINGS: Mapping[Paper, Callable[[Scene, Says], Says]] = {
    Paper.RECEIPT: receipt,
    Paper.DEFECTS: defects,
    Paper.ACCEPTANCE: acceptance,
    Paper.NON_ACCEPTANCE: non_acceptance,
    Paper.SPECIAL: special,
    Paper.EXTENSION: extension,
    Paper.HEARING: hearing,
    Paper.OPINION: opinion,
    Paper.GRANT: grant,
    Paper.REFUSAL: refusal,
    Paper.CERTIFICATE: certificate,
    Paper.DELIVERY: delivery,
    Paper.CLOSURE: closure,
    Paper.TERMINATION: termination,
    Paper.JOINT: joint,
}


def words(issue: Issue, scene: Scene) -> Says:
    """Return what a paper says, ready for its composition; a mandate says what was signed."""
    wording = WORDINGS.get(issue.paper)
    return wording(scene, issue.says) if wording else issue.says


def in_words(length: Length) -> str:
    """Return a limit in words; nothing to wait for is said as such."""
    return "当场" if not length.n and length.unit is Unit.WORKING else str(length)
