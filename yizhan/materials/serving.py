"""How a file is sent to a browser: as what it is, never as a page of ours (T40).

Where ``settings.FILES_HOST`` names a second host, a browser is sent there by a sealed link that
lives a minute: no cookie of ours reaches that host, and nothing else is answered on it.
"""

import base64
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

import msgspec
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import content_disposition_header

from yizhan.accounts import seals
from yizhan.law.refusals import NotFound
from yizhan.materials import queries, services, sniffing, watermark
from yizhan.materials.bared import bared

SHOWN = frozenset((sniffing.JPEG, sniffing.PNG, sniffing.PDF))
GOOD_FOR = timedelta(minutes=1)
LINK = "materials.link"
PATH = "/f/"
GONE, ALLOWED = 404, ("GET", "HEAD")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which file is sent, under which name, and how.

    ``inline`` shows a picture or a PDF in a frame of this site; anything else is saved. A picture
    goes out without the position and the like that its camera wrote, and a material that is used
    again with ``mark`` across it, unless the ``original`` is wanted as evidence.
    """

    digest: str
    name: str
    inline: bool = False
    original: bool = False
    mark: str = ""


def served(asked: Asked) -> HttpResponse:
    """Return the answer with a file, or the way to it on the host of files; raises NotFound.

    Whether the reader may see it is for the caller to know.
    """
    if not settings.FILES_HOST:
        return sent(asked)
    headers = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer"}
    return HttpResponseRedirect(link(asked, timezone.now()), headers=headers)


def sent(asked: Asked) -> HttpResponse:
    """Return the answer with a file itself, on whichever host; raises NotFound."""
    content = queries.content(asked.digest)
    kind = content.media_type
    shown = asked.inline and kind in SHOWN
    filename = services.named(services.clean_name(asked.name), kind)
    return HttpResponse(
        _copy(content.data, kind, asked),
        content_type=kind,
        headers={
            "Content-Disposition": content_disposition_header(
                as_attachment=not shown, filename=filename
            ),
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
            **_fences(kind, shown=shown),
        },
    )


def link(asked: Asked, at: datetime) -> str:
    """Return the address of a file on its own host; it opens for a minute and tells nothing."""
    until = int((at + GOOD_FOR).timestamp())
    said = msgspec.json.encode([asdict(asked), until]).decode()
    sealed = base64.urlsafe_b64encode(seals.seal(said, LINK)).decode().rstrip("=")
    return f"{settings.FILES_ORIGIN}{PATH}{sealed}"


def opened(text: str, at: datetime) -> Asked:
    """Return what a link asks for; raises NotFound for a forged one and once it has run out."""
    try:
        sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        asked, until = msgspec.json.decode(seals.unseal(sealed, LINK), type=tuple[Asked, int])
    except (ValueError, InvalidTag, msgspec.MsgspecError) as fault:
        raise _gone() from fault
    if at.timestamp() > until:
        raise _gone()
    return asked


class FilesHost:
    """The first middleware: on the host of files only links are answered, without any cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep what comes after."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return a file on the host of files, the site's own answer on every other."""
        if not settings.FILES_HOST or request.get_host() != settings.FILES_HOST:
            return self.get_response(request)
        try:
            if request.method not in ALLOWED or not request.path.startswith(PATH):
                raise _gone()
            return sent(opened(request.path.removeprefix(PATH), timezone.now()))
        except NotFound as refusal:
            said = f"{refusal.message}。{refusal.remedy}"
            return HttpResponse(said, content_type="text/plain; charset=utf-8", status=GONE)


def _copy(data: bytes, kind: str, asked: Asked) -> bytes:
    """Return a file as it is given away."""
    if asked.original:
        return data
    if asked.mark:
        return watermark.marked(data, kind, asked.mark)
    return bared(data, kind)


def _fences(kind: str, *, shown: bool) -> dict[str, str]:
    """Return the headers that keep a file from running and from being framed by strangers."""
    site = settings.SITE_URL if settings.FILES_HOST else "'self'"
    inert = "style-src 'unsafe-inline'" if kind == sniffing.PDF else "sandbox"
    fences = {  # viewers of browsers refuse a PDF in a sandbox
        "Content-Security-Policy": f"default-src 'none'; frame-ancestors {site}; {inert}",
        "Cross-Origin-Resource-Policy": "cross-origin" if settings.FILES_HOST else "same-origin",
    }
    if shown and settings.FILES_HOST:
        return fences  # who may frame it is said above; the older header knows one origin only
    return {**fences, "X-Frame-Options": "SAMEORIGIN" if shown else "DENY"}


def _gone() -> NotFound:
    """Return the refusal of a link that opens nothing (any more)."""
    return NotFound("这个文件链接已经失效", clause="T40", remedy="请回到原来的页面重新打开")
