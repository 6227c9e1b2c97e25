"""A slow line (慢网络) in front of a site: each byte is delayed, and there are few a second."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

HALF = 0.2  # seconds one way: 400 ms there and back
RATE = 400_000 / 8  # bytes a second
CHUNK = 4096


class Line:
    """The line between a phone and a site; it counts what comes down."""

    def __init__(self, host: str, port: int) -> None:
        """Lead to a site."""
        self.site = host, port
        self.down = 0
        self._free = 0.0

    async def joined(self, phone: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """Carry one connection; it opens after the way there and back."""
        await asyncio.sleep(2 * HALF)
        down, up = await asyncio.open_connection(*self.site)
        await asyncio.gather(self._carry(phone, up), self._carry(down, back, narrow=True))

    async def _carry(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, narrow: bool = False
    ) -> None:
        """Carry bytes one way, each later by the way and, where it is narrow, by its turn."""
        under: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arriving = asyncio.create_task(_arrive(under, sink))
        while data := await source.read(CHUNK):
            at = self._turn(len(data)) if narrow else asyncio.get_running_loop().time()
            under.put_nowait((at + HALF, data))
        under.put_nowait((0.0, b""))
        await arriving

    def _turn(self, size: int) -> float:
        """Return when so many bytes have been sent after all before them, on any connection."""
        now = asyncio.get_running_loop().time()
        self._free = max(now, self._free) + size / RATE
        self.down += size
        return self._free


async def _arrive(under: "asyncio.Queue[tuple[float, bytes]]", sink: asyncio.StreamWriter) -> None:
    """Hand over what is under way, each at its time; an empty piece is the end."""
    loop = asyncio.get_running_loop()
    while True:
        at, data = await under.get()
        if not data:
            break
        await asyncio.sleep(max(0.0, at - loop.time()))
        sink.write(data)
    sink.close()


@contextmanager
def slow_line(host: str, port: int) -> Iterator[tuple[Line, int]]:
    """Yield a line to a site and the port of this machine at which it begins."""
    line, loop = Line(host, port), asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(line.joined, "127.0.0.1", 0))
    runner = threading.Thread(target=loop.run_forever, daemon=True)
    runner.start()
    try:
        yield line, server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(_hang_up, loop)
        runner.join()


def _hang_up(loop: asyncio.AbstractEventLoop) -> None:
    """Drop what is under way, then stop."""
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.call_later(HALF, loop.stop)
