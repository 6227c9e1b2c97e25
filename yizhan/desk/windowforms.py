"""Forms of shared windows: a wish, its answer, who is sent, who stands when (H2.5, H2.6)."""

from collections.abc import Sequence
from typing import Any

from django import forms

from yizhan.desk.forms import DeskForm, area, choice, day, text, ticks
from yizhan.law.windows import AHEAD
from yizhan.law.words import Post
from yizhan.places.duty import DutyView, MemberView

Pairs = Sequence[tuple[str, str]]


def _sent(members: Sequence[MemberView]) -> Pairs:
    """Return the people who were sent, each with the post."""
    return [(str(one.posting_id), f"{one.name}（{one.post.label}）") for one in members]


class Opening(DeskForm):
    """A new shared window of the service centre (H2.5)."""

    name = text("窗口名称", longest=40)


class Wish(DeskForm):
    """The wish of a department to stay at a window, with its items (H2.5)."""

    reason = area("共用窗口的理由（事项少、办件少或者阶段性办理）", rows=2)

    def __init__(self, *args: Any, items: Pairs, **kwargs: Any) -> None:
        """List the department's items."""
        super().__init__(*args, **kwargs)
        self.fields["items"] = ticks("进驻的事项", list(items))
        self.order_fields(["items", "reason"])


class Answer(DeskForm):
    """The service centre's answer to a wish (H2.5)."""

    agree = choice("决定", [("yes", "同意进驻"), ("no", "不同意")])
    says = text("意见（不同意的必须说明理由）", required=False)


class Sending(DeskForm):
    """A person whom the department sends, for which days (H2.6)."""

    post = choice("岗位", [(one.value, one.label) for one in (Post.CHIEF, Post.FRONT)])
    since = day("派驻开始日期")
    until = day("派驻终止日期", required=False)

    def __init__(self, *args: Any, people: Pairs, **kwargs: Any) -> None:
        """List the people of the department."""
        super().__init__(*args, **kwargs)
        self.fields["user"] = forms.ChoiceField(label="人员", choices=list(people))
        self.order_fields(["user", "post", "since", "until"])


class Recalling(DeskForm):
    """The last day of somebody whom the department has sent (H2.6)."""

    on = day("最后一天")

    def __init__(self, *args: Any, members: Sequence[MemberView], **kwargs: Any) -> None:
        """List who was sent."""
        super().__init__(*args, **kwargs)
        self.fields["posting"] = forms.ChoiceField(label="人员", choices=_sent(members))
        self.order_fields(["posting", "on"])


class Filling(DeskForm):
    """From which day on, for how many days, the departments take turns (H2.6)."""

    first = day("从哪一天起")
    days = forms.IntegerField(label="排多少天", min_value=1, max_value=92, initial=AHEAD)


class Putting(DeskForm):
    """Who stands on which day (H2.6)."""

    day = day("值守日期")

    def __init__(self, *args: Any, members: Sequence[MemberView], **kwargs: Any) -> None:
        """List who was sent."""
        super().__init__(*args, **kwargs)
        self.fields["posting"] = forms.ChoiceField(label="人员", choices=_sent(members))
        self.order_fields(["posting", "day"])


class Swapping(DeskForm):
    """Which two turns are exchanged, and why (H2.6)."""

    reason = text("调换原因")

    def __init__(self, *args: Any, turns: Sequence[DutyView], **kwargs: Any) -> None:
        """List the turns ahead."""
        super().__init__(*args, **kwargs)
        known = [
            (str(one.id), f"{one.day:%-m月%-d日} {one.name}（{one.post.label}）") for one in turns
        ]
        for name, label in (("first", "班次一"), ("second", "班次二")):
            self.fields[name] = forms.ChoiceField(label=label, choices=known)
        self.order_fields(["first", "second", "reason"])


class Arranging(DeskForm):
    """In how many working days the county's halls hand over (H7.1)."""

    days = forms.IntegerField(label="移交期限（工作日）", min_value=0, max_value=10)


class Off(DeskForm):
    """A turn that is taken off the roster (H2.6)."""

    turn = forms.IntegerField()
