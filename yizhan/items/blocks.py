"""The standard questions that a form takes from a block, and where a value comes from.

A form names its blocks in ``x-blocks``; a value comes from ``person.*``, ``org.*``,
``certificate.<name>.<part>`` or ``last.<field>`` (``x-source``).
"""

import re
from typing import Any

from yizhan.law.identities import IdType, Sex
from yizhan.law.words import Applicant

Schema = dict[str, Any]
PERSONAL = "申请人信息"
CORPORATE = "申请单位信息"


def _question(title: str, source: str, **more: Any) -> Schema:
    """Return the schema of one standard question."""
    return {"type": "string", "title": title, "x-source": source, "minLength": 1, **more}


def _choice(title: str, source: str, words: list[tuple[str, str]]) -> Schema:
    """Return the schema of one standard question with choices."""
    codes, labels = [code for code, _ in words], [label for _, label in words]
    return _question(title, source, enum=codes, **{"x-labels": labels})


ID_TYPES = [(word.value, word.label) for word in IdType if word is not IdType.CREDIT]
NATURAL: Schema = {
    "name": _question("姓名", "person.name", maxLength=100, format="name"),
    "id_type": _choice("证件类型", "person.id_type", ID_TYPES),
    "id_number": _question("证件号码", "person.id_number", maxLength=30, format="id-number"),
    "sex": _choice("性别", "person.sex", Sex.choices()),
    "born": _question("出生日期", "person.born", format="date"),
    "phone": _question("手机号码", "person.phone", format="phone"),
    "address": _question("联系地址", "person.address", maxLength=200),
}
LEGAL: Schema = {
    "org_name": _question("单位名称", "org.name", maxLength=200),
    "uscc": _question("统一社会信用代码", "org.uscc", format="uscc"),
    "legal_representative": _question(
        "法定代表人", "org.legal_representative", maxLength=100, format="name"
    ),
    "org_address": _question("住所", "org.address", maxLength=200),
    "org_phone": _question("单位电话", "org.phone", format="phone"),
    "contact_name": _question("经办人姓名", "person.name", maxLength=100, format="name"),
    "contact_phone": _question("经办人手机", "person.phone", format="phone"),
}
BLOCKS: dict[str, Schema] = {Applicant.NATURAL.value: NATURAL, Applicant.LEGAL.value: LEGAL}
SECTIONS = {Applicant.NATURAL.value: PERSONAL, Applicant.LEGAL.value: CORPORATE}
LOCKED = {
    "person.name",
    "person.id_type",
    "person.id_number",
    "person.sex",
    "person.born",
    "org.name",
    "org.uscc",
    "org.legal_representative",
}
SOURCE = re.compile(
    r"person\.(name|id_type|id_number|sex|born|phone|address)"
    r"|org\.(name|uscc|legal_representative|address|phone)"
    r"|certificate\.[^.]+\.(number|issued|until)"
    r"|last\.[A-Za-z_][A-Za-z0-9_]*"
)
CONTACT = {"person.phone", "person.address"}
HELD = ("person.", "org.", "certificate.")


def is_held(source: str) -> bool:
    """Return whether the hall itself holds the value: nobody types it by hand."""
    return source.startswith(HELD)


def source_label(source: str) -> str:
    """Return where a value comes from, as people read it; empty without a source."""
    if source in CONTACT:
        return "来自：本人账户信息"
    kind, _, rest = source.partition(".")
    if kind == "certificate":
        return f"来自：{rest.rpartition('.')[0]}"
    return {
        "person": "来自：居民身份证",
        "org": "来自：营业执照（登记证书）",
        "last": "来自：上次申请",
    }.get(kind, "")
