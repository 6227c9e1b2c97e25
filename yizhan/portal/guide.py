"""A guide (办事指南) as people read it: all is worked out here, the template shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from yizhan.items import forms
from yizhan.items.content import Content, Limit, Material, Situation
from yizhan.law.words import Applicant, CaseKind, Need, OnlineClass, Start, Unit

PREFIX = "s_"  # query words that answer a question on the situation
CHANNELS = {
    "window": "窗口办理",
    "online": "网上办理",
    "village": "村居代办",
    "kiosk": "自助机办理",
    "post": "邮寄办理",
}
VISITS = {0: "零跑动", 1: "最多跑1次", 2: "最多跑2次"}
FORMS = {"paper": "纸质", "electronic": "电子", "both": "纸质或电子"}


@dataclass(frozen=True)
class Asked:
    """One question on the situation with the answer that was given."""

    situation: Situation
    name: str  # of the form control
    answer: str  # id of the choice, or empty


@dataclass(frozen=True)
class Row:
    """One row of the material table."""

    material: Material
    need: str
    form: str
    copies: str
    spared: str  # why it need not be handed in; empty when it must be


@dataclass(frozen=True)
class Guide:
    """What the guide page shows of one version for one set of answers."""

    content: Content
    badges: tuple[str, ...]
    visits: str
    promised: str
    statutory: str
    start: str
    cost: str
    rows: tuple[Row, ...]
    spared: int
    questions: tuple[Asked, ...]
    stops: tuple[str, ...]
    answered: bool
    audience: str
    channels: str
    validity: str
    online: bool


def answers(query: Mapping[str, str]) -> dict[str, str]:
    """Return the answers on the situation that an address holds: situation id to choice id."""
    return {
        name[len(PREFIX) :]: value
        for name, value in query.items()
        if name.startswith(PREFIX) and value
    }


def guide(content: Content, given: Mapping[str, str]) -> Guide:
    """Return the guide of a version as it looks after the given answers."""
    rows = tuple(_row(material) for material in forms.materials(content, given))
    questions = tuple(_asked(one, given) for one in content.situations)
    return Guide(
        content=content,
        badges=badges(content),
        visits=VISITS[content.online.visits],
        promised=length(content.promised, content.kind),
        statutory=length(content.statutory, content.kind),
        start=_start(content),
        cost=cost(content),
        rows=rows,
        spared=sum(bool(row.spared) for row in rows),
        questions=questions,
        stops=tuple(forms.stops(content, given)),
        answered=bool(questions) and all(asked.answer for asked in questions),
        audience="、".join(Applicant(one).label for one in content.audience),
        channels="、".join(CHANNELS.get(one, one) for one in content.channels),
        validity=_validity(content),
        online="online" in content.channels,
    )


def badges(content: Content) -> tuple[str, ...]:
    """Return the badges (surfaces 4.3) that the content has earned."""
    earned = {
        content.kind.label: True,
        VISITS[content.online.visits]: True,
        "全程网办": content.online is OnlineClass.ZERO,
        "容缺受理": any(one.need is Need.LATER for one in content.materials),
        "免证办": any(one.certificate for one in content.materials),
        "可邮寄": content.mail_out,
        "可代办": bool(content.village_mode),
        content.scope: bool(content.scope),
    }
    return tuple(word for word, has in earned.items() if has)


def length(limit: Limit, kind: CaseKind = CaseKind.PROMISED) -> str:
    """Return a limit in words: 6个工作日; an instant case of no days is 当场办结."""
    if kind is CaseKind.INSTANT and limit.n == 0:
        return "当场办结"
    space = "" if limit.unit is Unit.WORKING else " "
    return f"{limit.n}{space}{limit.unit.label}".replace(" 个", "个")


def cost(content: Content) -> str:
    """Return whether it costs anything, in two or three words."""
    return f"收费（{len(content.fees)} 项）" if content.fees else "不收费"


def _start(content: Content) -> str:
    """Return when the limit begins to run, where it is not the usual day of acceptance."""
    start = content.statutory.start
    return "" if start is Start.ACCEPTANCE else start.label


def _validity(content: Content) -> str:
    """Return how long the result is worth something."""
    months = content.result.months
    if not months:
        return "长期"
    return f"{months // 12}年" if months % 12 == 0 else f"{months}个月"


def _asked(situation: Situation, given: Mapping[str, str]) -> Asked:
    """Return a question with the answer given; an answer that is no choice counts as none."""
    answer = given.get(situation.id, "")
    known = answer if any(choice.id == answer for choice in situation.choices) else ""
    return Asked(situation, PREFIX + situation.id, known)


def _row(material: Material) -> Row:
    """Return one material as a row."""
    return Row(
        material=material,
        need=material.need.label,
        form=FORMS[material.form],
        copies=_copies(material),
        spared=f"有{material.certificate}电子证照可免提交" if material.certificate else "",
    )


def _copies(material: Material) -> str:
    """Return how many originals and copies are handed in."""
    counted = {"原件": material.originals, "复印件": material.copies}
    return "，".join(f"{word} {n} 份" for word, n in counted.items() if n) or "不需要份数"
