"""The checks between the single fields of an item: each yields (path, message) pairs."""

import re
from collections.abc import Iterator

from yizhan.items.content import Content, Limit
from yizhan.items.themes import THEMES
from yizhan.law.words import CaseKind, CertificateKind, ItemType, OnlineClass, Unit

Found = Iterator[tuple[str, str]]
LICENCE_STEPS = 5
SHORT = {Unit.HOUR, Unit.MINUTE}
DAYS = {
    Unit.WORKING: 7 / 5,
    Unit.CALENDAR: 1.0,
    Unit.MONTH: 30.0,
    Unit.HOUR: 1 / 24,
    Unit.MINUTE: 1 / 1440,
}
HELD = {CertificateKind.LICENCE, CertificateKind.QUALIFICATION, CertificateKind.OTHER}
HELD_NAME = re.compile(r"((?<!凭)证|证书|执照|护照|户口簿)$")
WRITTEN_NAME = re.compile(r"(批复|批准文件|决定书|通知书|意见书|批准书)$")
AUDIENCES = {"natural": "n", "legal": "l"}


def longer(one: Limit, other: Limit) -> bool:
    """Return whether a limit is longer than another; unlike units are compared in days."""
    if one.unit is other.unit:
        return one.n > other.n
    return one.n * DAYS[one.unit] > other.n * DAYS[other.unit]


def instant(content: Content) -> Found:
    """Yield where 即办 and 即办件 part ways: on the spot is within one working day."""
    at_once = content.promised.n == 0 or content.promised.unit in SHORT
    if at_once and content.kind is not CaseKind.INSTANT:
        yield "kind", "承诺时限为即办的须为即办件"
    if content.kind is CaseKind.INSTANT and longer(content.promised, Limit(n=1)):
        yield "promised", "即办件的承诺时限不得超过1个工作日"


def visit_reason(content: Content) -> Found:
    """Yield where visits and their reason part ways."""
    said = content.visit_reason.strip() not in {"", "无"}
    if content.online.visits and not said:
        yield "visit_reason", "到现场次数不为零的，须说明必须现场办理原因"
    if not content.online.visits and said:
        yield "visit_reason", "到现场次数为零的，必须现场办理原因须填“无”"


def remote(content: Content) -> Found:
    """Yield a service without visits that can only be reached by a visit."""
    if not content.online.visits and not ("online" in content.channels or content.mail_in):
        yield "channels", "到现场次数为零的，须支持网上办理或者材料邮寄"


def zero_online(content: Content) -> Found:
    """Yield a class 3.0 service that is not online."""
    if content.online is OnlineClass.ZERO and "online" not in content.channels:
        yield "channels", "零跑动事项须支持网上办理"


def fees(content: Content) -> Found:
    """Yield a fee that cannot be paid online or lacks its words."""
    if content.fees and not content.pay_online:
        yield "pay_online", "收费事项须支持网上支付"
    for n, fee in enumerate(content.fees):
        for key, word in (("name", "项目"), ("standard", "标准"), ("basis", "依据")):
            if not getattr(fee, key).strip():
                yield f"fees[{n}].{key}", f"收费须写明{word}"


def free(content: Content) -> Found:
    """Yield a free service that takes payments."""
    if content.pay_online and not content.fees:
        yield "pay_online", "不收费的事项不得支持网上支付"


def result_kind(content: Content) -> Found:
    """Yield a result whose name and kind contradict each other."""
    name, kind = content.result.name, content.result.kind
    if HELD_NAME.search(name) and kind not in HELD:
        yield (
            "result.kind",
            "结果名称为证、照的，须为出证办结（许可证执照、资格证资质证或其他证件）",
        )
    if WRITTEN_NAME.search(name) and kind in HELD:
        yield "result.kind", "结果名称为批复、决定等文书的，须为批准文件或无证照"


def result_name(content: Content) -> Found:
    """Yield a certificate without a name."""
    if content.result.kind and not content.result.name:
        yield "result.name", "出证的事项须写明结果名称"


def sample(content: Content) -> Found:
    """Yield a result without a sample."""
    if content.result.name and not content.result.sample.strip():
        yield "result.sample", "有办理结果的，须有结果样本"


def themes(content: Content) -> Found:
    """Yield themes that do not fit the audience."""
    prefixes = {AUDIENCES.get(audience) for audience in content.audience}
    for n, theme in enumerate(content.themes):
        if theme not in THEMES:
            yield f"themes[{n}]", f"没有主题代码“{theme}”"
        elif theme[0] not in prefixes:
            yield f"themes[{n}]", f"主题“{THEMES[theme]}”与服务对象不一致"
    for audience, prefix in AUDIENCES.items():
        if audience in content.audience and not any(t.startswith(prefix) for t in content.themes):
            yield "themes", "每类服务对象至少对应一个主题"


def audience(content: Content) -> Found:
    """Yield an audience that does not exist, stands twice or is missing."""
    if not content.audience:
        yield "audience", "须写明服务对象"
    for n, audience in enumerate(content.audience):
        if audience not in AUDIENCES or audience in content.audience[:n]:
            yield f"audience[{n}]", "服务对象只能是自然人、法人，且不重复"


def phones(content: Content) -> Found:
    """Yield the same number for questions and complaints."""
    if content.ask_phone and content.ask_phone == content.complain_phone:
        yield "complain_phone", "咨询电话与监督投诉电话不得相同"


def licence_steps(content: Content) -> Found:
    """Yield a licence with too few steps."""
    if content.type is ItemType.LICENCE and len(content.steps) < LICENCE_STEPS:
        yield "steps", "行政许可须列出不少于5个环节（受理、审核、审批、办结、送达）"


def licence_faqs(content: Content) -> Found:
    """Yield a licence without a question that people ask."""
    if content.type is ItemType.LICENCE and not content.faqs:
        yield "faqs", "行政许可须有至少1个常见问题"


def limits(content: Content) -> Found:
    """Yield a promise that is longer than the law."""
    if longer(content.promised, content.statutory):
        yield "promised", "承诺时限不得长于法定时限"


def basis(content: Content) -> Found:
    """Yield a service without a legal ground."""
    if not content.basis:
        yield "basis", "须写明设定依据"


def conditions(content: Content) -> Found:
    """Yield a service without conditions."""
    if not content.conditions:
        yield "conditions", "须写明受理条件"
