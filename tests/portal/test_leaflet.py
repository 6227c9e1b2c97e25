"""The guide as a leaflet to take along."""

import pytest
from django.test import Client

from tests.papers.reading import words
from yizhan.papers import leaflets as drawing

pytestmark = pytest.mark.usefixtures("county")


def test_guide_is_taken_along_as_a_pdf_with_its_edition(client: Client, food: str) -> None:
    """P-07: five answers, the materials and the version are on the sheet."""
    answer = client.get(f"/guide/{food}/leaflet.pdf")
    assert answer["Content-Type"] == "application/pdf"
    said = words(answer.content)
    for part in ("最多跑1次", "承诺6个工作日", "不收费", "第1版", "2026年1月1日起施行"):
        assert part in said


def test_guide_page_names_its_version_and_the_day_of_it(client: Client, food: str) -> None:
    """P-07: who reads knows how fresh it is."""
    page = client.get(f"/guide/{food}/").content.decode()
    assert "第 1 版　更新于 2026年1月1日" in page
    assert f"/guide/{food}/leaflet.pdf" in page


def test_leaflet_is_drawn_once_an_edition(
    client: Client, food: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawing takes time; the second visitor waits for nothing."""
    first = client.get(f"/guide/{food}/leaflet.pdf").content
    monkeypatch.delattr(drawing, "guide")
    assert client.get(f"/guide/{food}/leaflet.pdf").content == first
