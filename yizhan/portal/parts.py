"""The parts of an application's pages: what each shows, what it takes from a request (P-10)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from yizhan.cases import drafts
from yizhan.items.content import Content
from yizhan.items.forms import BadForm, Field
from yizhan.law.refusals import Refusal
from yizhan.law.words import Way
from yizhan.portal import answer_forms, applying, guide, handed, handing_in
from yizhan.portal.applying import CHECK, FILES, INFO, SITUATION, WAY, Walk

Faults = list[tuple[str, str]]
LEAVE, REMOVE, UPLOAD = "leave", "remove", "upload"


class Situations:
    """The questions on the situation with the answers of a request or of a draft."""

    def __init__(self, content: Content, said: Mapping[str, str]) -> None:
        """Read the answers by the names of their controls."""
        self.asked = guide.guide(content, guide.answers(dict(said.items()))).questions

    @property
    def answers(self) -> dict[str, str]:
        """Return the answers given: situation id to choice id."""
        return {one.situation.id: one.answer for one in self.asked if one.answer}

    @property
    def faults(self) -> Faults:
        """Return the questions that were left open."""
        return [
            (one.name, f"请选择：{one.situation.question}") for one in self.asked if not one.answer
        ]


@dataclass(frozen=True)
class Taken:
    """What came of a page: the draft as it is saved now, what to show, what is wrong."""

    walk: Walk
    context: dict[str, Any] = field(default_factory=dict)
    errors: tuple[tuple[str, str], ...] = ()
    refusal: Refusal | None = None
    leave: bool = False
    again: bool = False
    case: str = ""

    @property
    def faults(self) -> bool:
        """Return whether something has to be put right first."""
        return bool(self.errors) or self.refusal is not None

    def changed(self, at: datetime, **changes: Any) -> "Taken":
        """Return the same with the draft changed and saved."""
        draft = drafts.save(self.walk.draft, changes, at=at)
        return replace(self, walk=Walk(self.walk.visitor, draft, self.walk.version))

    def showing(self, faults: Faults, **context: Any) -> "Taken":
        """Return the same with more to show, and more that is wrong."""
        return replace(self, context={**self.context, **context}, errors=(*self.errors, *faults))


def fresh(found: Walk, number: int) -> Taken:
    """Return what a page shows when it is opened."""
    taken = Taken(found)
    for name in applying.pages(found.content)[number - 1]:
        taken = SHOWS[name](taken)
    return taken


def take(request: HttpRequest, found: Walk, number: int) -> Taken:
    """Return what came of a page that was sent: every part saved, and the way on (P-11)."""
    at = timezone.now()
    taken = Taken(found)
    for name in applying.pages(found.content)[number - 1]:
        taken = TAKES[name](taken, request, at)
    taken = replace(
        taken,
        leave=LEAVE in request.POST,
        again=bool({REMOVE, UPLOAD} & request.POST.keys()) and not taken.context.get("unfit"),
    )
    if not taken.faults and not taken.case:
        taken = taken.changed(at, step=max(found.draft.step, number + 1))
    return taken


def _show_situation(taken: Taken) -> Taken:
    """Return the questions on the situation as the draft answers them."""
    said = {guide.PREFIX + key: value for key, value in taken.walk.draft.situation.items()}
    return taken.showing([], asked=Situations(taken.walk.content, said))


def _take_situation(taken: Taken, request: HttpRequest, at: datetime) -> Taken:
    """Return the situation saved, where every question is answered."""
    asked = Situations(taken.walk.content, request.POST)
    return taken.changed(at, situation=asked.answers).showing(asked.faults, asked=asked)


def _show_info(taken: Taken) -> Taken:
    """Return the questions of the form: proved ones as facts, open ones as controls."""
    return _with_form(taken, taken.walk.draft.answers, {})


def _take_info(taken: Taken, request: HttpRequest, at: datetime) -> Taken:
    """Return the answers saved: clean where they hold, as typed where they do not."""
    typed = answer_forms.given(_open(taken.walk), request.POST)
    try:
        clean, faults = taken.walk.validate(typed), {}
    except BadForm as bad:
        clean, faults = typed, bad.errors
    locked = {one.key for one in taken.walk.fields if one.locked}
    kept = {key: value for key, value in clean.items() if key not in locked}
    return _with_form(taken.changed(at, answers=kept), typed, faults)


def _with_form(taken: Taken, values: Mapping[str, Any], faults: Mapping[str, str]) -> Taken:
    """Return what the form shows; each fault is told beside its question."""
    asked = _open(taken.walk)
    filled = {one.key: values.get(one.key, one.value) for one in asked}
    form = answer_forms.AnswersForm(asked, filled, faults)
    hidden = [("info", words) for key, words in faults.items() if key not in form.fields]
    errors = [(f"id_{key}", words) for key, words in faults.items() if key in form.fields]
    return taken.showing(
        [*errors, *hidden], form_sections=_sections(form, asked), proved=_proved(taken.walk)
    )


def _open(found: Walk) -> list[Field]:
    """Return the questions that a person may answer; what is proved is not asked."""
    return [one for one in found.fields if not one.locked]


def _proved(found: Walk) -> list[tuple[Field, str]]:
    """Return what the hall has proved, in words."""
    return [(one, answer_forms.shown(one, one.value)) for one in found.fields if one.locked]


def _sections(
    form: answer_forms.AnswersForm, asked: list[Field]
) -> list[tuple[str, list[tuple[Any, str]]]]:
    """Return the controls by section, each with the source of its value."""
    sections: dict[str, list[tuple[Any, str]]] = {}
    for one in asked:
        source = one.source.removeprefix("来自：")
        sections.setdefault(one.section, []).append((form[one.key], source))
    return list(sections.items())


def _show_files(taken: Taken) -> Taken:
    """Return the list of materials with what is in for each."""
    found = taken.walk
    return taken.showing(
        [], rows=handed.rows(found.materials, found.draft.files, found.draft.applicant)
    )


def _take_files(taken: Taken, request: HttpRequest, at: datetime) -> Taken:
    """Return the files saved; what is lacking is told once, and may follow later (H4.6)."""
    found, draft = taken.walk, taken.walk.draft
    files = handed.without(draft.files, request.POST.get(REMOVE, ""))
    owner = found.visitor.owner
    new, unfit = handed.taken(
        request, found.materials, owner=owner, applicant=draft.applicant, at=at
    )
    taken = taken.changed(at, files=handed.merged(files, new))
    taken = _show_files(taken)
    lacking = [
        (row.control, f"请上传：{row.material.name}")
        for row in taken.context["rows"]
        if row.lacking and (row.control,) not in {(one[0],) for one in unfit}
    ]
    going_on = not ({LEAVE, REMOVE, UPLOAD, "lacking"} & request.POST.keys())
    return taken.showing(
        [*unfit, *(lacking if going_on else [])], unfit=bool(unfit), may_lack=bool(lacking)
    )


def _show_way(taken: Taken) -> Taken:
    """Return the ways in which the result may be handed over (H6.1)."""
    ways = [way for way in Way if way is not Way.POST or taken.walk.content.mail_out]
    return taken.showing([], ways=ways)


def _take_way(taken: Taken, request: HttpRequest, at: datetime) -> Taken:
    """Return the way saved."""
    taken = _show_way(taken)
    chosen = request.POST.get("way", "")
    if chosen not in taken.context["ways"]:
        return taken.showing([] if LEAVE in request.POST else [("way", "请选择领取方式")])
    return taken.changed(at, way=chosen)


def _show_check(taken: Taken) -> Taken:
    """Return all answers in groups with the ways back (P-14)."""
    return taken.showing([], **handing_in.summary(taken.walk))


def _take_check(taken: Taken, _request: HttpRequest, at: datetime) -> Taken:
    """Return the case that the application has become, or why it has not."""
    try:
        return replace(taken, case=handing_in.hand_in(taken.walk, at))
    except Refusal as refusal:
        return replace(_show_check(taken), refusal=refusal)


SHOWS: Mapping[str, Callable[[Taken], Taken]] = {
    SITUATION: _show_situation,
    INFO: _show_info,
    FILES: _show_files,
    WAY: _show_way,
    CHECK: _show_check,
}
TAKES: Mapping[str, Callable[[Taken, HttpRequest, datetime], Taken]] = {
    SITUATION: _take_situation,
    INFO: _take_info,
    FILES: _take_files,
    WAY: _take_way,
    CHECK: _take_check,
}
