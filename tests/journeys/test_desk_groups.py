"""Groups of keys at the counter, counted: originals against the screen, concluded on the spot."""

from django.utils import timezone

from tests.desk.conftest import PASSWORD, bureau, number, publish
from tests.journeys.conftest import Keys, enter
from yizhan.accounts import services as accounts
from yizhan.accounts.registry import Details
from yizhan.cases import codes, queries, services
from yizhan.cases.actors import citizen
from yizhan.cases.models import Case
from yizhan.cases.opening import Application

MOST_CHECKED, MOST_AT_ONCE = 5, 9


def test_an_instant_item_is_concluded_in_nine_groups_of_keys_or_less(page, hall):
    """CNT-03: received, then 1 in the panel, which has the focus; no notice of acceptance."""
    publish(
        bureau().id,
        name="即时登记",
        base_code="000101001007",
        kind="1",
        promised={"n": 0},
        colloquial=["即办"],
    )
    enter(page, hall, "counter")
    keys = Keys(page)
    page.locator("[name=q]:focus").wait_for()
    keys.word("即时登记")
    page.locator("[name=id_number]:focus").wait_for()
    keys.word(number(1))
    keys.word("示例甲")
    keys.press("a")
    keys.press("Tab")
    keys.press("Enter")
    page.locator("#panel:focus").wait_for()
    keys.press("1")
    keys.press("Control+Enter")
    page.locator("[data-now]:focus").wait_for()
    keys.press("Enter")
    page.wait_for_selector("text=准予许可决定书")
    assert keys.groups <= MOST_AT_ONCE
    assert "受理通知书" not in page.locator("main").inner_text()


def scan(page, number):
    """Send a number as a scanner does: faster than fingers, Enter at its end."""
    page.evaluate(
        """(number) => {
            for (const key of number) document.body.dispatchEvent(
                new KeyboardEvent('keydown', {key, code: `Digit${key}`, bubbles: true}));
            document.body.dispatchEvent(
                new KeyboardEvent('keydown', {key: 'Enter', code: 'Enter', bubbles: true}));
        }""",
        number,
    )


def test_originals_are_checked_in_five_groups_of_keys_or_less(page, hall):
    """CNT-02: the bar code opens the case at its panel; Y, the tick, Enter, Enter."""
    case = online(hall)
    enter(page, hall, "counter")
    keys = Keys(page)
    scan(page, case.number)
    keys.groups += 1
    page.locator("#panel:focus").wait_for()
    keys.press("y")
    keys.press("Space")
    keys.press("Enter")
    page.locator("[data-now]:focus").wait_for()
    keys.press("Enter")
    page.wait_for_selector("#panel summary:has-text('核验原件')", state="detached")
    assert keys.groups <= MOST_CHECKED
    assert queries.stored_case(codes.ref(case.division, case.id)).course.originals_ok


def online(hall):
    """Return a case that somebody handed in online."""
    at = timezone.now()
    details = Details(name="示例乙", number=number(2), phone="13800000001", demo=True)
    user = accounts.register("applies", PASSWORD, details, at=at)
    application = Application(
        version_id=hall.version,
        applicant=user.person_id,
        channel="online",
        materials=("plan", "photo"),
        answers={"premises": "示例路1号"},
    )
    services.submit(application, citizen(user.pk, user.person_id), key="online", at=at)
    return Case.objects.get()
