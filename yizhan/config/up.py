"""``yizhan up``: everything made ready, then the site and its worker until Ctrl-C."""

import argparse
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import NoReturn

from django.conf import settings
from django.db import connection

from yizhan.config import boot, database, prepare, welcome, worker

HOST = "127.0.0.1"
PATIENCE_S = 60.0
FAREWELL_S = 15.0
Process = subprocess.Popen[bytes]


class Stopped(BaseException):
    """Somebody asked the platform to stop."""


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    """Return the options of ``up`` and ``serve``."""
    parser = argparse.ArgumentParser(prog="yizhan", description="启动一站")
    parser.add_argument("--port", type=int, default=int(os.environ.get("YIZHAN_PORT", "8000")))
    parser.add_argument("--host", default=os.environ.get("YIZHAN_HOST", HOST))
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 2)
    parser.add_argument("--prepare-only", action="store_true", help="准备好数据即退出")
    return parser.parse_args(words)


def up(words: Sequence[str]) -> int:
    """Make everything ready, serve until stopped; return the exit code."""
    options = _arguments(words)
    if not options.prepare_only and not _port_is_free(options.host, options.port):
        return _port_is_taken(options.port)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    try:
        prepare.everything()
        return 0 if options.prepare_only else _run(options)
    except Stopped:
        print("已停止。 Stopped.", flush=True)
        return 0
    except (prepare.PreparationError, boot.UnsafeDatabaseError) as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    finally:
        connection.close()
        database.stop_when_unused(settings.VAR_DIR / "pg")


def _stop(*_: object) -> NoReturn:
    """Leave whatever is being done; a second Ctrl-C is not needed."""
    for other in (signal.SIGTERM, signal.SIGINT):
        signal.signal(other, signal.SIG_IGN)
    raise Stopped


def _run(options: argparse.Namespace) -> int:
    """Start the site and the worker, say where to look, and wait; return the exit code."""
    children: list[Process] = []
    try:
        boot.check()
        children.append(_child("granian", *_granian(options)))
        if not _answers(options.host, options.port, children):
            return 1
        children.append(_child("yizhan", "work"))
        print(welcome.text(f"http://{options.host}:{options.port}"), flush=True)
        while all(child.poll() is None for child in children):
            time.sleep(0.2)
        print("有进程意外退出，已全部停止。 A process ended by itself.", file=sys.stderr)
        return 1
    finally:
        _end(children)


def _child(module: str, *words: str) -> Process:
    """Start a module in a group of its own, so that Ctrl-C reaches only us."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *words], env=prepare.clean(), start_new_session=True
    )


def _end(children: list[Process]) -> None:
    """Ask the children to end, and make them when they do not."""
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(FAREWELL_S)
        except subprocess.TimeoutExpired:
            child.kill()


def _port_is_free(host: str, port: int) -> bool:
    """Return whether the site can listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _port_is_taken(port: int) -> int:
    """Say so, with what to type instead; return the exit code."""
    print(
        f"端口 {port} 已被占用：请换一个，如 ./start --port {port + 1}\n"
        f"Port {port} is in use: choose another, e.g. ./start --port {port + 1}",
        file=sys.stderr,
    )
    return 1


def _answers(host: str, port: int, children: list[Process]) -> bool:
    """Return whether the site gave an answer, whichever, before the patience ended."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and all(child.poll() is None for child in children):
        site = http.client.HTTPConnection(host, port, timeout=PATIENCE_S)
        try:
            site.request("HEAD", "/")
            site.getresponse()
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        else:
            return True
        finally:
            site.close()
    print("网站未能启动，原因见上。 The site did not start, see above.", file=sys.stderr)
    return False


def serve(words: Sequence[str]) -> int:
    """Become the server of the pages: the exit code where that is refused, else no return."""
    options = _arguments(words)
    try:
        boot.check()
    except boot.UnsafeDatabaseError as unsafe:
        print(unsafe, file=sys.stderr)
        return 1
    return os.execv(sys.executable, [sys.executable, "-m", "granian", *_granian(options)])


def _granian(options: argparse.Namespace) -> list[str]:
    """Return the server's options: one process a core, one thread in each."""
    return [
        "--interface=wsgi",
        f"--host={options.host}",
        f"--port={options.port}",
        f"--workers={options.workers}",
        "--blocking-threads=1",
        "--respawn-failed-workers",
        "--log-level=warning",
        "yizhan.config.wsgi:application",
    ]


def work(_words: Sequence[str]) -> int:
    """Do the background work until stopped; return the exit code."""
    worker.run()
    return 0
