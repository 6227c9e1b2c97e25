"""The number of a case as bars (Code 128, ISO/IEC 15417), for the readers at a window.

Digits stand two by two (set C); where a letter or an odd digit is left, set B takes over.
"""

from collections.abc import Iterator
from itertools import accumulate

# Widths of bar, space, bar, space, bar, space of each symbol, by its value.
WIDTHS = [
    "212222",
    "222122",
    "222221",
    "121223",
    "121322",
    "131222",
    "122213",
    "122312",
    "132212",
    "221213",
    "221312",
    "231212",
    "112232",
    "122132",
    "122231",
    "113222",
    "123122",
    "123221",
    "223211",
    "221132",
    "221231",
    "213212",
    "223112",
    "312131",
    "311222",
    "321122",
    "321221",
    "312212",
    "322112",
    "322211",
    "212123",
    "212321",
    "232121",
    "111323",
    "131123",
    "131321",
    "112313",
    "132113",
    "132311",
    "211313",
    "231113",
    "231311",
    "112133",
    "112331",
    "132131",
    "113123",
    "113321",
    "133121",
    "313121",
    "211331",
    "231131",
    "213113",
    "213311",
    "213131",
    "311123",
    "311321",
    "331121",
    "312113",
    "312311",
    "332111",
    "314111",
    "221411",
    "431111",
    "111224",
    "111422",
    "121124",
    "121421",
    "141122",
    "141221",
    "112214",
    "112412",
    "122114",
    "122411",
    "142112",
    "142211",
    "241211",
    "221114",
    "413111",
    "241112",
    "134111",
    "111242",
    "121142",
    "121241",
    "114212",
    "124112",
    "124211",
    "411212",
    "421112",
    "421211",
    "212141",
    "214121",
    "412121",
    "111143",
    "111341",
    "131141",
    "114113",
    "114311",
    "411113",
    "411311",
    "113141",
    "114131",
    "311141",
    "411131",
    "211412",
    "211214",
    "211232",
    "2331112",
]
TO_B, START_B, START_C, STOP = 100, 104, 105, 106
CHECKED = 103  # the check symbol is the remainder by this
FIRST = 32  # the space, value 0 of set B
QUIET = 10  # modules of white at either side
HEIGHT = 24  # modules


def svg(text: str) -> str:
    """Return a text as bars in SVG; raises ValueError for other than printable ASCII."""
    widths = [int(width) for value in symbols(text) for width in WIDTHS[value]]
    edges = list(accumulate(widths, initial=QUIET))
    bars = "".join(
        f"M{edge} 0h{width}v{HEIGHT}h-{width}z"
        for edge, width in zip(edges[::2], widths[::2], strict=True)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {edges[-1] + QUIET} {HEIGHT}">'
        f'<path d="{bars}"/></svg>'
    )


def symbols(text: str) -> list[int]:
    """Return the values of the symbols, from the start to the stop."""
    if not text or not all(" " <= letter <= "~" for letter in text):
        message = "only printable ASCII stands in bars"
        raise ValueError(message)
    values = list(_written(text))
    check = (values[0] + sum(place * value for place, value in enumerate(values))) % CHECKED
    return [*values, check, STOP]


def _written(text: str) -> Iterator[int]:
    """Yield the start and the values of the letters."""
    digits = len(text) - len(text.lstrip("0123456789"))
    pairs = digits // 2
    yield START_C if pairs else START_B
    for place in range(0, 2 * pairs, 2):
        yield int(text[place : place + 2])
    if pairs and 2 * pairs < len(text):
        yield TO_B
    for letter in text[2 * pairs :]:
        yield ord(letter) - FIRST
