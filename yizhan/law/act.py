"""What somebody asks to be done, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from yizhan.law.calendar import Calendar
from yizhan.law.certificates import Event
from yizhan.law.clocks import local
from yizhan.law.course import Course
from yizhan.law.item import Rules
from yizhan.law.refusals import Incomplete
from yizhan.law.words import Paper, Post


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act: the step, the post, the moment, who, for which authority, and what is said."""

    step: str
    post: Post
    at: datetime
    actor: str = ""
    name: str = ""
    principal: str = ""  # for whom a delegate acts (L3.2)
    unit: str = ""  # the authority that the post belongs to, where several have a part
    said: Mapping[str, object] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return what was said under a name, stripped; empty when nothing was."""
        return str(self.said.get(name) or "").strip()

    def owed(self, clause: str, /, **words: str) -> dict[str, str]:
        """Return what was said under each name.

        Raises Incomplete with the clause when one of them is empty.
        """
        missing = [label for name, label in words.items() if not self.text(name)]
        if missing:
            raise Incomplete(
                f"还缺少：{'、'.join(missing)}", clause=clause, remedy="请补全后再提交"
            )
        return {name: self.text(name) for name in words}


@dataclass(frozen=True)
class Issue:
    """A paper that a step issues, and what it says."""

    paper: Paper
    says: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one lawful step did: one line of the journal, and of a certificate's history."""

    step: str
    clause: str
    post: Post
    at: datetime
    course: Course
    papers: tuple[Issue, ...] = ()
    exceptions: tuple[str, ...] = ()
    said: Mapping[str, object] = field(default_factory=dict)
    actor: str = ""
    event: Event | None = None


def recorded(outcome: Outcome) -> Outcome:
    """Return an outcome whose course remembers the kinds of the papers that it issued."""
    if not outcome.papers:
        return outcome
    kinds = tuple(issue.paper.value for issue in outcome.papers)
    course = replace(outcome.course, issued=(*outcome.course.issued, *kinds))
    return replace(outcome, course=course)


@dataclass(frozen=True, kw_only=True)
class Done:
    """What a rule answers: the new course, its papers, the deciding clause, the exceptions."""

    course: Course
    papers: tuple[Issue, ...] = ()
    clause: str = ""
    exceptions: tuple[str, ...] = ()
    event: Event | None = None


@dataclass(frozen=True, kw_only=True)
class Matter:
    """Everything a rule may look at."""

    course: Course
    act: Act
    rules: Rules
    calendar: Calendar

    @property
    def today(self) -> date:
        """Return the day of the act, in the zone of the hall."""
        return local(self.act.at).date()
