"""The table of the papers (文书): what each of L4.1 to L4.16 cannot do without.

Each line names a field, its Chinese word and the clause that asks for it. Screens read the table
to draw the form; ``law.papers.check`` reads it to refuse an incomplete paper.
"""

from collections.abc import Mapping

from yizhan.law.needs import Need, Sheet, needs, only
from yizhan.law.words import Paper

REMEDIES = needs("L3.3", reconsideration="行政复议机关", court="管辖的人民法院")

MATERIALS = Need(
    name="materials",
    label="收到的材料",
    clause="L4.1",
    columns=(("name", "材料名称"), ("form", "原件或复印件"), ("count", "份数")),
)
DEFECTS = Need(
    name="rows",
    label="需要补正的内容",
    clause="L4.2",
    columns=(("material", "材料"), ("problem", "问题"), ("remedy", "补正要求")),
)
FINDINGS = Need(
    name="findings",
    label="逐项审查结论",
    clause="L4.8",
    columns=(("condition", "许可条件"), ("finding", "结论"), ("evidence", "证据")),
)
REVIEWERS = Need(
    name="reviewers",
    label="审查人意见",
    clause="L4.8",
    columns=(("name", "姓名"), ("words", "意见")),
)
SERVED = Need(
    name="papers",
    label="送达的文书",
    clause="L4.12",
    columns=(("title", "文书名称"), ("number", "文号")),
)

PUSHED = Need(
    name="rows",
    label="推送的部门",
    clause="L4.15",
    columns=(("department", "部门"), ("last_day", "办理期限")),
    when=("kind", "push"),
)
OPINIONS = Need(
    name="rows",
    label="各部门意见",
    clause="L4.15",
    columns=(("department", "部门"), ("opinion", "意见")),
    when=("kind", "summary"),
)

SHEETS: Mapping[Paper, Sheet] = {
    Paper.RECEIPT: Sheet(
        word="收",
        copies=2,
        needs=(MATERIALS, *needs("L4.1", received_at="收到时间", notice_day="告知期限")),
    ),
    Paper.DEFECTS: Sheet(
        word="补",
        copies=2,
        needs=(DEFECTS, *needs("L4.2", last_day="补正期限", where="补正地点和方式")),
    ),
    Paper.ACCEPTANCE: Sheet(
        word="受",
        copies=2,
        needs=needs(
            "L4.3",
            accepted_on="受理日",
            how="受理日的计算依据",
            statutory_day="法定办结日",
            promised_day="承诺办结日",
        ),
    ),
    Paper.NON_ACCEPTANCE: Sheet(
        word="不受",
        copies=2,
        needs=(
            *needs("L4.4", ground="不予受理的情形", facts="事实和理由"),
            *only(
                "ground",
                "H4.3",
                needs("L3.3", competent="有权机关", competent_address="有权机关的地址"),
            ),
            *REMEDIES,
        ),
    ),
    Paper.SPECIAL: Sheet(
        word="特",
        copies=2,
        needs=needs(
            "L4.5",
            special="特殊环节的种类",
            basis="依据",
            participants="参与人员范围",
            place="地点",
            starts_on="开始日期",
            ends_on="结束日期",
            days="所需时间",
            new_last_day="顺延后的办结日",
        ),
    ),
    Paper.EXTENSION: Sheet(
        word="延",
        copies=2,
        needs=needs(
            "L4.6",
            old_day="原办结日",
            new_day="延长后的办结日",
            days="延长的工作日",
            reason="延长的理由",
            approver="批准人",
            approved_on="批准日期",
        ),
    ),
    Paper.HEARING: Sheet(
        word="听",
        copies=2,
        needs=(
            *needs("L4.7", stage="听证文书的种类", matter="听证事项"),
            *only("stage", "right", needs("L4.7", ask_by="提出听证的期限", where="提出的地点")),
            *only(
                "stage",
                "notice",
                needs("L4.7", held_at="听证时间", place="听证地点", chair="主持人"),
            ),
            *only(
                "stage",
                "record",
                needs("L4.7", held_at="听证时间", chair="主持人", record="笔录", signers="签名人"),
            ),
        ),
    ),
    Paper.OPINION: Sheet(
        word="审",
        copies=1,
        needs=(FINDINGS, REVIEWERS, *needs("L4.8", conclusion="审查结论")),
    ),
    Paper.GRANT: Sheet(
        word="准",
        copies=3,
        needs=needs(
            "L4.9",
            facts="事实",
            basis="依据",
            grants="准予的内容",
            validity="有效期",
            conditions="条件和义务",
            way="送达方式",
        ),
    ),
    Paper.REFUSAL: Sheet(
        word="不准",
        copies=3,
        needs=(*needs("L3.3", facts="事实和证据", reasons="理由", basis="法律依据"), *REMEDIES),
    ),
    Paper.CERTIFICATE: Sheet(
        word="证",
        copies=1,
        needs=needs(
            "L4.11",
            name="证照名称",
            holder="持证人",
            scope="许可范围",
            valid_from="有效期起",
            number="证照编号",
            oid="电子证照标识",
        ),
    ),
    Paper.DELIVERY: Sheet(
        word="达",
        copies=2,
        needs=(
            SERVED,
            *needs("L4.12", recipient="受送达人", way="送达方式", delivered_at="送达时间"),
            *only("way", "hand", needs("L4.12", signed_by="签收人")),
            *only("way", "post", needs("L4.12", tracking="邮件号")),
            *only("way", "electronic", needs("L4.12", tracking="电子送达凭证号")),
        ),
    ),
    Paper.CLOSURE: Sheet(
        word="结",
        copies=1,
        needs=(
            *needs(
                "L4.13",
                notice_number="一次性告知通知书文号",
                served_on="告知书送达日期",
                last_day="补正期限",
                missing="仍然缺少的材料",
            ),
            *REMEDIES,
        ),
    ),
    Paper.TERMINATION: Sheet(
        word="终",
        copies=2,
        needs=(
            *needs("L4.14", kind="决定的种类", reason="理由", basis="依据", returned="退还的材料"),
            *REMEDIES,
        ),
    ),
    Paper.JOINT: Sheet(
        word="联",
        copies=1,
        needs=(
            *needs("L4.15", kind="文书的种类"),
            PUSHED,
            *only("kind", "push", needs("L4.15", lead="牵头部门", presumption="同意的假定")),
            *only("kind", "opinion", needs("L4.15", department="部门", reasons="理由")),
            OPINIONS,
            *only("kind", "summary", needs("L4.15", conclusion="结论")),
        ),
    ),
    Paper.MANDATE: Sheet(
        word="委",
        copies=2,
        needs=needs(
            "L4.16",
            principal="委托人",
            agent="代理人",
            items="委托的事项",
            actions="委托的权限",
            since="委托起期",
            until="委托止期",
        ),
    ),
}
