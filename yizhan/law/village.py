"""Townships and villages (乡镇村居, H7): four ways to help, and the seven stages of the ledger.

What the village itself decides is handled instantly (H7.2); what is above it, on the person's
behalf (H7.3) or with a companion (H7.4); those who can hardly move are helped at home (H7.5).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from yizhan.law.act import Act, Done, Issue, Matter
from yizhan.law.mandates import Action
from yizhan.law.refusals import Incomplete, Invalid, Refusal, Unlawful
from yizhan.law.words import OnlineClass, Paper, Word

AGAIN = timedelta(days=30)  # the same person with the same item: asked before it is done (VIL-10)


class Mode(Word):
    """How a village or township station helps (H7.2 to H7.5)."""

    INSTANT = "instant", "即时办理"
    WHOLE = "whole", "全程代办"
    COMPANION = "companion", "陪同办理"
    HOME = "home", "上门办理"

    @property
    def clause(self) -> str:
        """Return the clause of the way."""
        return CLAUSES[self]


CLAUSES = {
    Mode.INSTANT: "H7.2",
    Mode.WHOLE: "H7.3",
    Mode.COMPANION: "H7.4",
    Mode.HOME: "H7.5",
}


class Milestone(Word):
    """The seven stages of the ledger (工作台账)."""

    ENTRUSTED = "entrusted", "委托"
    ACCEPTED = "accepted", "受理"
    HANDLED = "handled", "办理"
    DELIVERED = "delivered", "送达"
    FILED = "filed", "归档"
    REPORTED = "reported", "上报"
    REVISITED = "revisited", "回访"


ABOVE = "这个事项不由本站决定，不能即时办理", "请改为全程代办或者陪同办理"
OURS = "这个事项本站就能决定，不需要代办", "请改为即时办理"
IN_PERSON = "这个事项须本人到场，不能由别人代办", "请改为陪同办理"
UNSIGNED = "全程代办须有本人签名的委托书", "请先读给本人听，再请本人签名"
UNBOOKED = "陪同办理须约好时间和陪同人", "请选择时间后再提交"
UNASKED = "上门办理须写明到哪里、什么时候", "请补全后再提交"


@dataclass(frozen=True, kw_only=True)
class Progress:
    """When what happened to an errand; the case and the station say it, nobody types it twice.

    ``ended_at`` is the decision or any other end; ``owed``: whether a result is to be delivered.
    """

    entrusted_at: datetime
    accepted_at: datetime | None = None
    ended_at: datetime | None = None
    owed: bool = True
    delivered_at: datetime | None = None
    reported_at: datetime | None = None
    revisited_at: datetime | None = None

    @property
    def filed_at(self) -> datetime | None:
        """Return when the errand went to the files: delivered, or ended with nothing to deliver."""
        return self.delivered_at if self.owed else self.ended_at

    def reached(self) -> dict[Milestone, datetime | None]:
        """Return each stage of the ledger with the moment it was reached, None while it is not."""
        return {
            Milestone.ENTRUSTED: self.entrusted_at,
            Milestone.ACCEPTED: self.accepted_at,
            Milestone.HANDLED: self.ended_at,
            Milestone.DELIVERED: self.delivered_at,
            Milestone.FILED: self.filed_at,
            Milestone.REPORTED: self.reported_at,
            Milestone.REVISITED: self.revisited_at,
        }


@dataclass(frozen=True, kw_only=True)
class Errand:
    """What a station is asked to do: in which way, whether the item is its own, how it appears."""

    mode: Mode
    own: bool  # the station's authority decides the item itself
    online: OnlineClass
    entrusted: bool = False  # a mandate was signed
    booked: bool = False  # a companion and the hour are known
    asked_home: bool = False  # who, where, what and when are known

    def check(self) -> None:
        """Refuse a way that the standard keeps for something else (H7.2 to H7.5)."""
        for mode, broken, refusal, message, remedy in self._rules():
            if mode is self.mode and broken:
                raise refusal(message, clause=mode.clause, remedy=remedy, field="mode")

    def _rules(self) -> tuple[tuple[Mode, bool, type[Refusal], str, str], ...]:
        """Return for each way what stands against it, with the words to say so."""
        on_site = self.online is OnlineClass.ON_SITE
        return (
            (Mode.INSTANT, not self.own, Unlawful, *ABOVE),
            (Mode.WHOLE, self.own, Unlawful, *OURS),
            (Mode.WHOLE, on_site, Unlawful, *IN_PERSON),
            (Mode.WHOLE, not self.entrusted, Incomplete, *UNSIGNED),
            (Mode.COMPANION, not self.booked, Incomplete, *UNBOOKED),
            (Mode.HOME, not self.asked_home, Incomplete, *UNASKED),
        )


def entrust(matter: Matter) -> Done:
    """Return the mandate on record, signed and read aloud, with its paper (H7.3, L4.16).

    Raises Incomplete for what it leaves unsaid, Unlawful where it does not carry the application.
    """
    act = matter.act
    act.owed("L4.16", principal="委托人", agent="代理人", since="委托起期", until="委托止期")
    _check_signed(act)
    actions = _actions(act)
    since, until = (_day(act, name) for name in ("since", "until"))
    if Action.SUBMIT not in actions or not since <= matter.today <= until:
        raise Unlawful(
            "委托书的权限或者期限不包括今天提交申请", clause="L3.11", remedy="请重新填写委托书"
        )
    says = {
        **{name: act.text(name) for name in ("principal", "agent", "signature")},
        "items": "、".join(cast("list[str]", act.said.get("items") or [])) or "全部事项",
        "actions": "、".join(action.label for action in actions),
        "since": since,
        "until": until,
    }
    return Done(course=matter.course, clause="H7.3", papers=(Issue(Paper.MANDATE, says),))


def _check_signed(act: Act) -> None:
    """Refuse a mandate that was not read aloud, or that the person did not sign (L4.16)."""
    if not (act.said.get("read_aloud") and act.text("signature")):
        raise Incomplete(
            "委托书须读给委托人听，并由委托人本人签名",
            clause="L4.16",
            remedy="请朗读后请委托人签名，代理人不能代签",
        )


def _actions(act: Act) -> tuple[Action, ...]:
    """Return the actions that a mandate names; raises Invalid for a word that is none."""
    named = tuple(cast("tuple[str, ...]", act.said.get("actions") or ()))
    if not named or not set(named) <= set(Action):
        raise Invalid(
            "委托书须写明委托的权限", clause="L4.16", remedy="请选择权限", field="actions"
        )
    return tuple(action for action in Action if action in set(named))


def _day(act: Act, name: str) -> date:
    """Return a day that a mandate names; raises Invalid for a text that is none."""
    try:
        return date.fromisoformat(act.text(name))
    except ValueError:
        raise Invalid(
            "委托期限不是日期", clause="L4.16", remedy="请核对委托期限", field=name
        ) from None


def again(before: Mapping[str, Any] | None, at: datetime) -> str:
    """Return the warning that this person asked for the same not long ago; empty for none (VIL-10).

    ``before`` is the newest errand of the person for the item: its number and when it was entered.
    """
    if before is None or at - before["at"] > AGAIN:
        return ""
    return (
        f"这位村民{before['at']:%-m月%-d日}办过同一事项（{before['number']}），请确认是否再办一件"
    )
