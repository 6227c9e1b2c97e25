"""What the tests of the places are made of."""

import csv
import gzip
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from yizhan.law.words import Level
from yizhan.places.queries import AuthorityView

AT = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
TODAY = date(2026, 9, 1)
MAP_DAY = date(2020, 6, 30)
ROWS: list[tuple[str, ...]] = [
    ("520000000000", "贵州省", "2", "", "省"),
    ("520200000000", "六盘水市", "3", "520000000000", "地级市"),
    ("520221000000", "水城县", "4", "520200000000", "县"),
    ("520221001000", "双水街道", "5", "520221000000", "街道"),
    ("520221102000", "阿戛镇", "5", "520221000000", "镇"),
    ("520221102001", "阿戛社区居民委员会", "6", "520221102000", "居委会"),
    ("520221102200", "仲河村民委员会", "6", "520221102000", "村委会"),
    ("520221102201", "法土村民委员会", "6", "520221102000", "村委会"),
]
BUREAU = AuthorityView(
    id=0,
    code="xiuwen-shichang-jianguan",
    division="520123000000",
    level=Level.COUNTY,
    name="修文县市场监督管理局",
    short_name="市场监督管理局",
    paper_word="修市监",
    uscc="11520123XX00000272",
    window="002",
    address="示例路1号",
    phone="0851-00004002",
    complaint_phone="12345",
    reconsideration="修文县人民政府",
    court="修文县人民法院",
    is_centre=False,
)


def write_map(folder: Path, rows: Sequence[tuple[str, ...]] = ROWS) -> Path:
    """Return the path of a map file that holds the rows."""
    path = folder / "map.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([("code", "name", "level", "parent", "kind"), *rows])
    return path
