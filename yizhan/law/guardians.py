"""Who may be recorded as whose guardian, on which document, and how that ends (L3.11).

Pure: the facts of both cards and of the document come in, a refusal or nothing comes out.
Source: 民法典 24, 27, 28, 31, 36, 39.
"""

from dataclasses import dataclass
from datetime import date

from yizhan.law.mandates import CLAUSE, Capacity, Ground, Period
from yizhan.law.refusals import Incomplete, Invalid, Unlawful
from yizhan.law.words import Word


class Kin(Word):
    """What the guardian is to the ward (民法典 27, 28, 31)."""

    PARENT = "parent", "父母"
    SPOUSE = "spouse", "配偶"
    CHILD = "child", "成年子女"
    GRANDPARENT = "grandparent", "祖父母、外祖父母"
    SIBLING = "sibling", "兄、姐"
    OTHER = "other", "其他近亲属或者愿意担任监护人的个人"
    APPOINTED = "appointed", "指定监护人"

    @property
    def grounds(self) -> frozenset[Ground]:
        """Return whose guardian somebody can be as this: a child has neither spouse nor child."""
        return GROUNDS.get(self, frozenset(Ground))


GROUNDS = {
    Kin.SPOUSE: frozenset({Ground.INCAPACITY}),
    Kin.CHILD: frozenset({Ground.INCAPACITY}),
    Kin.GRANDPARENT: frozenset({Ground.MINOR}),
    Kin.SIBLING: frozenset({Ground.MINOR}),
}


class Evidence(Word):
    """Which document shows the guardianship (L3.11)."""

    HOUSEHOLD = "household", "户口簿"
    BIRTH = "birth", "出生医学证明"
    JUDGMENT = "judgment", "人民法院裁判文书"
    APPOINTMENT = "appointment", "村（居）民委员会或者民政部门指定文书"
    OTHER = "other", "其他证明"


APPOINTING = {Evidence.JUDGMENT, Evidence.APPOINTMENT}


class Ending(Word):
    """Why a guardianship ends before its last day (民法典 36, 39)."""

    RESTORED = "restored", "被监护人取得或者恢复行为能力"
    REPLACED = "replaced", "变更监护人"
    REVOKED = "revoked", "人民法院撤销监护人资格"
    UNABLE = "unable", "监护人死亡或者丧失监护能力"
    DECEASED = "deceased", "被监护人死亡"
    MISTAKE = "mistake", "登记有误"

    @property
    def frees(self) -> bool:
        """Return whether the ward needs no guardian any more, or never had this one."""
        return self in {Ending.RESTORED, Ending.DECEASED, Ending.MISTAKE}


@dataclass(frozen=True, kw_only=True)
class Guarding:
    """What is recorded of a guardianship: why, as what, on which document, from when to when."""

    ground: Ground
    kin: Kin
    document: Evidence
    words: str  # number, date and issuer of the document
    period: Period


@dataclass(frozen=True)
class Ended:
    """Why a guardianship ends, and the document that shows it."""

    why: Ending
    words: str


def check(said: Guarding, *, ward: Capacity, guardian: Capacity, on: date) -> None:
    """Raise unless these two cards and this document make a guardianship on a day (L3.11).

    Raises Incomplete without the document's words, Invalid for a wrong field, Unlawful for a
    guardian who cannot be one.
    """
    _check_period(said, ward, on)
    _check_ward(said.ground, ward, on)
    _check_document(said)
    if guardian.born is not None and not guardian.of_age(on):
        raise Unlawful("监护人未满十八周岁", clause=CLAUSE, remedy="请由有监护能力的成年人担任")
    if not guardian.acts_alone(on):
        raise Unlawful("监护人没有相应行为能力", clause=CLAUSE, remedy="请由有监护能力的人担任")


def check_end(ground: Ground, said: Ended, *, others: bool) -> None:
    """Raise unless a guardianship may end so; ``others`` says whether the ward has another one.

    Who was found without capacity is never left without a guardian (民法典 39): a new one is
    recorded first.
    """
    if not said.words.strip():
        raise Incomplete("终止监护须有依据", clause=CLAUSE, remedy="请填写文书号", field="words")
    if ground is Ground.INCAPACITY and not (said.why.frees or others):
        raise Unlawful(
            "被监护人没有行为能力，不能没有监护人", clause=CLAUSE, remedy="请先登记新的监护人"
        )


def _check_period(said: Guarding, ward: Capacity, on: date) -> None:
    """Raise Invalid for a period that has not begun, has ended, or runs backwards."""
    since, until = said.period.since, said.period.until
    if since > on or (ward.born is not None and since < ward.born):
        raise _wrong("监护起始日应在被监护人出生之后、今天以前", "since")
    if until is not None and until < max(since, on):
        raise _wrong("监护终止日早于起始日或者今天", "until")
    if said.ground is Ground.MINOR and ward.born is None and until is None:
        raise Incomplete(
            "证件上没有出生日期，须填写监护终止日",
            clause=CLAUSE,
            remedy="请填写被监护人满十八周岁的前一日",
            field="until",
        )


def _check_ward(ground: Ground, ward: Capacity, on: date) -> None:
    """Raise Invalid when the ground does not fit the ward's age."""
    if ground is Ground.MINOR and ward.of_age(on):
        raise _wrong("被监护人已满十八周岁，不是未成年人", "ground")
    if ground is Ground.INCAPACITY and ward.born is not None and not ward.of_age(on):
        raise _wrong("被监护人未满十八周岁，监护原因应为未成年", "ground")


def _check_document(said: Guarding) -> None:
    """Raise when the kinship does not fit the ground, or the document does not show either."""
    if not said.words.strip():
        raise Incomplete(
            "登记监护关系须有依据",
            clause=CLAUSE,
            remedy="请填写户口簿、出生证明或者判决书文号",
            field="words",
        )
    if said.ground not in said.kin.grounds:
        raise _wrong(f"{said.kin.label}不能作为“{said.ground.label}”的监护人", "kin")
    if said.ground is Ground.INCAPACITY and said.document is not Evidence.JUDGMENT:
        raise _wrong("无行为能力须由人民法院认定", "document")
    if said.kin is Kin.APPOINTED and said.document not in APPOINTING:
        raise _wrong("指定监护人须有指定文书或者裁判文书", "document")


def _wrong(message: str, field: str) -> Invalid:
    """Return the refusal of one field."""
    return Invalid(message, clause=CLAUSE, remedy="请按证件和证明材料核对", field=field)
