"""Pages: how long the public ones take when the site holds very many cases.

The cases are copies of one that was recorded, each with an id, number, people and dates of its own,
spread over the stages and over the items (and so the authorities) that serve the division.
"""

import http.client
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from statistics import quantiles
from typing import Any
from urllib.parse import quote

from django.db import connection
from django.test import Client
from django.utils import timezone

from yizhan.items import queries as items
from yizhan.items.queries import Facets, VersionView
from yizhan.law.clocks import local
from yizhan.law.words import Stage
from yizhan.places import queries as places

WARM = 20
DIVISION = "520123000000"
MOST_ITEMS = 200
OK = 200
COPIES = """INSERT INTO cases_case SELECT r.* FROM (
    SELECT division, id FROM cases_case WHERE stage = 'delivered' LIMIT 1) AS one
JOIN cases_case AS c USING (division, id)
CROSS JOIN generate_series(%(first)s::int, %(last)s::int) AS g
CROSS JOIN LATERAL (SELECT now() - interval '2 years' * g / %(last)s AS at,
    (%(stages)s::text[])[1 + g %% cardinality(%(stages)s::text[])] AS stage,
    1 + (g / 16) %% cardinality(%(names)s::text[]) AS i) AS o
CROSS JOIN LATERAL (SELECT CASE WHEN o.stage = ANY(%(decided)s) THEN o.at END AS decided) AS d
CROSS JOIN LATERAL jsonb_populate_record(c, jsonb_build_object(
    'division', (%(divisions)s::int[])[i], 'id', gen_random_uuid(), 'serial', g,
    'number', (%(divisions)s::int[])[i] || to_char(o.at, '"Z99"YYYYMMDD') || lpad(g::text, 6, '0'),
    'query_code', upper(substr(md5(random()::text), 1, 6)),
    'authority_id', (%(authorities)s::bigint[])[i], 'item_name', (%(names)s::text[])[i],
    'item_id', (%(items)s::uuid[])[i], 'version_id', (%(versions)s::uuid[])[i],
    'applicant', gen_random_uuid(), 'submitter', gen_random_uuid(),
    'stage', o.stage, 'received_at', o.at, 'accepted_on', o.at::date, 'wake_at', NULL,
    'decided_at', d.decided, 'published', d.decided IS NOT NULL,
    'course', c.course || jsonb_build_object('stage', o.stage, 'received_at', o.at,
        'decided_at', d.decided, 'published_at', d.decided))) AS r"""


@dataclass(frozen=True)
class Timing:
    """How long one page took, in milliseconds, and how many statements it ran."""

    name: str
    p50: float
    p95: float
    statements: int

    @property
    def line(self) -> str:
        """Return the line that a run prints."""
        return (
            f"{self.name:<24} p50 {self.p50:7.1f} ms  p95 {self.p95:7.1f} ms  "
            f"{self.statements} statements"
        )


def fill(volume: int) -> int:
    """Return how many cases there are, after copies were added up to the volume."""
    count = _count()
    if count < volume:
        with connection.cursor() as cursor:
            cursor.execute(COPIES, {**_spread(), "first": count + 1, "last": volume})
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_case")
    return _count()


def _count() -> int:
    """Return how many cases there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case")
        return int(cursor.fetchone()[0])


def _versions() -> list[VersionView]:
    """Return the services of the division and of those above it."""
    on = local(timezone.now()).date()
    codes = [DIVISION, *places.ancestors(DIVISION)]
    return list(items.browse(codes, Facets(), on=on, limit=MOST_ITEMS))


def _spread() -> dict[str, list[Any]]:
    """Return what the copies are spread over: stages, and items with their authorities."""
    views = _versions()
    return {
        "stages": [stage.value for stage in Stage],
        "decided": [stage.value for stage in Stage if stage.decided],
        "divisions": [int(view.division[:6]) for view in views],
        "authorities": [view.authority_id for view in views],
        "items": [view.item_id for view in views],
        "versions": [view.id for view in views],
        "names": [view.name for view in views],
    }


def addresses() -> Mapping[str, str]:
    """Return the addresses that are measured, by name."""
    view = _versions()[0]
    words = quote(view.name[:4])
    return {
        "guide": f"/guide/{view.code}/",
        "list": "/natural/",
        "search": f"/search/?q={words}",
        "results": "/results/",
        "results, by item": f"/results/?item={words}",
        "results, nothing found": f"/results/?item={quote('查无此事')}",
    }


def measure(port: int, requests: int) -> Iterator[Timing]:
    """Yield how long each page takes, one request after another over a kept connection."""
    for name, path in addresses().items():
        yield timed(name, path, port, requests)


def timed(
    name: str, path: str, port: int, requests: int, *, reader: Client | None = None
) -> Timing:
    """Return how long a page takes, for a ``reader`` who is signed in where one is given."""
    cookies = reader.cookies.values() if reader else ()
    headers = {"Cookie": "; ".join(f"{one.key}={one.value}" for one in cookies)}
    site = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    took = [_get(site, path, headers) for _ in range(WARM + requests)][WARM:]
    site.close()
    cuts = quantiles(took, n=20)
    return Timing(name, cuts[9], cuts[18], statements(path, reader or Client()))


def _get(site: http.client.HTTPConnection, path: str, headers: Mapping[str, str]) -> float:
    """Return how many milliseconds a page took; raises RuntimeError for anything but a page."""
    begin = time.perf_counter()
    site.request("GET", path, headers=dict(headers))
    answer = site.getresponse()
    answer.read()
    if answer.status != OK:
        raise RuntimeError(f"{path}: {answer.status}")
    return (time.perf_counter() - begin) * 1000


def statements(path: str, reader: Client) -> int:
    """Return how many statements a page runs when what is kept in memory has been filled."""
    counted: list[str] = []

    def wrapper(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        """Count the statement and run it."""
        counted.append(sql)
        return execute(sql, *given)

    reader.get(path)
    with connection.execute_wrapper(wrapper):
        reader.get(path)
    return len(counted)
