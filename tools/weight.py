"""How heavy a page is on a slow line: ``python -m tools.weight ADDRESS [LOGIN PASSWORD]``.

Opens the page of a running site in Debian's chromium as a phone, at 400 ms and 400 kbit/s, and
prints what its first view and a second one weigh on the wire, and when the largest part of it was
painted (LCP); surfaces VIL-03 and 6.6. ``LOGIN`` is a member of staff of the demo.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tools import environment

PHONE = {"width": 360, "height": 740}
LATENCY = 400  # ms, there and back
RATE = 400_000 // 8  # bytes a second
SETTLED = 3000  # ms
PAINTED = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => done(-1), 1000);
})"""


@dataclass
class View:
    """What travelled for one view: bytes by the kind of file; when its largest part was painted."""

    kinds: dict[str, int] = field(default_factory=dict)
    painted: float = -1

    @property
    def line(self) -> str:
        """Return the view in words: kilobytes on the wire, of which script; LCP in seconds."""
        whole, script = sum(self.kinds.values()) / 1024, self.kinds.get("Script", 0) / 1024
        return f"{whole:6.1f} KB, script {script:5.1f} KB, LCP {self.painted / 1000:.2f} s"


def main() -> int:
    """Return 0 after printing both views."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("login", nargs="?", default="")
    parser.add_argument("password", nargs="?", default="")
    said = parser.parse_args()
    with _phone() as phone:
        if said.login:
            _enter(phone, said.address, said.login, said.password)
        print(f"{said.address} at {LATENCY} ms, {RATE * 8 // 1000} kbit/s")
        for name in ("first view", "second view"):
            print(f"{name:>11}: {_viewed(phone, said.address).line}", flush=True)
    return 0


@contextmanager
def _phone() -> Iterator[BrowserContext]:
    """Yield a phone's browser that has seen nothing yet."""
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=environment.browser(), args=["--headless", "--no-sandbox"]
        )
        yield browser.new_context(viewport=PHONE, locale="zh-CN", timezone_id="Asia/Shanghai")
        browser.close()


def _enter(phone: BrowserContext, address: str, login: str, password: str) -> None:
    """Log a member of staff in with password and code, and forget what was loaded for it."""
    parts = urlsplit(address)
    page = phone.new_page()
    page.goto(f"{parts.scheme}://{parts.netloc}/account/staff/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_selector("[name=code]")
    code = subprocess.run(
        [environment.PYTHON.parent / "yizhan", "code", login],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    page.fill("[name=code]", code.stdout.split()[-1])
    page.press("[name=code]", "Enter")
    page.wait_for_load_state("networkidle")
    phone.new_cdp_session(page).send("Network.clearBrowserCache")
    page.close()


def _viewed(phone: BrowserContext, address: str) -> View:
    """Return what one view of a page took on a slow line."""
    page, view = phone.new_page(), View()
    line = phone.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"latency": LATENCY, "downloadThroughput": RATE, "uploadThroughput": RATE}
    line.send("Network.emulateNetworkConditions", {"offline": False, **slow})
    _weigh(line, view)
    page.goto(address, wait_until="load")
    view.painted = _painted(page)
    page.wait_for_timeout(SETTLED)
    page.close()
    return view


def _weigh(line: Any, view: View) -> None:
    """Add up what travels for a view, by the kind of file."""
    kinds: dict[str, str] = {}
    line.on("Network.responseReceived", lambda said: kinds.update({said["requestId"]: said["type"]}))

    def over(said: dict[str, Any]) -> None:
        """Count a file that has arrived."""
        kind = kinds.get(said["requestId"], "Other")
        view.kinds[kind] = view.kinds.get(kind, 0) + int(said["encodedDataLength"])

    line.on("Network.loadingFinished", over)


def _painted(page: Page) -> float:
    """Return when the largest part of a page was painted, in ms from its start."""
    return float(page.evaluate(PAINTED))


if __name__ == "__main__":
    sys.exit(main())
