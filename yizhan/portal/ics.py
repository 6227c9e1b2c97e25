"""A day as an entry for a calendar (iCalendar, RFC 5545)."""

from datetime import UTC, date, datetime, timedelta

LONGEST = 70  # bytes of a line, so that none is cut


def entry(uid: str, title: str, on: date, *, at: datetime) -> str:
    """Return one entry of a whole day, with a word the day before."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Yizhan//CN",
        "BEGIN:VEVENT",
        f"UID:{uid}@yizhan",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(f'办件编号 {uid}')}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-P1D",
        f"DESCRIPTION:{_escaped(title)}",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _escaped(text: str) -> str:
    """Return a text whose commas, semicolons and breaks are only text."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line broken where it is longer than the standard allows."""
    parts, size = [""], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LONGEST:
            parts.append(" ")
            size = 1
        parts[-1] += letter
        size += width
    return "\r\n".join(parts)
