"""Who may act for whom (L3.11): oneself, a guardian, an agent by mandate, an organisation's own.

Pure: the facts come in as frozen values, the answer is the capacity in which the person acts.
"""

from yizhan.law.words import Word


class Action(Word):
    """What can be done in somebody's name; a mandate lists each one (L3.11)."""

    SUBMIT = "submit", "提交申请"
    CORRECT = "correct", "补正材料"
    COLLECT = "collect", "领取结果"
    RATE = "rate", "评价"
    WITHDRAW = "withdraw", "撤回申请"
    PROMISE = "promise", "作出承诺"

    @property
    def explicit(self) -> bool:
        """Return whether the power must be named in a mandate, whatever else one is (L3.11)."""
        return self in {Action.WITHDRAW, Action.PROMISE}


class Acting(Word):
    """In which capacity a person acts for the applicant."""

    SELF = "self", "本人"
    GUARDIAN = "guardian", "监护人"
    AGENT = "agent", "代理人"
    REPRESENTATIVE = "representative", "法人经办"


class Ground(Word):
    """Why somebody has a guardian (L3.11)."""

    MINOR = "minor", "未成年"
    INCAPACITY = "incapacity", "无行为能力"


class Role(Word):
    """What a person is in an organisation (W2.1)."""

    REPRESENTATIVE = "representative", "法定代表人"
    AUTHORISED = "authorised", "授权经办人"
