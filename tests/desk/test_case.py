"""A case at the desk: from the window to the signed paper, and every way it may be refused."""

import pytest
from django.urls import reverse

from yizhan.cases import queries
from yizhan.law.words import Post

BOTH = ["plan", "photo"]
REVIEWED = {
    "meets_0": "符合",
    "meets_1": "符合",
    "evidence_0": "申请材料",
    "evidence_1": "申请材料",
    "finding": "符合条件，建议准予。",
    "officers": "1",
}


@pytest.fixture
def ready(desk, work):
    """Return the page of a case that was accepted and reviewed."""
    url = work.received(desk.front, desk.item.item.code, materials=BOTH, accept=True)
    assert work.press(desk.back, url, "review", **REVIEWED).status_code == 302
    return url


def drafted(client, url, work, act="grant", **typed):
    """Return what the page of a draft carries to its signature."""
    sent = {**work.form(client, url, act), "facts": "材料齐全", **typed}
    page = client.post(f"{url}draft/{act}/", sent)
    return {**sent, "token": page.context["attempt"].token}


def signed(client, url, work, sent, act="grant"):
    """Return the answer to a signature."""
    return client.post(f"{url}sign/{act}/", {"pin": work.password, **sent})


def test_complete_papers_are_received_and_accepted_with_one_press(desk, work):
    """CNT-01: two steps of law, one form."""
    url = work.received(desk.front, desk.item.item.code, materials=BOTH, accept=True)
    assert work.stage(url) == "accepted"


def test_incomplete_papers_pressed_as_complete_leave_no_case_behind(desk, work):
    """H4.6: the refusal names what is lacking; nothing was received."""
    sent = {"id_number": work.number(9), "name": "示例甲", "materials": ["plan"]}
    page = desk.front.post(
        reverse("desk:receive", args=[desk.item.item.code]), {**sent, "accept": "1"}
    )
    assert page.status_code == 422
    assert "门头照片" in page.content.decode()
    assert desk.front.get(reverse("desk:home")).context["list"].lines == ()


def test_the_same_form_sent_twice_makes_one_case(desk, work):
    """L3.10: the key of the form."""
    first = work.received(desk.front, desk.item.item.code, materials=BOTH)
    assert work.received(desk.front, desk.item.item.code, materials=BOTH) == first


def test_the_chief_signs_what_was_shown_and_the_paper_is_a_pdf(desk, work, ready):
    """CHF-02: draft, signature, paper."""
    answer = signed(desk.chief, ready, work, drafted(desk.chief, ready, work))
    assert answer.status_code == 302
    papers = desk.chief.get(ready).context["case"].papers
    pdf = desk.chief.get(reverse("desk:paper", args=[work.ref(ready), papers[-1].id]))
    assert pdf.content.startswith(b"%PDF")


def test_nothing_is_signed_that_was_not_shown(desk, work, ready):
    """CHF-02: without the page of the draft there is no token."""
    sent = {**work.form(desk.chief, ready, "grant"), "facts": "材料齐全"}
    assert signed(desk.chief, ready, work, sent).status_code == 409
    assert work.stage(ready) == "review"


def test_a_draft_changed_after_it_was_shown_is_not_signed(desk, work, ready):
    """CHF-02: the token stands for the very words."""
    sent = {**drafted(desk.chief, ready, work), "facts": "另一种事实"}
    assert signed(desk.chief, ready, work, sent).status_code == 409


def test_a_wrong_password_signs_nothing_and_asks_again(desk, work, ready):
    """T55: the draft is still there."""
    sent = drafted(desk.chief, ready, work)
    page = signed(desk.chief, ready, work, {**sent, "pin": "wrong"})
    assert page.status_code == 422
    assert work.stage(ready) == "review"


def test_five_wrong_passwords_end_the_session(desk, work, ready):
    """T55: nobody guesses at an open screen."""
    sent = drafted(desk.chief, ready, work)
    for _ in range(5):
        signed(desk.chief, ready, work, {**sent, "pin": "wrong"})
    assert desk.chief.get(ready).status_code == 302


def test_a_refusal_without_reasons_goes_back_with_what_was_typed(desk, work, ready):
    """CHF-03, BCK-09: facts, reasons and basis."""
    sent = {**work.form(desk.chief, ready, "refuse"), "facts": "场所面积不足"}
    page = desk.chief.post(f"{ready}draft/refuse/", sent)
    assert page.status_code == 422
    assert "场所面积不足" in page.content.decode()


def test_the_bodies_of_the_remedies_stand_in_the_refusal_beforehand(desk, work, ready):
    """L3.3: taken from the authority."""
    shown = desk.chief.get(ready).context["shown"]
    form = next(one.form for one in shown if one.act.name == "refuse")
    assert form["court"].value() == "示例人民法院"


def test_a_stale_page_says_who_was_faster_and_keeps_the_words(desk, work):
    """L3.10: 409, name, step, and the words typed."""
    url = work.received(desk.front, desk.item.item.code, materials=["plan"])
    sent = {**work.form(desk.front, url, "not_required"), "reason": "依法不需要许可"}
    work.press(desk.front, url, "receipt")
    page = desk.front.post(f"{url}not_required/", sent)
    assert page.status_code == 409
    text = page.content.decode()
    assert "示例前台已于" in text
    assert "依法不需要许可" in text


def test_words_kept_from_a_stale_page_can_be_sent_again(desk, work):
    """L3.10: a new key and the version that is shown now."""
    url = work.received(desk.front, desk.item.item.code, materials=["plan"])
    sent = {**work.form(desk.front, url, "not_required"), "reason": "依法不需要许可"}
    work.press(desk.front, url, "receipt")
    form = desk.front.post(f"{url}not_required/", sent).context["shown"][0].form
    again = {field.html_name: field.value() for field in form}
    assert desk.front.post(f"{url}not_required/", again).status_code == 302


def test_a_notice_names_every_row_that_has_a_reason(desk, work):
    """CNT-06: what is lacking begins as not handed in; the remedy follows from the reason."""
    url = work.received(desk.front, desk.item.item.code, materials=["plan"])
    work.press(desk.front, url, "notify", reason_1="未提交")
    (defect,) = queries.stored_case(work.ref(url)).course.defects
    assert (defect.material, defect.remedy) == ("photo", "请提交该材料")


def test_a_notice_without_a_row_is_not_issued(desk, work):
    """CNT-06: nothing to correct, nothing to send."""
    url = work.received(desk.front, desk.item.item.code, materials=["plan"])
    page = work.press(desk.front, url, "notify")
    assert page.status_code == 422
    assert work.stage(url) == "received"


def test_what_was_named_is_handed_in_and_accepted_in_one_act(desk, work):
    """H4.7, key 8: the clerk keys it in for the person at the window."""
    url = work.received(desk.front, desk.item.item.code, materials=["plan"])
    work.press(desk.front, url, "notify", reason_1="未提交")
    assert work.press(desk.front, url, "correct_accept", materials=["photo"]).status_code == 302
    assert work.stage(url) == "accepted"


def test_half_a_correction_is_refused_and_nothing_of_it_stays(desk, work):
    """H4.7: both steps or none."""
    url = work.received(desk.front, desk.item.item.code, materials=[])
    work.press(desk.front, url, "notify", reason_0="未提交", reason_1="未提交")
    page = work.press(desk.front, url, "correct_accept", materials=["photo"])
    assert page.status_code == 422
    assert queries.stored_case(work.ref(url)).course.corrected == ()


def test_the_panel_offers_only_what_the_law_leaves_open(desk, work):
    """CNT-05: wrong paper impossible."""
    url = work.received(desk.front, desk.item.item.code, materials=["plan"])
    digits = [one.act.digit for one in desk.front.get(url).context["shown"] if one.act.digit]
    assert digits == ["2", "3", "4", "6", "7"]


def test_a_case_of_another_authority_is_as_missing_as_none(desk, work, sit):
    """T1: hidden and missing look the same."""
    url = work.received(desk.front, desk.item.item.code, materials=BOTH)
    far = work.bureau(
        "far", window="003", uscc="11370800MB28559184", short_name="民政局", paper_word="修民"
    )
    stranger = sit(Post.FRONT, "stranger", far.id)
    assert stranger.get(url).status_code == 404


def test_a_number_in_clear_needs_a_reason_and_leaves_a_trace(desk, work):
    """G-18, P-16: one look, one line."""
    url = work.received(desk.front, desk.item.item.code, materials=BOTH)
    assert desk.front.post(f"{url}unmask/", {"what": "id_number"}).status_code == 422
    page = desk.front.post(f"{url}unmask/", {"what": "id_number", "reason": "核对证件"})
    assert work.number(3) in page.content.decode()


def test_the_page_of_a_case_shows_no_whole_number(desk, work):
    """G-18: masked by default."""
    url = work.received(desk.front, desk.item.item.code, materials=BOTH)
    assert work.number(3) not in desk.front.get(url).content.decode()


def test_a_case_is_claimed_by_one_and_not_by_another(desk, work, sit):
    """BCK-03: compare and set."""
    url = work.received(desk.front, desk.item.item.code, materials=BOTH, accept=True)
    other = sit(Post.BACK, "second")
    assert desk.back.post(f"{url}claim/").status_code == 302
    assert other.post(f"{url}claim/").status_code == 409


def test_the_result_is_delivered_by_post_only_with_its_number(desk, work, ready):
    """H6.1, L4.12: tracking."""
    signed(desk.chief, ready, work, drafted(desk.chief, ready, work))
    page = work.press(desk.front, ready, "deliver", way="post")
    assert page.status_code == 422
    assert work.press(desk.front, ready, "deliver", way="hand").status_code == 302
    assert work.stage(ready) == "delivered"


def test_a_material_that_the_situation_spares_is_not_asked_for_at_the_counter(
    desk, work, authority
):
    """P-08, H4.5: the answer on the situation shortens what is needed to accept."""
    code = work.spared(authority.id)
    sent = {
        "id_number": work.number(9),
        "name": "示例甲",
        "s_own": "yes",
        "materials": ["plan"],
        "accept": "1",
    }
    answer = desk.front.post(reverse("desk:receive", args=[code]), sent)
    assert work.stage(answer["Location"]) == "accepted"
