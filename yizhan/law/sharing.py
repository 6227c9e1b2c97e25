"""Data sharing (数据共享): what a government body issued is fetched, not asked for (H7.1, L3.5)."""

from dataclasses import replace

from yizhan.law.act import Done, Matter
from yizhan.law.intake import named
from yizhan.law.refusals import Unlawful
from yizhan.law.words import Source


def fetch(matter: Matter) -> Done:
    """Return the course with materials that a registry has supplied, for a reason that stays.

    ``shared`` names the registry; only the enquiry itself can say it, nobody by hand.

    Raises Incomplete without a reason, Unlawful for what no government body issued.
    """
    materials, rules = named(matter.act), matter.rules
    issued = [one for one in materials if one in rules.by_id]
    if not issued or any(rules.by_id[one].source is not Source.GOVERNMENT for one in issued):
        raise Unlawful(
            "只有政府部门核发的材料可以通过数据共享获取",
            clause="L3.5",
            remedy="其他材料请按材料清单由申请人提交",
        )
    matter.act.owed("L3.5", reason="查询事由")
    if not matter.act.text("shared"):
        raise Unlawful(
            "共享材料只能由系统查询取得，不能手工登记", clause="H7.1", remedy="请使用“查询共享数据”"
        )
    held = tuple(dict.fromkeys((*matter.course.held, *issued)))
    return Done(course=replace(matter.course, held=held), clause="H7.1")
