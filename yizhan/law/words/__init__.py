"""The vocabulary of the hall: every term once, with its official Chinese word.

One module a field: the case, the service, what is issued.
"""

from yizhan.law.words.case import (
    OPEN,
    Applicant,
    Channel,
    Clock,
    Hand,
    Post,
    Purpose,
    Stage,
    Term,
    Way,
)
from yizhan.law.words.item import (
    Assurance,
    CaseKind,
    ItemState,
    ItemType,
    Level,
    Levels,
    Need,
    OnlineClass,
    OtherStage,
    Source,
    Special,
    Start,
    Trust,
    Unit,
)
from yizhan.law.words.paper import CertificateKind, CertificateState, Paper
from yizhan.law.words.word import Word

__all__ = [
    "OPEN",
    "Applicant",
    "Assurance",
    "CaseKind",
    "CertificateKind",
    "CertificateState",
    "Channel",
    "Clock",
    "Hand",
    "ItemState",
    "ItemType",
    "Level",
    "Levels",
    "Need",
    "OnlineClass",
    "OtherStage",
    "Paper",
    "Post",
    "Purpose",
    "Source",
    "Special",
    "Stage",
    "Start",
    "Term",
    "Trust",
    "Unit",
    "Way",
    "Word",
]
