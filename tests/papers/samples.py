"""A full set of papers of one demo case: facts, and what is said in each."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from yizhan.law.papers import certificate_id, number
from yizhan.law.words import Paper
from yizhan.papers.compose import Composed, compose
from yizhan.papers.facts import Authority, Case, Facts, Item, Person
from yizhan.papers.models import Paper as Row

DIVISION = 529901
CASE = UUID("00000000-0000-4000-8000-000000000123")
AT = datetime(2026, 10, 9, 1, 5, tzinfo=UTC)
ON = date(2026, 10, 9)
LATER = date(2026, 10, 23)
MATERIALS = [
    {"name": name, "form": "原件", "count": 1, "pages": place}
    for place, name in enumerate(
        (
            "食品经营许可申请书",
            "营业执照",
            "与食品经营相适应的主要设备设施布局图、操作流程",
            "食品安全管理制度文本",
            "法定代表人身份证明",
            "经营场所使用证明",
            "从业人员健康证明",
            "授权委托书",
        ),
        1,
    )
]
AUTHORITY = Authority(
    name="示例县市场监督管理局",
    paper_word="示市监",
    address="示例县一站路1号",
    phone="0851-00000000",
    complaint_phone="12345",
    reconsideration="示例县人民政府",
    court="示例县人民法院",
)
ITEM = Item(
    name="食品经营许可",
    code="11520000MB0000000X4000131001000",
    basis="《中华人民共和国食品安全法》第三十五条",
    statutory="20个工作日",
    promised="10个工作日",
)
OID = certificate_id("11100000MB0000000W011", "11520000MB0000000X", "000000123")

JOINT: Mapping[str, Mapping[str, object]] = {
    "push": {
        "kind": "push",
        "lead": "示例县市场监督管理局",
        "pushed_at": AT,
        "rows": [{"department": "示例县消防救援局", "last_day": LATER}],
        "presumption": "收到即视为受理",
    },
    "opinion": {
        "kind": "opinion",
        "department": "示例县消防救援局",
        "agree": False,
        "reasons": "疏散通道宽度不足",
        "presumption": "意见由本部门负责",
    },
    "summary": {
        "kind": "summary",
        "rows": [{"department": "示例县消防救援局", "opinion": "不同意", "reasons": "通道不足"}],
        "conclusion": "不予许可",
    },
}

SAYS: Mapping[Paper, Mapping[str, object]] = {
    Paper.RECEIPT: {
        "materials": MATERIALS,
        "received_at": AT,
        "notice_day": date(2026, 10, 15),
        "clerk": "王示例",
    },
    Paper.DEFECTS: {
        "rows": [
            {"material": "租赁合同", "problem": "缺签字页", "remedy": "补交完整合同"},
            {"material": "布局图", "problem": "未标面积", "remedy": "标注各区面积"},
        ],
        "last_day": LATER,
        "where": "网上“我的办件”或者2号窗口",
    },
    Paper.ACCEPTANCE: {
        "accepted_on": ON,
        "how": "receipt",
        "statutory_day": date(2026, 11, 6),
        "promised_day": LATER,
    },
    Paper.NON_ACCEPTANCE: {
        "ground": "H4.3",
        "facts": "经营场所位于邻县",
        "competent": "邻县市场监督管理局",
        "competent_address": "邻县一站路2号",
    },
    Paper.SPECIAL: {
        "special": "inspection",
        "basis": "《食品经营许可和备案管理办法》",
        "participants": "核查人员两名和申请人",
        "place": "经营场所",
        "starts_on": ON,
        "ends_on": date(2026, 10, 14),
        "days": 3,
        "new_last_day": date(2026, 10, 28),
    },
    Paper.EXTENSION: {
        "old_day": LATER,
        "new_day": date(2026, 11, 6),
        "days": 10,
        "reason": "等待复核报告",
        "approver": "局长",
        "approved_on": date(2026, 10, 22),
    },
    Paper.HEARING: {
        "stage": "right",
        "matter": "相邻业主的重大利益",
        "ask_by": date(2026, 10, 16),
        "where": "2号窗口",
    },
    Paper.OPINION: {
        "findings": [{"condition": "场所相适应", "finding": "符合", "evidence": "照片"}],
        "reviewers": [{"name": "赵示例", "words": "图纸与现场一致"}],
        "conclusion": "建议准予",
    },
    Paper.GRANT: {
        "facts": "现场核查合格",
        "basis": "《中华人民共和国食品安全法》第三十三条",
        "grants": "热食类食品制售",
        "validity": "五年",
        "conditions": "保持许可条件",
        "way": "hand",
    },
    Paper.REFUSAL: {
        "facts": "现场没有专用冷藏设备",
        "reasons": "达不到防止交叉污染的要求",
        "basis": "《食品经营许可审查通则》",
    },
    Paper.CERTIFICATE: {
        "name": "食品经营许可证",
        "holder": "张示例",
        "scope": "热食类食品制售",
        "valid_from": ON,
        "valid_until": date(2031, 10, 8),
        "number": "示市监许〔2026〕000123号",
        "oid": OID,
    },
    Paper.DELIVERY: {
        "papers": [{"title": "准予许可决定书", "number": "示市监准〔2026〕000123号"}],
        "recipient": "张示例",
        "way": "hand",
        "delivered_at": AT,
        "signed_by": "张示例",
    },
    Paper.CLOSURE: {
        "notice_number": "示市监补〔2026〕000123号",
        "served_on": ON,
        "last_day": LATER,
        "missing": ["租赁合同签字页", "布局图"],
    },
    Paper.TERMINATION: {
        "kind": "withdrawn",
        "reason": "申请人书面撤回申请",
        "basis": "申请人的书面意思表示",
        "returned": "已当场退还",
    },
    Paper.JOINT: JOINT["push"],
    Paper.MANDATE: {
        "principal": "张示例",
        "agent": "李示例",
        "items": "重度残疾人护理补贴",
        "actions": "提交申请、补正材料、领取结果",
        "since": ON,
        "until": LATER,
        "signature": "ab" * 32,
    },
}


def facts(kind: Paper, *, nth: int = 1, token: str = "t" * 22, name: str = "张示例") -> Facts:
    """Return the facts of one paper of the demo case."""
    return Facts(
        authority=AUTHORITY,
        item=ITEM,
        case=Case(number="529901001202610090001230", query_code="A1B2C3", year=2026, serial=123),
        applicant=Person(name=name, masked_id="5299**********1234"),
        on=ON,
        at=AT,
        number=number("示市监", kind, 2026, 123, nth),
        token=token,
        site_url="http://127.0.0.1:8000",
        demo=True,
    )


def composed(kind: Paper, **more: object) -> Composed:
    """Return one paper of the demo case in words; ``more`` is said besides."""
    return compose(kind, facts(kind), {**SAYS[kind], **more})


def issued(kind: Paper, *, nth: int = 1, posting: int = 7) -> Row:
    """Return one paper of the demo case as the case's transaction writes it."""
    token = uuid4().hex[:22]
    paper = compose(kind, facts(kind, nth=nth, token=token), SAYS[kind])
    return Row.objects.create(
        division=DIVISION,
        id=uuid4(),
        case_id=CASE,
        kind=kind.value,
        number=paper.content["number"],
        title=paper.title,
        content=paper.content,
        digest=paper.digest,
        token=token,
        issued_at=AT,
        issued_by=posting,
    )
