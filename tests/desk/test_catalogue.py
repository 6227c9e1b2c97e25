"""The catalogue office: fields without code, faults at their place, two people to publish."""

import io
import json
from datetime import timedelta

import msgspec
import pytest
from django.urls import reverse
from django.utils import timezone

from yizhan.desk.editor import Editor
from yizhan.items import office, queries
from yizhan.items.office import Office
from yizhan.law.words import Post


@pytest.fixture
def offices(sit, item, authority):
    """Return the editor, the approver, and the published version."""

    class Offices:
        """Two people and an item."""

        editor = sit(Post.BACK)
        approver = sit(Post.CHIEF)
        scope = Office(authority_id=authority.id)
        version = item

    return Offices


def typed(content) -> dict[str, str]:
    """Return what the page of a content sends when nothing is changed."""
    tables = Editor.of(content).tables
    return {cell.name: cell.value for table in tables for row in table.rows for cell in row}


def named(content, heading: str, sheet: str = "事项", row: int = 0) -> str:
    """Return the name that a field has on the page."""
    table = next(one for one in Editor.of(content).tables if one.sheet.title == sheet)
    return next(cell.name for cell in table.rows[row] if cell.column.heading == heading)


@pytest.fixture
def draft(offices):
    """Return the open draft of a second version."""
    offices.editor.post(reverse("desk:revise", args=[offices.version.id]))
    return office.history(offices.scope, offices.version.item_id)[0].view


def sent(offices, draft, how="save", **changes):
    """Return the answer to a page of fields that was sent."""
    url = reverse("desk:save", args=[draft.id])
    return offices.editor.post(url, {**typed(draft.content), **changes, how: "1"})


def test_a_page_sent_back_unchanged_is_the_same_content(item):
    """ADM-01: nothing is lost between the fields and the content."""
    content = queries.version(item.id).content
    assert Editor.sent(typed(content)).content() == content


def test_a_changed_field_stands_in_the_draft_and_in_the_differences(offices, draft):
    """ADM-03: the version in force stays as it is."""
    assert sent(offices, draft, **{named(draft.content, "办理地点"): "新大厅"}).status_code == 302
    after = office.one(offices.scope, draft.id).view.content
    (change,) = office.changes(draft.content, after)
    assert (change.where, change.after) == ("办理地点", "新大厅")


def test_a_row_struck_out_is_gone_and_a_row_typed_below_is_there(offices, draft):
    """Lists are edited by row."""
    name = named(draft.content, "问题", "问答", 1)
    answer = named(draft.content, "回答", "问答", 1)
    table = name[1:].partition("-")[0]
    sent(offices, draft, **{name: "收费吗？", answer: "不收费。", f"x{table}-0": "1"})
    faqs = office.one(offices.scope, draft.id).view.content.faqs
    assert [faq.question for faq in faqs] == ["收费吗？"]


def test_a_row_is_moved_up_and_stays_there_once_saved(offices, draft):
    """ADM-01: the order of the materials changes without script, and only when it is saved."""
    at = next(t.at for t in Editor.of(draft.content).tables if t.sheet.title == "材料")
    url = reverse("desk:save", args=[draft.id])
    moved = offices.editor.post(url, {**typed(draft.content), "move": f"{at}-1-up"})
    assert [one.id for one in queries.version(draft.id).content.materials] == ["plan", "photo"]
    rows = moved.context["editor"].tables[at].rows
    shown = {cell.name: cell.value for row in rows for cell in row}
    offices.editor.post(url, {**typed(draft.content), **shown, "save": "1"})
    assert [one.id for one in queries.version(draft.id).content.materials] == ["photo", "plan"]


@pytest.mark.parametrize("beyond", ["0-0-down", "1-0-up", "9999-0-up", "1-x-up", "1-0"])
def test_a_row_that_cannot_be_moved_stays(item, beyond):
    """The item itself has one row; the first has none above it; nonsense moves nothing."""
    assert Editor.of(queries.version(item.id).content).move(beyond) is False


def test_a_wrong_value_is_named_at_its_field_and_keeps_what_was_typed(offices, draft):
    """G-05: 422, the words beside the field."""
    name = named(draft.content, "法定时限")
    page = sent(offices, draft, **{name: "很多"})
    assert page.status_code == 422
    assert f'href="#{name}"' in page.content.decode()


def test_a_broken_rule_keeps_a_draft_from_being_submitted(offices, draft):
    """ADM-02: the promise may not be longer than the law."""
    name = named(draft.content, "承诺时限")
    page = sent(offices, draft, "submit", **{name: "60"})
    assert page.status_code == 422
    assert office.one(offices.scope, draft.id).state == "draft"


def test_who_drafts_does_not_approve_and_a_second_person_does(offices, draft):
    """ADM-09: two people."""
    sent(offices, draft, "submit")
    url = reverse("desk:approve", args=[draft.id])
    assert offices.editor.post(url).status_code == 403
    later = timezone.localdate() + timedelta(days=1)
    assert offices.approver.post(url, {"effective_from": later.isoformat()}).status_code == 302
    assert office.one(offices.scope, draft.id).state == "published"


def test_a_version_is_sent_back_with_what_has_to_be_changed(offices, draft):
    """ADM-09: the note is kept, and says who by name."""
    sent(offices, draft, "submit")
    url = reverse("desk:approve", args=[draft.id])
    offices.approver.post(url, {"note": "请补充常见问题", "back": "1"})
    note = office.one(offices.scope, draft.id).note
    assert f"审核人{offices.approver.staff.name}退回：请补充常见问题" in note


def test_items_of_another_authority_are_as_missing_as_none(offices, sit, work):
    """T1: scope."""
    far = work.bureau(
        "far", window="003", uscc="11370800MB28559184", short_name="民政局", paper_word="修民"
    )
    stranger = sit(Post.BACK, "stranger", far.id)
    assert stranger.get(reverse("desk:version", args=[offices.version.id])).status_code == 404


def test_an_export_taken_in_again_makes_a_draft_of_the_same_content(offices):
    """ADM-08: out and in without loss."""
    data = offices.editor.get(reverse("desk:export"), {"format": "xlsx"}).content
    file = io.BytesIO(data)
    file.name = "items.xlsx"
    assert offices.editor.post(reverse("desk:import"), {"file": file}).status_code == 302
    newest, first = office.history(offices.scope, offices.version.item_id)
    assert newest.view.content == first.view.content


def test_a_bad_import_names_its_faults_and_takes_nothing_in(offices):
    """ADM-08: whole or not at all."""
    good = msgspec.to_builtins(queries.version(offices.version.id).content)
    bad = {**good, "promised": {"n": 60}}
    file = io.BytesIO(json.dumps([good, bad], ensure_ascii=False).encode())
    file.name = "items.json"
    page = offices.editor.post(reverse("desk:import"), {"file": file})
    assert page.status_code == 422
    assert len(office.history(offices.scope, offices.version.item_id)) == 1


def test_the_notice_on_days_off_is_loaded_by_the_centre_alone(sit, item, work):
    """L1.8: which days have changed is shown."""
    centre = work.bureau(
        "centre",
        window="001",
        uscc="11370800MB28559184",
        short_name="政务服务中心",
        paper_word="修政",
        is_centre=True,
    )
    said = {"year": "2031", "source": "示例通知", "days": "2031-01-02 休\n2031-01-04 班"}
    url = reverse("desk:calendar")
    assert sit(Post.BACK).post(url, said).status_code == 403
    page = sit(Post.BACK, "centre-back", centre.id).post(url, said)
    assert len(page.context["changed"]) == 2


def test_a_line_of_the_notice_that_cannot_be_read_is_named(sit, item, work):
    """G-05: which line, and what it said."""
    said = {"year": "2031", "source": "示例通知", "days": "2031-01-02 休\n元旦"}
    page = sit(Post.BACK).post(reverse("desk:calendar"), said)
    assert page.status_code == 422
    assert "第2行" in page.content.decode()
