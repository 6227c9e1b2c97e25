"""Photos from the phone into the draft on the desk (P-13, M-03), and samples to compare with."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from yizhan.cases import drafts
from yizhan.items import forms
from yizhan.items import queries as items
from yizhan.items.content import APPLICATION, Material
from yizhan.law.refusals import NotFound
from yizhan.law.words import Source
from yizhan.portal import applying, handed, phones, samples
from yizhan.portal.applying import FILES, walk
from yizhan.portal.views_guide import published
from yizhan.portal.who import UNPROCESSABLE, Visitor, personal, refused

STOP_ASKING = 286  # what tells the page's script that nothing more will come
GONE = 404


@require_safe
@personal
def hand_over(request: HttpRequest, visitor: Visitor, draft_id: UUID) -> HttpResponse:
    """Return the page with the QR image that opens this one draft on a phone."""
    found = walk(visitor, draft_id)
    at = timezone.now()
    path = reverse("portal:phone", args=[phones.link(found.draft, at)])
    context = {
        **found.frame(),
        **_arrived(found.draft),
        "qr": phones.picture(request.build_absolute_uri(path)),
        "until": at + phones.GOOD_FOR,
        "back": found.address(applying.page_of(found.content, FILES)),
    }
    return render(request, "portal/apply/hand_over.html", context)


@require_safe
@personal
def arrived(request: HttpRequest, visitor: Visitor, draft_id: UUID) -> HttpResponse:
    """Return how many files are in by now, for a page that asks again and again."""
    draft = drafts.draft(visitor.person, draft_id)
    until = request.GET.get("until", "")
    open_yet = until.isdecimal() and timezone.now().timestamp() <= int(until[:12])
    status = 200 if open_yet else STOP_ASKING
    return render(request, "portal/apply/arrived.html", _arrived(draft), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: HttpRequest, token: str) -> HttpResponse:
    """Return the phone's page of one draft, or put a photo into it; nobody logs in here."""
    at = timezone.now()
    try:
        link = phones.opened(token, at)
    except NotFound as refusal:
        return refused(request, refusal, back="/", back_label="回到首页")
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        errors = _taken(request, link)
        if not errors:
            return redirect("portal:phone", token)
    response = _page(request, phones.opened(token, at), errors)
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@cache_control(public=True, max_age=24 * 3600)
def sample(_request: HttpRequest, code: str, material: str) -> HttpResponse:
    """Return the drawn sample of a material of an item."""
    wanted = next((one for one in published(code).content.materials if one.id == material), None)
    if wanted is None:
        raise Http404
    return HttpResponse(samples.sample(wanted).svg, content_type="image/svg+xml")


def _taken(request: HttpRequest, link: phones.Link) -> list[tuple[str, str]]:
    """Return what is wrong with the photos of a request; the good ones are in the draft."""
    draft, at = link.draft, timezone.now()
    new, faults = handed.taken(
        request, _materials(link), owner=link.owner, applicant=draft.applicant, at=at
    )
    if any(new.values()):
        drafts.save(draft, {"files": handed.merged(draft.files, new)}, at=at)
    elif not faults:
        faults = [("main", "请先拍照或者选择照片")]
    return faults


def _page(request: HttpRequest, link: phones.Link, errors: list[tuple[str, str]]) -> HttpResponse:
    """Return the list of materials with a camera for each."""
    files = link.draft.files
    context = {
        "draft": link.draft,
        "until": link.until,
        "rows": [handed.Row(one, "", files.get(one.id, []), ()) for one in _materials(link)],
        "errors": errors,
        "failed": bool(errors),
    }
    status = UNPROCESSABLE if errors else 200
    return render(request, "portal/apply/phone.html", context, status=status)


def _materials(link: phones.Link) -> list[Material]:
    """Return the materials of the draft that are photographed; the form itself is not."""
    content = items.version(link.draft.version_id).content
    listed = forms.materials(content, link.draft.situation)
    own = [one for one in listed if one.id != APPLICATION]
    return [one for one in own if one.source is not Source.GOVERNMENT]


def _arrived(draft: drafts.DraftView) -> dict[str, object]:
    """Return how many files of a draft are in."""
    return {"draft": draft, "count": sum(len(entries) for entries in draft.files.values())}
