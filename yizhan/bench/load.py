"""The load: so many clients, each playing whole lifecycles over one connection for some seconds."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

Step = Callable[["Line", int], Awaitable[None]]


@dataclass
class Line:
    """One kept connection to a server."""

    port: int
    reader: asyncio.StreamReader = field(init=False)
    writer: asyncio.StreamWriter = field(init=False)

    async def open(self) -> None:
        """Connect."""
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)

    async def post(self, path: str, body: bytes, headers: str) -> bytes:
        """Return the body of the answer.

        Raises RuntimeError for anything but a success.
        """
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"{headers}Content-Length: {len(body)}\r\n\r\n"
        )
        self.writer.write(head.encode() + body)
        answer = await self.reader.readuntil(b"\r\n\r\n")
        status = answer[9:12]
        length = _length(answer)
        content = await self.reader.readexactly(length)
        if status not in {b"200", b"201"}:
            raise RuntimeError(content.decode(errors="replace"))
        return content


def _length(head: bytes) -> int:
    """Return the length that the head of an answer names."""
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    raise RuntimeError(head.decode(errors="replace"))


async def warm(port: int, lifecycle: Step, lines: int) -> None:
    """Play one lifecycle on each of several lines at once, so that every worker is awake."""

    async def client(n: int) -> None:
        """Play one lifecycle on a line of its own."""
        line = Line(port)
        await line.open()
        await lifecycle(line, n)
        line.writer.close()

    await asyncio.gather(*(client(10**8 + n) for n in range(lines)))


async def rate(port: int, clients: int, seconds: float, lifecycle: Step) -> tuple[float, int]:
    """Return lifecycles per second over the time, and how many were played."""
    counter = iter(range(1, 10**9))
    until = time.monotonic() + seconds
    done = 0

    async def client() -> None:
        """Play lifecycles one after another until the time is over."""
        nonlocal done
        line = Line(port)
        await line.open()
        while time.monotonic() < until:
            await lifecycle(line, next(counter))
            done += 1
        line.writer.close()

    begin = time.monotonic()
    await asyncio.gather(*(client() for _ in range(clients)))
    return done / (time.monotonic() - begin), done
