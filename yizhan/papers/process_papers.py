"""The papers between acceptance and hand-over: L4.5 to L4.8 and L4.12, in our own words.

| paper | in ``says`` (* must) |
| --- | --- |
| L4.5 特殊环节通知书 | special* (words.Special); basis*; participants*; place*; starts_on*; ends_on*; days*; new_last_day*; organiser; rights; reason; fee |
| L4.6 延期通知书 | old_day*; new_day*; days*; reason*; approver*; approved_on*; basis |
| L4.7 听证文书 | stage* and matter*; right: ask_by*, where*; notice: held_at*, place*, chair*; record: held_at*, chair*, record*, signers*; recorder; recusal; basis |
| L4.8 审查意见 | findings* rows of condition, finding, evidence; reviewers* rows of name, words; conclusion*; site (facts of a check on site) |
| L4.12 送达回证 | papers* rows of title, number; recipient*; way* (words.Way or own words); delivered_at*; signed_by* by hand, tracking* by post or electronic; place; relation; refused; witness; server |
"""  # noqa: E501 - a table

from collections.abc import Callable, Mapping

from yizhan.law.words import Special
from yizhan.papers.facts import Body, Facts
from yizhan.papers.wording import (
    contact,
    day,
    ground,
    moment,
    sentence,
    subject,
    table,
    text,
    until,
    way,
)

SPECIALS = dict(Special.choices())
RIGHTS = (
    "申请人、利害关系人认为参与人员与本事项有直接利害关系的，有权申请回避；对本环节有异议的，"
    "有权陈述和申辩"
)
RECUSAL = "认为主持人与听证事项有直接利害关系的，有权申请回避"


def special(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the notice of a special procedure: not counted, new last day, rights (L4.5)."""
    kind = text(says, "special")
    label = SPECIALS.get(kind, kind)
    return Body(
        paragraphs=[
            (
                f"{facts.you}提出的{subject(facts)}申请，根据{sentence(text(says, 'basis'))}，"
                f"依法需要进行{label}。具体安排如下："
            ),
        ],
        fields=[
            ("实施单位", text(says, "organiser", facts.authority.name)),
            ("参与人员范围", text(says, "participants")),
            ("地点", text(says, "place")),
            ("起止时间", f"{day(says['starts_on'])}至{day(says['ends_on'])}"),
            ("所需时间", _days(says["days"])),
            ("费用", text(says, "fee", "不收费")),
        ],
        closing=[
            f"{_not_counted(facts)}{_moved(says['new_last_day'])}。",
            f"{sentence(text(says, 'rights', RIGHTS))}。",
        ],
        notes=[contact(facts)],
    )


def extension(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the notice of an extension: old and new last day, reason, approval (L4.6)."""
    return Body(
        paragraphs=[
            f"{facts.you}提出的{subject(facts)}申请，原办结期限为{day(says['old_day'])}。",
            (
                f"因{sentence(text(says, 'reason'))}，根据{ground(facts, '第四十二条', says)}，"
                f"经{text(says, 'approver')}于{day(says['approved_on'])}批准，延长"
                f"{_days(says['days'])}，延长后的办结期限为{day(says['new_day'])}。"
            ),
            "本件的期限只延长这一次。",
        ],
        notes=[contact(facts)],
    )


def hearing(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the paper of a hearing: the right, the notice, or the record (L4.7)."""
    return HEARINGS[text(says, "stage")](facts, says)


def opinion(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the internal opinion: a finding for each condition, each reviewer's words (L4.8)."""
    site = text(says, "site")
    return Body(
        addressee=facts.authority.name,
        paragraphs=[f"对{facts.applicant.name}提出的{subject(facts)}申请，经审查，意见如下。"],
        tables=[
            table(
                says["findings"], "逐项审查", condition="许可条件", finding="结论", evidence="证据"
            ),
            table(says["reviewers"], "审查人意见", name="审查人", words="意见"),
        ],
        closing=[
            *([f"实地核查情况：{sentence(site)}。"] if site else []),
            f"审查结论：{sentence(text(says, 'conclusion'))}。",
        ],
        notes=["本意见供机关内部使用。"],
        signs=("审查人", "日期"),
    )


def delivery(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the proof of delivery: paper, recipient, way, minute, signature (L4.12)."""
    pairs = [
        ("受送达人", text(says, "recipient")),
        ("送达单位", facts.authority.name),
        ("送达方式", way(says["way"])),
        ("送达时间", moment(says["delivered_at"])),
        ("送达地点", text(says, "place")),
        ("签收人", text(says, "signed_by")),
        ("与受送达人关系", text(says, "relation")),
        ("邮件号或凭证号", text(says, "tracking")),
        ("拒收事由", text(says, "refused")),
        ("见证人", text(says, "witness")),
        ("送达人", text(says, "server")),
    ]
    return Body(
        paragraphs=[f"事项：{subject(facts)}"],
        tables=[table(says["papers"], "送达的文书", title="文书名称", number="文号")],
        fields=[(label, value) for label, value in pairs if value],
        signs=("受送达人签名或盖章", "送达人签名"),
    )


def _right(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the paper that tells the right to a hearing."""
    return Body(
        title="听证告知书",
        paragraphs=[
            f"{facts.you}提出的{subject(facts)}申请，涉及{sentence(text(says, 'matter'))}。",
            (
                f"根据{ground(facts, '第四十七条', says)}，{facts.you}有要求听证的权利。"
                f"要求听证的，请于{day(says['ask_by'])}前提出，提出的地点和方式："
                f"{sentence(text(says, 'where'))}。逾期未提出的，视为放弃听证。组织听证不收取费用。"
            ),
        ],
        notes=[contact(facts)],
    )


def _notice(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the notice of a hearing."""
    return Body(
        title="听证通知书",
        paragraphs=[
            (
                f"{facts.you}提出的{subject(facts)}申请，根据{ground(facts, '第四十八条', says)}，"
                f"决定就{sentence(text(says, 'matter'))}举行听证。"
            ),
            (
                f"听证时间：{moment(says['held_at'])}；地点：{text(says, 'place')}；"
                f"主持人：{text(says, 'chair')}；记录人：{text(says, 'recorder', '另行指定')}。"
            ),
            (
                f"{sentence(text(says, 'recusal', RECUSAL))}。可以委托代理人参加；"
                "无正当理由不参加的，视为放弃听证。"
            ),
        ],
        notes=[contact(facts)],
    )


def _record(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the record of a hearing."""
    return Body(
        title="听证笔录",
        paragraphs=[
            f"事项：{subject(facts)}。听证事项：{sentence(text(says, 'matter'))}。",
            (
                f"时间：{moment(says['held_at'])}；主持人：{text(says, 'chair')}；"
                f"记录人：{text(says, 'recorder', '—')}。"
            ),
            text(says, "record"),
            f"以上笔录经核对无误。签名：{text(says, 'signers')}。",
        ],
        signs=("听证参加人签名", "主持人签名"),
    )


HEARINGS: Mapping[str, Callable[[Facts, Mapping[str, object]], Body]] = {
    "right": _right,
    "notice": _notice,
    "record": _record,
}


def _days(value: object) -> str:
    """Return a number of days as working days; other text as it is."""
    return f"{value}个工作日" if str(value).isdigit() else str(value)


def _not_counted(facts: Facts) -> str:
    """Return that the time is not counted, with the article for a licence."""
    if facts.licence:
        return "根据《中华人民共和国行政许可法》第四十五条，上述所需时间不计算在办理期限内，"
    return "上述所需时间不计算在办理期限内，"


def _moved(value: object) -> str:
    """Return where the last day moves."""
    return until(value, before="办结期限顺延至", otherwise="办结期限")
