"""Papers say all that the law wants, and bear the right numbers (L3.3, L4, L5)."""

import pytest

from yizhan.law import papers
from yizhan.law.refusals import Incomplete
from yizhan.law.sheets import SHEETS
from yizhan.law.words import CertificateKind, Paper

REFUSAL = {
    "facts": "现场没有专用冷藏设备",
    "reasons": "冷藏食品无法按要求保存",
    "basis": "《食品经营许可管理办法》第十一条",
    "reconsideration": "示例县人民政府",
    "court": "示例县人民法院",
}


def test_every_paper_of_the_standard_has_a_line_in_the_table() -> None:
    """A paper without a sheet could be issued with nothing in it."""
    assert set(SHEETS) == set(Paper)


@pytest.mark.parametrize("name", REFUSAL)
def test_a_refusal_lacking_any_of_its_five_parts_cannot_be_issued(name: str) -> None:
    """Facts, reasons, basis, reconsideration body, court: each one is needed (L3.3)."""
    with pytest.raises(Incomplete) as refused:
        papers.check(Paper.REFUSAL, {**REFUSAL, name: " "})
    assert (refused.value.clause, refused.value.field) == ("L3.3", name)


def test_a_refusal_with_all_five_parts_passes() -> None:
    """Nothing more is asked than the law asks."""
    papers.check(Paper.REFUSAL, REFUSAL)


@pytest.mark.parametrize(
    ("rows", "lacks"),
    [
        ([], "需要补正的内容"),
        ([{"material": "租赁合同", "problem": "缺签字页"}], "第1项的补正要求"),
        ([{"material": "租赁合同", "problem": "", "remedy": "补交签字页"}], "第1项的问题"),
        ("全部材料", "需要补正的内容"),
    ],
)
def test_a_one_time_notice_needs_a_full_row_for_each_defect(rows: object, lacks: str) -> None:
    """A row names material, problem and remedy; without a row there is no notice (L4.2)."""
    says = {"rows": rows, "last_day": "2026-10-23", "where": "窗口"}
    with pytest.raises(Incomplete, match=lacks) as refused:
        papers.check(Paper.DEFECTS, says)
    assert refused.value.clause == "L4.2"


def test_not_our_powers_must_name_the_competent_authority_and_its_address() -> None:
    """Under H4.3 the notice says where to go; under H4.2 there is nowhere to go (L3.3)."""
    says = {
        "ground": "H4.3",
        "facts": "经营场所不在本县",
        "reconsideration": "示例县人民政府",
        "court": "示例县人民法院",
    }
    with pytest.raises(Incomplete, match="有权机关、有权机关的地址") as refused:
        papers.check(Paper.NON_ACCEPTANCE, says)
    assert refused.value.clause == "L3.3"
    papers.check(Paper.NON_ACCEPTANCE, {**says, "ground": "H4.2"})


@pytest.mark.parametrize(
    ("way", "proof"), [("hand", "signed_by"), ("post", "tracking"), ("electronic", "tracking")]
)
def test_each_way_of_delivery_asks_for_its_own_proof(way: str, proof: str) -> None:
    """A signature by hand, a tracking number by post, a receipt electronically (L4.12)."""
    says = {
        "papers": [{"title": "准予许可决定书", "number": "修市监准〔2026〕000123号"}],
        "recipient": "张示例",
        "way": way,
        "delivered_at": "2026-10-16T10:30:00+08:00",
    }
    with pytest.raises(Incomplete) as refused:
        papers.check(Paper.DELIVERY, says)
    assert refused.value.field == proof
    papers.check(Paper.DELIVERY, {**says, proof: "EX0001"})


def test_the_second_paper_of_a_kind_in_a_case_bears_a_suffix() -> None:
    """One case, one serial: the kinds differ by word, repeats by place."""
    first = papers.number("修市监", Paper.ACCEPTANCE, 2026, 123)
    second = papers.number("修市监", Paper.ACCEPTANCE, 2026, 123, nth=2)
    assert (first, second) == ("修市监受〔2026〕000123号", "修市监受〔2026〕000123-2号")


def test_no_two_kinds_of_a_case_share_a_number() -> None:
    """The papers and the certificates of one case, all under one serial, stay apart."""
    numbers = [papers.number("修市监", kind, 2026, 7) for kind in Paper]
    numbers += [
        papers.certificate_number("修市监", kind, 2026, 7)
        for kind in CertificateKind
        if kind is not CertificateKind.OTHER
    ]
    assert len(set(numbers)) == len(numbers)


def test_the_check_character_of_a_certificate_covers_every_part() -> None:
    """One changed character anywhere breaks it; the root and the dots do not count (L5)."""
    oid = papers.certificate_id("11100000000013338W011", "11520322MB0000000X", "000000016")
    assert oid.startswith("1.2.156.3005.2.11100000000013338W011.11520322MB0000000X.000000016.001.")
    assert papers.certificate_id_holds(oid)
    for place in range(len(papers.CERTIFICATE_ROOT) + 1, len(oid)):
        if oid[place] != ".":
            changed = "7" if oid[place] != "7" else "8"
            assert not papers.certificate_id_holds(oid[:place] + changed + oid[place + 1 :])


def test_an_id_under_a_foreign_root_is_no_certificate() -> None:
    """Only the national root for certificates counts."""
    oid = papers.certificate_id("A", "B", "1")
    assert not papers.certificate_id_holds(oid.replace("1.2.156.3005.2", "1.2.156.3005.3"))
