"""The start gate: another region's service is told of before the form; one press goes there."""

from django.test import Client
from django.utils.http import urlencode

from yizhan.cases.models import Draft
from yizhan.items.models import Version
from yizhan.places import shelf
from yizhan.places.models import Division

from .conftest import SITUATION

ELSEWHERE = "520103000000"


def _elsewhere(citizen: Client) -> None:
    """Let the visitor choose a county that the service is not for."""
    like = Division.objects.get(code="520123000000")
    Division.objects.create(
        **{
            name: getattr(like, name)
            for name in (one.attname for one in Division._meta.concrete_fields)
            if name not in {"id", "code", "name"}
        },
        code=ELSEWHERE,
        name="云岩区",
    )
    shelf.forget()
    citizen.get(f"/division/choose/?{urlencode({'code': ELSEWHERE, 'next': '/'})}")


def test_service_of_another_region_is_stopped_before_the_form(
    citizen: Client, food: str, as_owner: None
) -> None:
    """P-04: why, where, and one press to go there; no draft is begun."""
    _elsewhere(citizen)
    answer = citizen.post(f"/apply/{food}/", SITUATION)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "本事项由修文县办理" in page
    assert "切换区划并办理" in page
    assert not Draft.objects.exists()


def test_service_for_the_whole_province_begins_from_any_region(
    citizen: Client, food: str, as_owner: None
) -> None:
    """P-04: 全省通办 knows no wrong region."""
    row = Version.objects.get()
    Version.objects.filter(pk=row.pk).update(content={**row.content, "scope": "全省通办"})
    _elsewhere(citizen)
    assert "开始前请看" in citizen.get(f"/apply/{food}/").content.decode()


def test_guide_of_a_paid_service_says_how_to_pay_and_takes_nothing(
    client: Client, food: str, as_owner: None
) -> None:
    """P-06: where, by which paper; the site itself never asks for money."""
    row = Version.objects.get()
    fee = {"name": "工本费", "standard": "每证 10 元", "basis": "示例文件"}
    Version.objects.filter(pk=row.pk).update(content={**row.content, "fees": [fee]})
    page = client.get(f"/guide/{food}/").content.decode()
    assert "每证 10 元" in page
    assert "缴款通知书" in page
    assert "本站不收款" in page
