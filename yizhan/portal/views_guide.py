"""The guide of one item (P-05 to P-08): what, when, how much, what to bring, by which law."""

from functools import lru_cache
from uuid import UUID

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from yizhan.accounts import sessions
from yizhan.items import favourites
from yizhan.items import queries as items
from yizhan.items.queries import VersionView
from yizhan.law.words import Assurance
from yizhan.places import queries as places
from yizhan.portal import guide as guides
from yizhan.portal import here, leaflets


@require_safe
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """Return the guide; answers on the situation (``s_…`` in the address) shorten its list."""
    version = published(code)
    context = {
        "version": version,
        "content": version.content,
        "guide": guides.guide(version.content, guides.answers(request.GET.dict())),
        "authority": places.authority(version.authority_id),
        "place": places.division(version.division, here.today()),
        "assurance": Assurance(str(version.content.assurance)).label,
        "favourite": _favourite(request, version.item_id),
        "qr": _qr(request.build_absolute_uri(request.path)),
        "nav": "natural" if "natural" in version.content.audience else "legal",
    }
    return render(request, "portal/guide.html", context)


def published(code: str) -> VersionView:
    """Return the version in force today of an item; raises Http404."""
    item_id = items.item_by_code(code)
    version = items.published(item_id, here.today()) if item_id else None
    if version is None:
        raise Http404
    return version


@require_safe
def leaflet(request: HttpRequest, code: str) -> HttpResponse:
    """Return the guide as a PDF to keep or print (P-07), drawn once an edition."""
    version = published(code)
    path = reverse("portal:guide", args=[code])
    said = leaflets.content(version, places.authority(version.authority_id))
    drawn = leaflets.pdf(said, request.build_absolute_uri(path), version.effective_from)
    name = f"办事指南 {version.name}.pdf"
    return HttpResponse(
        drawn,
        content_type="application/pdf",
        headers={
            "Content-Disposition": str(
                content_disposition_header(as_attachment=True, filename=name)
            ),
            "X-Content-Type-Options": "nosniff",
        },
    )


def _favourite(request: HttpRequest, item_id: UUID) -> str:
    """Return whether a visitor keeps the item, may keep it, or must log in first (W2.3)."""
    user = sessions.signed_in(request)
    if user is None:
        return "stranger"
    if user.is_staff_member:
        return "staff"
    kept = user.person_id is not None and favourites.kept(user.person_id, item_id)
    return "kept" if kept else "open"


@lru_cache(maxsize=512)
def _qr(address: str) -> str:
    """Return an address as a QR image, to go on with the phone."""
    return segno.make(address, error="m").svg_data_uri(scale=3, border=2)
