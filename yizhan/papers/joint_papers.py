"""The papers of a joint case (联合办理文书, L4.15): push sheet, opinion, summary, in our own words.

| kind | in ``says`` (* must) |
| --- | --- |
| push 联合办理推送单 | lead*; pushed_at*; rows* of department, last_day; presumption* |
| opinion 部门意见书 | department*; agree; reasons*; pushed_at; presumption; signer |
| summary 牵头汇总意见 | rows* of department, opinion, reasons; conclusion* |
"""

from collections.abc import Callable, Mapping

from yizhan.papers.facts import Body, Facts
from yizhan.papers.wording import day, moment, sentence, subject, table, text

SILENCE = "逾期未提出意见的，将予督办；沉默不视为同意"


def joint(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the paper of a joint case: the push sheet, an opinion, or the summary (L4.15)."""
    return KINDS[text(says, "kind")](facts, says)


def _push(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the sheet that pushes all materials to each department."""
    rows = [
        {**row, "last_day": day(row["last_day"])}
        for row in says["rows"]  # type: ignore[attr-defined]
    ]
    return Body(
        title="联合办理推送单",
        addressee="各联办部门",
        paragraphs=[
            (
                f"{facts.applicant.name}提出的{subject(facts)}申请，"
                f"由{text(says, 'lead')}牵头联合办理。"
                f"全部材料已一次收齐，于{moment(says['pushed_at'])}推送你部门。"
            )
        ],
        tables=[table(rows, "部门和期限", department="部门", last_day="提出意见的期限")],
        closing=[f"{sentence(text(says, 'presumption'))}；{SILENCE}。"],
        notes=["本推送单供机关内部使用。"],
    )


def _opinion(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return one department's opinion with its reasons."""
    word = "同意" if says.get("agree") else "不同意"
    return Body(
        title="部门意见书",
        addressee=facts.authority.name,
        paragraphs=[
            (
                f"对{facts.applicant.name}提出的{subject(facts)}申请，"
                f"{text(says, 'department')}经审查，意见为：{word}。"
            ),
            f"理由：{sentence(text(says, 'reasons'))}。",
        ],
        closing=[f"{sentence(text(says, 'presumption'))}。"],
        notes=["本意见供牵头部门作出决定使用。"],
        signs=("签发人", "日期"),
    )


def _summary(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the lead's summary of all opinions."""
    return Body(
        title="联合办理汇总意见",
        addressee=facts.authority.name,
        paragraphs=[f"对{facts.applicant.name}提出的{subject(facts)}申请，各部门意见汇总如下。"],
        tables=[
            table(says["rows"], "各部门意见", department="部门", opinion="意见", reasons="理由")
        ],
        closing=[f"结论：{text(says, 'conclusion')}。"],
        notes=["本汇总供机关内部使用。"],
    )


KINDS: Mapping[str, Callable[[Facts, Mapping[str, object]], Body]] = {
    "push": _push,
    "opinion": _opinion,
    "summary": _summary,
}
