"""A term of the trade: its code and its official word."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A term of the trade: ``value`` is the code, ``label`` the official word."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """Return the member for a code and its official word."""
        word = str.__new__(cls, code)
        word._value_ = code
        word.label = label
        return word

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return (code, official word) pairs, for forms and constraints."""
        return [(word.value, word.label) for word in cls]
