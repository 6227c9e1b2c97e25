"""What one version of a service says (实施清单): the shape of the catalogue's content.

One JSON object a service, field names after the national list (data sets of GB/T 39046-2020).
Unknown keys, wrong types and wrong codes are refused with the path of the fault.
"""

from typing import Annotated, Any

import msgspec

from yizhan.law.words import (
    CaseKind,
    CertificateKind,
    ItemType,
    Level,
    Levels,
    Need,
    OnlineClass,
    OtherStage,
    Source,
    Special,
    Start,
    Unit,
)

APPLICATION = "application"  # the material that the filled form itself is
Text = Annotated[str, msgspec.Meta(min_length=1)]


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the content; frozen, strict about its keys."""


class Limit(Part, frozen=True, kw_only=True):
    """A length of time with its unit and its start (L1.9)."""

    n: Annotated[int, msgspec.Meta(ge=0, le=999)]
    unit: Unit = Unit.WORKING
    start: Start = Start.ACCEPTANCE


class Basis(Part, frozen=True, kw_only=True):
    """One legal ground (设定依据): law, version date, article, and what it says in our words."""

    law: Text
    article: str = ""
    version: str = ""
    says: str = ""


class Material(Part, frozen=True, kw_only=True):
    """One material (申请材料) of the list."""

    id: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    name: Text
    need: Need = Need.REQUIRED
    source: Source = Source.APPLICANT
    issuer: str = ""  # 出具机构, where source is government
    form: Annotated[str, msgspec.Meta(pattern=r"^(paper|electronic|both)$")] = "both"
    originals: Annotated[int, msgspec.Meta(ge=0, le=20)] = 1
    copies: Annotated[int, msgspec.Meta(ge=0, le=20)] = 0
    standard: str = ""  # 受理标准
    fill: str = ""  # 填报须知
    basis: str = ""  # 法律依据
    certificate: str = ""  # name of the certificate that satisfies it (reuse of A)


class Choice(Part, frozen=True, kw_only=True):
    """One answer to a question on the situation."""

    id: Text
    label: Text
    adds: list[str] = []  # ids of materials that this answer makes needed
    drops: list[str] = []  # ids of materials that this answer makes unneeded
    asks: list[str] = []  # ids of form fields that are shown only with this answer
    stops: str = ""  # why the service does not apply (e.g. 依法不需要许可), shown before the form


class Situation(Part, frozen=True, kw_only=True):
    """One question on the person's situation (情形)."""

    id: Text
    question: Text
    choices: Annotated[list[Choice], msgspec.Meta(min_length=2)]


class SpecialStage(Part, frozen=True, kw_only=True):
    """A special procedure that the item knows (特殊环节)."""

    kind: Special
    days: int
    basis: str = ""
    fee: str = "不收费"
    counts_in_limit: bool = False


class Fee(Part, frozen=True, kw_only=True):
    """One fee (收费项目)."""

    name: Text
    standard: Text
    basis: Text


class Faq(Part, frozen=True, kw_only=True):
    """One question that people often ask (常见问题)."""

    question: Text
    answer: Text


class Step(Part, frozen=True, kw_only=True):
    """One step of the procedure as people read it (办理环节): 受理 审核 审批 办结 送达."""

    name: Text
    post: str = ""
    days: str = ""


class Result(Part, frozen=True, kw_only=True):
    """What a person gets (办理结果)."""

    kind: CertificateKind | None = None  # None: a decision without a certificate
    name: str = ""
    type_code: str = ""  # certificate type code of the national register, if known
    months: Annotated[int, msgspec.Meta(ge=0)] = 0  # validity; 0: unlimited
    sample: str = ""


class Department(Part, frozen=True, kw_only=True):
    """One department of a joint item (联办机构): its authority's code, name, promised time."""

    code: Text
    name: Text
    promised: Limit | None = None


class Content(Part, frozen=True, kw_only=True):
    """Everything that one version of a service says."""

    name: Annotated[str, msgspec.Meta(min_length=2, max_length=200)]
    base_code: Annotated[str, msgspec.Meta(pattern=r"^\d{12}$")]  # 基本编码
    colloquial: list[str] = []  # 日常用语
    type: ItemType
    level: Level
    department: Text  # short name of the authority, e.g. 市场监督管理局
    audience: list[str]  # 服务对象: natural, legal
    themes: list[str] = []  # national theme codes, "n:035" natural, "l:010" legal
    village_mode: str = ""  # 即时办理 全程代办 陪同办理 上门办理
    basis: list[Basis]
    conditions: list[Text]  # 受理条件
    materials: list[Material] = []
    situations: list[Situation] = []
    form: dict[str, Any]  # JSON Schema of the application form, see items/forms.py
    statutory: Limit
    promised: Limit
    notice: Annotated[int, msgspec.Meta(ge=1, le=5)] = 5  # L2.1
    correction: Annotated[int, msgspec.Meta(ge=1, le=60)] = 10  # L2.3
    kind: CaseKind = CaseKind.PROMISED
    online: OnlineClass = OnlineClass.TWICE
    visit_reason: str = "无"  # 必须现场办理原因
    channels: list[str] = msgspec.field(default_factory=lambda: ["window", "online"])  # 办理形式
    mail_in: bool = False  # 支持材料邮寄
    mail_out: bool = True  # 支持结果邮寄
    result: Result
    fees: list[Fee] = []
    pay_online: bool = False
    specials: list[SpecialStage] = []
    counted: list[OtherStage] = []  # 公告、公示 …: within the limit, no clock stops (ALL 45)
    steps: list[Step]  # 办理流程
    quota: int | None = None  # 数量限制
    quota_note: str = "无数量限制"
    assurance: Annotated[int, msgspec.Meta(ge=0, le=3)] = 2  # needed level, words.Assurance
    scope: str = ""  # 通办范围
    faqs: list[Faq] = []
    ask_phone: str = ""  # 咨询电话
    complain_phone: str = "12345"  # 监督电话
    place: str = ""  # 办理地点
    window: str = ""  # 办理窗口
    contact: str = ""  # 联系人
    hours: str = "工作日 9:00—12:00，13:00—17:00"
    publish_after: Annotated[int, msgspec.Meta(ge=1, le=20)] | None = 3  # 自动公开 (L2.11)
    obligations: str = ""  # 被许可人应当…
    departments: list[Department] = []  # 联办机构; the first leads (H4.8)
    levels: Levels = Levels.NONE
    upper: Department | None = None  # the authority above that decides (H4.9, H4.10)
    forward_days: Annotated[int, msgspec.Meta(ge=1, le=20)] = 5  # L2.8
    assumed: list[str] = []  # fields that we assumed: shown with 示例


def read(data: bytes | str) -> Content:
    """Return the content that a JSON text holds.

    Raises msgspec.ValidationError with the path of the fault.
    """
    return msgspec.json.decode(data, type=Content)
