"""The lamp (红绿灯) of a clock: a shape and a word, never a colour alone (G-14).

Thresholds are settings of the hall: yellow from the last third of the promised time, at least the
last working day.
"""

from dataclasses import dataclass
from datetime import date, datetime

from yizhan.cases.stored import Standing
from yizhan.law.calendar import DAY, Calendar
from yizhan.law.clocks import local
from yizhan.law.item import Rules
from yizhan.law.lapse import promised_days
from yizhan.law.words import Clock, Term, Word

THIRD = 3


class Light(Word):
    """What a lamp shows."""

    GREEN = "green", "正常"
    YELLOW = "yellow", "预警"
    RED = "red", "超期"
    DARK = "dark", "超法定"
    GREY = "grey", "停表"
    DONE = "done", "已办结"

    @property
    def shape(self) -> str:
        """Return the shape beside the word."""
        shapes = {"green": "●", "yellow": "▲", "red": "■", "dark": "■■", "grey": "⏸", "done": "✓"}
        return shapes[self.value]


@dataclass(frozen=True, kw_only=True)
class Lamp:
    """One lamp: its light, the term it speaks of, the last day, the working days left."""

    light: Light
    term: Term | None = None
    on: date | None = None
    left: int = 0
    provisional: bool = False

    @property
    def words(self) -> str:
        """Return the lamp in words, e.g. 预警 剩 2 个工作日."""
        if self.light in {Light.GREY, Light.DONE} or self.on is None:
            return self.light.label
        if self.left < 0:
            return f"{self.light.label} {-self.left} 个工作日"
        return f"{self.light.label} 剩 {self.left} 个工作日"


def lamp(found: Standing, rules: Rules, calendar: Calendar, now: datetime) -> Lamp:
    """Return the lamp of a case as it stands now."""
    due = found.decide_by
    if found.course.clock is Clock.STOPPED:
        return Lamp(light=Light.GREY, term=Term.SPECIAL)
    if due is None:
        return Lamp(light=Light.DONE)
    term = next(term for term, one in found.dues.items() if one is due)
    today = local(now).date()
    left = days_left(today, due.on, calendar)
    return Lamp(
        light=_light(found, left, rules, now),
        term=term,
        on=due.on,
        left=left,
        provisional=due.provisional,
    )


def of_term(term: Term, found: Standing, calendar: Calendar, now: datetime) -> Lamp:
    """Return the lamp of one running term by itself: yellow on its last working day."""
    due = found.dues[term]
    left = days_left(local(now).date(), due.on, calendar)
    light = Light.RED if now >= due.ends else Light.YELLOW if left < 1 else Light.GREEN
    return Lamp(light=light, term=term, on=due.on, left=left, provisional=due.provisional)


def days_left(today: date, last: date, calendar: Calendar) -> int:
    """Return the working days from tomorrow to the last day; negative when it has passed."""
    if today <= last:
        return calendar.count(today + DAY, last)
    return -calendar.count(last + DAY, today)


def _light(found: Standing, left: int, rules: Rules, now: datetime) -> Light:
    """Return the light of a running clock."""
    due, statutory = found.decide_by, found.dues.get(Term.STATUTORY)
    if statutory and now >= statutory.ends:
        return Light.DARK
    if due and now >= due.ends:
        return Light.RED
    whole = promised_days(rules) if Term.PROMISED in found.dues else THIRD
    return Light.YELLOW if left <= max(1, -(-whole // THIRD)) else Light.GREEN
