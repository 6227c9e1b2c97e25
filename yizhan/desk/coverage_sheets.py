"""How much is on the platform, as a workbook (W1.2): levels, divisions below, what is missing."""

from collections.abc import Iterable

from yizhan.items import books
from yizhan.items.books import Listed
from yizhan.items.coverage import Row, Share
from yizhan.items.missing import Gap, Group

SHARES = ("应有", "已发布", "缺少", "比例")
GAPS = ("代码", "区划", "层级", "基本编码", "事项", "类型", "民生领域")


def workbook(
    shares: Iterable[tuple[str, Share]],
    groups: Iterable[Group],
    rows: Iterable[Row],
    gaps: Iterable[Gap],
) -> bytes:
    """Return four sheets: by level, by type and area, the divisions right below, every gap."""
    levels = ((label, *_cells(one)) for label, one in shares)
    kinds = ((one.clause, one.label, *_cells(one.whole), one.state) for one in groups)
    below = ((row.place.code, row.place.name, *_cells(row.share)) for row in rows)
    return books.workbook(
        Listed("层级", ("层级", *SHARES), levels),
        Listed("类别", ("依据", "类别", *SHARES, "状态"), kinds),
        Listed("下级区划", ("代码", "区划", *SHARES), below),
        Listed("缺少", GAPS, map(_gap, gaps)),
    )


def _cells(share: Share) -> tuple[int, int, int, str]:
    """Return a share as four cells."""
    return share.wanted, share.live, share.missing, share.percent


def _gap(gap: Gap) -> tuple[str, ...]:
    """Return what is missing as a row."""
    where = (gap.division, gap.place, gap.level.label)
    return (*where, gap.base_code, gap.name, gap.type.label, gap.area)
