"""The counter, the review and the signature in a real browser, by keys alone and without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.desk.conftest import PASSWORD, number
from tests.journeys.conftest import Keys, enter

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
CUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
MOST_GROUPS = 8
DAY = (
    "/desk/handover/",
    "/desk/today/",
    "/desk/register/",
    "/desk/register/organisation/",
    "/desk/screen/",
)
SCREENS = {
    "counter": (
        "/desk/",
        "/desk/intake/?q=餐",
        "/desk/intake/{code}/",
        "/desk/find/?number=x",
        *DAY,
    ),
    "review": ("/desk/catalogue/", "/desk/catalogue/{version}/", "/desk/catalogue/import/"),
    "signs": ("/desk/", "/desk/?tab=ended", "/desk/calendar/"),
}


def receive(page, hall, *, complete=True):
    """Receive an application by keys alone; return the keyboard."""
    keys = Keys(page)
    page.locator("[name=q]:focus").wait_for()
    keys.word("xcydj")
    page.locator("[name=id_number]:focus").wait_for()
    keys.word(number(1))
    keys.word("示例甲")
    if complete:
        keys.press("a")
        keys.press("Enter")
    else:
        page.locator("[name=receive]").focus()
        keys.press("Enter")
    page.wait_for_url("**/desk/case/**")
    return keys


def test_a_complete_application_is_accepted_in_eight_groups_of_keys_or_less(page, hall):
    """CNT-01: no mouse; Enter once more takes it at once; F9 finishes with the customer."""
    enter(page, hall, "counter")
    keys = receive(page, hall)
    keys.press("Enter")
    page.wait_for_selector("text=决定受理通知书")
    keys.press("F9")
    page.wait_for_selector("text=收件：办什么事")
    assert keys.groups <= MOST_GROUPS


def test_a_decision_is_taken_back_by_one_key(page, hall):
    """CNT-11: U, and nothing was issued."""
    enter(page, hall, "counter")
    receive(page, hall)
    page.keyboard.press("u")
    page.wait_for_selector("text=已撤销")
    assert "决定受理通知书" not in page.locator(".mid").inner_text()


def test_the_customer_sees_the_few_facts_and_confirms_them(page, hall):
    """CNT-10: the masked name and the materials; never the clerk's tools."""
    enter(page, hall, "counter")
    receive(page, hall)
    page.goto(f"{hall.url}/desk/screen/")
    text = page.locator("main").inner_text()
    assert "场所平面图" in text and "示例甲" not in text
    page.click("button:has-text('确认')")
    page.wait_for_selector("text=您已确认")


def test_the_digits_of_the_panel_count_only_inside_it(page, hall):
    """WCAG 2.1.4: a digit outside opens nothing; after F8 it opens its situation."""
    enter(page, hall, "counter")
    receive(page, hall, complete=False)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("6")
    assert page.locator("details.act[open]").count() == 0
    page.keyboard.press("F8")
    page.keyboard.press("6")
    assert page.locator("details.act[open]").get_attribute("data-digit") == "6"


def test_a_key_that_an_input_method_composes_with_opens_nothing(page, hall):
    """Chinese is typed with the same digits."""
    enter(page, hall, "counter")
    receive(page, hall, complete=False)
    page.keyboard.press("F8")
    page.evaluate(
        "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',"
        " {code: 'Digit6', isComposing: true, bubbles: true}))"
    )
    assert page.locator("details.act[open]").count() == 0


def test_what_is_lacking_is_told_by_keys_alone(page, hall):
    """CNT-06: F8, 6, Enter: what is lacking stands in the notice already."""
    enter(page, hall, "counter")
    receive(page, hall, complete=False)
    for key in ("F8", "6", "Enter"):
        page.keyboard.press(key)
    page.locator("[data-now]:focus").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_selector("text=一次性告知通知书")
    assert "补正中" in page.locator("#case-title + p").inner_text()


def test_a_case_goes_from_the_counter_to_the_signature_without_script(browser, hall):
    """G-04: accept, review, decide with JavaScript off."""
    page = browser.new_context(java_script_enabled=False).new_page()
    enter(page, hall, "counter")
    page.goto(f"{hall.url}/desk/intake/{hall.code}/")
    page.fill("[name=id_number]", number(1))
    page.fill("[name=name]", "示例甲")
    for box in page.locator("[name=materials]").all():
        box.check()
    page.click("[name=accept]")
    page.click("button:has-text('立即办理')")
    case = page.url
    reviewed(browser, hall, case)
    assert "准予许可决定书" in signed(browser, hall, case)


def reviewed(browser, hall, case):
    """Give the opinion on a case, without script."""
    page = browser.new_context(java_script_enabled=False).new_page()
    enter(page, hall, "review")
    page.goto(case)
    page.click("summary:has-text('出具审查意见')")
    page.select_option("[name=phrase]", index=1)
    page.click("button:has-text('出具审查意见')")


def signed(browser, hall, case):
    """Return what the page of a case says after its approval was signed, without script."""
    page = browser.new_context(java_script_enabled=False).new_page()
    enter(page, hall, "signs")
    page.goto(case)
    page.click("summary:has-text('准予许可')")
    page.click("details[open] button[type=submit]")
    page.fill("[name=pin]", PASSWORD)
    page.click("button:has-text('签发')")
    return page.locator("main").inner_text()


@pytest.mark.parametrize("width", [360, 1366])
@pytest.mark.parametrize("login", list(SCREENS))
def test_screens_of_the_desk_have_no_fault_that_axe_can_find(page, hall, login, width):
    """G-02: zero violations, and no page wider than the screen."""
    page.set_viewport_size({"width": width, "height": 768})
    enter(page, hall, login)
    for path in SCREENS[login]:
        page.goto(hall.url + path.format(code=hall.code, version=hall.version))
        found = Axe().run(page, options={"runOnly": TAGS})
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert page.evaluate(CUT) <= 0, path


@pytest.mark.parametrize("mode", ["elder", "high"])
@pytest.mark.parametrize("width", [360, 1366])
def test_the_counter_keeps_its_shape_in_every_way_to_see_it(page, hall, width, mode):
    """G-02, G-10: elder mode and high contrast, narrow and wide."""
    page.set_viewport_size({"width": width, "height": 768})
    enter(page, hall, "counter")
    page.context.add_cookies([{"name": "display", "value": mode, "url": hall.url}])
    for path in ("/desk/", f"/desk/intake/{hall.code}/", *DAY):
        page.goto(hall.url + path)
        found = Axe().run(page, options={"runOnly": TAGS})
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert page.evaluate(CUT) <= 0, path


@pytest.mark.parametrize("width", [360, 1366])
def test_the_screen_of_a_case_has_no_fault_that_axe_can_find(page, hall, width):
    """G-02: every situation of the panel open."""
    page.set_viewport_size({"width": width, "height": 768})
    enter(page, hall, "counter")
    receive(page, hall, complete=False)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = Axe().run(page, options={"runOnly": TAGS})
    assert found.violations_count == 0, found.generate_report()
