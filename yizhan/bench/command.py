"""``yizhan bench``: lifecycles per second through the interface, and the ratio to the bare floor.

Both run in the same minute on the same database cluster, one after the other at each number of
clients, so that the ratio holds when the machine's speed drifts.

``--joint`` measures a joint case beside single ones, and that no grant lacks an opinion;
``--races`` that of two who decide one case one wins; ``--pages`` public pages among many cases;
``--guesses`` how many wrong passwords and query codes were even looked at (E16); ``--coverage`` a
roll-out to every village (W1.2); ``--scope`` that what is foreign answers as what is missing (E10).
"""

import argparse
import asyncio
import os
import pickle
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import django
import msgspec

from yizhan.bench.lifecycle import STEPS, Plan, key

CLIENTS = (1, 4, 16)
SECONDS = 8.0
PATIENCE = 60.0
WARM = 16
VOLUME = 100_000
REQUESTS = 200
ROUNDS = 50
MODES = ("races", "pages", "joint", "guesses", "coverage", "scope")
OWN = "YIZHAN_BENCH_APART"
SITE = "yizhan.config.wsgi:application"


def main(argv: Sequence[str]) -> int:
    """Return 0 after printing what was measured, 1 after a race that nobody or both won."""
    options = _arguments(argv)
    if not options.here and os.environ.get(OWN) != "1":
        return _apart(argv)
    django.setup()
    from yizhan.bench import stage  # noqa: PLC0415 - models load once the apps are ready

    plan = stage.plan()
    unfair = _races(plan, options.races) if options.races else 0
    _volumes(plan, options)
    if options.joint:
        unfair |= _joint(plan, options.joint)
    if options.guesses:
        unfair |= _guesses(options.guesses)
    if options.scope:
        unfair |= _scope(plan, options.scope)
    if not any(getattr(options, mode) for mode in MODES):
        _lifecycles(plan, options)
    return unfair


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Return the options."""
    parser = argparse.ArgumentParser(prog="yizhan bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="每轮秒数")
    parser.add_argument("--clients", type=int, nargs="*", default=list(CLIENTS))
    parser.add_argument("--here", action="store_true", help="就在本站的数据库里测（会留下办件）")
    parser.add_argument("--races", type=int, default=0, help="两人同时决定同一件，比这么多次")
    parser.add_argument("--joint", type=int, default=0, help="两个意见与一个决定同时到，比这么多次")
    parser.add_argument("--guesses", type=int, default=0, help="猜密码和查询码，各猜这么多次")
    parser.add_argument("--scope", type=int, default=0, help="乡镇人员查别处的编号，查这么多次")
    parser.add_argument("--pages", action="store_true", help="办件很多时，公开页面要多久")
    parser.add_argument("--coverage", type=int, default=0, help="事项进驻页面，先造这么多事项")
    parser.add_argument("--volume", type=int, default=VOLUME, help="“很多”是多少件")
    return parser.parse_args(argv)


def _lifecycles(plan: Plan, options: argparse.Namespace) -> None:
    """Print lifecycles per second beside the floor."""
    from yizhan.bench.recording import record  # noqa: PLC0415

    record(plan)  # the first lifecycle fills what is kept in memory
    recording = record(plan)
    statements = [len(step) for step in recording.steps]
    print(f"语句数 / statements per step: {statements}")
    print("api: the product; floor: these statements by plain WSGI + psycopg, same server settings")
    with _servers(recording) as (api_port, floor_port):
        for clients in options.clients:
            floor = asyncio.run(_floor(floor_port, clients, options.seconds))
            ours = asyncio.run(_api(api_port, clients, options.seconds, plan))
            print(
                f"{clients:>3} clients: api {ours:7.1f}/s  floor {floor:7.1f}/s  "
                f"ratio {ours / floor:.2f}",
                flush=True,
            )


def _races(plan: Plan, count: int) -> int:
    """Return 0 when each of so many races had exactly one winner, else 1."""
    from yizhan.bench.races import races  # noqa: PLC0415

    begin = time.monotonic()
    found = races(plan, count)
    print(f"{found.line}, {time.monotonic() - begin:.0f} s", flush=True)
    return 0 if found.fair else 1


def _joint(plan: Plan, count: int) -> int:
    """Return 0 when no case was granted without all opinions, after printing costs and races."""
    from yizhan.bench import joint  # noqa: PLC0415

    print(joint.cost(plan, ROUNDS), flush=True)
    begin = time.monotonic()
    found = joint.interleavings(plan, count)
    print(f"{found.line}, {time.monotonic() - begin:.0f} s", flush=True)
    return int(bool(found.unsound))


def _guesses(count: int) -> int:
    """Return 0 when the limits held and an owner could still log in, else 1."""
    from yizhan.bench import guesses  # noqa: PLC0415

    found, owner = guesses.passwords(count)
    codes = guesses.codes(count)
    print(f"{found.line}; owner on a known browser {'let in' if owner else 'LOCKED OUT'}")
    print(codes.line, flush=True)
    return int(not (owner and found.bounded and codes.bounded))


def _scope(plan: Plan, count: int) -> int:
    """Return 0 when no route told anything of what is foreign, else 1."""
    from yizhan.bench import scope  # noqa: PLC0415

    begin = time.monotonic()
    found = scope.played(plan, count)
    print(f"{found.words}{found.line}, {time.monotonic() - begin:.0f} s", flush=True)
    return int(not found.closed)


def _volumes(plan: Plan, options: argparse.Namespace) -> None:
    """Print how pages do among very many cases, and among very many items."""
    if options.pages:
        _pages(plan, options.volume)
    if options.coverage:
        _coverage(options.coverage)


def _coverage(volume: int) -> None:
    """Print how long a roll-out to every village takes, and pages among so many items."""
    from yizhan.bench import coverage  # noqa: PLC0415

    print(coverage.rolled().line, flush=True)
    begin = time.monotonic()
    print(f"{coverage.fill(volume):,} items, {time.monotonic() - begin:.0f} s", flush=True)
    print(coverage.proved(), flush=True)
    with _running((SITE,), dict(os.environ)) as (port,):
        for timing in coverage.pages(port, REQUESTS):
            print(timing.line, flush=True)


def _pages(plan: Plan, volume: int) -> None:
    """Print how long the public pages take among so many cases."""
    from yizhan.bench import pages  # noqa: PLC0415
    from yizhan.bench.recording import record  # noqa: PLC0415

    record(plan)  # one case to copy
    print(f"{pages.fill(volume):,} cases; {REQUESTS} requests a page", flush=True)
    with _running((SITE,), dict(os.environ)) as (port,):
        for timing in pages.measure(port, REQUESTS):
            print(timing.line, flush=True)


def _apart(argv: Sequence[str]) -> int:
    """Return the exit code of the same command in a folder and database of its own.

    An outside database is refused: measuring leaves cases behind.
    """
    if os.environ.get("DATABASE_URL"):
        print("已设置 DATABASE_URL：测速会留下办件，确要在此库测请加 --here", file=sys.stderr)
        return 2
    home = Path(os.environ.get("YIZHAN_VAR", "var")).resolve() / "bench"
    ours = {"YIZHAN_DB_ROLE", "YIZHAN_STATEMENT_MS"}
    env = {name: value for name, value in os.environ.items() if name not in ours}
    env |= {"YIZHAN_VAR": str(home), OWN: "1"}
    print(f"测速用自己的数据库：{home}", flush=True)
    for words in (["up", "--prepare-only"], ["bench", *argv]):
        code = subprocess.run([sys.executable, "-m", "yizhan", *words], env=env, check=False)
        if code.returncode:
            return code.returncode
    return 0


async def _api(port: int, clients: int, seconds: float, plan: Plan) -> float:
    """Return lifecycles per second through the interface."""
    from yizhan.bench.load import Line, rate, warm  # noqa: PLC0415

    run = f"{time.time_ns()}"

    async def lifecycle(line: Line, n: int) -> None:
        """Play one lifecycle."""
        ref = ""
        for step, role, said in STEPS:
            headers = (
                f"Authorization: Bearer {plan.tokens[role]}\r\n"
                f"Idempotency-Key: {key(run, n, step)}\r\n"
            )
            answer = await line.post(plan.path(step, ref), plan.body(step, said), headers)
            ref = msgspec.json.decode(answer)["ref"]

    await warm(port, lifecycle, WARM)
    return (await rate(port, clients, seconds, lifecycle))[0]


_played = 0


async def _floor(port: int, clients: int, seconds: float) -> float:
    """Return lifecycles per second on the bare floor."""
    from yizhan.bench.load import Line, rate, warm  # noqa: PLC0415

    global _played  # noqa: PLW0603 - the floor's lifecycles are numbered over the whole run
    start = _played

    async def lifecycle(line: Line, n: int) -> None:
        """Play one lifecycle."""
        for step in range(len(STEPS)):
            await line.post(f"/floor/{step}/{start + n}", b"{}", "")

    await warm(port, lifecycle, WARM)
    speed, done = await rate(port, clients, seconds, lifecycle)
    _played += done + clients + 10**9
    return speed


@contextmanager
def _servers(recording: object) -> Iterator[tuple[int, int]]:
    """Run both servers on free ports of this machine, two workers each."""
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    path = Path(settings.VAR_DIR) / "floor.pickle"
    path.write_bytes(pickle.dumps(recording))
    info = connection.get_connection_params()
    names = {
        "dbname": "dbname",
        "user": "user",
        "host": "host",
        "port": "port",
        "options": "options",
    }
    dsn = " ".join(f"{to}='{info[name]}'" for name, to in names.items() if info.get(name))
    env = {**os.environ, "YIZHAN_FLOOR": str(path), "YIZHAN_FLOOR_DSN": dsn}
    with _running((SITE, "yizhan.bench.floor:application"), env) as (ours, floor):
        yield ours, floor


@contextmanager
def _running(targets: Sequence[str], env: Mapping[str, str]) -> Iterator[list[int]]:
    """Run a server for each target; yield their ports."""
    ports = [_free_port() for _ in targets]
    children = [
        subprocess.Popen(_granian(target, port), env=env, stderr=subprocess.DEVNULL)
        for target, port in zip(targets, ports, strict=True)
    ]
    try:
        for port in ports:
            _wait(port)
        yield ports
    finally:
        for child in children:
            child.terminate()
            child.wait()


def _granian(target: str, port: int) -> list[str]:
    """Return the command line of one server."""
    words = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    sizes = ["--workers", "2", "--blocking-threads", "1", "--no-ws", "--log-level", "error"]
    return [sys.executable, "-m", "granian", *words, *sizes, target]


def _free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    """Wait until a server takes connections."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"port {port}")
