"""The kind of a division (类型): said by its name, of a village by the tenth digit of its code."""

from yizhan.law.words import Level
from yizhan.places import codes

SUFFIXES = {
    Level.PROVINCE: {"省": "省"},
    Level.CITY: {"自治州": "自治州", "市": "地级市"},
    Level.COUNTY: {"自治县": "自治县", "特区": "特区", "区": "市辖区", "市": "县级市", "县": "县"},
    Level.TOWNSHIP: {"街道": "街道", "镇": "镇", "族乡": "民族乡", "乡": "乡"},
}
VILLAGES = {
    "0": "居委会",
    "1": "居委会",
    "2": "村委会",
    "3": "村委会",
    "4": "类似居委会",
    "5": "类似村委会",
}
TENTH = 9


def kind(code: str, name: str) -> str:
    """Return the kind of a division; empty where neither code nor name says it."""
    level = codes.level(code)
    if level is Level.VILLAGE:
        return VILLAGES.get(code[TENTH], "")
    endings = SUFFIXES.get(level, {})
    return next((word for end, word in endings.items() if name.endswith(end)), "")
