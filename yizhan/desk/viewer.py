"""One file of a case beside the checklist (逐项审查): zoom, turn, before and after (BCK-04).

What is shown is said by the address alone, so that it works without script.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.http import urlencode

from yizhan.cases import checks
from yizhan.cases.checks import Finding
from yizhan.cases.queries import CaseView
from yizhan.desk.dossier import PICTURES, Row, dossier

ZOOMS = (50, 100, 150, 200)
TURNS = (0, 90, 180, 270)


@dataclass(frozen=True)
class Sheet:
    """One file, with the material it belongs to and whether a newer one came after correction."""

    row: Row
    file: dict[str, Any]
    old: bool

    @property
    def picture(self) -> bool:
        """Return whether a browser can show it in the page."""
        return bool(self.file["name"].lower().endswith(PICTURES))

    @property
    def age(self) -> str:
        """Return which version it is, where there are several."""
        return "补正前" if self.old else ""


@dataclass(frozen=True)
class Viewer:
    """The files of a case in order, the one shown, how it is shown, what was found so far."""

    view: CaseView
    sheets: tuple[Sheet, ...]
    at: int
    zoom: int
    turn: int
    found: dict[str, Finding]
    rows: tuple[Row, ...]

    @property
    def sheet(self) -> Sheet | None:
        """Return the file shown."""
        return self.sheets[self.at] if self.sheets else None

    @property
    def lines(self) -> list[tuple[Row, Finding | None, bool]]:
        """Return each material with its finding, and whether that speaks of an older version."""
        return [
            (row, one := self.found.get(row.material.id), _stale(row, one)) for row in self.rows
        ]

    def address(self, **changed: int) -> str:
        """Return the address of the same page with something changed."""
        return "?" + urlencode({"n": self.at, "zoom": self.zoom, "turn": self.turn, **changed})

    @property
    def moves(self) -> list[tuple[str, str, str]]:
        """Return the ways on as (word, key, address): before, after, larger, smaller, turned."""
        wider = next((one for one in ZOOMS if one > self.zoom), 0)
        closer = next((one for one in reversed(ZOOMS) if one < self.zoom), 0)
        last = len(self.sheets) - 1
        ways = [
            ("上一份（←）", "ArrowLeft", self.at > 0, {"n": self.at - 1, "turn": 0}),
            ("下一份（→）", "ArrowRight", self.at < last, {"n": self.at + 1, "turn": 0}),
            ("放大", "Equal", bool(wider), {"zoom": wider}),
            ("缩小", "Minus", bool(closer), {"zoom": closer}),
            ("旋转", "KeyR", True, {"turn": (self.turn + 90) % 360}),
        ]
        return [(word, key, self.address(**to)) for word, key, on, to in ways if on]


def _stale(row: Row, found: Finding | None) -> bool:
    """Return whether a file came after the finding."""
    return found is not None and any(one["seq"] > found.seq for one in row.files)


def viewer(view: CaseView, asked: dict[str, str]) -> Viewer:
    """Return the viewer of a case as an address asks for it; what is out of range is left."""
    rows = dossier(view).rows
    sheets = tuple(sheet for row in rows for sheet in _sheets(row))
    zoom, turn = _number(asked, "zoom", 100), _number(asked, "turn", 0)
    return Viewer(
        view=view,
        sheets=sheets,
        at=max(0, min(_number(asked, "n", 0), len(sheets) - 1)),
        zoom=zoom if zoom in ZOOMS else 100,
        turn=turn if turn in TURNS else 0,
        found=checks.findings(view.case),
        rows=rows,
    )


def _number(asked: dict[str, str], name: str, otherwise: int) -> int:
    """Return a number of an address."""
    given = asked.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 5 else otherwise  # noqa: PLR2004 - digits


def _sheets(row: Row) -> list[Sheet]:
    """Return the files of a material, the newest version first; older ones are marked."""
    newest = max((one["seq"] for one in row.files), default=0)
    files = sorted(row.files, key=lambda one: -one["seq"])
    return [Sheet(row, one, old=one["seq"] < newest) for one in files]
