"""What a paper needs (文书要素): a field, its word and its clause; and a sheet of such needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


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


def needs(clause: str, **labels: str) -> tuple[Need, ...]:
    """Return plain needs of one clause from field=word pairs."""
    return tuple(Need(name=name, label=label, clause=clause) for name, label in labels.items())


def only(field: str, value: str, listed: tuple[Need, ...]) -> tuple[Need, ...]:
    """Return the needs bound to a value of another field."""
    return tuple(
        Need(name=need.name, label=need.label, clause=need.clause, when=(field, value))
        for need in listed
    )


def _said(value: object) -> bool:
    """Return whether something is said: not nothing, not blank, not an empty list."""
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value not in ([], ())
