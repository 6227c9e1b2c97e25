"""What an authority may do with a certificate (证照的后续处理): each with reason, basis, remedies.

Withdrawal (ALL 8), revocation (ALL 69), cancellation (ALL 70), suspension and its end. The grounds
are data; each names the states in which it stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yizhan.law.act import Act, Done, Issue, Matter
from yizhan.law.certificates import ALIVE, CertificateEvent, Event, Life
from yizhan.law.refusals import Invalid, Unlawful, WrongStage
from yizhan.law.renewal import LICENSING, life_of
from yizhan.law.words import CertificateState, Paper

CLAUSE = "L4.14"
SUSPENDED, EXPIRED = CertificateState.SUSPENDED, CertificateState.EXPIRED
ENDED = frozenset({CertificateState.WITHDRAWN, CertificateState.REVOKED})
IN_FORCE = ALIVE | {SUSPENDED}


@dataclass(frozen=True)
class Ground:
    """One lawful ground: its code, its words, its article, the states in which it stands."""

    code: str
    words: str
    basis: str
    states: frozenset[CertificateState] = IN_FORCE


def _articles(article: str, *grounds: tuple[str, str, str]) -> tuple[Ground, ...]:
    """Return grounds of one article from (code, words, place in the article)."""
    return tuple(Ground(code, words, f"{LICENSING}{article}{at}") for code, words, at in grounds)


RECALL = _articles(
    "第八条第二款",
    ("law", "所依据的法律、法规、规章修改或者废止", ""),
    ("facts", "准予许可所依据的客观情况发生重大变化", ""),
)
_FAULTS = _articles(
    "第六十九条第一款",
    ("abuse", "工作人员滥用职权、玩忽职守作出的", "第（一）项"),
    ("beyond", "超越法定职权作出的", "第（二）项"),
    ("procedure", "违反法定程序作出的", "第（三）项"),
    ("unfit", "对不具备申请资格或者不符合法定条件的申请人作出的", "第（四）项"),
    ("other", "依法可以撤销的其他情形", "第（五）项"),
)
_FRAUD = _articles("第六十九条第二款", ("fraud", "以欺骗、贿赂等不正当手段取得的", ""))
REVOKE = tuple(
    Ground(one.code, one.words, one.basis, IN_FORCE | {EXPIRED}) for one in (*_FAULTS, *_FRAUD)
)
_ANY = IN_FORCE | ENDED | {EXPIRED}
_70 = f"{LICENSING}第七十条"
CANCEL = (
    Ground("expired", "有效期届满未延续", f"{_70}第（一）项", frozenset({EXPIRED})),
    Ground(
        "person", "赋予公民特定资格的许可，该公民死亡或者丧失行为能力", f"{_70}第（二）项", _ANY
    ),
    Ground("organisation", "法人或者其他组织依法终止", f"{_70}第（三）项", _ANY),
    Ground("taken", "许可依法被撤销、撤回", f"{_70}第（四）项", ENDED),
    Ground("force", "因不可抗力许可事项无法实施", f"{_70}第（五）项", _ANY),
    Ground("other", "法律、法规规定应当注销的其他情形", f"{_70}第（六）项", _ANY),
)


@dataclass(frozen=True, kw_only=True)
class Fate:
    """One act on a certificate: the paper's kind, the event, its grounds, where it is open."""

    kind: str
    event: CertificateEvent
    open_in: frozenset[CertificateState]
    grounds: tuple[Ground, ...] = ()


FATES: Mapping[str, Fate] = {
    "recall": Fate(
        kind="recalled", event=CertificateEvent.WITHDRAWN, open_in=IN_FORCE, grounds=RECALL
    ),
    "revoke": Fate(
        kind="revoked",
        event=CertificateEvent.REVOKED,
        open_in=IN_FORCE | {EXPIRED},
        grounds=REVOKE,
    ),
    "cancel": Fate(
        kind="cancelled", event=CertificateEvent.CANCELLED, open_in=_ANY, grounds=CANCEL
    ),
    "suspend": Fate(kind="suspended", event=CertificateEvent.SUSPENDED, open_in=ALIVE),
    "restore": Fate(
        kind="restored", event=CertificateEvent.RESTORED, open_in=frozenset({SUSPENDED})
    ),
}


def open_to(life: Life) -> tuple[str, ...]:
    """Return the steps that are open for a certificate as it stands."""
    if not life.current:
        return ()
    return tuple(name for name, fate in FATES.items() if life.state in fate.open_in)


def grounds_for(name: str, life: Life) -> tuple[Ground, ...]:
    """Return the grounds on which an act may rest as the certificate stands."""
    return tuple(one for one in FATES[name].grounds if life.state in one.states)


def conclude(matter: Matter) -> Done:
    """Return an authority's decision on a certificate: reason, basis, remedies (L4.14, L3.3).

    Raises Unlawful without a certificate or on a ground that does not stand, WrongStage for one
    that has ended or was replaced, Incomplete without reasons.
    """
    act = matter.act
    fate, life = FATES[act.step], _life(act)
    if act.step not in open_to(life):
        raise WrongStage(
            f"证照{life.state.label if life.current else '已换发新证'}，不能办理本项",
            clause="L3",
            remedy="请刷新页面，查看证照的最新状态",
        )
    words = {"reason": "理由"} if fate.grounds else {"reason": "理由", "basis": "依据"}
    said = act.owed(CLAUSE, **words)
    ground = _ground(act, life) if fate.grounds else None
    until = _until(act) if act.step == "suspend" else None
    says = {
        "kind": fate.kind,
        "reason": f"{ground.words}：{said['reason']}" if ground else said["reason"],
        "basis": "、".join(filter(None, (ground.basis if ground else "", act.text("basis")))),
        "certificate": life.number,
        "effective_on": matter.today,
        "valid_until": until,
    }
    event = Event(kind=fate.event, on=matter.today, until=until, reason=str(says["reason"])[:500])
    return Done(
        course=matter.course, clause=CLAUSE, papers=(Issue(Paper.TERMINATION, says),), event=event
    )


def _life(act: Act) -> Life:
    """Return the certificate that the case has issued."""
    life = life_of(act)
    if life is None:
        raise Unlawful("本件没有颁发证照", clause="H5.5", remedy="请在颁发证照的办件中办理")
    return life


def _ground(act: Act, life: Life) -> Ground:
    """Return the ground that was named; raises Invalid for none, Unlawful where it fails."""
    named = next((g for g in FATES[act.step].grounds if g.code == act.text("ground")), None)
    if named is None:
        raise Invalid("请选择法定情形", clause=CLAUSE, field="ground", remedy="请选择一种法定情形")
    if life.state not in named.states:
        raise Unlawful(
            f"证照{life.state.label}，不属于“{named.words}”的情形",
            clause=CLAUSE,
            remedy="请核对证照状态后另选情形",
        )
    return named


def _until(act: Act) -> date | None:
    """Return the last day of a suspension; None until it is restored."""
    value = act.said.get("until")
    if not value:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise Invalid("暂扣的最后一日不是有效的日期", clause=CLAUSE, field="until") from None
