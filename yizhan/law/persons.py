"""Who may act (L3.11): a child acts through a guardian, an agent within a mandate."""

from datetime import date, datetime

from yizhan.law.act import Act
from yizhan.law.clocks import local
from yizhan.law.refusals import Unlawful
from yizhan.law.words import Post

GUARDED_UNTIL = 14


def age(born: date, on: date) -> int:
    """Return the full years of a person on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def check_guardian(act: Act) -> None:
    """Refuse an application made by a child or a person without capacity (L3.11)."""
    born = act.said.get("born")
    if isinstance(born, datetime):
        born = born.date()
    young = isinstance(born, date) and age(born, local(act.at).date()) < GUARDED_UNTIL
    if act.post is Post.APPLICANT and (young or act.said.get("incapable")):
        raise Unlawful(
            "申请人未满十四周岁或者没有相应行为能力，应当由监护人代为申请",
            clause="L3.11",
            remedy="请由监护人登录后代为办理",
        )
