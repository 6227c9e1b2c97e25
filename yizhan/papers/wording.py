"""How dates, ways and remedies read in a paper."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from yizhan.law.papers import COURT_MONTHS, RECONSIDERATION_DAYS
from yizhan.law.words import Way
from yizhan.papers.facts import Facts, Table

LOCAL = ZoneInfo("Asia/Shanghai")
LICENSING = "《中华人民共和国行政许可法》"
WAYS = dict(Way.choices())
NUMERALS = {RECONSIDERATION_DAYS: "六十", COURT_MONTHS: "六"}


def text(says: Mapping[str, object], name: str, default: str = "") -> str:
    """Return what is said under a name as trimmed text."""
    value = says.get(name)
    return default if value is None else str(value).strip() or default


def day(value: object) -> str:
    """Return a date as 2026年10月15日; takes a date, a datetime or ISO text, passes other text."""
    if isinstance(value, str):
        return _read_day(value)
    if isinstance(value, datetime):
        value = value.astimezone(LOCAL)
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def until(value: object, *, before: str, after: str = "", otherwise: str = "") -> str:
    """Return a date between two words; text that is no date after ``otherwise`` instead."""
    said = day(value)
    plain = isinstance(value, str) and said == value
    return f"{otherwise}{said}" if plain else f"{before}{said}{after}"


def moment(value: object) -> str:
    """Return a moment as 2026年10月9日9时05分, in the time of the hall."""
    if isinstance(value, str):
        return _read_moment(value)
    if not isinstance(value, datetime):
        return day(value)
    local = value.astimezone(LOCAL)
    return f"{day(local)}{local.hour}时{local.minute:02d}分"


def sentence(value: str) -> str:
    """Return a text without the stop at its end, so that it fits inside a sentence."""
    return value.strip().rstrip("。．.；;，,")


def rows(value: object) -> list[Mapping[str, object]]:
    """Return the rows of a table that was said; an empty list where none was."""
    if not isinstance(value, Iterable) or isinstance(value, str):
        return []
    return [row for row in value if isinstance(row, Mapping)]


def table(said: object, caption: str, /, **columns: str) -> Table:
    """Return a numbered table of what was said, from column=word pairs.

    A column that no row fills is left out.
    """
    lines = rows(said)
    kept = {name: word for name, word in columns.items() if any(row.get(name) for row in lines)}
    return Table(
        title=caption,
        head=("序号", *kept.values()),
        rows=[
            [str(place), *[text(row, name, "—") for name in kept]]
            for place, row in enumerate(lines, 1)
        ],
    )


def way(value: object) -> str:
    """Return the official word of a way to hand over; other text as it is."""
    return WAYS.get(str(value or ""), str(value or ""))


def remedies(says: Mapping[str, object]) -> str:
    """Return the sentence on remedies: both bodies, both periods (L3.3)."""
    return (
        f"如不服本决定，可以自收到本文书之日起{NUMERALS[RECONSIDERATION_DAYS]}日内向"
        f"{text(says, 'reconsideration')}申请行政复议，也可以自收到本文书之日起"
        f"{NUMERALS[COURT_MONTHS]}个月内依法向{text(says, 'court')}提起行政诉讼。"
    )


def ground(facts: Facts, article: str, says: Mapping[str, object]) -> str:
    """Return the basis of a step of procedure: what is said, else the article of the Law.

    For a service that is no licence the item's own basis stands instead of the Law's article.
    """
    said = text(says, "basis")
    if said:
        return sentence(said)
    return f"{LICENSING}{article}" if facts.licence else sentence(facts.item.basis) or "有关规定"


def subject(facts: Facts) -> str:
    """Return the service as a sentence names it; the case's number stands in the head."""
    return f"“{facts.item.name}”"


def contact(facts: Facts) -> str:
    """Return where to ask and to complain; leaves out what the authority has not given."""
    parts = {"咨询电话": facts.authority.phone, "监督电话": facts.authority.complaint_phone}
    return "，".join(f"{word}{value}" for word, value in parts.items() if value)


def _read_day(value: str) -> str:
    """Return ISO text as a Chinese date; other text as it is."""
    try:
        return day(date.fromisoformat(value[:10]))
    except ValueError:
        return value


def _read_moment(value: str) -> str:
    """Return ISO text as a Chinese moment; other text as it is."""
    try:
        return moment(datetime.fromisoformat(value))
    except ValueError:
        return value
