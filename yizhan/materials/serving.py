"""How a file is sent to a browser: as what it is, never as a page of ours (T40)."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from yizhan.materials import queries, services, sniffing
from yizhan.materials.bared import bared

SHOWN = frozenset((sniffing.JPEG, sniffing.PNG, sniffing.PDF))
FRAMED = "default-src 'none'; frame-ancestors 'self'"
POLICIES = {
    sniffing.PDF: f"{FRAMED}; style-src 'unsafe-inline'",  # viewers of browsers refuse a sandbox
}


def served(digest: str, name: str, *, inline: bool = False, original: bool = False) -> HttpResponse:
    """Return the answer with a file; raises NotFound.

    ``inline`` shows a picture or a PDF in a frame of this site; anything else is saved. A
    picture goes out without the position and the like that its camera wrote, unless the
    ``original`` is wanted as evidence. Whether the reader may see it is for the caller to know.
    """
    content = queries.content(digest)
    shown = inline and content.media_type in SHOWN
    filename = services.named(services.clean_name(name), content.media_type)
    return HttpResponse(
        content.data if original else bared(content.data, content.media_type),
        content_type=content.media_type,
        headers={
            "Content-Disposition": content_disposition_header(
                as_attachment=not shown, filename=filename
            ),
            "Content-Security-Policy": POLICIES.get(content.media_type, f"{FRAMED}; sandbox"),
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "SAMEORIGIN" if shown else "DENY",
            "Cache-Control": "private, no-store",
        },
    )
