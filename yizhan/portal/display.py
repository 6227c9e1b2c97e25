"""How a person wants to see the site: elder mode, contrast, size; kept in one cookie (G-10, P-07).

The cookie ``display`` holds the words that are on, parted by points, such as ``elder.high``.
"""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse

COOKIE = "display"
YEAR = 365 * 24 * 3600
WORDS = {
    "mode": ("elder",),
    "contrast": ("high",),
    "size": ("large", "huge"),
}


@dataclass(frozen=True)
class Display:
    """The settings that are on; an empty word is the default."""

    mode: str = ""
    contrast: str = ""
    size: str = ""


def read(request: HttpRequest) -> Display:
    """Return the settings of the cookie; unknown words are left out."""
    on = request.COOKIES.get(COOKIE, "").split(".")
    return Display(**{name: _first(words, on) for name, words in WORDS.items()})


def changed(display: Display, wanted: dict[str, str]) -> Display:
    """Return the settings with those named in ``wanted`` replaced; unknown values turn off."""
    known = {
        name: value if value in WORDS[name] else ""
        for name, value in wanted.items()
        if name in WORDS
    }
    return replace(display, **known)


def keep(response: HttpResponse, display: Display) -> None:
    """Write the settings into the answer's cookie; the page's script reads it too."""
    on = [word for word in (display.mode, display.contrast, display.size) if word]
    response.set_cookie(COOKIE, ".".join(on), max_age=YEAR, samesite="Lax")


def _first(words: tuple[str, ...], on: list[str]) -> str:
    """Return the first of the words that is on, or nothing."""
    return next((word for word in words if word in on), "")
