"""The decision panel (办理面板): which acts a post may take on a case now, read from the law.

The table words the ten outcomes as the counter knows them (CNT-05); whether one is open says
``law.steps`` alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

from yizhan.cases.queries import CaseView
from yizhan.desk import bigforms, stepforms
from yizhan.desk.stepforms import StepForm
from yizhan.law.clocks import local
from yizhan.law.steps import STEPS
from yizhan.law.words import Channel, OnlineClass, Post, Stage

When = Callable[[CaseView], bool]


def _always(_view: CaseView) -> bool:
    """Return that nothing more is asked than the stage."""
    return True


def _instant(view: CaseView) -> bool:
    """Return whether the item can be concluded on the spot with what is held (H4.1)."""
    rules = view.docket.rules
    return rules.instant and not rules.lacking(view.standing.course.held)


def _lacking(view: CaseView) -> bool:
    """Return whether something is lacking that may be mended today (H4.4)."""
    course = view.standing.course
    today = course.received_on == local(view.at).date()
    return today and bool(view.docket.rules.lacking(course.held))


def _acceptable(view: CaseView) -> bool:
    """Return whether the acceptance notice may be issued now (H4.5, H4.6)."""
    course = view.standing.course
    if course.accepted_on:
        return not course.acceptance_noticed
    received = course.stage is Stage.RECEIVED
    return received and not view.docket.rules.lacking(course.held)


def _notifiable(view: CaseView) -> bool:
    """Return whether a one-time notice is due, or its own items once more (L3.1)."""
    course = view.standing.course
    return not course.notices or bool(course.corrected)


def _no_receipt(view: CaseView) -> bool:
    """Return whether no receipt was issued yet."""
    return view.standing.course.receipt_at is None


def _in_correction(view: CaseView) -> bool:
    """Return whether the applicant has still to correct (H4.7)."""
    return view.standing.course.stage is Stage.CORRECTION


def _prereviewed_online(view: CaseView) -> bool:
    """Return whether the online class knows a pre-review (W3.1b, W3.2)."""
    online = view.standing.course.channel is Channel.ONLINE
    return online and view.content.online in {OnlineClass.ON_SITE, OnlineClass.TWICE}


def _originals(view: CaseView) -> bool:
    """Return whether originals are still to be seen (W3.1a)."""
    course = view.standing.course
    return course.channel is Channel.ONLINE and not course.originals_ok


def _later(view: CaseView) -> bool:
    """Return whether something may follow later."""
    held = view.standing.course.held
    return any(one.need == "later" and one.id not in held for one in view.content.materials)


def _running(view: CaseView) -> bool:
    """Return whether a special procedure runs."""
    return bool(view.standing.course.running)


def _unheard(view: CaseView) -> bool:
    """Return whether the right to a hearing was not told."""
    return view.standing.course.hearing is None


def _uncertified(view: CaseView) -> bool:
    """Return whether the certificate is still to be made (H5.5)."""
    return view.docket.rules.certificate is not None and not view.standing.course.certified


def _unpublished(view: CaseView) -> bool:
    """Return whether the decision is not public yet (H5.6)."""
    return view.standing.course.published_at is None


def _ripe(view: CaseView) -> bool:
    """Return whether a decision may be drafted (H5.0, H5.2)."""
    course = view.standing.course
    return course.reviewed_at is not None and not course.running


def _unextended(view: CaseView) -> bool:
    """Return whether the limit was not extended yet (L2.6)."""
    return not view.standing.course.extension


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act of the panel: its steps in order, its form, whether it is open beyond the stage.

    ``digit`` is its key at the counter; ``drafted`` acts show their paper before they are signed;
    ``issues`` words the papers where the step may issue others too.
    """

    name: str
    label: str
    steps: tuple[str, ...]
    form: type[StepForm] = StepForm
    when: When = _always
    digit: str = ""
    drafted: bool = False
    issues: str = ""
    grave: bool = False

    @property
    def clause(self) -> str:
        """Return the clause of the deciding step."""
        return STEPS[self.steps[-1]].clause

    @property
    def papers(self) -> str:
        """Return the papers that come of it, in words."""
        return self.issues or "、".join(
            paper.label for name in self.steps for paper in STEPS[name].papers
        )

    @property
    def previewed(self) -> bool:
        """Return whether its papers can be shown beside the form: one step that issues some."""
        return not self.drafted and len(self.steps) == 1 and bool(self.papers)

    def open_in(self, view: CaseView, post: Post) -> bool:
        """Return whether the post may take it now: the law's table, then its own condition."""
        deciding = STEPS[self.steps[-1]]
        return deciding in view.open_to(post) and self.when(view)


ACTS = (
    Act(
        name="finish",
        label="能当场出证办结",
        digit="1",
        steps=("finish",),
        form=stepforms.Finish,
        when=_instant,
    ),
    Act(
        name="not_required",
        label="依法不需要取得许可",
        digit="2",
        steps=("not_required",),
        form=stepforms.NotRequired,
    ),
    Act(
        name="not_competent",
        label="不属于本机关职权",
        digit="3",
        steps=("not_competent",),
        form=stepforms.NotCompetent,
    ),
    Act(
        name="mend_accept",
        label="当场更正、补齐后受理",
        digit="4",
        steps=("mend", "accept"),
        form=stepforms.Materials,
        when=_lacking,
    ),
    Act(name="accept", label="材料齐全，受理", digit="5", steps=("accept",), when=_acceptable),
    Act(
        name="notify",
        label="材料不齐，一次性告知",
        digit="6",
        steps=("notify",),
        form=bigforms.Notify,
        when=_notifiable,
    ),
    Act(
        name="receipt",
        label="不能当场告知，先收件",
        digit="7",
        steps=("receipt",),
        when=_no_receipt,
    ),
    Act(
        name="correct_accept",
        label="补齐材料后受理",
        digit="8",
        steps=("correct", "accept"),
        form=stepforms.Correction,
        when=_in_correction,
    ),
    Act(
        name="originals",
        label="核验原件",
        steps=("originals",),
        form=stepforms.Originals,
        when=_originals,
    ),
    Act(name="deliver", label="送达结果", steps=("deliver",), form=stepforms.Deliver),
    Act(name="visit", label="登记到场", steps=("visit",), form=stepforms.Visit),
    Act(
        name="prereview",
        label="网上预审",
        steps=("prereview",),
        form=stepforms.Prereview,
        when=_prereviewed_online,
    ),
    Act(name="ask", label="提醒容缺材料", steps=("ask",), form=stepforms.Later, when=_later),
    Act(name="review", label="出具审查意见", steps=("review",), form=bigforms.Review),
    Act(name="special", label="启动特殊环节", steps=("special",), form=stepforms.SpecialStart),
    Act(
        name="special_done",
        label="结束特殊环节",
        steps=("special_done",),
        form=stepforms.SpecialEnd,
        when=_running,
    ),
    Act(
        name="grant",
        label="准予许可",
        steps=("decide",),
        form=bigforms.Grant,
        when=_ripe,
        drafted=True,
        issues="准予许可决定书和证照",
    ),
    Act(
        name="refuse",
        label="不予许可",
        steps=("decide",),
        form=bigforms.Refuse,
        when=_ripe,
        drafted=True,
        issues="不予许可决定书",
        grave=True,
    ),
    Act(
        name="tell_hearing",
        label="告知听证权利",
        steps=("tell_hearing",),
        form=stepforms.Hearing,
        when=_unheard,
    ),
    Act(
        name="certify",
        label="制作证件",
        steps=("certify",),
        form=stepforms.Certify,
        when=_uncertified,
    ),
    Act(name="publish", label="公开决定", steps=("publish",), when=_unpublished),
    Act(
        name="extend",
        label="批准延期",
        steps=("extend",),
        form=stepforms.Reason,
        when=_unextended,
        drafted=True,
    ),
    Act(
        name="terminate",
        label="终止办理",
        steps=("terminate",),
        form=stepforms.Terminate,
        grave=True,
    ),
    Act(name="void", label="作废", steps=("void",), form=stepforms.Reason, grave=True),
)
NAMED = {act.name: act for act in ACTS}


@dataclass(frozen=True)
class Shown:
    """One act on the page with its form."""

    act: Act
    form: StepForm
    opened: bool = False


def panel(view: CaseView, post: Post, tried: tuple[str, StepForm] | None = None) -> list[Shown]:
    """Return the acts that are open, each with its form; what was just tried stays as typed."""
    name, form = tried or ("", None)
    shown = [Shown(act, act.form(view=view)) for act in ACTS if act.open_in(view, post)]
    if form is None:
        return shown
    rest = [one for one in shown if one.act.name != name]
    return [Shown(NAMED[name], form, opened=True), *rest]
