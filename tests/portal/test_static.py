"""What every visitor's browser gets: small, unchanged, readable, without inline code."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

KB = 1024
TOO_NEW = ("@layer", ":has(", "@container", "dvh", "color-mix(", ":is(", ":where(", "inset:", "&:")
PAIRS = [
    ("#0b5cad", "#ffffff", 4.5),
    ("#084a8c", "#eaf2fb", 4.5),
    ("#c8102e", "#ffffff", 4.5),
    ("#c8102e", "#fdecef", 4.5),
    ("#4a5260", "#ffffff", 4.5),
    ("#5f6773", "#f4f6f9", 4.5),
    ("#767f8c", "#ffffff", 3.0),
    ("#12733a", "#e6f4ea", 4.5),
    ("#8a5300", "#fff4d6", 4.5),
    ("#5a626e", "#eef0f3", 4.5),
    ("#1b1f24", "#ffc933", 4.5),
]


@pytest.fixture
def site(repository: Path) -> Path:
    """Return the folder of the design system."""
    return repository / "yizhan/portal/static/site"


def test_style_sheet_fits_into_the_byte_budget(site: Path) -> None:
    """14 KB compressed, sprite and own script within theirs (surfaces 6.6)."""
    budgets = {"site.css": 14, "site.js": 12, "icons.svg": 8}
    for name, most in budgets.items():
        assert len(gzip.compress((site / name).read_bytes())) <= most * KB, name


def test_style_sheet_keeps_to_what_old_browsers_know(site: Path) -> None:
    """Chromium 86 still shows every page as meant (surfaces 6.6)."""
    css = re.sub(r"/\*.*?\*/", "", (site / "site.css").read_text(), flags=re.DOTALL)
    assert [word for word in TOO_NEW if word in css] == []
    assert re.search(r"\{[^{}@]*\{", re.sub(r"@[^{]+\{", "", css)) is None


def test_vendored_files_have_the_digests_of_their_list(site: Path) -> None:
    """Nobody changed what others wrote (VENDORED.md)."""
    rows = re.findall(r"\| `([^`]+)` .*`([0-9a-f]{64})`", (site / "VENDORED.md").read_text())
    assert rows
    for name, digest in rows:
        assert hashlib.sha256((site / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_tokens_have_enough_contrast_to_be_read(
    site: Path, ink: str, ground: str, least: float
) -> None:
    """Text 4.5 to 1, borders of controls 3 to 1 (G-12), for the colours really in the sheet."""
    css = (site / "site.css").read_text()
    for colour in (ink, ground):
        assert colour in css or colour == "#ffffff"
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= least


def test_templates_hold_no_inline_script_style_or_handler(repository: Path) -> None:
    """The content security policy allows none (T44, T56)."""
    wrong = re.compile(r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=|javascript:|\|\s*safe")
    found = [
        path.name
        for path in repository.glob("yizhan/**/templates/**/*.html")
        if wrong.search(path.read_text())
    ]
    assert found == []


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
