"""The front desk beside the panel: scans, the next matter, registration, handover, terms."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from tests.desk.conftest import publish
from yizhan.accounts import queries as accounts
from yizhan.accounts import relations
from yizhan.cases import queries, screens
from yizhan.cases.models import Case
from yizhan.law.identities import IdType
from yizhan.law.words import Assurance

BOTH = ["plan", "photo"]
CREDIT = "11370800MB28559184"


def scan():
    """Return a picture as a scanner sends one."""
    data = BytesIO()
    Image.new("RGB", (300, 300), "white").save(data, "PNG")
    return SimpleUploadedFile("scan.png", data.getvalue(), content_type="image/png")


@pytest.fixture
def shelf_of_files(settings, tmp_path):
    """Let scans lie in a folder of their own."""
    settings.MATERIALS_DIR, settings.MATERIALS_RESERVE = tmp_path / "materials", 0


@pytest.mark.parametrize(("checked", "trust"), [("on", "B"), ("", "C")])
def test_a_scan_is_trusted_as_far_as_its_original_was_checked(
    desk, work, shelf_of_files, checked, trust
):
    """L5: filed to its row; B only against the original."""
    sent = {
        "id_number": work.number(7),
        "name": "示例甲",
        "file_plan": scan(),
        "checked_plan": checked,
        "receive": "1",
    }
    url = desk.front.post(reverse("desk:receive", args=[desk.item.item.code]), sent)["Location"]
    (row, _) = desk.front.get(url).context["case"].rows
    assert row.held
    assert [one["trust"] for one in row.files] == [trust]


def test_what_is_keyed_in_of_the_paper_form_is_kept_with_the_case(desk, work):
    """P-12: the answers, read by the item's own rules."""
    sent = {
        "id_number": work.number(7),
        "name": "示例甲",
        "a_premises": "示例路9号",
        "receive": "1",
    }
    url = desk.front.post(reverse("desk:receive", args=[desk.item.item.code]), sent)["Location"]
    assert ("场所地址", "示例路9号") in desk.front.get(url).context["case"].answers


def test_another_matter_keeps_the_person_and_leaves_a_trace(desk, work):
    """CNT-04, P-16: nothing typed twice; the look at the number is on record."""
    url = work.received(desk.front, desk.item.item.code, materials=BOTH)
    address = reverse("desk:receive", args=[desk.item.item.code])
    form = desk.front.get(f"{address}?again={work.ref(url)}").context["form"]
    assert form["id_number"].value() == work.number(3)
    person = queries.stored_case(work.ref(url)).applicant
    assert "再办一件" in accounts.looks_at(person).rows[0].reason


@pytest.fixture
def another(desk, work):
    """Return the page of another matter of the person of a case, which asks what was asked then."""
    url = work.received(desk.front, desk.item.item.code, materials=BOTH)
    asked = {
        "premises": {"type": "string", "title": "场所地址", "x-source": "last.premises"},
        "area": {"type": "number", "title": "面积"},
    }
    form = {"type": "object", "x-blocks": ["natural"], "properties": asked}
    other = publish(
        desk.item.item.authority_id, name="另一件登记", base_code="000101001009", form=form
    )
    Case.objects.update(answers={"premises": "示例路9号"})
    return f"{reverse('desk:receive', args=[other.item.code])}?again={work.ref(url)}"


def test_each_value_that_the_window_fills_in_says_where_it_comes_from(desk, another):
    """G-08: number and name from the case before, an answer from the last application."""
    form = desk.front.get(another).context["form"]
    said = {field.name: source for field, source in form.answer_rows}
    assert form["a_premises"].value() == "示例路9号"
    assert said == {"a_premises": "上次申请", "a_area": ""}
    assert form.sourced["id_number"].startswith("上一件 ")
    assert "来自：上次申请" in desk.front.get(another).content.decode()


def test_a_value_that_the_clerk_typed_over_claims_no_source(desk, another):
    """G-08: the source goes with the value."""
    sent = {"refresh": "1", "a_premises": "示例路10号"}
    form = desk.front.post(another, sent).context["form"]
    assert "a_premises" not in form.sourced


def test_a_window_without_a_case_before_fills_in_nothing(desk):
    """Nobody is known before the card is on the reader."""
    page = desk.front.get(reverse("desk:receive", args=[desk.item.item.code]))
    assert page.context["form"].sourced == {}
    assert "来自：" not in page.content.decode()


def test_a_person_registered_at_the_window_was_seen_with_the_card(desk, work):
    """W2.2: the highest assurance."""
    sent = {"id_number": work.number(5), "name": "示例乙"}
    assert desk.front.post(reverse("desk:register"), sent).status_code == 302
    found = accounts.find_person(work.number(5))
    assert accounts.person(found).assurance is Assurance.WINDOW


def organisation(work, **changes):
    """Return what is keyed in for an organisation with somebody who handles its matters."""
    return {
        "credit_code": CREDIT,
        "organisation": "示例商行",
        "representative_number": work.number(5),
        "representative": "示例乙",
        "member_number": work.number(6),
        "member": "示例丙",
        **changes,
    }


def test_an_agent_registered_at_the_window_acts_for_the_organisation(desk, work):
    """W2.1: licence, representative, agent in one go."""
    page = desk.front.post(reverse("desk:register_organisation"), organisation(work))
    assert page.status_code == 302
    agent = accounts.find_person(work.number(6))
    (one,) = relations.organisations_of(agent, timezone.localdate())
    assert one.organisation.id == accounts.find_person(CREDIT, IdType.CREDIT)


def test_a_handover_lists_what_is_held_and_what_must_still_be_told(desk, work):
    """CNT-12: what was only received stays in the clerk's hands, and its term runs."""
    url = work.received(desk.front, desk.item.item.code, materials=["plan"])
    found = desk.front.get(reverse("desk:handover")).context["found"]
    assert [view.ref for view, _ in found.holds] == [work.ref(url)]
    assert [view.ref for view in found.clocks] == [work.ref(url)]


def test_a_receipt_counts_the_days_to_the_notice(desk, work):
    """CNT-09: five working days, and silence accepts."""
    url = work.received(desk.front, desk.item.item.code, materials=["plan"])
    work.press(desk.front, url, "receipt")
    (line,) = desk.front.get(reverse("desk:home")).context["list"].lines
    assert "5 个工作日内须告知，剩" in line.owed


def test_todays_summary_counts_the_steps_of_the_clerk(desk, work):
    """Today's summary: only what this clerk did."""
    work.received(desk.front, desk.item.item.code, materials=BOTH, accept=True)
    done = dict(desk.front.get(reverse("desk:today")).context["done"])
    assert done["受理"] == 1


def test_cases_are_found_by_the_whole_name_of_the_applicant(desk, work):
    """Case lookup: by name as well as by number."""
    url = work.received(desk.front, desk.item.item.code, materials=BOTH)
    page = desk.front.get(reverse("desk:find"), {"number": "示例甲"})
    assert [view.ref for view in page.context["views"]] == [work.ref(url)]


def test_the_screen_of_the_customer_keeps_only_what_it_may_show(desk):
    """CNT-10: an allow-list; a clerk's note never gets there."""
    user = desk.front.staff.pk
    screens.show(user, {"item": "小餐饮登记", "note": "申请人态度不好"}, at=timezone.now())
    assert dict(screens.screen(user).shown) == {"item": "小餐饮登记"}


def test_other_facts_have_to_be_confirmed_again(desk):
    """CNT-10: a confirmation stands for what was shown."""
    user, at = desk.front.staff.pk, timezone.now()
    screens.show(user, {"item": "小餐饮登记"}, at=at)
    screens.confirm(user, at=at)
    screens.show(user, {"item": "别的事项"}, at=at)
    assert screens.screen(user).confirmed_at is None
