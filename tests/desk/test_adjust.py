"""A change of divisions at the desk: previewed when it is proposed, approved by somebody else."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.places.samples import write_map
from yizhan.adjustments import services
from yizhan.adjustments.models import Adjustment
from yizhan.law.words import Level, Post
from yizhan.places import map as maps
from yizhan.places import queries as places

MAP = [
    ("520000000000", "贵州省", "2", "", "省"),
    ("520100000000", "贵阳市", "3", "520000000000", "地级市"),
    ("520123000000", "修文县", "4", "520100000000", "县"),
    ("520123100000", "扎佐街道", "5", "520123000000", "街道"),
    ("520123100200", "大龙村", "6", "520123100000", "村委会"),
]
ROWS = "原代码,新代码,新名称,类型\n520123100,520123101,新扎佐街道,\n"


@pytest.fixture
def centre(db, tmp_path, work):
    """Return the centre of a county, with a service station in one of its villages."""
    maps.load(write_map(tmp_path, MAP), as_of=date(2023, 6, 30))
    work.bureau(
        "station",
        division="520123100200",
        level=Level.VILLAGE,
        name="大龙村便民服务站",
        short_name="便民服务站",
        window="901",
        paper_word="大龙便",
    )
    return work.bureau(
        "centre",
        name="修文县政务服务中心",
        short_name="政务服务中心",
        window="900",
        paper_word="修政服",
        is_centre=True,
    )


@pytest.fixture
def back(centre, sit):
    """Return the browser of the centre's back office."""
    return sit(Post.BACK, office=centre.id)


def propose(client, rows=ROWS):
    """Return the answer to a plan that was sent."""
    said = {"on": timezone.localdate().isoformat(), "basis": "示例批复1号", "rows": rows}
    return client.post(reverse("desk:adjustments"), said, follow=True)


def test_what_is_proposed_is_previewed_and_changes_nothing(back):
    """Where the station would go is on the page; it has not gone yet."""
    page = propose(back).content.decode()
    assert "大龙村便民服务站" in page and "520123101200" in page
    assert places.authority_by_code("station").division == "520123100200"


def test_another_one_approves_and_the_worker_carries_it_out(back, sit, centre):
    """Two people; then the station stands under the new code and the page says what was done."""
    propose(back)
    made = Adjustment.objects.get()
    head = sit(Post.HEAD, office=centre.id)
    assert back.post(reverse("desk:adjustment_decide", args=[made.id])).status_code == 403
    head.post(reverse("desk:adjustment_decide", args=[made.id]))
    assert services.carry_due(timezone.now()) == 1
    assert places.authority_by_code("station").division == "520123101200"
    assert "已施行" in head.get(reverse("desk:adjustment", args=[made.id])).content.decode()


def test_a_row_that_does_not_fit_is_told_with_its_line_and_what_was_typed_stays(back):
    """G-06: nothing has to be typed again."""
    answer = propose(back, "原代码,新代码,新名称,类型\n520123999,520123101,甲镇,\n")
    page = answer.content.decode()
    assert answer.status_code == 422 and "第2行：520123999000不是现行区划" in page
    assert "520123999,520123101" in page


def test_only_a_centre_proposes(sit, centre, work):
    """A bureau sees the list, and no form."""
    other = work.bureau("xiuwen-other", short_name="其他局", window="003", paper_word="修其他")
    clerk = sit(Post.BACK, "other", other.id)
    assert propose(clerk).status_code == 422 and not Adjustment.objects.exists()
    assert "提出调整" not in clerk.get(reverse("desk:adjustments")).content.decode()
