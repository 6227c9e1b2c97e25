"""The vocabulary of the hall: every term once, with its official Chinese word."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A term of the trade: ``value`` is the code, ``label`` the official word."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """Return the member for a code and its official word."""
        word = str.__new__(cls, code)
        word._value_ = code
        word.label = label
        return word

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return (code, official word) pairs, for forms and constraints."""
        return [(word.value, word.label) for word in cls]


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


OPEN = frozenset({Stage.RECEIVED, Stage.CORRECTION, Stage.ACCEPTED, Stage.REVIEW, Stage.SPECIAL})


class Clock(Word):
    """Whether the time limit of the decision runs."""

    IDLE = "idle", "未起算"
    RUNNING = "running", "计时中"
    STOPPED = "stopped", "停止计时"
    ENDED = "ended", "已结束"


class Term(Word):
    """The terms that a case can be under (L2)."""

    NOTICE = "notice", "告知期限"
    CORRECTION = "correction", "补正期限"
    PROMISED = "promised", "承诺时限"
    STATUTORY = "statutory", "法定时限"
    SPECIAL = "special", "特殊环节时限"
    HEARING = "hearing", "听证时限"
    DELIVERY = "delivery", "送达期限"
    PUBLICATION = "publication", "公开期限"


class Unit(Word):
    """The unit of a length of time (L1.1, L1.9)."""

    WORKING = "working", "个工作日"
    CALENDAR = "calendar", "日"
    MONTH = "month", "个月"
    HOUR = "hour", "小时"
    MINUTE = "minute", "分钟"


class Start(Word):
    """What starts the statutory and the promised limit (L1.9)."""

    ACCEPTANCE = "acceptance", "自受理之日起"
    RECEIPT = "receipt", "自收件之日起"
    BATCH = "batch", "自批次截止之日起"


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


class OnlineClass(Word):
    """How often a person must come (W3.0 to W3.2)."""

    ZERO = "3.0", "零跑动"
    ORIGINALS = "3.1a", "最多跑一次（原件核验）"
    ON_SITE = "3.1b", "最多跑一次（现场办理）"
    TWICE = "3.2", "最多跑两次（原件预审）"

    @property
    def visits(self) -> int:
        """Return how many visits the class allows (L3.9)."""
        return {"3.0": 0, "3.1a": 1, "3.1b": 1, "3.2": 2}[self.value]


class ItemType(Word):
    """Types of items and their national codes; all are handled in the hall (H3.1, L5)."""

    LICENCE = "01", "行政许可"
    PENALTY = "02", "行政处罚"
    COERCION = "03", "行政强制"
    LEVY = "04", "行政征收"
    PAYMENT = "05", "行政给付"
    INSPECTION = "06", "行政检查"
    CONFIRMATION = "07", "行政确认"
    REWARD = "08", "行政奖励"
    ADJUDICATION = "09", "行政裁决"
    OTHER = "10", "其他行政权力"
    PUBLIC_SERVICE = "20", "公共服务"


class Level(Word):
    """Levels of government (L5)."""

    NATIONAL = "1", "国家级"
    PROVINCE = "2", "省级"
    CITY = "3", "市级"
    COUNTY = "4", "县级"
    TOWNSHIP = "5", "乡镇级"
    VILLAGE = "6", "村级"


class CaseKind(Word):
    """Kinds of cases (L5)."""

    INSTANT = "1", "即办件"
    PROMISED = "2", "承诺件"


class Need(Word):
    """Whether a material is needed (L5)."""

    REQUIRED = "required", "必要"
    OPTIONAL = "optional", "非必要"
    LATER = "later", "容缺后补"


class Source(Word):
    """Where a material comes from (L5)."""

    APPLICANT = "applicant", "申请人自备"
    GOVERNMENT = "government", "政府部门核发"
    OTHER = "other", "其他"


class Trust(Word):
    """How far a material is trusted (L5)."""

    ISSUED = "A", "机构产生"
    CHECKED = "B", "窗口核验"
    UPLOADED = "C", "本人上传"
    DECLARED = "D", "本人承诺"

    @property
    def reusable(self) -> bool:
        """Return whether it is never asked for again (L5)."""
        return self in {Trust.ISSUED, Trust.CHECKED}


class Special(Word):
    """Special procedures, the only things that stop the clock (H5.1, ALL 45)."""

    HEARING = "hearing", "听证"
    TENDER = "tender", "招标"
    AUCTION = "auction", "拍卖"
    INSPECTION = "inspection", "检验"
    TESTING = "testing", "检测"
    QUARANTINE = "quarantine", "检疫"
    APPRAISAL = "appraisal", "鉴定"
    EXPERT = "expert", "专家评审"


class CertificateKind(Word):
    """The four kinds of certificate (H5.5)."""

    LICENCE = "licence", "许可证、执照"
    QUALIFICATION = "qualification", "资格证、资质证"
    APPROVAL = "approval", "批准文件、证明文件"
    OTHER = "other", "其他证件"


class CertificateState(Word):
    """What a certificate is worth today (L3)."""

    VALID = "valid", "有效"
    CHANGED = "changed", "已变更"
    RENEWED = "renewed", "已延续"
    DEEMED_RENEWED = "deemed_renewed", "视为准予延续"
    WITHDRAWN = "withdrawn", "已撤回"
    REVOKED = "revoked", "已撤销"
    CANCELLED = "cancelled", "已注销"
    SUSPENDED = "suspended", "已暂扣"
    EXPIRED = "expired", "已过期"


class Applicant(Word):
    """Kinds of persons (W2.1)."""

    NATURAL = "natural", "自然人"
    LEGAL = "legal", "法人和其他组织"


class Paper(Word):
    """The papers of L4 by their id; titles are settings, these are the standard's own."""

    RECEIPT = "L4.1", "收件通知书"
    DEFECTS = "L4.2", "一次性告知通知书"
    ACCEPTANCE = "L4.3", "决定受理通知书"
    NON_ACCEPTANCE = "L4.4", "不予受理通知书"
    SPECIAL = "L4.5", "特殊环节通知书"
    EXTENSION = "L4.6", "延期通知书"
    HEARING = "L4.7", "听证告知书"
    OPINION = "L4.8", "审查意见"
    GRANT = "L4.9", "准予许可决定书"
    REFUSAL = "L4.10", "不予许可决定书"
    CERTIFICATE = "L4.11", "证照"
    DELIVERY = "L4.12", "送达回证"
    CLOSURE = "L4.13", "自动办结告知书"
    TERMINATION = "L4.14", "撤回（终止）通知书"


class ItemState(Word):
    """States of one version of a catalogue item (ADM-03, ADM-09)."""

    DRAFT = "draft", "草稿"
    PENDING = "pending", "待审核"
    PUBLISHED = "published", "在用"
    SUSPENDED = "suspended", "暂停"
    WITHDRAWN = "withdrawn", "取消"


class Assurance(Word):
    """How surely a person's name is known (W2.2)."""

    NONE = "0", "未实名"
    DECLARED = "1", "自行填报"
    MATCHED = "2", "两要素核验"
    WINDOW = "3", "窗口核验"
