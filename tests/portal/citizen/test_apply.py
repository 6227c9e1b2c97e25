"""Applying without JavaScript: from the guide to the number of the case (P-09 to P-15)."""

from collections.abc import Callable

from django.test import Client

from yizhan.cases.models import Case


def test_application_becomes_one_case_within_five_pages(
    citizen: Client, filled: Callable[[], str]
) -> None:
    """P-10, G-04: the fifth page is the last, and its button makes the case."""
    last = filled()
    assert last.endswith("/5/")
    page = citizen.get(last).content.decode()
    assert "第 5 步，共 5 步：核对并提交" in page
    done = citizen.post(last, follow=True)
    case = Case.objects.get()
    assert case.number[:4] in done.content.decode()
    assert case.query_code in done.content.decode()
    assert case.answers["shop"] == "示例糕点店"
    assert case.course["held"] == ["application", "business_licence", "layout"]
