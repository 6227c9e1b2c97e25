"""The table of the papers (文书): what each of L4.1 to L4.14 cannot do without.

Each line names a field, its Chinese word and the clause that asks for it. Screens read the table
to draw the form; ``law.papers.check`` reads it to refuse an incomplete paper.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yizhan.law.words import Paper


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """One thing that a paper must say: its field, its word, its clause.

    ``columns`` make it a table of at least ``least`` rows, each with every column filled.
    ``when`` binds it to another field: needed only where that field has this value.
    """

    name: str
    label: str
    clause: str
    columns: tuple[tuple[str, str], ...] = ()
    least: int = 1
    when: tuple[str, str] | None = None

    def applies(self, says: Mapping[str, object]) -> bool:
        """Return whether it is needed, given what else is said."""
        return self.when is None or says.get(self.when[0]) == self.when[1]

    def missing(self, says: Mapping[str, object]) -> Iterator[str]:
        """Return the words of what is missing; nothing when it is all there."""
        value = says.get(self.name)
        if not _said(value):
            yield self.label
        elif self.columns:
            yield from self._missing_cells(value)

    def _missing_cells(self, rows: object) -> Iterator[str]:
        """Return the words of the empty cells of a table."""
        if not isinstance(rows, list | tuple) or not all(isinstance(row, Mapping) for row in rows):
            yield self.label
            return
        if len(rows) < self.least:
            yield f"{self.label}（至少{self.least}项）"
        for place, row in enumerate(rows, 1):
            for name, label in self.columns:
                if not _said(row.get(name)):
                    yield f"{self.label}第{place}项的{label}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A paper of the table: the one word of its number, the copies, what it must say."""

    word: str
    copies: int
    needs: tuple[Need, ...]


def _needs(clause: str, **labels: str) -> tuple[Need, ...]:
    """Return plain needs of one clause from field=word pairs."""
    return tuple(Need(name=name, label=label, clause=clause) for name, label in labels.items())


def _only(field: str, value: str, needs: tuple[Need, ...]) -> tuple[Need, ...]:
    """Return the needs bound to a value of another field."""
    return tuple(
        Need(name=need.name, label=need.label, clause=need.clause, when=(field, value))
        for need in needs
    )


def _said(value: object) -> bool:
    """Return whether something is said: not nothing, not blank, not an empty list."""
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value not in ([], ())


REMEDIES = _needs("L3.3", reconsideration="行政复议机关", court="管辖的人民法院")

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
        needs=(MATERIALS, *_needs("L4.1", received_at="收到时间", notice_day="告知期限")),
    ),
    Paper.DEFECTS: Sheet(
        word="补",
        copies=2,
        needs=(DEFECTS, *_needs("L4.2", last_day="补正期限", where="补正地点和方式")),
    ),
    Paper.ACCEPTANCE: Sheet(
        word="受",
        copies=2,
        needs=_needs(
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
            *_needs("L4.4", ground="不予受理的情形", facts="事实和理由"),
            *_only(
                "ground",
                "H4.3",
                _needs("L3.3", competent="有权机关", competent_address="有权机关的地址"),
            ),
            *REMEDIES,
        ),
    ),
    Paper.SPECIAL: Sheet(
        word="特",
        copies=2,
        needs=_needs(
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
        needs=_needs(
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
            *_needs("L4.7", stage="听证文书的种类", matter="听证事项"),
            *_only("stage", "right", _needs("L4.7", ask_by="提出听证的期限", where="提出的地点")),
            *_only(
                "stage",
                "notice",
                _needs("L4.7", held_at="听证时间", place="听证地点", chair="主持人"),
            ),
            *_only(
                "stage",
                "record",
                _needs("L4.7", held_at="听证时间", chair="主持人", record="笔录", signers="签名人"),
            ),
        ),
    ),
    Paper.OPINION: Sheet(
        word="审",
        copies=1,
        needs=(FINDINGS, REVIEWERS, *_needs("L4.8", conclusion="审查结论")),
    ),
    Paper.GRANT: Sheet(
        word="准",
        copies=3,
        needs=_needs(
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
        needs=(*_needs("L3.3", facts="事实和证据", reasons="理由", basis="法律依据"), *REMEDIES),
    ),
    Paper.CERTIFICATE: Sheet(
        word="证",
        copies=1,
        needs=_needs(
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
            *_needs("L4.12", recipient="受送达人", way="送达方式", delivered_at="送达时间"),
            *_only("way", "hand", _needs("L4.12", signed_by="签收人")),
            *_only("way", "post", _needs("L4.12", tracking="邮件号")),
            *_only("way", "electronic", _needs("L4.12", tracking="电子送达凭证号")),
        ),
    ),
    Paper.CLOSURE: Sheet(
        word="结",
        copies=1,
        needs=(
            *_needs(
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
            *_needs("L4.14", kind="决定的种类", reason="理由", basis="依据", returned="退还的材料"),
            *REMEDIES,
        ),
    ),
    Paper.JOINT: Sheet(
        word="联",
        copies=1,
        needs=(
            *_needs("L4.15", kind="文书的种类"),
            PUSHED,
            *_only("kind", "push", _needs("L4.15", lead="牵头部门", presumption="同意的假定")),
            *_only("kind", "opinion", _needs("L4.15", department="部门", reasons="理由")),
            OPINIONS,
            *_only("kind", "summary", _needs("L4.15", conclusion="结论")),
        ),
    ),
}
