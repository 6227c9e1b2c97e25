"""A case played through the law alone, for tests that read like stories."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from yizhan.law import clocks, lapse
from yizhan.law.act import Act, Outcome
from yizhan.law.calendar import Calendar
from yizhan.law.certificates import Life
from yizhan.law.conduct import begin, conduct
from yizhan.law.course import Course
from yizhan.law.item import Department, Length, Material, Rules
from yizhan.law.steps import STEPS
from yizhan.law.words import CertificateState, Levels, Post, Stage

FORM, PERMIT, LEASE, PLAN = (
    Material("form", "申请表"),
    Material("permit", "营业执照"),
    Material("lease", "租赁合同"),
    Material("plan", "平面图"),
)
RULES = Rules(name="公共场所卫生许可", promised=Length(10), materials=(FORM, PERMIT, LEASE, PLAN))
HEALTH, FIRE, TOWN = (
    Department("health", "卫生健康局"),
    Department("fire", "消防救援局"),
    Department("town", "住房城乡建设局", Length(5)),
)
JOINT = replace(
    RULES, departments=(HEALTH, FIRE, TOWN), statutory=Length(45), promised=Length(15), extension=15
)
CITY = Department("city", "市卫生健康局")
BELOW = replace(RULES, levels=Levels.FIRST_REVIEW, upper=CITY)
PASSED_ON = replace(RULES, levels=Levels.FORWARD, upper=CITY)
ALL = ("form", "permit", "lease", "plan")
REFUSAL = {
    "facts": "现场没有消毒间",
    "reasons": "不符合卫生要求",
    "basis": "《公共场所卫生管理条例》第四条",
    "reconsideration": "示例县人民政府",
    "court": "示例县人民法院",
}
FIRST = {"extend": Post.HEAD}
"""Who takes a step that several posts may, where a test does not say."""
LIFE = Life(
    lineage="a",
    version=1,
    number="推许〔2021〕000001号",
    oid="",
    valid_from=date(2021, 5, 30),
    valid_until=date(2026, 5, 29),
    state=CertificateState.VALID,
)
"""A certificate in force, as the door tells the law of one."""


def life(**changes: object) -> Life:
    """Return the certificate with some things otherwise."""
    return replace(LIFE, **changes)


MANDATE = {
    "principal": "李示例",
    "agent": "卫帮办",
    "items": ["公共场所卫生许可"],
    "actions": ["submit", "correct", "collect"],
    "since": "2026-01-01",
    "until": "2026-12-31",
    "read_aloud": True,
    "signature": "ab" * 32,
}
AFTER = {"reason": "核实属实", "basis": "示例条例第十条", "life": LIFE}
OWED: Mapping[str, Mapping[str, Any]] = {
    "not_competent": {"authority": "示例市卫生健康局", "address": "示例路1号"},
    "notify": {"defects": [{"material": "lease", "problem": "缺签字", "remedy": "补签字"}]},
    "review": {"finding": "符合条件"},
    "special": {"kind": "expert", "days": 5},
    "special_done": {"finding": "符合要求", "signed": True, "sealed": True},
    "extend": {"reason": "案情复杂"},
    "decide": {"grant": True},
    "opinion": {"agree": True},
    "first_review": {"opinion": "同意上报"},
    "terminate": {"reason": "场所已经拆除", "basis": "行政许可法"},
    "void": {"reason": "误录"},
    "succeed": {"successor": "示例区卫生健康局", "basis": "区划调整"},
    "rate": {"level": 5},
    "entrust": MANDATE,
    "call_hearing": {"held_at": "2026-04-30 09:00", "place": "会议室", "chair": "王示例"},
    "record_hearing": {"record": "各方陈述", "signers": "各方"},
    "recall": {**AFTER, "ground": "law"},
    "revoke": {**AFTER, "ground": "fraud"},
    "cancel": {**AFTER, "ground": "other"},
    "suspend": AFTER,
    "restore": {**AFTER, "life": replace(LIFE, state=CertificateState.SUSPENDED)},
}
"""What a step cannot do without, where a test does not care."""


def moment(text: str) -> datetime:
    """Return a moment of the hall, from ``2026-09-28 10:00`` or a day alone."""
    return datetime.fromisoformat(text).replace(tzinfo=clocks.ZONE)


def defects(*materials: str) -> list[dict[str, str]]:
    """Return the rows of a one-time notice that names some materials."""
    return [{"material": one, "problem": "不清晰", "remedy": "重新提供"} for one in materials]


@dataclass
class Story:
    """One case: its course so far and everything that happened."""

    rules: Rules = RULES
    calendar: Calendar = field(default_factory=Calendar)
    course: Course = field(init=False)
    happened: list[Outcome] = field(default_factory=list)

    def submit(self, at: str, *materials: str, **said: Any) -> "Story":
        """Let the applicant hand in materials; all of them when none is named."""
        said = {"channel": "window", "materials": materials or ALL, **said}
        outcome = begin(Act(step="submit", post=Post.APPLICANT, at=moment(at), said=said))
        self.course = outcome.course
        self.happened.append(outcome)
        return self

    def do(
        self,
        step: str,
        at: str | datetime,
        post: Post | None = None,
        *,
        unit: str | None = None,
        **said: Any,
    ) -> "Story":
        """Let somebody take a step; without a post, the first who may, of the unit in charge."""
        when = moment(at) if isinstance(at, str) else at
        by = post or FIRST.get(step) or min(STEPS[step].by)
        office = self.in_charge if unit is None else unit
        said = {**OWED.get(step, {}), **said}
        act = Act(step=step, post=by, at=when, unit=office, said=said)
        self.course, outcomes = conduct(self.course, act, self.rules, self.calendar)
        self.happened += outcomes
        return self

    @property
    def in_charge(self) -> str:
        """Return the unit that is competent now; nothing where there is only one."""
        if self.rules.joint:
            return self.rules.departments[0].unit
        above = self.rules.upper if self.course.handed_up_at else None
        return above.unit if above else ""

    def wait(self, until: str | datetime) -> "Story":
        """Let time pass, and time's own acts be written down."""
        when = moment(until) if isinstance(until, str) else until
        self.course, acts = lapse.settle(self.course, self.rules, self.calendar, when)
        self.happened += acts
        return self

    def due(self, term: str) -> str | None:
        """Return the last day of a running term."""
        found = {t.value: d for t, d in clocks.dues(self.course, self.rules, self.calendar).items()}
        return found[term].on.isoformat() if term in found else None

    @property
    def last(self) -> Outcome:
        """Return what happened last."""
        return self.happened[-1]

    @property
    def raised(self) -> list[str]:
        """Return every exception raised so far."""
        return [rule for outcome in self.happened for rule in outcome.exceptions]

    @property
    def papers(self) -> list[str]:
        """Return the ids of the papers that the last act issued."""
        return [issue.paper.value for issue in self.last.papers]


def accepted(at: str = "2026-03-02 09:00", rules: Rules = RULES) -> Story:
    """Return a case that was complete and accepted at once."""
    return Story(rules).submit(at).do("accept", at)


def reviewed(at: str = "2026-03-02 09:00", rules: Rules = RULES) -> Story:
    """Return an accepted case with its review opinion."""
    return accepted(at, rules).do("review", at)


def decided(at: str = "2026-03-02 09:00", rules: Rules = RULES, **said: Any) -> Story:
    """Return a case that is decided: granted unless said otherwise."""
    return reviewed(at, rules).do("decide", at, **said)


def at_stage(stage: Stage, at: str = "2026-03-02 09:00") -> Story:
    """Return a case that stands at a stage, by lawful steps alone."""
    return WAYS[stage](at)


def _received(at: str) -> Story:
    """Return a case whose materials were handed in."""
    return Story().submit(at)


def _closed(at: str) -> Story:
    """Return a case whose correction was abandoned."""
    story = _received(at).do("notify", at)
    due = clocks.correction(story.course, story.rules, story.calendar)
    assert due
    return story.wait(due.ends)


WAYS = {
    Stage.RECEIVED: _received,
    Stage.CORRECTION: lambda at: _received(at).do("notify", at),
    Stage.ACCEPTED: accepted,
    Stage.REVIEW: reviewed,
    Stage.JOINT: lambda at: accepted(at, JOINT),
    Stage.FIRST_REVIEW: lambda at: accepted(at, BELOW).do("first_review", at),
    Stage.FORWARDED: lambda at: Story(PASSED_ON).submit(at).do("forward", at),
    Stage.SPECIAL: lambda at: accepted(at).do("special", at),
    Stage.GRANTED: decided,
    Stage.REFUSED: lambda at: decided(at, grant=False, **REFUSAL),
    Stage.DELIVERED: lambda at: decided(at).do("deliver", at),
    Stage.NOT_ACCEPTED: lambda at: _received(at).do("not_required", at),
    Stage.CLOSED: _closed,
    Stage.WITHDRAWN: lambda at: _received(at).do("withdraw", at),
    Stage.TERMINATED: lambda at: accepted(at).do("terminate", at),
    Stage.VOIDED: lambda at: accepted(at).do("void", at),
}
