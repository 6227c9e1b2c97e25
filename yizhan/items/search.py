"""Finding items by words: what it is called, what people call it, how it sounds.

Every name stands once in a dictionary, cut into pairs of characters and of syllables. A question
is cut in the same way; rare pieces weigh more (stack.md section 2). Needs no extension.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from yizhan.items import tokens
from yizhan.items.versions import VersionView, views
from yizhan.law.words import ItemState, Level
from yizhan.places import codes

LONGEST = 60
LEAST = 0.3
FLOOR = 0.12
STEP = 0.06
POOL = 200
PAIR, BROKEN, SOUND, LETTER = 1.0, 0.5, 0.5, 0.15
SQL = """
with asked as (
  select * from unnest(%(words)s::text[], %(weights)s::float8[], %(seen)s::bool[])
    as t(word, factor, seen)
),
hit as materialized (
  select n.id, a.word, a.factor
  from asked a join items_name n on n.grams @@ a.word::tsquery where a.seen
  union all
  select n.id, a.word, a.factor
  from asked a join items_name n on n.sounds @@ a.word::tsquery where not a.seen
),
weight as materialized (
  select word, factor * ln(1 + (select count(*) from items_name) / count(*)::float8) as w
  from hit group by word, factor
),
missing as (
  select factor * ln(1 + (select count(*) from items_name)) as w
  from asked where seen and word !~ '[a-z]' and word not in (select word from weight)
),
total as materialized (
  select (select sum(w) from weight) + coalesce((select sum(w) from missing), 0) as w
),
scored as materialized (
  select h.id, sum(w.w) / (select w from total) as score
  from hit h join weight w using (word) group by h.id
),
listed as materialized (
  select e.version_id, e.level, n.name,
         s.score * (0.8 + 0.2 * least(1, %(length)s::float8 / length(n.name))) as score
  from scored s
  join items_name n on n.id = s.id
  join items_entry e on e.name_id = s.id
    and (e.division = any(%(divisions)s) or e.division between %(low)s and %(high)s)
  union all
  select near.id, s.level, c.name, c.score
  from (
    select distinct on (c.standard_id) c.standard_id, n.name,
           s.score * (0.8 + 0.2 * least(1, %(length)s::float8 / length(n.name))) as score
    from scored s join items_name n on n.id = s.id join items_calling c on c.name_id = s.id
    order by c.standard_id, score desc
  ) c
  join items_standard s on s.id = c.standard_id
  cross join lateral (
    (select v.id from items_item i join items_version v on v.item_id = i.id
     where i.base_code = s.base_code and i.level = s.level and i.division = any(%(divisions)s)
       and v.standard_id = s.id and v.state = %(state)s and v.effective_from <= %(on)s
       and (v.effective_until is null or v.effective_until >= %(on)s) limit 1)
    union all
    (select v.id from items_item i join items_version v on v.item_id = i.id
     where i.base_code = s.base_code and i.level = s.level
       and i.division between %(low)s and %(high)s
       and v.standard_id = s.id and v.state = %(state)s and v.effective_from <= %(on)s
       and (v.effective_until is null or v.effective_until >= %(on)s)
     order by i.division limit 1)
    limit 1
  ) near
)
select v.id, i.base_code, l.name, l.level, i.popularity, l.score
from listed l
join items_version v on v.id = l.version_id and v.state = %(state)s
  and v.effective_from <= %(on)s and (v.effective_until is null or v.effective_until >= %(on)s)
join items_item i on i.id = v.item_id
order by l.score desc, l.level desc, i.popularity desc, l.name
limit %(pool)s
"""


@dataclass(frozen=True)
class Hit:
    """One item that was found: the version in force, the name that matched, and how well."""

    view: VersionView
    matched: str
    score: float


@dataclass(frozen=True)
class Match:
    """One row of the search."""

    version_id: UUID
    base_code: str
    name: str
    level: str
    popularity: int
    score: float


def search(text: str, ancestors: Sequence[str], *, on: date, limit: int = 20) -> list[Hit]:
    """Return the items that a question means, best first, the nearest level first among equals.

    ``ancestors`` are the 12-digit divisions from where the person is up to the province. In a
    county or a township the services of the places inside are found too, each service once.
    """
    best: dict[tuple[str, str], Match] = {}
    for match in _matches(text, ancestors, on):
        best.setdefault((match.base_code, match.level), match)
    ranked = sorted(best.values(), key=_rank)[:limit]
    found = {view.id: view for view in views(match.version_id for match in ranked)}
    return [Hit(found[m.version_id], m.name, m.score) for m in ranked]


def suggest(text: str, ancestors: Sequence[str], *, on: date, limit: int = 8) -> list[str]:
    """Return the names that begin as typed, in characters or pinyin; then those that match."""
    names = dict.fromkeys(match.name for match in _matches(text, ancestors, on))
    start = tokens.plain(text).strip()
    return sorted(names, key=lambda name: not name.startswith(start))[:limit]


def _rank(match: Match) -> tuple[float, int, int, float]:
    """Return the place of a match: how well, then how near, then how often asked for."""
    return (-round(match.score / STEP), -int(match.level), -match.popularity, -match.score)


def _matches(text: str, ancestors: Sequence[str], on: date) -> list[Match]:
    """Return the rows that answer a question, best first; none of the far-fetched ones."""
    asked = tokens.asked(text[:LONGEST])
    words = _words(asked)
    if not words:
        return []
    low, high = _inside(ancestors)
    values: dict[str, Any] = {
        "words": [word for word, _, _ in words],
        "weights": [weight for _, weight, _ in words],
        "seen": [seen for _, _, seen in words],
        "divisions": list(ancestors),
        "low": low,
        "high": high,
        "on": on,
        "state": ItemState.PUBLISHED.value,
        "length": len(asked),
        "pool": POOL,
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL, values)
        rows = [Match(*row) for row in cursor.fetchall()]
    return [row for row in rows if row.score >= max(FLOOR, LEAST * rows[0].score)]


def _inside(ancestors: Sequence[str]) -> tuple[str, str]:
    """Return the span of codes inside the nearest division; an empty one for a city or more."""
    nearest = ancestors[0] if ancestors else ""
    small = bool(nearest) and codes.level(nearest) >= Level.COUNTY
    return codes.span(nearest) if small else ("", "")


def _words(asked: str) -> list[tuple[str, float, bool]]:
    """Return what to look for: (tsquery, weight, whether it is seen or heard)."""
    pairs, letters = tokens.pairs(asked), tokens.letters(asked)
    whole = tokens.word_pairs(asked)
    words = [(_quoted(pair), PAIR if pair in whole else BROKEN, True) for pair in pairs]
    words += [(_quoted(letter), LETTER if pairs else PAIR, True) for letter in letters]
    words += [(_quoted(sound), SOUND, False) for sound in tokens.spoken_pairs(asked)]
    for run in tokens.RUNS.findall(asked):
        if run.isascii() and run.isalpha():
            words += _typed(run)
    return words


def _typed(run: str) -> list[tuple[str, float, bool]]:
    """Return what a run of letters sounds like; a run of initials weighs as many as its pairs."""
    heard = dict.fromkeys(tokens.typed_sounds(run) + tokens.mixed(run), PAIR)
    short = tokens.initials(run)
    heard |= dict.fromkeys(short, PAIR * max(1, len(run) - 1) / len(short))
    return [(_quoted(sound), weight, False) for sound, weight in heard.items()]


def _quoted(word: str) -> str:
    """Return a lexeme as a tsquery; a star at its end stands for any continuation.

    Only letters, digits, dots and Han characters come here.
    """
    return f"'{word[:-1]}':*" if word.endswith("*") else f"'{word}'"
