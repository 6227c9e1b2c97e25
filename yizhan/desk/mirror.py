"""What the screen towards the customer may show of a case or an intake (CNT-10)."""

from yizhan.cases import screens
from yizhan.cases.held import HeldView
from yizhan.cases.queries import CaseView
from yizhan.desk.dossier import Dossier
from yizhan.desk.intakeforms import IntakeForm
from yizhan.desk.who import Desk
from yizhan.items import forms as itemforms
from yizhan.items.queries import VersionView
from yizhan.law.masking import mask_name
from yizhan.law.words import Post

CASE, INTAKE, RATE = "case", "intake", "rate"


def case(desk: Desk, view: CaseView, found: Dossier, waits: HeldView | None) -> None:
    """Show a case at the counter: item, masked name, materials, decision, last day; no notes."""
    if desk.post is not Post.FRONT:
        return
    facts = {
        "phase": CASE,
        "ref": view.ref,
        "item": view.case.item_name,
        "name": view.applicant_masked,
        "number": view.case.number,
        "materials": [[row.material.name, row.held] for row in found.rows],
        "decision": waits.label if waits else view.stage.label,
        "last_day": _last_day(view),
    }
    screens.show(desk.user_id, facts, at=desk.at)


def _last_day(view: CaseView) -> str:
    """Return the last day of the term that runs, in words; empty where none does."""
    lamp = view.lamp
    return f"{lamp.term.label}：{lamp.on:%Y年%-m月%-d日}" if lamp.term and lamp.on else ""


def intake(desk: Desk, version: VersionView, form: IntakeForm) -> None:
    """Show what the clerk keys in: item, masked name, the materials that are ticked."""
    left = itemforms.materials(version.content, form.situation)
    name = str(form.data.get("name", "")).strip()
    facts = {
        "phase": INTAKE,
        "item": version.name,
        "name": mask_name(name) if name else "",
        "materials": [[one.name, one.id in form.ticked] for one in left],
    }
    screens.show(desk.user_id, facts, at=desk.at)


def rate(desk: Desk, view: CaseView) -> None:
    """Thank the customer, and ask for the rating where the law lets them rate now."""
    facts = {"phase": RATE, "ref": view.ref, "item": view.case.item_name}
    screens.show(desk.user_id, facts, at=desk.at)
