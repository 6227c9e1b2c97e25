"""What papers say, before any is drawn (L4)."""

import re
from dataclasses import replace
from timeit import repeat

import pytest

from tests.papers import samples
from yizhan.law.refusals import Incomplete
from yizhan.law.words import ItemType, Paper
from yizhan.papers.compose import WRITERS, compose, digest

MUST_SAY = {
    Paper.RECEIPT: ["2026年10月9日9时05分", "2026年10月15日前", "即为受理", "不代表申请已经受理"],
    Paper.DEFECTS: ["第三十二条第一款第（四）项", "2026年10月23日前", "不再另行增加", "自动办结"],
    Paper.ACCEPTANCE: ["自收到申请材料之日起", "20个工作日", "2026年11月6日", "10个工作日"],
    Paper.NON_ACCEPTANCE: ["邻县市场监督管理局", "邻县一站路2号", "六十日", "六个月"],
    Paper.SPECIAL: ["检验", "不计算在办理期限内", "2026年10月28日", "回避", "陈述和申辩"],
    Paper.EXTENSION: ["2026年10月23日", "2026年11月6日", "等待复核报告", "局长", "第四十二条"],
    Paper.HEARING: ["要求听证的权利", "2026年10月16日前", "2号窗口"],
    Paper.OPINION: ["场所相适应", "照片", "图纸与现场一致", "建议准予"],
    Paper.GRANT: ["现场核查合格", "第三十八条第一款", "热食类食品制售", "五年", "依法公开"],
    Paper.REFUSAL: ["没有专用冷藏设备", "交叉污染", "示例县人民政府", "示例县人民法院", "六十日"],
    Paper.CERTIFICATE: ["示市监许〔2026〕000123号", "2026年10月9日至2031年10月8日", samples.OID],
    Paper.DELIVERY: ["示市监准〔2026〕000123号", "窗口领取", "9时05分", "张示例"],
    Paper.CLOSURE: ["示市监补〔2026〕000123号", "租赁合同签字页、布局图", "重新提出申请", "六个月"],
    Paper.TERMINATION: ["书面撤回", "已当场退还", "示例县人民法院"],
    Paper.JOINT: ["示例县消防救援局", "2026年10月23日", "沉默不视为同意", "牵头联合办理"],
    Paper.MANDATE: [
        "张示例委托李示例",
        "残疾人护理补贴",
        "补正材料",
        "已经向委托人朗读",
        "随时撤销",
    ],
}
ON_ALL = ["示例县市场监督管理局", "529901001202610090001230", "A1B2C3", samples.ITEM.code, "5299**"]


@pytest.mark.parametrize("kind", list(Paper))
def test_every_paper_says_what_its_clause_and_all_papers_must_say(kind: Paper) -> None:
    """The elements of L4, of this paper and of all papers."""
    said = str(samples.composed(kind).content)
    assert [word for word in MUST_SAY[kind] + ON_ALL if word not in said] == []


@pytest.mark.parametrize(
    ("kind", "title", "words"),
    [
        ("push", "联合办理推送单", "2026年10月23日"),
        ("opinion", "部门意见书", "意见为：不同意"),
        ("summary", "联合办理汇总意见", "结论：不予许可"),
    ],
)
def test_each_paper_of_a_joint_case_says_its_own(kind: str, title: str, words: str) -> None:
    """One clause, three papers: what is pushed, what one department says, what follows (L4.15)."""
    paper = compose(Paper.JOINT, samples.facts(Paper.JOINT), samples.JOINT[kind])
    assert paper.title == title
    assert words in str(paper.content)


@pytest.mark.parametrize("kind", list(Paper))
def test_no_field_of_the_wording_is_left_open(kind: Paper) -> None:
    """Neither a brace nor a Python word, nor two stops in a row, shows in any text."""
    content = samples.composed(kind).content
    said = " ".join(
        [*content["paragraphs"], *content["closing"], str(content["fields"]), *content["notes"]]
    )
    assert re.findall(r"[{}｛｝]|None|。。|，。|“”|：。", said) == []


def test_every_kind_of_paper_has_a_writer() -> None:
    """A kind without a writer could not be issued."""
    assert set(WRITERS) == set(Paper)


def test_equal_papers_have_equal_digests_and_one_changed_word_another() -> None:
    """The digest depends on the content alone, not on the order of its keys."""
    first, second = samples.composed(Paper.GRANT), samples.composed(Paper.GRANT)
    assert first.digest == second.digest == digest(dict(reversed(first.content.items())))
    assert samples.composed(Paper.GRANT, validity="四年").digest != first.digest


def test_a_refusal_of_an_authority_without_remedies_cannot_be_composed() -> None:
    """The bodies of the remedies come from the authority's data; without them no refusal (L3.3)."""
    facts = samples.facts(Paper.REFUSAL)
    bare = replace(facts, authority=replace(facts.authority, reconsideration="", court=" "))
    with pytest.raises(Incomplete, match="行政复议机关、管辖的人民法院"):
        compose(Paper.REFUSAL, bare, samples.SAYS[Paper.REFUSAL])


def test_braces_that_people_type_are_no_open_fields() -> None:
    """They are printed full width, and the digest is that of what is printed."""
    paper = samples.composed(Paper.GRANT, conditions="保持{许可}条件")
    assert "保持｛许可｝条件" in str(paper.content["paragraphs"])
    assert paper.digest == digest(paper.content)


def test_a_forwarded_case_says_to_whom_and_until_when() -> None:
    """The receipt of a lower level names the higher one and its own last day (H4.10)."""
    said = str(
        samples.composed(Paper.RECEIPT, forward_to="示例市市场监督管理局", forward_day="2026-10-12")
    )
    assert "转报示例市市场监督管理局" in said
    assert "2026年10月12日前完成转报" in said


def test_a_service_that_is_no_licence_does_not_cite_the_licensing_law() -> None:
    """Its own basis stands instead, and its grant has another title."""
    facts = samples.facts(Paper.GRANT)
    service = replace(facts, item=replace(facts.item, type=ItemType.PUBLIC_SERVICE))
    paper = compose(Paper.GRANT, service, samples.SAYS[Paper.GRANT])
    assert paper.title == "准予办理决定书"
    assert "行政许可法" not in str(paper.content)


def test_a_last_day_that_waits_for_a_special_procedure_reads_as_a_sentence() -> None:
    """Where no date can be told yet, the words stand without "until" and "before"."""
    later = "特殊环节结束后另行告知"
    said = str(samples.composed(Paper.ACCEPTANCE, promised_day=later, statutory_day=later).content)
    assert f"最后一日{later}；" in said
    assert f"预计办结日{later}。" in said


def test_a_division_may_give_a_paper_its_own_title() -> None:
    """Titles are settings."""
    facts = replace(samples.facts(Paper.RECEIPT), title="收件凭证")
    assert compose(Paper.RECEIPT, facts, samples.SAYS[Paper.RECEIPT]).title == "收件凭证"


def test_composing_a_receipt_with_eight_materials_takes_a_fraction_of_a_millisecond() -> None:
    """The goal is 100 µs on a quiet machine; five times that fails, for busy ones."""
    best = min(repeat(lambda: samples.composed(Paper.RECEIPT), number=50, repeat=7)) / 50
    assert best < 500e-6
