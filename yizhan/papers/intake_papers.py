"""The papers of intake (收件受理): L4.1 to L4.4 and L4.13, in our own words.

| paper | in ``says`` (* must) |
| --- | --- |
| L4.1 收件通知书 | materials* rows of name, form, count, pages; received_at*; notice_day*; clerk; handed_by; forward_to with forward_day (转报); competent with handover_day (通办) |
| L4.2 一次性告知通知书 | rows* of material, problem, remedy, standard; last_day*; where*; fault (不齐全 / 不符合法定形式); basis |
| L4.3 决定受理通知书 | accepted_on*; how* (receipt, corrected, deemed, or own words); statutory_day*; promised_day*; materials; fees; way; hall; excluded; basis |
| L4.4 不予受理通知书 | ground* (H4.2, H4.3); facts*; competent*, competent_address* and competent_phone for H4.3; returned; reconsideration*; court*; basis |
| L4.13 自动办结告知书 | notice_number*; served_on*; last_day*; missing* list; returned; reconsideration*; court* |
"""  # noqa: E501 - a table

from collections.abc import Mapping

from yizhan.papers.facts import Body, Facts, Table
from yizhan.papers.wording import (
    contact,
    day,
    ground,
    moment,
    remedies,
    rows,
    sentence,
    subject,
    table,
    text,
    until,
    way,
)

COLLECT = "可凭本告知书到窗口取回纸质材料"
HOW = {
    "receipt": "申请材料齐全、符合法定形式，自收到申请材料之日起计算",
    "corrected": "已按要求补正全部申请材料，自补齐之日起计算",
    "deemed": "收到申请材料后未在规定期限内告知，依法自收到申请材料之日起即为受理",
}


def receipt(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the receipt: what was handed in, by when we answer, what silence means (L4.1)."""
    next_step = _forwarding(says) if says.get("forward_to") else _notice(facts, says)
    competent = text(says, "competent")
    return Body(
        paragraphs=[
            (
                f"{facts.you}于{moment(says['received_at'])}提交的{subject(facts)}申请材料收悉，"
                "材料清单见下表。"
            ),
            *([_handing_over(says)] if competent else []),
            next_step,
            "本通知书仅证明收到上列材料，不代表申请已经受理。",
        ],
        tables=[
            table(
                says["materials"],
                "收到材料清单",
                name="材料名称",
                form="形式",
                count="份数",
                pages="页数",
            ),
        ],
        fields=[("收件人", text(says, "clerk", "　")), ("交件人", text(says, "handed_by", "　"))],
        notes=[f"凭办件编号和查询码{facts.case.query_code}可以查询办理进度。{contact(facts)}"],
    )


def defects(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the one-time notice: every defect with its remedy, the last day (L4.2)."""
    basis = ground(facts, "第三十二条第一款第（四）项", says)
    fault = text(says, "fault", "不齐全或者不符合法定形式")
    return Body(
        paragraphs=[
            (
                f"{facts.you}提出的{subject(facts)}申请，经审查，申请材料{fault}。"
                f"根据{basis}，现将需要补正的全部内容一次性告知如下。"
            )
        ],
        tables=[
            table(
                says["rows"],
                "需要补正的全部内容",
                material="材料",
                problem="问题",
                remedy="补正要求",
                standard="受理标准",
            ),
        ],
        closing=[
            f"请于{day(says['last_day'])}前补正。补正地点和方式：{sentence(text(says, 'where'))}。",
            (
                "补齐全部内容之日起受理，本机关不再另行增加补正内容。逾期未补齐的，视为放弃本次申请，"
                f"本件自动办结，{facts.you}可以重新提出申请。"
            ),
        ],
        notes=[contact(facts)],
    )


def acceptance(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the decision to accept: the day, how it was counted, both limits (L4.3)."""
    how = text(says, "how")
    basis = ground(facts, "第三十二条第一款第（五）项", says)
    return Body(
        paragraphs=[
            (
                f"{facts.you}提出的{subject(facts)}申请，经审查，属于本机关职权范围。"
                f"根据{basis}，决定予以受理。"
            ),
            (
                f"受理日为{day(says['accepted_on'])}（{sentence(HOW.get(how, how))}）。"
                f"{_limits(facts, says)}"
            ),
            f"{text(says, 'excluded', _excluded(facts))}",
        ],
        tables=_accepted_materials(says),
        fields=[
            *([("收件窗口", hall)] if (hall := text(says, "hall")) else []),
            ("结果领取方式", way(says.get("way")) or "按申请时的选择"),
            ("收费", text(says, "fees", "不收费")),
        ],
        notes=[f"凭办件编号和查询码{facts.case.query_code}可以查询办理进度。{contact(facts)}"],
    )


def non_acceptance(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the refusal to accept: the ground, the competent authority, remedies (L4.4)."""
    elsewhere = says["ground"] == "H4.3"
    article = "第三十二条第一款第（二）项" if elsewhere else "第三十二条第一款第（一）项"
    finding = "不属于本机关职权范围" if elsewhere else "依法不需要取得行政许可"
    found = sentence(text(says, "facts"))
    if finding not in found:
        found = f"{found}，该事项{finding}"
    return Body(
        paragraphs=[
            (f"{facts.you}提出的{subject(facts)}申请收悉。经审查，{found}。"),
            f"根据{ground(facts, article, says)}，决定不予受理。{_elsewhere(says, elsewhere)}",
            f"所交材料处理情况：{sentence(text(says, 'returned', '已全部退还'))}。",
            remedies(says),
        ],
        notes=[contact(facts)],
    )


def closure(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the notice of automatic closing: what is missing, apply anew (L4.13)."""
    return Body(
        paragraphs=[
            (
                f"{facts.you}提出的{subject(facts)}申请，本机关已于{day(says['served_on'])}送达"
                f"《一次性告知通知书》（{text(says, 'notice_number')}），补正期限至"
                f"{day(says['last_day'])}。"
            ),
            (
                f"截至期限届满，仍未补齐下列内容：{_listed(says['missing'])}。"
                "按照一次性告知的内容，视为放弃本次申请，本件自动办结。"
            ),
            (
                f"{facts.you}可以随时重新提出申请，已提交且仍然有效的材料可以继续使用。"
                f"材料处理情况：{sentence(text(says, 'returned', COLLECT))}。"
            ),
            remedies(says),
        ],
        notes=[contact(facts)],
    )


def _notice(facts: Facts, says: Mapping[str, object]) -> str:
    """Return by when we answer and what silence means."""
    who = text(says, "competent", "本机关")
    return (
        f"{who}将于{day(says['notice_day'])}前告知{facts.you}是否受理，或者一次性告知需要补正的"
        "全部内容；逾期未告知的，自收到申请材料之日起即为受理。"
    )


def _handing_over(says: Mapping[str, object]) -> str:
    """Return who is competent, and by when the hall hands over to them (H7.1)."""
    return (
        f"按照全县域通办的规定，本窗口代为收件；本事项由{text(says, 'competent')}办理，"
        f"上述材料至迟于{day(says.get('handover_day'))}移交该机关。"
        "收件之日即为收到申请材料之日。"
    )


def _forwarding(says: Mapping[str, object]) -> str:
    """Return what happens to a case that is forwarded to a higher authority."""
    return (
        f"上述材料由本机关转报{text(says, 'forward_to')}，将于{day(says.get('forward_day'))}前"
        f"完成转报；上级机关将于{day(says['notice_day'])}前告知是否受理，逾期未告知的，"
        "自收到申请材料之日起即为受理。"
    )


def _limits(facts: Facts, says: Mapping[str, object]) -> str:
    """Return both limits with their last days."""
    statutory = until(says["statutory_day"], before="至", otherwise="最后一日")
    promised = until(says["promised_day"], before="将于", after="前办结", otherwise="预计办结日")
    return (
        f"本事项法定办结时限{facts.item.statutory}，{statutory}；"
        f"承诺办结时限{facts.item.promised}，{promised}。"
    )


def _excluded(facts: Facts) -> str:
    """Return which time is not counted."""
    if not facts.licence:
        return "依法需要另行开展特殊环节的，所需时间另行书面告知。"
    return (
        "依法需要听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审的，所需时间另行书面告知，"
        "不计算在上述时限内。"
    )


def _accepted_materials(says: Mapping[str, object]) -> list[Table]:
    """Return the list of materials when it is said."""
    said = rows(says.get("materials"))
    return [table(said, "受理材料清单", name="材料名称", form="形式", count="份数")] if said else []


def _elsewhere(says: Mapping[str, object], elsewhere: object) -> str:
    """Return where to apply instead (H4.3); nothing where no licence is needed."""
    if not elsewhere:
        return ""
    phone = text(says, "competent_phone")
    tail = f"，电话：{phone}" if phone else ""
    place = text(says, "competent_address")
    return f"请向{text(says, 'competent')}提出申请（地址：{place}{tail}）。"


def _listed(value: object) -> str:
    """Return a list as one phrase."""
    return "、".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)
