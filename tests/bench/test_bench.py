"""What the bench measures is what it says: every mode plays, on a count too small to time."""

import asyncio
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from tests.api.conftest import Hall, _nothing_kept, hall  # noqa: F401 - fixtures
from yizhan.accounts import queries as accounts
from yizhan.bench import floor, load, pages, races, recording
from yizhan.bench.floor import Template
from yizhan.bench.lifecycle import STEPS, Plan
from yizhan.bench.recording import Recording

CASE = "01a20a8b-bf4b-702a-806b-60377796c43b"
ITEM = "01a20a8a-4149-7046-b4e1-91b45ac6be3c"


@pytest.fixture
def plan(hall: Hall) -> Plan:  # noqa: F811
    """Return what a run needs: the three posts, the item, an applicant."""
    person = accounts.find_person("529901198001010027")
    return Plan(hall.tokens, hall.version, tuple(hall.materials), str(person))


def _count(table: str) -> int:
    """Return how many rows a table has."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def test_a_recording_holds_the_statements_of_all_six_steps(plan: Plan):
    """Each step reads who asks and the case, and writes; the two writes of the first are joined."""
    found = recording.record(plan)
    assert len(found.steps) == len(STEPS)
    assert all(len(step) >= 3 for step in found.steps)
    first = [one.joined for one in found.steps[0] if "SAVEPOINT" not in one.sql]
    assert first[-2:] == [True, True]
    assert not any(one.joined for step in found.steps[1:] for one in step)


def test_the_floor_writes_as_many_rows_as_the_lifecycle_that_it_repeats(plan: Plan, monkeypatch):
    """The same statements with fresh ids: one more case with its journal and its papers."""
    tables = ("cases_case", "cases_entry", "papers_paper", "papers_certificate", "cases_key")
    played = recording.record(plan)
    before = [_count(table) for table in tables]
    monkeypatch.setattr(floor, "STEPS", floor.templates(played))
    monkeypatch.setattr(floor, "_connection", lambda: connection.connection)
    for step in range(len(STEPS)):
        _floor(step, 7)
    assert [_count(table) for table in tables] == [2 * n for n in before]


def _floor(step: int, n: int) -> None:
    """Ask the floor for one step of one lifecycle."""
    environ = {"PATH_INFO": f"/floor/{step}/{n}", "wsgi.input": _Empty()}
    floor.application(environ, lambda *_: None)


class _Empty:
    """A body without bytes."""

    def read(self) -> bytes:
        """Return nothing."""
        return b""


@pytest.mark.parametrize("value", [CASE, UUID(CASE), f'{{"id": "{CASE}"}}', CASE.replace("-", "")])
def test_a_template_gives_each_lifecycle_an_id_of_its_own(value: object):
    """The id of the case is fresh each time, however it is written."""
    template = Template(value, Recording(case=CASE, number="N", fixed=[ITEM]))
    assert template.fill(1) != template.fill(2) != value
    assert type(template.fill(1)) is type(value)


@pytest.mark.parametrize("value", [ITEM, UUID(ITEM), 7, None])
def test_a_template_leaves_what_every_lifecycle_shares(value: object):
    """The item, numbers and nothing stay as they are."""
    template = Template(value, Recording(case=CASE, number="N", fixed=[ITEM]))
    assert template.fill(1) == value


def test_the_load_counts_the_lifecycles_that_were_played():
    """Each client plays until the time is over, over one connection; what is played is counted."""
    played: list[int] = []

    async def run() -> tuple[float, int]:
        """Play against a server that answers nothing but yes."""
        server = await asyncio.start_server(_yes, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]

        async def lifecycle(line: load.Line, n: int) -> None:
            """Ask once."""
            played.append(n)
            assert await line.post("/", b"{}", "") == b"{}"

        async with server:
            return await load.rate(port, 2, 0.05, lifecycle)

    speed, done = asyncio.run(run())
    assert done == len(set(played)) > 0
    assert speed > 0


async def _yes(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer each request of a connection."""
    while await reader.read(1000):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    writer.close()


def test_of_each_race_one_wins_and_the_line_says_so(transactional_db: None, plan: Plan):
    """Two races, two winners, two decisions in the journals."""
    found = races.races(plan, 2)
    assert found.fair
    assert "exactly one winner in 2" in found.line


def test_the_copies_fill_up_to_the_volume_and_a_page_tells_its_statements(plan: Plan):
    """Twenty cases of one; the list of results needs few statements among them."""
    recording.record(plan)
    assert pages.fill(20) == 20
    assert 0 < pages.statements(pages.addresses()["results"], Client()) < 20
