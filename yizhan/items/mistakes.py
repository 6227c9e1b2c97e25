"""What is wrong with an import: each mistake with its sheet, row and column."""

from typing import NamedTuple

from yizhan.law.refusals import Invalid


class Mistake(NamedTuple):
    """One mistake; ``row`` counts from 1 with the headings, 0 means the whole sheet."""

    sheet: str
    row: int
    column: str
    message: str

    @property
    def place(self) -> str:
        """Return where it is, in words."""
        row = f"第{self.row}行" if self.row else ""
        column = f"“{self.column}”列" if self.column else ""
        return f"“{self.sheet}”{row}{column}"

    def __str__(self) -> str:
        """Return it as one line."""
        return f"{self.place}：{self.message}"


class BadImport(Invalid):
    """Nothing was taken over; ``mistakes`` says everything that is wrong."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        """Keep the mistakes; the message names the first."""
        super().__init__(
            f"导入文件有{len(mistakes)}处错误，没有导入任何内容。{mistakes[0]}",
            clause="ADM-08",
            remedy="请按所列各处修改后重新导入",
        )
        self.mistakes = tuple(mistakes)
