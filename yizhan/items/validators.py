"""The rules between the fields of an item (data.md 3.3): a table, one line a rule.

A rule says in Chinese what must hold; its check yields the faults that it finds.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from yizhan.items import codechecks, fieldchecks, formrules, listchecks
from yizhan.items.codechecks import Holder
from yizhan.items.content import Content
from yizhan.items.faults import Fault

Found = Iterator[tuple[str, str]]


@dataclass(frozen=True)
class Rule:
    """One rule: its id, its words, and the check that yields (path, message) pairs."""

    id: str
    says: str
    check: Callable[[Content], Found]


@dataclass(frozen=True)
class CodeRule:
    """One rule between the content and the authority that carries it."""

    id: str
    says: str
    check: Callable[[Content, Holder], Found]


RULES = (
    Rule("I01", "即办⇔即办件", fieldchecks.instant),
    Rule("I02", "到现场次数不为零⇔有必须现场办理原因", fieldchecks.visit_reason),
    Rule("I03", "零次到现场⇒网办或邮寄申请", fieldchecks.remote),
    Rule("I04", "零跑动⇒网上办理", fieldchecks.zero_online),
    Rule("I05", "收费⇒依据、项目、标准和网上支付", fieldchecks.fees),
    Rule("I06", "不收费⇒不得支持网上支付", fieldchecks.free),
    Rule("I07", "结果名称与结果种类一致", fieldchecks.result_kind),
    Rule("I08", "出证⇒有结果名称", fieldchecks.result_name),
    Rule("I09", "有结果⇒有样本", fieldchecks.sample),
    Rule("I10", "服务对象与主题分类一致", fieldchecks.themes),
    Rule("I11", "服务对象有效", fieldchecks.audience),
    Rule("I12", "咨询电话≠投诉电话", fieldchecks.phones),
    Rule("I13", "许可⇒不少于5个环节", fieldchecks.licence_steps),
    Rule("I14", "许可⇒至少1个常见问题", fieldchecks.licence_faqs),
    Rule("I15", "承诺时限≤法定时限", fieldchecks.limits),
    Rule("I16", "没有兜底材料", listchecks.catch_all),
    Rule("I17", "每份材料有法律依据", listchecks.material_basis),
    Rule("I18", "政府核发的材料有出具机构", listchecks.material_issuer),
    Rule("I19", "材料编号不重复", listchecks.material_ids),
    Rule("I20", "有设定依据", fieldchecks.basis),
    Rule("I21", "有受理条件", fieldchecks.conditions),
    Rule("I22", "情形不超过5个问题，编号不重复", listchecks.questions),
    Rule("I23", "情形引用的材料和字段都存在", listchecks.references),
    Rule("I24", "基本编码与事项类型一致", codechecks.base_type),
    Rule("I25", "表单是有效的表单", formrules.well_formed),
    Rule("I26", "表单手填不超过8项、预填不少于一半", formrules.light),
)
CODE_RULES = (
    CodeRule("I31", "实施主体代码有效", codechecks.authority),
    CodeRule("I32", "行使层级与实施主体一致", codechecks.level),
    CodeRule("I33", "基本编码属于国家或本省", codechecks.region),
)


def faults(content: Content, holder: Holder | None = None) -> list[Fault]:
    """Return everything that is wrong with a content; empty when it may be published."""
    found = [Fault(*pair, rule.id) for rule in RULES for pair in rule.check(content)]
    if holder:
        found += [Fault(*p, rule.id) for rule in CODE_RULES for p in rule.check(content, holder)]
    return found
