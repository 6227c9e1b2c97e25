"""For somebody else (M-09, L3.11): agents by mandate and guardians, from the paper to the end."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.guarding import guarded
from yizhan.accounts import queries, services
from yizhan.accounts.models import Guardianship, Mandate, User
from yizhan.accounts.registry import Details
from yizhan.cases import codes
from yizhan.cases.models import Case
from yizhan.law.clocks import local

AT = datetime(2026, 1, 1, 1, 0, tzinfo=UTC)
MANDATES = "/account/mandates/"
INSURANCE = "074-chengxiang-yibao-canbao.json"
CHILD = "529901201803040011"
SITUATION = {"s_who": "local", "s_help": "no"}


def text(answer: Any) -> str:
    """Return the words of a page."""
    return str(answer.content.decode())


def given(principal: User, agent: User, *actions: str) -> dict[str, Any]:
    """Return a mandate as its giver types it."""
    today = local(timezone.now()).date()
    return {
        "principal": str(principal.person_id),
        "login": agent.login,
        "name": "李示例",
        "items": "",
        "actions": actions or ("submit", "correct"),
        "since": today.isoformat(),
        "until": (today + timedelta(days=30)).isoformat(),
        "evidence": "示例委托书1号",
    }


@pytest.fixture
def mandate(citizen: Client, zhang: User, colleague: User) -> UUID:
    """Return the mandate that Zhang gave to a colleague on the page."""
    assert citizen.post(f"{MANDATES}new/", given(zhang, colleague)).status_code == 302
    assert zhang.person_id
    (view,) = queries.mandates_of(zhang.person_id)
    return view.id


@pytest.fixture
def child(zhang: User) -> UUID:
    """Return a child whose guardian Zhang is, as a window recorded it."""
    details = Details(name="张小示例", number=CHILD, demo=True)
    clerk, _ = services.create_staff("clerk-example", "示例前台", "sheng-li-da-dao-9", at=AT)
    ward = services.enrol(details, clerk.pk, at=timezone.now())
    assert zhang.person_id
    guarded(zhang.person_id, ward, since=date(2018, 3, 4), at=timezone.now())
    return ward


@pytest.fixture
def insurance(offered: Callable[[str], str]) -> str:
    """Return the code of a service that children need: medical insurance."""
    return offered(INSURANCE)


@pytest.fixture
def applied(
    theirs: Client,
    zhang: User,
    mandate: UUID,
    food: str,
    picture: Callable[[], SimpleUploadedFile],
) -> Case:
    """Return the case that the agent handed in for Zhang."""
    start = {"s_trade": "bulk", "s_net": "no", "for": str(zhang.person_id)}
    page = theirs.post(f"/apply/{food}/", start)["Location"]
    answers = {
        "phone": "13800000000",
        "address": "修文县示例街1号",
        "shop": "示例糕点店",
        "premises": "修文县示例街2号",
        "area": "40",
        "products": "散装糕点",
        "manager": "张示例",
    }
    for said in (answers, {"file.layout": picture()}, {"way": "electronic"}, {}):
        answer = theirs.post(page, said)
        assert answer.status_code == 302, text(answer)
        page = answer["Location"]
    return Case.objects.get()


def test_both_sides_read_the_mandate_each_from_their_own(
    citizen: Client, theirs: Client, mandate: UUID
) -> None:
    """L4.16: who gave it may revoke it, who holds it may lay it down; names are masked (G-18)."""
    mine, other = text(citizen.get(MANDATES)), text(theirs.get(MANDATES))
    assert "撤销委托" in mine and "李*" in mine and "李示例" not in mine
    assert "委托您办理" in other and "辞去委托" in other and "张示例" not in other


def test_agent_is_asked_for_whom_and_sees_whom_they_stand_for(
    theirs: Client, begun: str, food: str
) -> None:
    """P-23: the gate offers both, the pages say all the time whose application it is."""
    gate = text(theirs.get(f"/apply/{food}/"))
    assert "为谁办理" in gate and "代理人" in gate
    assert "您正在代表" in text(theirs.get(begun))


def test_both_see_the_case_that_the_agent_handed_in(
    citizen: Client, theirs: Client, zhang: User, colleague: User, applied: Case
) -> None:
    """M-09: the principal is the applicant, the agent the one who handed in."""
    assert (applied.applicant, applied.submitter) == (zhang.person_id, colleague.person_id)
    address = f"/my/cases/{codes.ref(applied.division, applied.id)}/"
    for client in (citizen, theirs):
        assert client.get(address).status_code == 200
        assert address in text(client.get("/my/"))


def test_agent_without_the_explicit_power_withdraws_nothing(theirs: Client, applied: Case) -> None:
    """L3.11: withdrawing must be named in the mandate."""
    address = f"/my/cases/{codes.ref(applied.division, applied.id)}/"
    answer = theirs.post(f"{address}withdraw/", {"reason": "不办了", "sure": "yes"})
    assert answer.status_code in {403, 422}
    assert Case.objects.get().stage == applied.stage


@pytest.fixture
def begun(theirs: Client, zhang: User, mandate: UUID, food: str) -> str:
    """Return the page of what the agent began for Zhang."""
    start = {"s_trade": "bulk", "s_net": "no", "for": str(zhang.person_id)}
    return str(theirs.post(f"/apply/{food}/", start)["Location"])


@pytest.mark.parametrize("by", ["citizen", "theirs"])
def test_revoked_mandate_carries_nothing_from_that_moment(
    request: pytest.FixtureRequest,
    theirs: Client,
    begun: str,
    food: str,
    by: str,
) -> None:
    """L3.11: by either side; a draft that was begun under it shows nothing any more."""
    mandate = Mandate.objects.get().pk
    request.getfixturevalue(by).post(f"{MANDATES}{mandate}/end/")
    assert "为谁办理" not in text(theirs.get(f"/apply/{food}/"))
    answer = theirs.get(begun)
    assert answer.status_code == 403 and "13800000000" not in text(answer)


def test_mandate_of_strangers_is_revoked_by_nobody_else(
    theirs: Client, citizen: Client, mandate: UUID, client: Client
) -> None:
    """T1: a stranger is led to log in; the mandate holds."""
    answer = Client().post(f"{MANDATES}{mandate}/end/")
    assert answer["Location"].startswith("/account/login/")
    assert "有效" in text(citizen.get(MANDATES))


def test_guardian_applies_for_the_child_and_follows_the_case(
    citizen: Client,
    child: UUID,
    insurance: str,
    picture: Callable[[], SimpleUploadedFile],
) -> None:
    """L3.11: the child is the applicant, the form holds the child's own data."""
    assert "张小示例" in text(citizen.get(f"/apply/{insurance}/"))
    page = citizen.post(f"/apply/{insurance}/", {**SITUATION, "for": str(child)})["Location"]
    assert CHILD[-4:] in text(citizen.get(page))
    info = {"year": "2027", "count": "1", "phone": "13800000000", "address": "修文县示例街1号"}
    for said in (info, {"file.form": picture()}, {"way": "electronic"}, {}):
        answer = citizen.post(page, said)
        assert answer.status_code == 302, text(answer)
        page = answer["Location"]
    assert Case.objects.get().applicant == child
    assert "张小示例" in text(citizen.get("/my/"))


def test_guardianship_that_ended_carries_nothing(
    citizen: Client, child: UUID, insurance: str
) -> None:
    """L3.11: from the day after the last one the gate offers oneself only."""
    Guardianship.objects.update(until=date(2020, 1, 1))
    assert "为谁办理" not in text(citizen.get(f"/apply/{insurance}/"))
    answer = citizen.post(f"/apply/{insurance}/", {**SITUATION, "for": str(child)})
    page = text(citizen.get(answer["Location"]))
    assert CHILD[-4:] not in page


def _signed_in(browser: Browser, client: Client, live_server: LiveServer) -> Page:
    """Return a browser window that carries somebody's session."""
    context = browser.new_context(locale="zh-CN")
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    return context.new_page()


def test_mandate_is_given_used_and_revoked_in_two_browsers(
    browser: Browser, live_server: LiveServer, citizen: Client, theirs: Client, food: str
) -> None:
    """L4.16, M-09: one types it, the other begins for them, the first one ends it."""
    mine = _signed_in(browser, citizen, live_server)
    mine.goto(f"{live_server.url}{MANDATES}new/")
    mine.get_by_label("对方的登录名").fill("li-example")
    mine.get_by_label("对方的姓名").fill("李示例")
    mine.get_by_label("委托期限止").fill("2099-01-01")
    mine.get_by_label("委托凭据").fill("示例委托书1号")
    mine.get_by_role("button", name="确认委托").click()
    expect(mine.get_by_text("委托已生效")).to_be_visible()
    other = _signed_in(browser, theirs, live_server)
    other.goto(f"{live_server.url}/apply/{food}/")
    other.get_by_label("张示例（代理人）").check()
    other.get_by_label("销售散装食品").check()
    other.get_by_label("不在网上经营").check()
    other.get_by_role("button", name="开始办理").click()
    expect(other.get_by_text("您正在代表")).to_be_visible()
    mine.get_by_role("button", name="撤销委托").click()
    expect(mine.get_by_text("委托已撤销")).to_be_visible()
    other.reload()
    expect(other.get_by_text("没有代这位申请人办理的有效授权").first).to_be_visible()


def test_the_guardian_finds_the_materials_of_the_ward(citizen: Client, child: UUID) -> None:
    """L3.11: the link stands beside one's own; a stranger's shelf stays shut."""
    assert f"?for={child}" in citizen.get("/my/materials/").content.decode()
    assert citizen.get(f"/my/materials/?for={child}").status_code == 200
