"""The papers of the decision (审查决定): L4.9 to L4.11 and L4.14, in our own words.

| paper | in ``says`` (* must) |
| --- | --- |
| L4.9 准予许可决定书 | facts*; basis*; grants*; validity*; conditions*; way*; accepted_on; publication; certificate (number) |
| L4.10 不予许可决定书 | facts*; reasons*; basis*; reconsideration*; court*; accepted_on; evidence; improve |
| L4.11 证照 | name*; holder*; scope*; valid_from*; valid_until; number*; oid*; conditions; kind; holder_id (masked) |
| L4.14 撤回（终止）通知书等 | kind* (withdrawn, terminated, changed, renewed, revoked, cancelled, recalled); reason*; basis*; returned*; reconsideration*; court*; certificate; effective_on |
"""  # noqa: E501 - a table

from collections.abc import Mapping

from yizhan.papers.facts import Body, Facts
from yizhan.papers.wording import (
    LICENSING,
    contact,
    day,
    remedies,
    sentence,
    subject,
    text,
    way,
)

ENDINGS = {
    "withdrawn": ("撤回申请通知书", "同意撤回申请，本件终止办理"),
    "terminated": ("终止办理通知书", "决定终止办理"),
    "changed": ("准予变更决定书", "决定准予变更"),
    "renewed": ("准予延续决定书", "决定准予延续"),
    "recalled": ("撤回许可决定书", "决定撤回已经作出的许可"),
    "revoked": ("撤销许可决定书", "决定撤销已经作出的许可"),
    "cancelled": ("注销许可决定书", "决定注销已经作出的许可"),
    "suspended": ("暂扣证照决定书", "决定暂扣证照"),
    "restored": ("恢复证照决定书", "决定恢复证照的效力"),
}


def grant(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the grant: facts, basis, content, validity, conditions, delivery (L4.9)."""
    article = f"根据{LICENSING}第三十八条第一款，" if facts.licence else ""
    number = text(says, "certificate")
    return Body(
        title="" if facts.licence else "准予办理决定书",
        paragraphs=[
            (
                f"{_opening(facts, says)}经审查，{sentence(text(says, 'facts'))}，符合"
                f"{sentence(text(says, 'basis'))}规定的条件、标准。{article}决定准予："
                f"{sentence(text(says, 'grants'))}。"
            ),
            (
                f"有效期：{sentence(text(says, 'validity'))}。"
                f"{f'证照编号：{number}。' if number else ''}"
            ),
            f"被许可人应当遵守下列条件和义务：{sentence(text(says, 'conditions'))}。",
            (
                f"本决定自作出之日起十日内以{way(says['way'])}方式送达。"
                f"{text(says, 'publication', '本决定依法公开，公众有权查阅。')}"
            ),
        ],
        notes=[contact(facts)],
    )


def refusal(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the refusal: facts, reasons, basis, how to succeed, remedies (L3.3, L4.10)."""
    article = f"根据{LICENSING}第三十八条第二款，" if facts.licence else ""
    improve = sentence(text(says, "improve"))
    evidence = sentence(text(says, "evidence"))
    paragraphs = [
        (
            f"{_opening(facts, says)}经审查查明：{sentence(text(says, 'facts'))}。"
            f"{f'以上事实有{evidence}为证。' if evidence else ''}"
        ),
        f"不予许可的理由：{sentence(text(says, 'reasons'))}。",
        (
            f"上述情形不符合{sentence(text(says, 'basis'))}的规定。{article}决定不予"
            f"{'许可' if facts.licence else '办理'}。"
        ),
        f"如需再次申请，请先做到：{improve}。" if improve else "",
        remedies(says),
    ]
    return Body(
        title="" if facts.licence else "不予办理决定书",
        paragraphs=[paragraph for paragraph in paragraphs if paragraph],
        notes=[contact(facts)],
    )


def certificate(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the certificate: holder, scope, validity, number, electronic id (L4.11)."""
    conditions = text(says, "conditions")
    fields = [
        ("持证人", text(says, "holder")),
        ("证件号码", text(says, "holder_id", facts.applicant.masked_id)),
        ("许可范围", text(says, "scope")),
        ("有效期限", _validity(says)),
        ("条件和义务", conditions),
        ("发证机关", facts.authority.name),
        ("发证日期", day(facts.on)),
        ("证照编号", text(says, "number")),
        ("电子证照标识", text(says, "oid")),
    ]
    return Body(
        title=text(says, "name"),
        paragraphs=[],
        fields=[(label, value) for label, value in fields if value],
        notes=["扫描二维码可以核验本证照的真伪和状态。"],
        signs=(),
        layout="certificate",
    )


def termination(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return an ending or a later decision on a certificate: reason, basis, remedies (L4.14)."""
    kind = text(says, "kind")
    title, decision = ENDINGS.get(kind, ("", kind))
    number = text(says, "certificate")
    effective = f"自{day(says['effective_on'])}起生效。" if says.get("effective_on") else ""
    effective += f"至{day(says['valid_until'])}止。" if says.get("valid_until") else ""
    return Body(
        title=title,
        paragraphs=[
            f"{facts.you}的{subject(facts)}，{sentence(text(says, 'reason'))}。",
            (
                f"根据{sentence(text(says, 'basis'))}，{decision}"
                f"{f'（证照编号：{number}）' if number else ''}。{effective}"
            ),
            f"材料退还情况：{sentence(text(says, 'returned'))}。",
            remedies(says),
        ],
        notes=[contact(facts)],
    )


def _opening(facts: Facts, says: Mapping[str, object]) -> str:
    """Return who asked for what and when it was accepted."""
    accepted = f"，本机关于{day(says['accepted_on'])}受理" if says.get("accepted_on") else ""
    return f"{facts.you}提出的{subject(facts)}申请{accepted}。"


def _validity(says: Mapping[str, object]) -> str:
    """Return from when to when a certificate holds."""
    until = day(says["valid_until"]) if says.get("valid_until") else "长期"
    return f"{day(says['valid_from'])}至{until}"
