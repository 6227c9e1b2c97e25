"""Numbers of cases (办件编号) and their query codes (L5).

Division 6 + window 3 + date 8 + serial 6 + check character (ISO 7064 MOD 37,36).
"""

import secrets
from datetime import date
from uuid import UUID

from stdnum.iso7064 import mod_37_36

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 6


def case_number(division: str, window: str, on: date, serial: int) -> str:
    """Return the number of a case; it is public and asked for only with the query code.

    >>> case_number("520123", "001", date(2026, 10, 9), 7)[:-1]
    '52012300120261009000007'
    """
    digits = f"{division[:6]}{window:0>3}{on:%Y%m%d}{serial:06d}"
    return digits + str(mod_37_36.calc_check_digit(digits))


def query_code() -> str:
    """Return a random code of six letters and digits that cannot be mistaken for each other."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def tidy(text: str) -> str:
    """Return a number or code as people type it, without spaces and dashes, in capitals."""
    return "".join(ch for ch in text.upper() if ch.isalnum())


def ref(division: int, case_id: UUID) -> str:
    """Return the opaque address of a case, for links."""
    return f"{division}-{case_id.hex}"


def parse_ref(text: str) -> tuple[int, UUID]:
    """Return the division and the id that an address holds.

    Raises ValueError for anything else.
    """
    division, _, hexadecimal = text.partition("-")
    return int(division), UUID(hex=hexadecimal)
