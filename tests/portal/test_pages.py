"""What an ordinary visitor finds without logging in and without JavaScript."""

import pytest
from django.test import Client

from yizhan.portal import display

pytestmark = pytest.mark.usefixtures("county")
VILLAGE = "520123001001"


def _text(client: Client, address: str) -> str:
    """Return the words of a page that must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_search_finds_the_service_by_what_people_call_it(client: Client, food: str) -> None:
    """P-03: 开饭店 leads to the food licence."""
    assert f"/guide/{food}/" in _text(client, "/search/?q=开饭店")


def test_suggestions_understand_the_initials_of_pinyin(client: Client, food: str) -> None:
    """P-03: kfd is 开饭店."""
    assert f"/guide/{food}/" in _text(client, "/suggest/?q=kfd")


def test_search_without_result_says_what_else_to_try(client: Client, food: str) -> None:
    """2.3: the words of the empty state."""
    page = _text(client, "/search/?q=zzz")
    assert "没有找到“zzz”相关事项" in page
    assert "12345" in page


def test_guide_answers_the_five_questions_first(client: Client, food: str) -> None:
    """P-06: may I, how often, how long, how much, what to bring."""
    page = _text(client, f"/guide/{food}/")
    for words in ("最多跑1次", "6个工作日", "法定 20个工作日", "不收费", "材料 4 件"):
        assert words in page


def test_guide_shortens_its_list_by_the_answers_in_the_address(client: Client, food: str) -> None:
    """P-08: a canteen needs its host's proof, and no business licence; no script is needed."""
    page = _text(client, f"/guide/{food}/?s_trade=canteen&s_net=no")
    assert "举办单位的主体资格证明" in page
    assert "执照电子证照可免提交" not in page
    assert "您的材料清单" in page


def test_guide_says_so_where_no_licence_is_needed(client: Client, food: str) -> None:
    """P-04: who needs no licence is told before any form."""
    page = _text(client, f"/guide/{food}/?s_trade=packed")
    assert "您不用办这一项" in page
    assert ">在线办理<" not in page


def test_guide_marks_what_the_catalogue_assumed(client: Client, food: str) -> None:
    """G-25: assumed facts carry 示例."""
    assert "示例</span></dt><dd>6个工作日" in _text(client, f"/guide/{food}/")


def test_guide_of_an_unknown_code_is_a_page_not_found(client: Client) -> None:
    """G-19: the page says what to do next."""
    answer = client.get("/guide/nothing/")
    assert answer.status_code == 404
    assert "没有找到这一页" in answer.content.decode()


def test_lists_go_on_from_the_last_code_seen(client: Client, food: str) -> None:
    """Keyset paging: nothing stands after the last one."""
    assert f"/guide/{food}/" in _text(client, "/natural/?theme=040")
    assert f"/guide/{food}/" not in _text(client, f"/natural/?after={food}")


def test_department_lists_only_its_own_services(client: Client, food: str) -> None:
    """P-02: a department and what it does."""
    assert f"/guide/{food}/" in _text(client, "/departments/xiuwen-shichang-jianguan/")
    assert f"/guide/{food}/" not in _text(client, "/departments/xiuwen-gongan/")


def test_village_is_chosen_and_kept_for_the_next_page(client: Client, food: str) -> None:
    """P-04: the visitor's division is in the header, and the county's services still serve it."""
    answer = client.get(f"/division/choose/?code={VILLAGE}&next=/natural/", follow=True)
    assert answer.redirect_chain == [("/natural/", 302)]
    page = answer.content.decode()
    assert "龙场社区居民委员会" in page
    assert f"/guide/{food}/" in page


def test_division_is_found_by_the_initials_of_its_name(client: Client) -> None:
    """P-04: xwx is 修文县."""
    assert "选择修文县" in _text(client, "/division/?name=xwx")


@pytest.mark.parametrize("wanted", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_way_back_never_leaves_this_site(client: Client, wanted: str) -> None:
    """T56: no open redirect."""
    answer = client.get("/display/", {"mode": "elder", "next": wanted})
    assert answer["Location"] == "/"


def test_elder_mode_stays_on_without_javascript(client: Client) -> None:
    """G-10: one click, kept, same page."""
    answer = client.get("/display/?mode=elder&next=/accessibility/", follow=True)
    assert 'data-mode="elder"' in answer.content.decode()
    assert 'data-mode="elder"' in _text(client, "/")


def test_display_ignores_words_that_it_does_not_know() -> None:
    """A cookie is a stranger's text."""
    shown = display.changed(display.Display(size="huge"), {"mode": '"><b>', "next": "/"})
    assert shown == display.Display(size="huge")


def test_question_is_taken_without_login(client: Client) -> None:
    """W2.3, P-21: ordinary users may ask."""
    answer = client.post("/ask/", {"subject": "食品经营许可", "body": "要多久？"}, follow=True)
    assert "已收到您的问题" in answer.content.decode()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"subject": "", "body": "要多久？"}, "请填写想问哪件事"),
        ({"subject": "许可", "body": "a\u202eb"}, "看不见的字符"),
    ],
)
def test_faulty_question_is_explained_and_kept_in_the_form(
    client: Client, said: dict[str, str], words: str
) -> None:
    """G-05, T44: title, summary with a link, words beside the field, what was typed."""
    answer = client.post("/ask/", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>错误：" in page
    assert page.count(words) == 2
    assert 'role="alert"' in page


def test_typed_markup_is_shown_as_text(client: Client) -> None:
    """T44: nothing that a visitor types becomes part of the page."""
    assert "<script>alert" not in _text(client, "/search/?q=<script>alert(1)</script>")


def test_unknown_paper_is_said_to_be_unknown(client: Client) -> None:
    """T16: the address of a QR code that we never printed."""
    assert "查无此文书" in _text(client, "/verify/AAAAAAAAAAAAAAAAAAAAAA")


def test_every_clause_has_a_page_of_its_own(client: Client) -> None:
    """A number on a paper or an error leads to the words of the rule."""
    assert "/clauses/H4.6/" in _text(client, "/clauses/")
    assert "规则编号 H4.6" in _text(client, "/clauses/H4.6/")
    assert client.get("/clauses/H99/").status_code == 404


@pytest.mark.parametrize("address", ["/", "/natural/", "/departments/", "/sitemap/", "/verify/"])
def test_header_and_footer_are_the_same_on_every_page(client: Client, address: str) -> None:
    """G-01: the order of the header, and what the footer says."""
    page = _text(client, address)
    header = [
        'class="skip"',
        'class="brand"',
        'class="place"',
        'id="q"',
        "登录",
        "长辈版",
        "无障碍",
    ]
    places = [page.index(words) for words in header]
    assert places == sorted(places)
    footer = page[page.index("<footer") :]
    for words in ("主办", "承办", "12345", "网站标识码", "ICP", "公安备案", "网站地图", "纠错"):
        assert words in footer
