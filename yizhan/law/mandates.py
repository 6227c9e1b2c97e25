"""Who may act for whom (L3.11): oneself, a guardian, an agent by mandate, an organisation's own.

Pure: the facts come in as frozen values, the answer is the capacity in which the person acts.
"""

from dataclasses import dataclass
from datetime import date

from yizhan.law.persons import GUARDED_UNTIL, age
from yizhan.law.refusals import Refusal, Unlawful
from yizhan.law.words import Word

CLAUSE = "L3.11"
OF_AGE = 18


class Action(Word):
    """What can be done in somebody's name; a mandate lists each one (L3.11)."""

    SUBMIT = "submit", "提交申请"
    CORRECT = "correct", "补正材料"
    COLLECT = "collect", "领取结果"
    RATE = "rate", "评价"
    WITHDRAW = "withdraw", "撤回申请"
    PROMISE = "promise", "作出承诺"

    @property
    def explicit(self) -> bool:
        """Return whether the power must be named in a mandate, whatever else one is (L3.11)."""
        return self in {Action.WITHDRAW, Action.PROMISE}


class Acting(Word):
    """In which capacity a person acts for the applicant."""

    SELF = "self", "本人"
    GUARDIAN = "guardian", "监护人"
    AGENT = "agent", "代理人"
    REPRESENTATIVE = "representative", "法人经办"


class Ground(Word):
    """Why somebody has a guardian (L3.11)."""

    MINOR = "minor", "未成年"
    INCAPACITY = "incapacity", "无行为能力"


class Role(Word):
    """What a person is in an organisation (W2.1)."""

    REPRESENTATIVE = "representative", "法定代表人"
    AUTHORISED = "authorised", "授权经办人"


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both counted; no last day is no end."""

    since: date
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Return whether a day lies inside."""
        return self.since <= on and (self.until is None or on <= self.until)

    def meets(self, other: "Period") -> bool:
        """Return whether two periods share a day."""
        later = max(self.since, other.since)
        return self.holds(later) and other.holds(later)


@dataclass(frozen=True, kw_only=True)
class Power:
    """A mandate that is not revoked: the items (none named = all), the actions, the period."""

    items: frozenset[str]
    actions: frozenset[str]
    period: Period

    def covers(self, item: str, action: Action, on: date) -> bool:
        """Return whether the mandate allows this action on this item on this day (L3.11)."""
        return (
            self.period.holds(on)
            and action.value in self.actions
            and (not self.items or item in self.items)
        )


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """What a person can do alone: the birthday, and when a court found no capacity."""

    born: date | None = None
    incapable: tuple[Period, ...] = ()

    def acts_alone(self, on: date) -> bool:
        """Return whether the person needs no guardian on a day (L3.11)."""
        young = self.born is not None and age(self.born, on) < GUARDED_UNTIL
        return not young and not any(period.holds(on) for period in self.incapable)

    def of_age(self, on: date) -> bool:
        """Return whether guardianship of a child has ended by age."""
        return self.born is not None and age(self.born, on) >= OF_AGE


@dataclass(frozen=True, kw_only=True)
class Ties:
    """What ties the person who acts to the applicant; all empty for strangers."""

    same: bool = False
    actor: Capacity = Capacity()
    applicant: Capacity = Capacity()
    guardian: tuple[tuple[Ground, Period], ...] = ()
    roles: tuple[tuple[Role, Period], ...] = ()
    powers: tuple[Power, ...] = ()


def acting(ties: Ties, item: str, action: Action, on: date) -> Acting:
    """Return in which capacity a person acts for the applicant on a day.

    Raises Unlawful when no tie carries the action (L3.11).
    """
    if not ties.actor.acts_alone(on):
        raise _refused(
            "未满十四周岁或者没有相应行为能力，应当由监护人代为申请", "请由监护人登录后代为办理"
        )
    if ties.same:
        return Acting.SELF
    if _guards(ties, on):
        return Acting.GUARDIAN
    if _represents(ties, action, on):
        return Acting.REPRESENTATIVE
    if any(power.covers(item, action, on) for power in ties.powers):
        return Acting.AGENT
    raise _no_power(ties, action, on)


def _guards(ties: Ties, on: date) -> bool:
    """Return whether a guardianship holds: a child's ends with age, the other with its period."""
    return any(
        period.holds(on) and not (ground is Ground.MINOR and ties.applicant.of_age(on))
        for ground, period in ties.guardian
    )


def _represents(ties: Ties, action: Action, on: date) -> bool:
    """Return whether a role in the organisation carries the action (L3.11).

    The legal representative may do everything, an authorised person only what needs no
    explicit power.
    """
    roles = {role for role, period in ties.roles if period.holds(on)}
    return Role.REPRESENTATIVE in roles or (Role.AUTHORISED in roles and not action.explicit)


def _no_power(ties: Ties, action: Action, on: date) -> Refusal:
    """Return the refusal that names what is missing: any power, or this one."""
    tied = any(period.holds(on) for _, period in ties.roles) or any(
        power.period.holds(on) for power in ties.powers
    )
    if tied and action.explicit:
        return _refused(
            f"“{action.label}”须有委托书中的明确授权", f"请委托人补充授权“{action.label}”"
        )
    if tied:
        return _refused(f"委托书没有授权对这个事项“{action.label}”", "请委托人补充授权事项和权限")
    return _refused("您没有代这位申请人办理的有效授权", "请先提交委托书或者监护关系证明")


def _refused(message: str, remedy: str) -> Unlawful:
    """Return the refusal of L3.11."""
    return Unlawful(message, clause=CLAUSE, remedy=remedy)
