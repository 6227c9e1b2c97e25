"""The sheets of a workbook of items: which column holds which field."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_type_hints

from yizhan.items.content import (
    Basis,
    Choice,
    Content,
    Faq,
    Fee,
    Limit,
    Material,
    Result,
    Situation,
    SpecialStage,
    Step,
)

NUMBER = "序号"
MAIN = "事项"
SITUATIONS = "情形"
QUESTIONS = "表单"


@dataclass(frozen=True)
class Column:
    """One column: its heading, the field (``statutory.n``), and the type of the field."""

    heading: str
    key: str
    annotation: Any


@dataclass(frozen=True)
class Sheet:
    """One sheet: its title, the field of the content that its rows fill, and its columns."""

    title: str
    field: str
    columns: tuple[Column, ...]


CONTENT = {
    "name": "事项名称",
    "base_code": "基本编码",
    "colloquial": "日常用语",
    "type": "事项类型",
    "level": "行使层级",
    "department": "实施部门",
    "audience": "服务对象",
    "themes": "主题分类",
    "village_mode": "村居办理方式",
    "conditions": "受理条件",
    "notice": "告知期限",
    "correction": "补正期限",
    "kind": "办件类型",
    "online": "网办等级",
    "visit_reason": "必须现场办理原因",
    "channels": "办理形式",
    "mail_in": "支持材料邮寄",
    "mail_out": "支持结果邮寄",
    "pay_online": "支持网上支付",
    "quota": "数量限制",
    "quota_note": "数量限制说明",
    "assurance": "实名等级",
    "scope": "通办范围",
    "ask_phone": "咨询电话",
    "complain_phone": "监督电话",
    "place": "办理地点",
    "window": "办理窗口",
    "contact": "联系人",
    "hours": "办理时间",
    "obligations": "被许可人义务",
    "assumed": "示例字段",
}
LIMIT = {"n": "时限", "unit": "单位", "start": "起算"}
RESULT = {
    "kind": "种类",
    "name": "名称",
    "type_code": "类型代码",
    "months": "有效月数",
    "sample": "样本",
}
BASIS = {"law": "法律", "article": "条款", "version": "版本", "says": "内容"}
MATERIAL = {
    "id": "材料编号",
    "name": "材料名称",
    "need": "必要性",
    "source": "来源渠道",
    "issuer": "出具机构",
    "form": "材料形式",
    "originals": "原件份数",
    "copies": "复印件份数",
    "standard": "受理标准",
    "fill": "填报须知",
    "basis": "法律依据",
    "certificate": "可用证照",
}
SITUATION = {"id": "情形编号", "question": "问题"}
CHOICE = {
    "id": "选项编号",
    "label": "选项",
    "adds": "增加材料",
    "drops": "减少材料",
    "asks": "增加字段",
    "stops": "不适用说明",
}
STEP = {"name": "环节", "post": "办理人", "days": "时限"}
FEE = {"name": "收费项目", "standard": "收费标准", "basis": "收费依据"}
SPECIAL = {
    "kind": "特殊环节",
    "days": "天数",
    "basis": "依据",
    "fee": "收费",
    "counts_in_limit": "计入时限",
}
FAQ = {"question": "问题", "answer": "回答"}
QUESTION = (
    Column("字段", "key", str),
    Column("名称", "title", str),
    Column("类型", "type", str),
    Column("必填", "required", bool),
    Column("选项", "enum", list[str]),
    Column("选项名称", "x-labels", list[str]),
    Column("提示", "x-hint", str),
    Column("预填来源", "x-source", str),
    Column("分组", "x-section", str),
    Column("格式", "format", str),
    Column("最多字数", "maxLength", int | None),
    Column("最小值", "minimum", int | None),
    Column("最大值", "maximum", int | None),
    Column("其他（JSON）", "other", str),
)


def _columns(part: type, headings: dict[str, str], prefix: tuple[str, str] = ("", "")) -> Any:
    """Return the columns of a part of the content."""
    hints = get_type_hints(part, include_extras=True)
    return tuple(
        Column(prefix[0] + heading, prefix[1] + key, hints[key])
        for key, heading in headings.items()
    )


@cache
def sheets() -> tuple[Sheet, ...]:
    """Return every sheet, the items first."""
    main = (
        *_columns(Content, CONTENT),
        *_columns(Limit, LIMIT, ("法定", "statutory.")),
        *_columns(Limit, LIMIT, ("承诺", "promised.")),
        *_columns(Result, RESULT, ("结果", "result.")),
        Column("表单区块", "form.x-blocks", list[str]),
        Column("表单其他（JSON）", "form.other", str),
    )
    situations = (*_columns(Situation, SITUATION), *_columns(Choice, CHOICE, ("", "choice.")))
    return (
        Sheet(MAIN, "", main),
        Sheet("依据", "basis", _columns(Basis, BASIS)),
        Sheet("材料", "materials", _columns(Material, MATERIAL)),
        Sheet(SITUATIONS, "situations", situations),
        Sheet(QUESTIONS, "form", QUESTION),
        Sheet("流程", "steps", _columns(Step, STEP)),
        Sheet("收费", "fees", _columns(Fee, FEE)),
        Sheet("特殊环节", "specials", _columns(SpecialStage, SPECIAL)),
        Sheet("问答", "faqs", _columns(Faq, FAQ)),
    )


def plain_sheets() -> Iterator[Sheet]:
    """Yield the sheets whose rows are simply the elements of a list."""
    return (sheet for sheet in sheets() if sheet.title not in {MAIN, SITUATIONS, QUESTIONS})
