"""Any life of a case: a machine takes any step at any moment, and the law's promises hold."""

from datetime import date, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from yizhan.law.aftermath import FATES
from yizhan.law.calendar import DAY
from yizhan.law.clocks import midnight
from yizhan.law.lapse import LAPSES, settle
from yizhan.law.refusals import Refusal
from yizhan.law.steps import STEPS
from yizhan.law.words import OPEN, Clock, Post, Stage

from .playing import ALL, REFUSAL, Story, defects, life, moment

MATERIALS = st.lists(st.sampled_from(ALL), unique=True)
PASSES_ON = "succeed"  # the files of an authority that is merged, ended cases too (L5)
AFTER_THE_END = {
    *("visit", "rate", "publish", "originals", "certify", "deliver", "overdue"),
    *(PASSES_ON, *FATES),
}
REOPENED = {"correct"}
START = moment("2026-01-05 09:00")
LAST_DAY = date(2026, 2, 14)


class Life(RuleBasedStateMachine):
    """One case under arbitrary acts; refusals are part of life."""

    @initialize(materials=MATERIALS)
    def begin(self, materials):
        """Hand in something."""
        self.now = START
        self.story = Story().submit(START.isoformat(" ")[:19], *materials)
        self.before = self.story.course

    @rule(hours=st.integers(0, 24 * 20))
    def wait(self, hours):
        """Let time pass, sometimes looked at on the way."""
        self.now += timedelta(hours=hours)
        self.story.wait(self.now)

    @rule(name=st.sampled_from(sorted(STEPS)), post=st.sampled_from(sorted(Post)))
    def anybody(self, name, post):
        """Let anybody try any step."""
        self._try(name, post)

    @rule(
        name=st.sampled_from(sorted(set(STEPS) - {"withdraw", "terminate", "void"})),
        given=MATERIALS,
        grant=st.booleans(),
    )
    def the_right_one(self, name, given, grant):
        """Let somebody who may take a step try it, well or badly filled in."""
        said = {"materials": given, "grant": grant, **({} if grant else REFUSAL)}
        said["defects"] = defects(*given)
        self._try(name, min(STEPS[name].by), **said)

    def _try(self, name, post, **said):
        """Take a step; a refusal changes nothing."""
        seen = len(self.story.happened)
        before = self.story.course
        try:
            self.story.do(name, self.now, post, **said)
        except Refusal:
            assert self.story.course is before and len(self.story.happened) == seen


class AnyLife(Life):
    """What holds at every moment of any such life."""

    @invariant()
    def acceptance_is_never_in_the_future_nor_before_receipt(self):
        """L1.5, H4.5: the day of acceptance lies between receipt and now."""
        course = self.story.course
        days = (course.received_on, course.accepted_on or course.received_on, self.now.date())
        assert days == tuple(sorted(days))

    @invariant()
    def nothing_is_decided_without_review(self):
        """H5.0; no item of this machine is instant. Silence renews without one (L2.15)."""
        course = self.story.course
        silent = course.deemed_renewed
        assert course.decided_at is None or silent or course.reviewed_at is not None

    @invariant()
    def there_is_at_most_one_extension(self):
        """L2.6."""
        assert sum(outcome.step == "extend" for outcome in self.story.happened) <= 1

    @invariant()
    def a_later_notice_names_only_what_the_first_one_told(self):
        """L3.1."""
        notices = [o.course for o in self.story.happened if o.step == "notify"]
        named = [{defect.material for defect in course.defects} for course in notices]
        assert all(one <= named[0] for one in named)

    @invariant()
    def the_word_of_the_clock_fits_the_course(self):
        """Stopped only by a running special procedure, ended with the case (L2)."""
        course = self.story.course
        assert (course.clock is Clock.STOPPED) == (course.stage is Stage.SPECIAL)
        assert (course.clock is Clock.ENDED) == course.stage.ended

    @invariant()
    def an_ended_case_is_only_visited_rated_published_or_handed_over(self):
        """L3: after an end no step moves it back, but a letter posted in time (L1.6)."""
        ended = False
        for outcome in self.story.happened:
            assert not ended or outcome.step in AFTER_THE_END | REOPENED
            ended = outcome.course.stage.ended

    @invariant()
    def papers_are_those_of_the_row_and_remembered(self):
        """Every step issues only papers of its row; ``issued`` holds them all."""
        issued = [(o.step, issue.paper) for o in self.story.happened for issue in o.papers]
        rows = {name: STEPS[name].papers for name in STEPS} | {"close": ("L4.13",)}
        assert all(paper in rows[step] for step, paper in issued)
        assert self.story.course.issued == tuple(paper.value for _, paper in issued)

    @invariant()
    def settling_twice_or_in_two_hops_is_settling_once(self):
        """What time does depends on the time, not on who looked when (L2)."""
        later = self.now + timedelta(days=45)
        direct = _settled(self.story, later)
        between = self.now + timedelta(days=13)
        course, first = settle(self.story.course, Story().rules, self.story.calendar, between)
        course, second = settle(course, Story().rules, self.story.calendar, later)
        assert direct == (course, [o.step for o in (*first, *second)])

    @invariant()
    def every_exception_is_raised_in_the_words_of_a_rule_once_by_time(self):
        """A lapse is raised once, however often the case is read."""
        by_time = [r for o in self.story.happened if o.step in LAPSES for r in o.exceptions]
        assert len([r for r in by_time if r != "R01"]) == len({r for r in by_time if r != "R01"})


class AnyRenewal(AnyLife):
    """The same of a case that asks to renew a certificate; its last day is within reach."""

    @initialize(materials=MATERIALS)
    def begin(self, materials):
        """Hand in something; 40 days before the last day."""
        self.now = START
        self.story = Story().submit(
            START.isoformat(" ")[:19],
            *materials,
            aim="renewal",
            life=life(valid_until=LAST_DAY),
        )
        self.before = self.story.course

    @invariant()
    def silence_renews_exactly_an_accepted_case_that_nobody_decided(self):
        """L2.15: at 0:00 after the last day, never sooner, never against a decision."""
        course = self.story.course
        if course.deemed_renewed:
            assert course.decided_at == midnight(LAST_DAY + DAY) <= self.now
            assert course.granted and course.accepted_on <= LAST_DAY
        now, _ = settle(course, self.story.rules, self.story.calendar, self.now)
        over = self.now >= midnight(LAST_DAY + DAY)
        accepted = now.accepted_on is not None and now.accepted_on <= LAST_DAY
        assert not (over and accepted and now.stage in OPEN)


def _settled(story: Story, at: datetime) -> tuple[object, list[str]]:
    """Return the course at a moment and the names of what time did."""
    course, acts = settle(story.course, story.rules, story.calendar, at)
    return course, [act.step for act in acts]


AnyLife.TestCase.settings = settings(max_examples=45, stateful_step_count=30, deadline=None)
TestAnyLife = AnyLife.TestCase
AnyRenewal.TestCase.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
TestAnyRenewal = AnyRenewal.TestCase
