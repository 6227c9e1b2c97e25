"""Questions from anybody, registered or not (W2.3, W2.4): asked here, answered by staff."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from yizhan.cases.models import Question
from yizhan.law.refusals import Incomplete, Invalid

CLAUSE = "W2.4"
LONGEST = {"subject": 100, "body": 1000, "contact": 100}
LABELS = {"subject": "标题", "body": "内容", "contact": "联系方式"}
HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # control, direction marks, zero width
BREAKS = re.compile(r"\r\n?|\n|\t")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody wants to know: where, about what, and how to reach them."""

    place: str  # the 12 digits of the division
    subject: str
    body: str
    contact: str = ""
    person: UUID | None = None


def ask_question(asked: Asked, *, at: datetime) -> UUID:
    """Return the id of the question that was kept.

    Raises Incomplete where subject or body are missing, Invalid where a text is too long or
    holds letters that nobody sees (T44).
    """
    for name in ("subject", "body"):
        if not getattr(asked, name).strip():
            raise Incomplete(f"请填写{LABELS[name]}", clause=CLAUSE, field=name)
    for name, longest in LONGEST.items():
        _check(name, getattr(asked, name), longest)
    question = Question(
        id=uuid7(),
        place=asked.place,
        person=asked.person,
        subject=asked.subject.strip(),
        body=asked.body.strip(),
        contact=asked.contact.strip(),
        asked_at=at,
    )
    question.save(force_insert=True)
    return question.id


def _check(name: str, text: str, longest: int) -> None:
    """Raise Invalid for a text that is too long or holds hidden letters; breaks may stand."""
    if len(text) > longest:
        raise Invalid(f"{LABELS[name]}请不要超过 {longest} 个字", clause=CLAUSE, field=name)
    if any(unicodedata.category(letter) in HIDDEN for letter in BREAKS.sub("", text)):
        raise Invalid(f"{LABELS[name]}里有看不见的字符，请重新输入", clause=CLAUSE, field=name)
