"""Applying without JavaScript: from the guide to the number of the case (P-09 to P-15)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from yizhan.accounts import services
from yizhan.accounts.models import Membership, Person, User
from yizhan.accounts.registry import Details
from yizhan.cases.models import Attachment, Case, Draft
from yizhan.items import forms
from yizhan.items.content import Content
from yizhan.items.models import Version
from yizhan.law.identities import IdType
from yizhan.law.words import Applicant
from yizhan.portal import applying

SITUATION = {"s_trade": "bulk", "s_net": "no"}
ANSWERS = {
    "phone": "13800000000",
    "address": "修文县龙场街道示例街1号",
    "shop": "示例糕点店",
    "premises": "修文县龙场街道示例街2号",
    "area": "40",
    "products": "散装糕点",
    "manager": "张示例",
}


def text(answer: Any) -> str:
    """Return the words of a page."""
    return str(answer.content.decode())


def contents(repository: Path) -> list[Content]:
    """Return what the catalogue says of every item."""
    paths = sorted((repository / "data/catalogue").glob("*.json"))
    raw = [json.loads(path.read_text(encoding="utf-8"))["content"] for path in paths]
    return [msgspec.convert(one, Content) for one in raw]


def test_application_becomes_one_case_within_five_pages(
    citizen: Client, filled: Callable[[], str]
) -> None:
    """P-10, G-04: the fifth page is the last, and its button makes the case."""
    last = filled()
    assert last.endswith("/5/")
    assert "第 5 步，共 5 步：核对并提交" in text(citizen.get(last))
    done = text(citizen.post(last, follow=True))
    case = Case.objects.get()
    assert case.number[:4] in done
    assert case.query_code in done
    assert case.answers["shop"] == "示例糕点店"
    assert case.course["held"] == ["application", "business_licence", "layout"]


def test_pressing_the_button_twice_makes_one_case(
    citizen: Client, filled: Callable[[], str]
) -> None:
    """P-14: the second press leads to the same page of success."""
    last = filled()
    first, second = citizen.post(last), citizen.post(last)
    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1
    assert Attachment.objects.count() == 1


def test_no_item_has_more_pages_or_typing_than_promised(repository: Path) -> None:
    """P-10, P-12: five pages, three for instant items; at most eight fields typed by a person."""
    found = contents(repository)
    assert len(found) >= 80
    for content in found:
        most = 3 if content.kind.label == "即办件" else 5
        assert len(applying.pages(content)) <= most, content.name
        if "natural" in content.audience:
            assert forms.metrics(content, Applicant.NATURAL).typed <= 8, content.name


def test_instant_item_takes_three_pages(
    citizen: Client, registration: str, picture: Callable[[], SimpleUploadedFile]
) -> None:
    """P-10: situation, everything to fill in, the check; a fault keeps the rest of the page."""
    content = Version.objects.get().content
    said = {f"s_{one['id']}": one["choices"][0]["id"] for one in content["situations"]}
    page = citizen.post(f"/apply/{registration}/", said)["Location"]
    assert "第 2 步，共 3 步：填写和上传" in text(citizen.get(page))
    fields = {key: _value(one) for key, one in content["form"]["properties"].items()}
    files = {f"file.{one['id']}": picture() for one in content["materials"]}
    faulty = citizen.post(page, {**fields, **files, "phone": "123", "way": "hand"})
    assert faulty.status_code == 422
    contact = {"phone": "13800000000", "address": "示例街1号"}
    answer = citizen.post(page, {**fields, **contact, "way": "electronic"})
    assert answer["Location"].endswith("/3/")
    citizen.post(answer["Location"])
    assert Case.objects.get().way == "electronic"


def test_every_part_is_asked_on_exactly_one_page() -> None:
    """G-08: nothing is asked twice in one application."""
    for pages in (applying.LONG, applying.SHORT):
        parts = [part for page in pages for part in page]
        assert sorted(parts) == sorted(set(parts))
        assert all(page in applying.NAMES for page in pages)


def test_answers_given_in_the_guide_are_not_asked_again(citizen: Client, food: str) -> None:
    """G-08: the gate comes with the choices of the guide taken."""
    page = text(citizen.get(f"/apply/{food}/?s_trade=bulk&s_net=no"))
    assert page.count(" checked") == 2
    assert page.index("实名要求") < page.index('type="radio"')


def test_stranger_is_led_to_login_and_back(client: Client, food: str) -> None:
    """W2.3: who applies is known first, and nothing is lost on the way."""
    answer = client.get(f"/apply/{food}/?s_trade=bulk")
    assert answer["Location"].startswith("/account/login/?next=%2Fapply%2F")


def test_ordinary_user_is_led_to_the_real_name_check(client: Client, food: str, db: None) -> None:
    """W2.2: ordinary users only search and ask."""
    user = services.register("putong", "sheng-li-da-dao-7", at=timezone.now())
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/apply/{food}/")["Location"].startswith("/account/verify/?next=")


def test_too_low_an_assurance_is_refused_with_the_way_up(
    citizen: Client, food: str, as_owner: None
) -> None:
    """P-09: before any field, in words, with what to do."""
    Person.objects.update(assurance="1")
    answer = citizen.get(f"/apply/{food}/")
    assert answer.status_code == 403
    assert "窗口核验" in text(answer)
    assert "开始办理</button>" not in text(answer)
    assert citizen.post(f"/apply/{food}/", SITUATION).status_code == 403
    assert not Draft.objects.exists()


def test_situation_that_needs_no_licence_ends_the_application(citizen: Client, food: str) -> None:
    """H4.2: said at once, with the reason, and no form is shown."""
    said = {"s_trade": "packed", "s_net": "no"}
    page = text(citizen.post(f"/apply/{food}/", said, follow=True))
    assert "依法不需要办理" in page
    assert "备案" in page


def test_open_question_is_named_and_the_other_answer_kept(citizen: Client, food: str) -> None:
    """G-05: title, summary with a link, 422, values kept."""
    answer = citizen.post(f"/apply/{food}/", {"s_trade": "bulk"})
    assert answer.status_code == 422
    page = text(answer)
    assert "<title>错误：" in page
    assert 'href="#s_net"' in page
    assert 'value="bulk" checked' in page


def test_faulty_answers_are_explained_beside_the_field_and_survive(
    citizen: Client, food: str
) -> None:
    """G-05, G-06: what was typed stands, also when the person comes back later."""
    page = citizen.post(f"/apply/{food}/", SITUATION)["Location"]
    answer = citizen.post(page, {"phone": "123", "shop": "示例店", "area": "很大"})
    assert answer.status_code == 422
    words = text(answer)
    assert words.count("请填写数字") == 2
    assert 'value="很大"' in words
    assert 'value="示例店"' in text(citizen.get(page))


def test_what_is_proved_is_shown_with_its_source_and_not_asked(citizen: Client, food: str) -> None:
    """G-08: five facts from the identity card stand as words; phone and address may change."""
    page = text(citizen.get(citizen.post(f"/apply/{food}/", SITUATION)["Location"]))
    assert page.count("来自：居民身份证") == 5
    assert "5299**********0010" in page
    assert "529901198805120010" not in page
    assert page.count("来自：本人账户信息") == 2
    assert 'name="id_number"' not in page
    assert 'name="seats"' not in page  # only caterers are asked


def test_proved_facts_cannot_be_sent_over(citizen: Client, filled: Callable[[], str]) -> None:
    """L3.11: a forged field changes nothing."""
    last = filled()
    citizen.post(last.replace("/5/", "/2/"), {**ANSWERS, "name": "别人"})
    citizen.post(last)
    assert Case.objects.get().answers["name"] == "张示例"


def test_acting_for_an_organisation_is_shown_on_every_page(
    citizen: Client, food: str, zhang: User, as_owner: None
) -> None:
    """P-23: 您正在代表, and the form is filled with the organisation's data."""
    body = _organisation(zhang)
    said = {**SITUATION, "for": str(body.id)}
    page = text(citizen.post(f"/apply/{food}/", said, follow=True))
    assert "您正在代表：" in page
    assert "修文示例食品有限公司" in page
    assert page.count("来自：营业执照") >= 3


def _value(question: dict[str, Any]) -> str:
    """Return something that answers a question."""
    if question.get("enum"):
        return str(question["enum"][0])
    if question.get("format") == "date":
        return "2026-01-05"
    kinds = {"number": "3", "integer": "3", "boolean": "true"}
    return kinds.get(question["type"], "13800000000" if question.get("format") else "示例")


def _organisation(representative: User) -> Person:
    """Return an organisation that the person represents."""
    details = Details(
        name="修文示例食品有限公司",
        number="91529901MAXX00015U",
        kind=IdType.CREDIT,
        representative="张示例",
        phone="13800000000",
        address="修文县龙场街道示例街1号",
        demo=True,
    )
    services.register_organisation(representative, details, at=timezone.now())
    return Membership.objects.get().organisation
