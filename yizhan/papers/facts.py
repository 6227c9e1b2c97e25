"""The standing facts that every paper carries, and the body that a writer gives back."""

from dataclasses import dataclass, field
from datetime import date, datetime

from yizhan.law.words import Applicant, ItemType


@dataclass(frozen=True, kw_only=True, slots=True)
class Authority:
    """The issuing authority (机关); the remedies' bodies are data of its division."""

    name: str
    paper_word: str  # 机关代字
    address: str = ""
    phone: str = ""
    complaint_phone: str = ""
    reconsideration: str = ""  # 行政复议机关
    court: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """The service (事项) with its limits in words, e.g. 20个工作日."""

    name: str
    code: str
    basis: str = ""
    statutory: str = ""
    promised: str = ""
    type: ItemType = ItemType.LICENCE


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """The case (办件) with its query code and its serial of authority and year."""

    number: str
    query_code: str
    year: int
    serial: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """The applicant; ``masked_id`` never holds a whole number."""

    name: str
    masked_id: str = ""
    kind: Applicant = Applicant.NATURAL


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """Everything that a paper says apart from what the officer says.

    ``on`` is the date of the paper, ``at`` the moment of issue; ``title`` is the jurisdiction's
    own title, empty for the standard's.
    """

    authority: Authority
    item: Item
    case: Case
    applicant: Person
    on: date
    at: datetime
    number: str
    token: str
    site_url: str
    demo: bool = False
    title: str = ""
    mandate: str = ""  # which delegate signs for whom, on which days (CHF-05)

    @property
    def you(self) -> str:
        """Return how the applicant is addressed."""
        return "你" if self.applicant.kind is Applicant.NATURAL else "你单位"

    @property
    def licence(self) -> bool:
        """Return whether the item is an administrative licence (行政许可)."""
        return self.item.type is ItemType.LICENCE


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table of a paper; every row as long as the head."""

    head: tuple[str, ...]
    rows: list[list[str]]
    title: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """What a writer words: paragraphs, tables after them, fields, notes in small print."""

    paragraphs: list[str]
    closing: list[str] = field(default_factory=list)  # paragraphs after the tables
    tables: list[Table] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    title: str = ""  # where one kind has several titles
    addressee: str = ""  # where it is not the applicant
    signs: tuple[str, ...] = ("签收人", "签收日期")  # lines to sign; empty for none
    layout: str = "paper"  # the template's name
