"""Words of a service (事项): its type, level, limits, materials, special procedures."""

from yizhan.law.words.word import Word


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

    @property
    def prereviewed(self) -> bool:
        """Return whether an online application is pre-reviewed before a visit (W3.1b, W3.2)."""
        return self in {OnlineClass.ON_SITE, OnlineClass.TWICE}


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


class Levels(Word):
    """How two levels of government share a case (H4.9, H4.10)."""

    NONE = "none", "本级办理"
    FIRST_REVIEW = "first_review", "下级初审、上级决定"
    FORWARD = "forward", "代办转报"


class OtherStage(Word):
    """Stages that a catalogue may name beside them; they count within the limit (L2 Pauses)."""

    ANNOUNCEMENT = "announcement", "公告"
    PUBLICITY = "publicity", "公示"
    SUSPENSION = "suspension", "中止"
    VERIFICATION = "verification", "核实"
    HANG_UP = "hang_up", "挂起"
    CORRECTION = "correction", "补齐补正"
