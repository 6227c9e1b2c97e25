"""Pages of one's own account (W2.1, W2.3, L3.11, L4.16, T55): organisations, mandates, QR code."""

from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from tests.accounts.conftest import AT, PASSWORD, browser_of, code, number
from tests.guarding import guarded
from yizhan.accounts import powers, queries, relations, services
from yizhan.accounts.models import Membership
from yizhan.accounts.registry import Details
from yizhan.law.clocks import local
from yizhan.law.identities import IdType
from yizhan.law.mandates import Action
from yizhan.law.refusals import Unlawful

HOME, ORGANISATIONS, MANDATES = "/account/", "/account/organisations/", "/account/mandates/"
ORGANISATION = {"name": "示例餐饮有限公司", "id_number": code(1), "representative": "示例甲"}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def today():
    """Return the day on which the pages act."""
    return local(timezone.now()).date()


@pytest.fixture
def organisation(citizen, mine):
    """Return the organisation that the first citizen registered on the page."""
    mine.post(f"{ORGANISATIONS}new/", ORGANISATION)
    return Membership.objects.get(person=citizen.person).organisation_id


def wording(principal, **said):
    """Return a mandate as it is typed."""
    return {
        "principal": str(principal),
        "login": "other",
        "name": "示例乙",
        "items": "",
        "actions": ["submit", "collect"],
        "since": today().isoformat(),
        "until": (today() + timedelta(days=30)).isoformat(),
        "evidence": "示例委托书1号",
        **said,
    }


def may(actor, applicant, action=Action.SUBMIT, item="000123004000"):
    """Return whether a person may act for an applicant today."""
    try:
        return bool(queries.may_act_for(actor, applicant, item, action, on=today()))
    except Unlawful:
        return False


@pytest.mark.parametrize("path", [HOME, ORGANISATIONS, MANDATES, f"{MANDATES}new/"])
def test_a_stranger_logs_in_first_and_comes_back(db, client, path):
    """W2.3: the own pages are nobody else's."""
    assert client.get(path)["Location"] == f"/account/login/?next={path.replace('/', '%2F')}"


def test_an_ordinary_user_registers_by_real_name_first(db):
    """W2.4: no mandates before there is a person."""
    client = browser_of(services.register("visitor", PASSWORD, at=AT))
    assert client.get(MANDATES)["Location"].startswith("/account/verify/")


def test_the_representative_registers_an_organisation_and_sees_it(mine, organisation):
    """W2.1: the legal person on the page of the natural one."""
    text = mine.get(ORGANISATIONS).content.decode()
    assert "示例餐饮有限公司" in text
    assert "法定代表人" in text


def test_a_wrong_credit_code_is_named_beside_its_field(citizen, mine):
    """L5: check character."""
    wrong = {**ORGANISATION, "id_number": code(1)[:-1] + "*"}
    answer = mine.post(f"{ORGANISATIONS}new/", wrong)
    assert answer.status_code == 422
    assert not Membership.objects.exists()


def test_an_authorised_person_comes_and_goes_by_the_representative(mine, other, organisation):
    """W2.1: let in by login and name, dismissed by a button."""
    mine.post(f"{ORGANISATIONS}{organisation}/new/", {"login": "other", "name": "示例乙"})
    assert may(other.person_id, organisation)
    mine.post(f"{ORGANISATIONS}{organisation}/{other.person_id}/end/")
    assert not may(other.person_id, organisation)


def test_nobody_authorises_themselves_in_a_foreign_organisation(theirs, other, organisation):
    """T1: only the representative, whatever address is typed."""
    answer = theirs.post(
        f"{ORGANISATIONS}{organisation}/new/", {"login": "other", "name": "示例乙"}
    )
    assert answer.status_code == 404
    assert not may(other.person_id, organisation)


def test_the_page_of_a_foreign_organisation_tells_nothing_of_it(theirs, organisation):
    """T1: hidden and missing look the same."""
    hidden = theirs.get(f"{ORGANISATIONS}{organisation}/new/")
    missing = theirs.get(f"{ORGANISATIONS}{organisation.__class__(int=1)}/new/")
    assert hidden.status_code == missing.status_code == 404
    assert "示例餐饮" not in hidden.content.decode()


def test_a_mandate_given_on_the_page_carries_what_it_says_and_no_more(citizen, mine, other):
    """L4.16: principal, agent, items, actions, period."""
    said = wording(citizen.person_id, items="000123004000，11520123XX000002724000102001001")
    assert mine.post(f"{MANDATES}new/", said).status_code == 302
    pair = (other.person_id, citizen.person_id)
    assert may(*pair)
    assert may(*pair, item="000102001001")
    assert not may(*pair, item="000999999999")
    assert not may(*pair, Action.WITHDRAW)


@pytest.mark.parametrize("by", ["mine", "theirs"])
def test_a_mandate_ends_by_the_button_of_either_side(citizen, other, mine, by, request):
    """L3.11: revocable."""
    mine.post(f"{MANDATES}new/", wording(citizen.person_id))
    (view,) = queries.mandates_of(citizen.person_id)
    request.getfixturevalue(by).post(f"{MANDATES}{view.id}/end/")
    assert not may(other.person_id, citizen.person_id)
    assert "已撤销" in mine.get(MANDATES).content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "别人"}, "没有找到登录名和姓名都相符"),
        ({"login": "nobody"}, "没有找到登录名和姓名都相符"),
        ({"login": "citizen", "name": "示例甲"}, "代理人不能是委托人本人"),
        ({"until": "2020-01-01"}, "止期早于起期"),
        ({"actions": []}, "请填写委托权限"),
        ({"evidence": ""}, "请填写委托凭据"),
        ({"items": "abc"}, "12位基本编码"),
    ],
)
def test_a_mandate_with_a_fault_is_refused_in_chinese_and_not_given(
    citizen, mine, other, change, words
):
    """L4.16: what is missing is named."""
    answer = mine.post(f"{MANDATES}new/", wording(citizen.person_id, **change))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert queries.mandates_of(citizen.person_id) == []


def test_nobody_gives_a_mandate_in_a_strangers_name(citizen, other, mine):
    """L3.11: the choice is not only on the screen."""
    mine.post(f"{MANDATES}new/", wording(other.person_id, login="citizen", name="示例甲"))
    assert queries.mandates_of(other.person_id) == []


def test_guessing_whose_name_belongs_to_a_login_is_limited(citizen, mine, other):
    """T55: twenty tries in a quarter of an hour, then not even the right pair is answered."""
    for serial in range(20):
        mine.post(f"{MANDATES}new/", wording(citizen.person_id, name=f"示例{serial}"))
    answer = mine.post(f"{MANDATES}new/", wording(citizen.person_id))
    assert "核对次数过多" in answer.content.decode()


def test_a_guardian_sees_the_ward_and_gives_mandates_in_the_wards_name(citizen, mine, other, staff):
    """L3.11: masked, with the ground."""
    ward = services.enrol(
        Details(name="示例小童", number=number(9, "20190101")), staff[0].pk, at=AT
    )
    guarded(citizen.person_id, ward, since=date(2019, 1, 1), at=timezone.now())
    text = mine.get(MANDATES).content.decode()
    assert "的监护人（未成年，父母）" in text
    assert "示例小童" not in text
    mine.post(f"{MANDATES}new/", wording(ward))
    assert may(other.person_id, ward)


def test_pages_of_many_organisations_ask_no_more_than_those_of_one(
    citizen, other, django_assert_num_queries
):
    """G-20: no query count that grows with rows."""
    for serial in (1, 2, 3):
        details = Details(
            name=f"示例{serial}号公司",
            number=code(serial),
            kind=IdType.CREDIT,
            representative="示例甲",
        )
        held = services.register_organisation(citizen, details, at=AT)
        powers.authorise(citizen.person_id, held, other.person_id, on=AT.date())
    with django_assert_num_queries(3):
        assert len(relations.organisations_of(citizen.person_id, AT.date())) == 3


@pytest.fixture
def visits(mine, other, organisation, desk):
    """Return who looks at which page: one of everything stands on them."""
    mine.post(f"{ORGANISATIONS}{organisation}/new/", {"login": "other", "name": "示例乙"})
    citizen_id = Membership.objects.get(organisation=organisation, role="representative").person_id
    mine.post(f"{MANDATES}new/", wording(citizen_id))
    own = [HOME, ORGANISATIONS, f"{ORGANISATIONS}new/", f"{ORGANISATIONS}{organisation}/new/"]
    seen = [(mine, path) for path in [*own, MANDATES, f"{MANDATES}new/"]]
    seen += [(desk, HOME), (desk, "/account/authenticator/")]
    return seen


@pytest.mark.parametrize(
    ("width", "mode"), [(360, ""), (360, "elder"), (1366, ""), (1366, "elder")]
)
def test_the_pages_of_an_account_have_no_fault_that_axe_can_find(
    page, live_server, visits, width, mode
):
    """G-02: zero violations, nothing cut off; lists, empty forms, forms with faults."""
    page.set_viewport_size({"width": width, "height": 768})
    for client, path in visits:
        page.context.add_cookies(
            [
                {"name": "display", "value": mode, "url": live_server.url},
                {"name": "sessionid", "value": client.session.session_key, "url": live_server.url},
            ]
        )
        page.goto(live_server.url + path)
        found = Axe().run(page, options={"runOnly": TAGS})
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert page.evaluate(CUT) <= 0, path
        if page.locator("main form button[type=submit].btn--big").count():
            page.locator("main form button[type=submit].btn--big").click()
            page.locator(".summary").wait_for()
            found = Axe().run(page, options={"runOnly": TAGS})
            assert found.violations_count == 0, f"{path}: {found.generate_report()}"
