"""The head, the supervisor, the back office: special procedures, extensions, mistakes."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from yizhan.cases import queries
from yizhan.law.words import Post

BOTH = ["plan", "photo"]


@pytest.fixture
def accepted(desk, work):
    """Return the page of a case that was accepted."""
    return work.received(desk.front, desk.item.item.code, materials=BOTH, accept=True)


def course(url, work):
    """Return what has happened to the case of a page."""
    return queries.stored_case(work.ref(url)).course


def test_a_special_procedure_stops_the_clock_and_its_result_starts_it_again(desk, work, accepted):
    """BCK-06, H5.1, H5.2."""
    work.press(desk.back, accepted, "special", kind="inspection", days="5")
    assert work.stage(accepted) == "special"
    ended = {"kind": "inspection", "finding": "合格", "signed": "on", "sealed": "on"}
    assert work.press(desk.back, accepted, "special_done", **ended).status_code == 302
    assert work.stage(accepted) == "accepted"


def test_a_result_without_seal_does_not_end_a_special_procedure(desk, work, accepted):
    """H5.2: signed and sealed."""
    work.press(desk.back, accepted, "special", kind="inspection", days="5")
    page = work.press(desk.back, accepted, "special_done", kind="inspection", finding="合格")
    assert page.status_code == 422
    assert work.stage(accepted) == "special"


def test_the_signed_result_of_a_procedure_lies_with_the_case(
    desk, work, accepted, settings, tmp_path
):
    """BCK-06: it comes with the step that ends the procedure, and can be opened."""
    settings.MATERIALS_DIR, settings.MATERIALS_RESERVE = tmp_path / "materials", 0
    work.press(desk.back, accepted, "special", kind="inspection", days="5")
    scan = SimpleUploadedFile("结果.png", picture(), content_type="image/png")
    ended = {"kind": "inspection", "finding": "合格", "signed": "on", "sealed": "on"}
    work.press(desk.back, accepted, "special_done", **ended, result=scan)
    kept = desk.back.get(accepted).context["case"].results
    assert [(one["material"], one["trust"]) for one in kept] == [("检验结果", "B")]
    shown = reverse("desk:file", args=[work.ref(accepted), kept[0]["id"]])
    assert desk.back.get(shown).status_code == 200


def picture():
    """Return a small picture."""
    data = BytesIO()
    Image.new("RGB", (40, 30), "white").save(data, "PNG")
    return data.getvalue()


def test_the_head_reads_the_notice_and_extends_once(desk, work, accepted, sit):
    """L2.6, CHF-06: draft, signature, ten days, and no second time."""
    head = sit(Post.HEAD)
    sent = {**work.form(head, accepted, "extend"), "reason": "案情复杂"}
    page = head.post(f"{accepted}draft/extend/", sent)
    token = page.context["attempt"].token
    head.post(f"{accepted}sign/extend/", {**sent, "token": token, "pin": work.password})
    assert course(accepted, work).extension == 10
    names = [one.act.name for one in head.get(accepted).context["shown"]]
    assert "extend" not in names


def test_the_supervisor_voids_what_was_entered_by_mistake_and_says_why(desk, work, accepted, sit):
    """L3: voided, never deleted."""
    eye = sit(Post.SUPERVISOR)
    assert work.press(eye, accepted, "void").status_code == 422
    assert work.press(eye, accepted, "void", reason="重复录入").status_code == 302
    assert work.stage(accepted) == "voided"


def test_a_case_is_found_by_the_number_that_was_scanned(desk, work, accepted):
    """The barcode of the receipt opens the case."""
    number = queries.stored_case(work.ref(accepted)).number
    answer = desk.front.get(reverse("desk:find"), {"number": f" {number} "})
    assert answer["Location"] == f"{accepted}#panel"


def test_a_number_that_is_none_is_said_to_be_unknown(desk):
    """404 with words."""
    page = desk.front.get(reverse("desk:find"), {"number": "123"})
    assert page.status_code == 404
    assert "没有找到这个办件" in page.content.decode()


def test_the_inbox_asks_the_database_no_more_for_many_rows_than_for_one(
    desk, work, django_assert_max_num_queries
):
    """G-20: no count of statements that grows with rows."""
    for materials in ([], ["plan"], ["photo"], BOTH):
        sent = {
            "key": str(materials),
            "id_number": work.number(5),
            "name": "示例甲",
            "materials": materials,
            "receive": "1",
        }
        desk.front.post(reverse("desk:receive", args=[desk.item.item.code]), sent)
    desk.front.get(reverse("desk:home"))
    with django_assert_max_num_queries(20):
        assert len(desk.front.get(reverse("desk:home")).context["list"].lines) == 4


def test_the_screen_of_a_case_names_the_neighbours_in_the_list(desk, work):
    """BCK-05: J and K."""
    first = work.received(desk.front, desk.item.item.code, materials=[])
    second = work.received(desk.front, desk.item.item.code, materials=["plan"])
    shown = desk.front.get(first).context["list"]
    assert (shown.previous, shown.next) == ("", work.ref(second))


def test_a_delegate_is_shown_for_whom_they_sign(desk, work, sit, authority):
    """CHF-05: in the header of every screen."""
    held = desk.chief.get(reverse("desk:home")).context["desk"].held
    delegate = sit(Post.GOVERNMENT)
    work.delegate(held.id, delegate.staff.pk)
    mine = delegate.get(reverse("desk:home")).context["desk"].others
    chief = next(one for one in mine if one.post is Post.CHIEF)
    delegate.post(reverse("desk:switch"), {"posting": chief.id})
    assert "受示例首席代表委托" in delegate.get(reverse("desk:home")).content.decode()
