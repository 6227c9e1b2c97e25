"""The decision panel (办理面板): which acts a post may take on a case now, read from the law.

The table words the ten outcomes as the counter knows them (CNT-05); whether one is open says
``law.steps`` alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

from yizhan.cases.queries import CaseView
from yizhan.desk import bigforms, conditions, hallforms, sharedforms, stepforms
from yizhan.desk.stepforms import StepForm
from yizhan.law.steps import STEPS
from yizhan.law.words import Post

When = Callable[[CaseView], bool]


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
    when: When = conditions.always
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
        when=conditions.instant,
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
        when=conditions.lacking,
    ),
    Act(
        name="accept",
        label="材料齐全，受理",
        digit="5",
        steps=("accept",),
        when=conditions.acceptable,
    ),
    Act(
        name="notify",
        label="材料不齐，一次性告知",
        digit="6",
        steps=("notify",),
        form=bigforms.Notify,
        when=conditions.notifiable,
    ),
    Act(
        name="receipt",
        label="不能当场告知，先收件",
        digit="7",
        steps=("receipt",),
        when=conditions.no_receipt,
    ),
    Act(
        name="correct_accept",
        label="补齐材料后受理",
        digit="8",
        steps=("correct", "accept"),
        form=stepforms.Correction,
        when=conditions.in_correction,
    ),
    Act(
        name="forward",
        label="下级代办，转报上级",
        digit="0",
        steps=("forward",),
        when=conditions.forwarded,
    ),
    Act(
        name="hand_over",
        label="移交主办机关",
        steps=("hand_over",),
        issues="收件通知书（尚未告知的）",
    ),
    Act(
        name="originals",
        label="核验原件",
        digit="Y",
        steps=("originals",),
        form=stepforms.Originals,
        when=conditions.originals,
    ),
    Act(
        name="sign_for",
        label="签收送来的结果",
        steps=("sign_for",),
        form=hallforms.SignFor,
        when=conditions.unsigned,
    ),
    Act(
        name="deliver",
        label="送达结果",
        steps=("deliver",),
        form=hallforms.Deliver,
        when=conditions.at_hand,
    ),
    Act(
        name="send_result",
        label="送往其他大厅领取",
        steps=("send_result",),
        form=hallforms.SendResult,
        when=conditions.unsent,
    ),
    Act(name="visit", label="登记到场", steps=("visit",), form=stepforms.Visit),
    Act(
        name="prereview",
        label="网上预审",
        steps=("prereview",),
        form=stepforms.Prereview,
        when=conditions.prereviewed_online,
    ),
    Act(
        name="ask",
        label="提醒容缺材料",
        steps=("ask",),
        form=stepforms.Later,
        when=conditions.later,
    ),
    Act(name="review", label="出具审查意见", steps=("review",), form=bigforms.Review),
    Act(
        name="first_review",
        label="初审上报",
        steps=("first_review",),
        form=sharedforms.FirstReview,
        when=conditions.first_reviewed,
    ),
    Act(
        name="opinion",
        label="提出部门意见",
        steps=("opinion",),
        form=sharedforms.Opinion,
        when=conditions.unanswered,
    ),
    Act(name="special", label="启动特殊环节", steps=("special",), form=stepforms.SpecialStart),
    Act(
        name="special_done",
        label="结束特殊环节",
        steps=("special_done",),
        form=stepforms.SpecialEnd,
        when=conditions.running,
    ),
    Act(
        name="grant",
        label="准予许可",
        steps=("decide",),
        form=bigforms.Grant,
        when=conditions.ripe,
        drafted=True,
        issues="准予许可决定书和证照",
    ),
    Act(
        name="refuse",
        label="不予许可",
        steps=("decide",),
        form=bigforms.Refuse,
        when=conditions.ripe,
        drafted=True,
        issues="不予许可决定书",
        grave=True,
    ),
    Act(
        name="tell_hearing",
        label="告知听证权利",
        steps=("tell_hearing",),
        form=stepforms.Hearing,
        when=conditions.unheard,
    ),
    Act(
        name="call_hearing",
        label="通知听证",
        steps=("call_hearing",),
        form=sharedforms.CallHearing,
        when=conditions.hearing_asked,
    ),
    Act(
        name="record_hearing",
        label="听证笔录",
        steps=("record_hearing",),
        form=sharedforms.RecordHearing,
        when=conditions.hearing_runs,
    ),
    Act(
        name="certify",
        label="制作证件",
        steps=("certify",),
        form=stepforms.Certify,
        when=conditions.uncertified,
    ),
    Act(name="publish", label="公开决定", steps=("publish",), when=conditions.unpublished),
    Act(
        name="extend",
        label="批准延期",
        steps=("extend",),
        form=stepforms.Reason,
        when=conditions.unextended,
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
