"""How heavy a page is on a slow line: ``python -m tools.weight ADDRESS [LOGIN PASSWORD]``.

Opens a page of a running site in chromium as a phone, over a line of 400 ms and 400 kbit/s, and
prints what a first and a second view weigh on the wire, service worker and all, and when the
largest part was painted (LCP); surfaces VIL-03 and 6.6. ``LOGIN`` is a member of staff.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Response, ViewportSize, sync_playwright

from tools import environment
from tools.slow_line import Line, slow_line

PHONE = ViewportSize(width=360, height=740)
SETTLED, KEPT = 1500, 15_000  # ms after a view: until it is quiet; until the worker keeps all
PAINTED = """() => new Promise((done) => {
  new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => done(-1), 1000);
})"""


def main() -> int:
    """Return 0 after printing both views."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("login", nargs="?", default="")
    parser.add_argument("password", nargs="?", default="")
    said = parser.parse_args()
    parts = urlsplit(said.address)
    with slow_line(parts.hostname or "", parts.port or 80) as (line, port), _phone() as phone:
        if said.login:
            _enter(phone, f"{parts.scheme}://{parts.netloc}", said.login, said.password)
        address = f"http://{parts.hostname}:{port}{parts.path}"
        print(f"{parts.path} at 400 ms, 400 kbit/s")
        for name, wait in (("first view", KEPT), ("second view", SETTLED)):
            print(f"{name:>11}: {_viewed(phone, line, address, wait)}", flush=True)
    return 0


@contextmanager
def _phone() -> Iterator[BrowserContext]:
    """Yield a phone's browser that has seen nothing yet."""
    with sync_playwright() as play:
        chromium = environment.browser()
        browser = play.chromium.launch(
            executable_path=chromium, args=["--headless", "--no-sandbox"]
        )
        yield browser.new_context(viewport=PHONE, locale="zh-CN", timezone_id="Asia/Shanghai")
        browser.close()


def _enter(phone: BrowserContext, site: str, login: str, password: str) -> None:
    """Log a member of staff in with password and code, not over the slow line."""
    page = phone.new_page()
    page.goto(f"{site}/account/staff/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", password)
    page.press("[name=password]", "Enter")
    page.wait_for_selector("[name=code]")
    shown = [str(environment.PYTHON.parent / "yizhan"), "code", login]
    code = subprocess.run(shown, capture_output=True, text=True, check=True).stdout
    page.fill("[name=code]", code.split()[-1])
    page.press("[name=code]", "Enter")
    page.wait_for_load_state("networkidle")
    page.close()


def _viewed(phone: BrowserContext, line: Line, address: str, wait: int) -> str:
    """Return one view in words: its title, kilobytes on the wire, of which script, LCP."""
    page, before = phone.new_page(), line.down
    answers: list[Response] = []
    page.on("response", lambda one: answers.append(one))  # noqa: PLW0108 - it marks its handlers
    page.goto(address, wait_until="load")
    painted = float(page.evaluate(PAINTED)) / 1000
    page.wait_for_timeout(SETTLED)
    weight, script, title = line.down - before, _script(answers), page.title()
    page.wait_for_timeout(wait)
    kept = line.down - before - weight
    page.close()
    sizes = (
        f"{name} {size / 1024:5.1f} KB"
        for name, size in (("", weight), ("script", script), ("kept for later", kept))
    )
    return f"{', '.join(sizes)}, LCP {painted:.2f} s, {title}"


def _script(answers: list[Response]) -> int:
    """Return how many bytes of script travelled, packed as they were."""
    scripts = [one for one in answers if one.request.resource_type == "script"]
    known = [one for one in scripts if not one.from_service_worker]
    return sum(max(0, one.request.sizes()["responseBodySize"]) for one in known)


if __name__ == "__main__":
    sys.exit(main())
