"""One's own case (办件详情, P-15, P-18): how it stands, what to do next, its papers and files."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from yizhan.cases import queries as cases
from yizhan.cases.queries import CaseView
from yizhan.cases.reading import missing
from yizhan.law.words import Paper, Post, Stage, Term, Trust
from yizhan.materials import watermark
from yizhan.materials.serving import Asked, served
from yizhan.papers import queries as papers
from yizhan.portal import case_words, ics
from yizhan.portal.who import Visitor, acting_for, personal

INTERNAL = {Paper.OPINION.value}  # for the file of the authority, not for the applicant


@dataclass(frozen=True)
class PaperView:
    """A paper as a list shows it."""

    id: UUID
    title: str
    number: str
    issued_at: datetime


@require_safe
@personal
def case(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Return everything that the one who applied may see of a case."""
    view = own(visitor, ref)
    context = {
        **frame(visitor, view),
        "moments": case_words.timeline(view),
        "papers": shown_papers(view),
        "materials": _materials(view),
        "visits": view.standing.course.visits,
        "acts": _acts(view),
    }
    return render(request, "portal/case/case.html", context)


@require_safe
@personal
def applied(request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Return the page of success: the number, the code, the day, what comes next (P-15)."""
    view = own(visitor, ref)
    context = {
        **frame(visitor, view),
        "papers": shown_papers(view),
        "coming": case_words.coming(view),
    }
    return render(request, "portal/apply/done.html", context)


@require_safe
@personal
def calendar(_request: HttpRequest, visitor: Visitor, ref: str) -> HttpResponse:
    """Return the expected day as an entry for one's own calendar (P-15)."""
    view = own(visitor, ref)
    on = case_words.expected(view)
    if on is None:
        raise missing()
    text = ics.entry(view.case.number, f"办结：{view.case.item_name}", on, at=view.at)
    return HttpResponse(
        text,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{view.case.number}.ics"'},
    )


@require_safe
@personal
def paper(_request: HttpRequest, visitor: Visitor, ref: str, paper_id: UUID) -> HttpResponse:
    """Return the signed PDF of a paper of one's own case; anything else is not found (T1)."""
    view = own(visitor, ref)
    wanted = next((row for row in shown_papers(view) if row.id == paper_id), None)
    if wanted is None:
        raise missing()
    name = f"{wanted.title}{wanted.number}.pdf"
    return HttpResponse(
        papers.pdf(papers.paper(view.case.division, wanted.id), at=view.at),
        content_type="application/pdf",
        headers={
            "Content-Disposition": str(
                content_disposition_header(as_attachment=True, filename=name)
            ),
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


@require_safe
@personal
def file(_request: HttpRequest, visitor: Visitor, ref: str, file_id: UUID) -> HttpResponse:
    """Return a file that was handed in with one's own case."""
    view = own(visitor, ref)
    wanted = next((one for one in view.attachments if one["id"] == file_id), None)
    if wanted is None:
        raise missing()
    mark = watermark.words(Trust(wanted["trust"]))
    return served(Asked(digest=wanted["digest"], name=wanted["name"], mark=mark))


def own(visitor: Visitor, ref: str) -> CaseView:
    """Return one's own case; raises NotFound for a missing and for a foreign one alike."""
    return cases.case_for(visitor.actor, ref, timezone.now())


def frame(visitor: Visitor, view: CaseView) -> dict[str, Any]:
    """Return what every page of a case shows."""
    return {
        "nav": "mine",
        "view": view,
        "case": view.case,
        "state": case_words.state(view),
        "lamp": case_words.lamp(view),
        "expected": case_words.expected(view),
        "left": case_words.left(view, Term.PROMISED),
        "correction": view.standing.dues.get(Term.CORRECTION),
        "correction_left": case_words.left(view, Term.CORRECTION),
        "acting": acting_for(visitor, view.case.applicant, reverse("portal:mine")),
    }


def shown_papers(view: CaseView) -> list[PaperView]:
    """Return the papers of a case that are for the applicant, the newest first."""
    found = papers.papers_of(view.case.division, view.case.id)
    return [
        PaperView(row.id, row.title, row.number, row.issued_at)
        for row in reversed(found)
        if row.kind not in INTERNAL
    ]


def _acts(view: CaseView) -> dict[str, bool]:
    """Return what the one who applied may do now, by name."""
    course = view.standing.course
    names = {step.name for step in view.open_to(Post.APPLICANT)}
    open_rows = [one for one in course.defects if one.material not in course.corrected]
    return {
        "correct": view.stage is Stage.CORRECTION and bool(open_rows),
        "withdraw": "withdraw" in names,
        "hearing": "ask_hearing" in names
        and course.hearing is not None
        and course.hearing.asked is None,
        "rate": "rate" in names and course.rating is None,
        "rate_again": "rate" in names and course.rating is not None and course.rerating is None,
    }


def _materials(view: CaseView) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the materials that are in, each with its files."""
    names = {one.id: one.name for one in view.content.materials}
    files: dict[str, list[dict[str, Any]]] = {one: [] for one in view.standing.course.held}
    for row in view.attachments:
        files.setdefault(row["material"], []).append(row)
    return [(names.get(key, key), rows) for key, rows in files.items()]
