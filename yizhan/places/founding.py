"""The authorities that a roll-out needs where there are none yet, marked 示例 (H2.7).

Names follow the divisions; credit codes (organisation part ``XX……``), telephone numbers and
addresses are made up as in data/authorities.md. A real county overwrites them by its own file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from stdnum.cn import uscc

from yizhan.law.words import Level
from yizhan.places import queries, services
from yizhan.places.models import Authority
from yizhan.places.queries import AuthorityView, DivisionView

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
FIRST_WINDOW = 36 * 36  # 100; those before are given by hand
FAMILIES = (
    ("人民政府", "街道办事处"),
    ("村民委员会", "居民委员会"),
)
KINDS = {"街道": "街道办事处", "居委会": "居民委员会", "类似居委会": "居民委员会"}
CENTRES = ("便民服务中心", "便民服务站", "政务服务中心")
WORDS = {
    "人民政府": "府",
    "街道办事处": "府",
    "便民服务中心": "便",
    "便民服务站": "便",
    "村民委员会": "委",
    "居民委员会": "委",
    "派出所": "公",
    "司法所": "司",
}
REGISTERS = {"居民委员会": "55", "村民委员会": "54"} | dict.fromkeys(CENTRES, "12")


def short_name(wanted: str, place: DivisionView) -> str:
    """Return what an authority is called in a division: a 街道 has no 人民政府 but a 办事处."""
    family = next((names for names in FAMILIES if wanted in names), ())
    return KINDS.get(place.kind, family[0]) if family else wanted


@dataclass
class _Book:
    """The windows and 机关代字 that are taken in a county, as new ones are given out."""

    windows: set[str]
    words: set[str]
    last: int = FIRST_WINDOW - 1

    def window(self) -> str:
        """Return the next free window, three signs."""
        self.last += 1
        while (found := _signs(self.last)) in self.windows:
            self.last += 1
        self.windows.add(found)
        return found

    def word(self, wanted: str) -> str:
        """Return a 机关代字 as wanted, with a number when another place has it."""
        found, number = wanted, 1
        while found in self.words:
            number += 1
            found = f"{wanted}{number}"
        self.words.add(found)
        return found


def book_of(region: str) -> _Book:
    """Return what is taken in a county (six digits)."""
    rows = Authority.objects.filter(
        division__gte=f"{region}000000", division__lte=f"{region}999999"
    )
    taken = list(rows.values_list("window", "paper_word"))
    return _Book({window for window, _ in taken}, {word for _, word in taken})


@transaction.atomic
def found(places: Sequence[DivisionView], wanted: str, *, on: date) -> dict[str, AuthorityView]:
    """Return the authority of a name for each division, made where there is none.

    At most four statements and one a county, however many divisions there are.
    """
    names = {place.code: short_name(wanted, place) for place in places}
    have = _standing(names)
    lacking = [place for place in places if place.code not in have]
    if lacking:
        services.save_authorities(_founded(lacking, names, on))
        have |= _standing({place.code: names[place.code] for place in lacking})
    return have


def _standing(names: Mapping[str, str]) -> dict[str, AuthorityView]:
    """Return the authorities that stand under their names."""
    rows = Authority.objects.filter(division__in=names, short_name__in=set(names.values()))
    views = map(queries.view_of, rows)
    return {view.division: view for view in views if view.short_name == names[view.division]}


def _founded(
    places: Iterable[DivisionView], names: Mapping[str, str], on: date
) -> Iterator[AuthorityView]:
    """Yield a new authority for each division."""
    books: dict[str, _Book] = {}
    for place in places:
        region = place.code[:6]
        if region not in books:
            books[region] = book_of(region)
        yield _made(place, names[place.code], books[region], on)


def _made(place: DivisionView, short: str, book: _Book, on: date) -> AuthorityView:
    """Return one new authority of a division."""
    line = [*(queries.path(place.parent, on) if place.parent else ()), place]
    above = "".join(one.name for one in line[:-1] if one.level >= Level.COUNTY)
    seat = _seat(line)
    window = book.window()
    number = int(window, 36)
    return AuthorityView(
        id=0,
        code=f"{place.code}-{window.lower()}",
        division=place.code,
        level=place.level,
        name=above + _named(place, short),
        short_name=short,
        paper_word=book.word(_word(line, short)),
        uscc=credit(REGISTERS.get(short, "11"), place.code[:6], number),
        window=window,
        address=f"{above}{stem(place)}示例街1号（示例）",
        phone=f"0851-0000{place.level.value}{number % 1000:03d}",
        complaint_phone="12345",
        reconsideration=f"{seat}人民政府",
        court=f"{seat}人民法院",
        is_centre=short in CENTRES,
    )


def stem(place: DivisionView) -> str:
    """Return a division as people call it: 仲河村 for 仲河村民委员会."""
    name = place.name.removesuffix("居民委员会")
    if not name.endswith("村民委员会"):
        return name
    return f"{name.removesuffix('村民委员会').removesuffix('村')}村"


def _named(place: DivisionView, short: str) -> str:
    """Return the name of an authority without what is above its division."""
    if short in FAMILIES[1] and place.name.endswith(short):
        return place.name
    if short == "街道办事处":
        return f"{place.name}办事处"
    return f"{stem(place)}{short}"


def _seat(line: Sequence[DivisionView]) -> str:
    """Return the name of the county that a division lies in, or of what stands above it."""
    return next((one.name for one in line if one.level is Level.COUNTY), line[-1].name)


def _word(line: Sequence[DivisionView], short: str) -> str:
    """Return the 机关代字: the first signs of county, township and village, and of the body."""
    lower = [one for one in line if one.level >= Level.COUNTY] or [line[-1]]
    signs = lower[0].name[0] + "".join(stem(one)[:2] for one in lower[1:])
    return signs + WORDS.get(short, short.replace("局", "")[:4])


def credit(register: str, region: str, number: int) -> str:
    """Return a made-up unified credit code that holds: right check signs, issued to nobody."""
    organisation = f"XX{100_000 + number:06d}"
    total = sum(w * SIGNS.index(sign) for w, sign in zip(WEIGHTS, organisation, strict=True))
    check = "0123456789X0"[11 - total % 11]
    start = f"{register}{region}{organisation}{check}"
    return start + str(uscc.calc_check_digit(start))


def _signs(number: int) -> str:
    """Return a number as the three signs of a window."""
    high, low = divmod(number, 36)
    return SIGNS[high // 36] + SIGNS[high % 36] + SIGNS[low]
