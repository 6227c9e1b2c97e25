"""The start gate (P-09): whether this visitor may apply online for this item, and for whom."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from yizhan.accounts import queries as accounts
from yizhan.cases import drafts, known
from yizhan.cases import queries as cases
from yizhan.cases.certificates import CertificateView
from yizhan.cases.drafts import DraftView
from yizhan.cases.queries import CaseView
from yizhan.items.content import Content
from yizhan.items.versions import VersionView
from yizhan.law.mandates import Action
from yizhan.law.refusals import Refusal, Unlawful
from yizhan.law.words import Applicant, Assurance
from yizhan.places import queries as places
from yizhan.portal import guide
from yizhan.portal.who import Visitor

REGION = "W1.1"
MINUTES_A_FIELD, MINUTES_A_FILE, MINUTES_AT_LEAST = 1, 2, 3


@dataclass(frozen=True)
class Stand:
    """One person or organisation in whose name the visitor may apply."""

    id: UUID
    kind: Applicant
    name: str
    relation: str


@dataclass(frozen=True)
class Gate:
    """What the start gate shows of one item to one visitor."""

    visitor: Visitor
    version: VersionView
    stands: tuple[Stand, ...]
    barrier: Refusal | None

    @property
    def content(self) -> Content:
        """Return what the item's version says."""
        return self.version.content

    def applicant(self, wanted: str) -> UUID:
        """Return for whom the visitor applies; the only one without asking."""
        if len(self.stands) == 1:
            return self.stands[0].id
        return next(one.id for one in self.stands if str(one.id) == wanted)

    def faults(self, wanted: str) -> list[tuple[str, str]]:
        """Return what is wrong with the choice of an applicant."""
        if len(self.stands) == 1 or any(str(one.id) == wanted for one in self.stands):
            return []
        return [("for", "请选择为谁办理")]

    def frame(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the page shows besides the questions."""
        at = timezone.now()
        mine = [stand.id for stand in self.stands]
        return {
            "nav": "natural" if "natural" in self.content.audience else "legal",
            "version": self.version,
            "content": self.content,
            "gate": self,
            "chosen": request.POST.get("for", ""),
            "guide": guide.guide(self.content, guide.answers(request.GET.dict())),
            "assurance": Assurance(str(self.content.assurance)),
            "minutes": minutes(self.content),
            "reusable": _reusable(self, at.date()),
            "going": _going(self, mine, at) if mine else [],
            "drafts": _drafts(self),
        }


def gate(visitor: Visitor, version: VersionView, on: date, *, away: bool) -> Gate:
    """Return the gate of an item for a visitor; ``away``: they chose another region (P-04)."""
    stands = tuple(_stands(visitor, version, on))
    barrier = _elsewhere(version, on) if away else _barrier(visitor, version, stands)
    return Gate(visitor, version, stands, barrier)


def check(visitor: Visitor, version: VersionView) -> None:
    """Raise Unlawful when the item is not done online, or the visitor is not sure enough (W2.2)."""
    content = version.content
    if "online" not in content.channels:
        raise Unlawful(
            "本事项暂不支持网上办理",
            clause="W1.1",
            remedy="您可以到窗口办理，地点和时间见办事指南",
        )
    needed = Assurance(str(content.assurance))
    if accounts.person(visitor.person).assurance.value < needed.value:
        raise Unlawful(
            f"本事项需要“{needed.label}”的实名，您的实名级别不够",
            clause="W2.2",
            remedy="请带身份证件原件到任一政务服务窗口核验，当场生效；也可以直接在窗口办理",
        )


def minutes(content: Content) -> int:
    """Return how long the form takes, about, in minutes."""
    fields = len(content.form.get("properties", {}))
    files = len(content.materials)
    return max(MINUTES_AT_LEAST, fields * MINUTES_A_FIELD + files * MINUTES_A_FILE)


def _elsewhere(version: VersionView, on: date) -> Refusal | None:
    """Return why a visitor of another region cannot begin; None where the item is for all."""
    if version.content.scope:
        return None
    place = places.division(version.division, on).name
    return Unlawful(
        f"本事项由{place}办理，您现在选择的是别的区划",
        clause=REGION,
        remedy=f"请先切换到{place}，或者查找您所在地的同名事项",
    )


def _barrier(visitor: Visitor, version: VersionView, stands: tuple[Stand, ...]) -> Refusal | None:
    """Return why the visitor cannot begin; None when nothing stands in the way."""
    try:
        check(visitor, version)
    except Unlawful as refusal:
        return refusal
    if stands:
        return None
    who = "、".join(Applicant(one).label for one in version.content.audience)
    return Unlawful(
        f"本事项由{who}申请，您现在没有可以代表的申请人",
        clause="L3.11",
        remedy="请先在“单位和授权”中登记单位，或者请委托人授权",
    )


def _stands(visitor: Visitor, version: VersionView, on: date) -> list[Stand]:
    """Return in whose name the visitor may apply for this item, the visitor first."""
    audience = version.content.audience
    found = []
    if Applicant.NATURAL.value in audience:
        name = accounts.legal_name(visitor.person)
        found.append(Stand(visitor.person, Applicant.NATURAL, name, "本人"))
    for other in accounts.applicants_for(visitor.person, on):
        relation = _relation(visitor, other.id, version.content.base_code, on)
        if relation and other.kind.value in audience:
            found.append(Stand(other.id, other.kind, accounts.legal_name(other.id), relation))
    return found


def _relation(visitor: Visitor, other: UUID, base_code: str, on: date) -> str:
    """Return in which capacity the visitor may apply for somebody; empty when not."""
    try:
        acting = accounts.may_act_for(visitor.person, other, base_code, Action.SUBMIT, on=on)
    except Unlawful:
        return ""
    return acting.label


def _reusable(found: Gate, on: date) -> list[CertificateView]:
    """Return the certificates of those whom the visitor may apply for that spare a material."""
    names = {one.certificate for one in found.content.materials if one.certificate}
    held = [one for stand in found.stands for one in known.certificates(stand.id, on)]
    return [one for one in held if one.row.name in names]


def _going(found: Gate, mine: list[UUID], at: datetime) -> list[CaseView]:
    """Return the cases of the same item that are still under way (2.3, 重复提交)."""
    return [
        view
        for view in cases.mine(found.visitor.person, at).rows
        if view.case.item_id == found.version.item_id
        and view.case.applicant in mine
        and not view.stage.ended
    ]


def _drafts(found: Gate) -> list[DraftView]:
    """Return the visitor's unfinished drafts of this version."""
    return drafts.begun(found.visitor.person, found.version.id)
