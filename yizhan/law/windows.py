"""Non-resident windows (非常驻窗口): who may share one, who stands at it on a day (H2.5 to H2.7).

Departments with few matters share a window when the service centre agrees. Each sends a chief
representative and at least one more person by a dated roster, and on a day the roster alone says
who holds a post at the window. Townships set theirs up after the county's model.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yizhan.law.calendar import Calendar
from yizhan.law.refusals import Conflict, Unlawful, WrongPost
from yizhan.law.words import Level, Post, Word

AHEAD = 30  # days that are looked at for holes, a setting
DAY = timedelta(days=1)
ASKERS = frozenset({Post.CHIEF, Post.HEAD})
HALLS = frozenset({Level.COUNTY, Level.TOWNSHIP})


class Gap(Word):
    """What a day's roster lacks (H2.6)."""

    NOBODY = "nobody", "无人值守"
    NO_CHIEF = "no_chief", "没有首席代表"


class Consent(Word):
    """What became of a department's wish to share a window (H2.5)."""

    ASKED = "asked", "等待同意"
    AGREED = "agreed", "已同意进驻"
    DECLINED = "declined", "不同意进驻"


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One person's turn at a window: which day, who, at which post."""

    day: date
    user_id: int
    post: Post


def stands(*, shared: bool, on_roster: bool) -> bool:
    """Return whether a posting holds on a day: at a shared window only by the roster (H2.6)."""
    return on_roster or not shared


def gaps(days: Iterable[date], turns: Iterable[Turn]) -> dict[date, tuple[Gap, ...]]:
    """Return what each day lacks: somebody at the front, a chief representative (H2.6)."""
    posts: dict[date, set[Post]] = {}
    for turn in turns:
        posts.setdefault(turn.day, set()).add(turn.post)
    found = {day: _lacking(posts.get(day, set())) for day in days}
    return {day: lacking for day, lacking in found.items() if lacking}


def _lacking(posts: set[Post]) -> tuple[Gap, ...]:
    """Return what is lacking where these posts are filled."""
    wanted = {Gap.NOBODY: Post.FRONT, Gap.NO_CHIEF: Post.CHIEF}
    return tuple(gap for gap, post in wanted.items() if post not in posts)


def open_days(first: date, days: int, calendar: Calendar) -> list[date]:
    """Return the working days among so many days from the first on."""
    span = (first + DAY * n for n in range(days))
    return [day for day in span if calendar.is_working(day)]


def rotation(
    days: Sequence[date], teams: Sequence[Mapping[Post, Sequence[int]]]
) -> list[tuple[date, int]]:
    """Return who stands on which day when the departments take turns, day by day (H2.6).

    ``teams``: for each department the postings of its chief representative and its staff; within
    a department the staff take turns too.
    """
    turns: list[tuple[date, int]] = []
    for n, day in enumerate(days if teams else ()):
        team, round_ = teams[n % len(teams)], n // len(teams)
        turns += [(day, held[round_ % len(held)]) for held in team.values() if held]
    return turns


def check_may_open(level: Level, *, centre: bool) -> None:
    """Refuse a shared window outside the halls of county and township (H2.5, H2.7)."""
    if not centre or level not in HALLS:
        raise Unlawful(
            "非常驻窗口设在县级或者乡镇的政务服务大厅", clause="H2.7", remedy="请由服务中心设立"
        )


def check_may_ask(post: Post) -> None:
    """Refuse a wish to share a window from a post that does not speak for the department (H2.5)."""
    if post not in ASKERS:
        raise WrongPost(
            f"{post.label}不能代表部门申请进驻",
            clause="H2.5",
            remedy="请由首席代表或者机关负责人申请",
        )


def check_may_consent(post: Post, *, of_centre: bool) -> None:
    """Refuse a consent that is not the service centre's own (H2.5)."""
    if post is not Post.HEAD or not of_centre:
        raise WrongPost(
            "进驻非常驻窗口须经政务服务中心同意",
            clause="H2.5",
            remedy="请由政务服务中心负责人决定",
        )


def check_may_arrange(post: Post, *, of_county: bool) -> None:
    """Refuse a county's arrangement that its own service centre does not make (H7.1)."""
    if post is not Post.HEAD or not of_county:
        raise WrongPost(
            "移交期限由县级政务服务中心统一规定",
            clause="H7.1",
            remedy="请由县级政务服务中心负责人设定",
        )


def check_agreed(state: Consent) -> None:
    """Refuse to staff a window without the service centre's consent (H2.5)."""
    if state is not Consent.AGREED:
        raise Unlawful(
            f"进驻申请{state.label}，不能派员", clause="H2.5", remedy="请先取得政务服务中心同意"
        )


def check_one_chief(post: Post, chiefs: int) -> None:
    """Refuse a second chief representative of one department at a window (H2.6)."""
    if post is Post.CHIEF and chiefs:
        raise Conflict(
            "本部门已派首席代表", clause="H2.6", remedy="每个部门派一名首席代表；请先终止原派驻"
        )


def check_sent(post: Post) -> None:
    """Refuse to send somebody for another post than the chief's or the front's (H2.6)."""
    if post not in {Post.CHIEF, Post.FRONT}:
        raise Unlawful(
            "非常驻窗口只派首席代表和前台人员",
            clause="H2.6",
            remedy="后台审查由各部门在本机关办理",
        )


def check_ahead(day: date, today: date) -> None:
    """Refuse to change who did stand on a day that has passed (H2.6)."""
    if day < today:
        raise Unlawful("过去的值守不能更改", clause="H2.6", remedy="请保留原记录", field="day")


def check_swap(first: Turn, second: Turn, today: date) -> None:
    """Refuse a swap that changes who did stand, or that mixes posts (H2.6)."""
    if min(first.day, second.day) < today:
        raise Unlawful("过去的值守不能调换", clause="H2.6", remedy="请选择今天以后的班次")
    if first.post is not second.post:
        raise Unlawful(
            "首席代表与工作人员不能互相调换", clause="H2.6", remedy="请选择相同岗位的班次"
        )
    if first.user_id == second.user_id:
        raise Unlawful("两个班次是同一个人", clause="H2.6", remedy="请选择另一个人的班次")
