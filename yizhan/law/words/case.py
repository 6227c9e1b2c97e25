"""Words of a case (办件): who acts, where it stands, its terms, how it comes and goes."""

from yizhan.law.words.word import Word


class Post(Word):
    """Who acts (H2.1, L3.2). A step names the posts that may take it."""

    APPLICANT = "applicant", "申请人"
    AGENT = "agent", "代理人"
    FRONT = "front", "前台"
    BACK = "back", "后台"
    CHIEF = "chief", "首席代表"
    HEAD = "head", "机关负责人"
    GOVERNMENT = "government", "本级政府负责人"
    SUPERVISOR = "supervisor", "督查员"
    CLOCK = "clock", "法定时限"


class Stage(Word):
    """Where a case stands (L3)."""

    RECEIVED = "received", "已收件"
    CORRECTION = "correction", "补正中"
    ACCEPTED = "accepted", "已受理"
    REVIEW = "review", "审查中"
    SPECIAL = "special", "特殊环节"
    JOINT = "joint", "联合审批中"
    FIRST_REVIEW = "first_review", "已初审上报"
    FORWARDED = "forwarded", "已转报"
    GRANTED = "granted", "准予许可"
    REFUSED = "refused", "不予许可"
    DELIVERED = "delivered", "已送达"
    NOT_ACCEPTED = "not_accepted", "不予受理"
    CLOSED = "closed", "自动办结"
    WITHDRAWN = "withdrawn", "已撤回"
    TERMINATED = "terminated", "已终止"
    VOIDED = "voided", "已作废"

    @property
    def ended(self) -> bool:
        """Return whether nothing is left to decide."""
        return self not in OPEN

    @property
    def decided(self) -> bool:
        """Return whether a decision was signed."""
        return self in {Stage.GRANTED, Stage.REFUSED, Stage.DELIVERED}


OPEN = frozenset(
    {
        Stage.RECEIVED,
        Stage.CORRECTION,
        Stage.FORWARDED,
        Stage.ACCEPTED,
        Stage.REVIEW,
        Stage.SPECIAL,
        Stage.JOINT,
        Stage.FIRST_REVIEW,
    }
)


class Clock(Word):
    """Whether the time limit of the decision runs."""

    IDLE = "idle", "未起算"
    RUNNING = "running", "计时中"
    STOPPED = "stopped", "停止计时"
    ENDED = "ended", "已结束"


class Term(Word):
    """The terms that a case can be under (L2)."""

    PREREVIEW = "prereview", "预审期限"
    NOTICE = "notice", "告知期限"
    CORRECTION = "correction", "补正期限"
    PROMISED = "promised", "承诺时限"
    STATUTORY = "statutory", "法定时限"
    SPECIAL = "special", "特殊环节时限"
    HEARING = "hearing", "听证时限"
    DELIVERY = "delivery", "送达期限"
    PUBLICATION = "publication", "公开期限"
    PART = "part", "部门意见期限"
    FORWARD = "forward", "转报期限"
    HANDOVER = "handover", "移交期限"


class Channel(Word):
    """How an application came in (L1.5, L1.6)."""

    WINDOW = "window", "窗口"
    ONLINE = "online", "网上"
    VILLAGE = "village", "村居"
    KIOSK = "kiosk", "自助机"
    POST = "post", "邮寄"


class Way(Word):
    """How a result is handed over (H6.1)."""

    HAND = "hand", "窗口领取"
    POST = "post", "邮寄送达"
    ELECTRONIC = "electronic", "电子送达"


class Purpose(Word):
    """Why an applicant came to the hall (W3)."""

    ORIGINALS = "originals", "核验原件"
    ACCEPT = "accept", "现场受理"
    COLLECT = "collect", "领取结果"
    OTHER = "other", "其他"


class Applicant(Word):
    """Kinds of persons (W2.1)."""

    NATURAL = "natural", "自然人"
    LEGAL = "legal", "法人和其他组织"


class Hand(Word):
    """Whose hand a step is for, where several have a part in a case (H4.8 to H4.10, H7.1)."""

    COMPETENT = "competent", "主办机关"
    MEMBER = "member", "联办部门"
    OTHER_LEVEL = "other_level", "另一级机关"
    RECEIVING = "receiving", "收件窗口"
    AWAITING = "awaiting", "等待移交的主办机关"
    HANDED_OVER = "handed_over", "已移交的收件窗口"
    HANDING_OUT = "handing_out", "发件窗口"
