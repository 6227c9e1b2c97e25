"""What was handed in (收到的材料), as the papers list it: name, original or copy, count (L4.1)."""

from yizhan.items.content import Content, Material
from yizhan.law.course import Count, Course

ORIGINAL, COPY = "原件", "复印件"
Row = dict[str, str]


def rows(content: Content, course: Course) -> list[Row]:
    """Return a row for the originals and one for the copies of each material that is held.

    As the window has counted them; what nobody counted came online, as the item asks for it.
    """
    known = {material.id: material for material in content.materials}
    counted = {one.material: one for one in course.counts}
    found: list[Row] = []
    for one in course.held:
        name = known[one].name if one in known else one
        numbers = _counted(counted[one]) if one in counted else _asked(known.get(one))
        found += [_row(name, form, number) for form, number in numbers]
    return found or [_row("申请书", ORIGINAL, 1)]


def _row(name: str, form: str, number: int) -> Row:
    """Return one row of a paper."""
    return {"name": name, "form": form, "count": str(number), "pages": ""}


def _counted(one: Count) -> list[tuple[str, int]]:
    """Return how many originals and copies the window has counted, without what there is none."""
    return [(form, n) for form, n in ((ORIGINAL, one.originals), (COPY, one.copies)) if n]


def _asked(material: Material | None) -> list[tuple[str, int]]:
    """Return how many the item asks for."""
    if material and material.copies and not material.originals:
        return [(COPY, material.copies)]
    return [(ORIGINAL, material.originals if material and material.originals else 1)]
