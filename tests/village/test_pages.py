"""The station without JavaScript: pick, fill in, see what came of it; the ledger (VIL-01 to 10)."""

from io import BytesIO
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from tests.stations.conftest import ALLOWANCE, MARRIAGE, PROOF
from yizhan.accounts.models import Mandate
from yizhan.cases.models import Attachment, Case
from yizhan.law.village import Milestone, Mode
from yizhan.papers.models import Paper
from yizhan.stations.models import Errand

from .conftest import picture

pytestmark = pytest.mark.django_db
ANSWERS = {"q1": "办成了", "q2": "满意", "q3": "没有"}


def text(client, address):
    """Return a page that opens."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def test_the_first_page_leads_to_the_four_ways_and_to_what_waits(station):
    """VIL-01: one main action a page."""
    shown = text(station.client, "/village/")
    for mode in Mode:
        assert f"?mode={mode.value}" in shown
        assert mode.label in shown


def test_an_item_is_found_by_what_people_call_it_and_only_where_the_way_is_open(station):
    """H7.2: at once only what the place decides itself."""
    asked = "/village/new/?q=居住&mode="
    assert PROOF in text(station.client, f"{asked}instant")
    assert PROOF not in text(station.client, f"{asked}whole")
    assert "没有找到“天外飞仙”" in text(station.client, "/village/new/?q=天外飞仙")


def test_what_the_village_decides_is_done_in_one_page(station):
    """H7.2: the form, then the number; the result can be handed over at once."""
    shown = text(station.client, station.filed(PROOF, Mode.INSTANT))
    case = Case.objects.get()
    assert case.stage == "granted"
    assert case.number in shown
    assert "本人已收到" in shown


def test_the_whole_way_leaves_a_signed_mandate_that_the_person_may_take_back(station):
    """H7.3, L4.16: on record with its paper; revoked at the person's word."""
    page = station.filed(ALLOWANCE, Mode.WHOLE)
    assert Paper.objects.filter(kind="L4.16").count() == 1
    assert Mandate.objects.get().revoked_at is None
    assert "村民要求撤销委托" in text(station.client, page)
    station.client.post(f"{page}revoke/")
    assert Mandate.objects.get().revoked_at is not None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"read_aloud": ""}, "读"),
        ({"signature": ""}, "签"),
        ({"number": "529901194001010012"}, "身份证"),
        ({"name": ""}, "请填写姓名"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(station, changes, words):
    """The form comes back filled in, with the reason; no case, no mandate."""
    answer = station.send(ALLOWANCE, Mode.WHOLE, **changes)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert words in shown
    assert 'value="13900000001"' in shown
    assert not Case.objects.exists()
    assert not Mandate.objects.exists()


def test_a_refused_errand_is_gone_on_with_where_it_stopped(station):
    """VIL-02: the same errand, not a second one."""
    station.send(ALLOWANCE, Mode.WHOLE, signature="")
    errand = Errand.objects.get()
    page = f"/village/records/{errand.id}/"
    assert "接着办" in text(station.client, page)
    again = f"{station.address(ALLOWANCE)}?mode=whole&from={errand.id}"
    shown = text(station.client, again)
    assert f'value="{errand.id}"' in shown
    assert 'value="罗示例"' in shown
    said = station.typed(Mode.WHOLE, id=str(errand.id), based_on=str(errand.revision))
    assert station.client.post(again, said)["Location"] == page
    assert Errand.objects.get().state == "filed"


def test_the_same_person_and_item_within_thirty_days_is_asked_back_once(station):
    """VIL-10: a warning, and a yes that makes it a second case."""
    station.filed(ALLOWANCE, Mode.WHOLE)
    answer = station.send(ALLOWANCE, Mode.WHOLE)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "确认再办一件" in shown
    assert Case.objects.count() == 1
    row = Errand.objects.exclude(state="filed").get()
    station.filed(ALLOWANCE, Mode.WHOLE, id=str(row.id), based_on="1", confirmed="on")
    assert Case.objects.count() == 2


def test_a_photo_lies_with_the_case_for_its_material(station):
    """M-03: taken on the spot, stored once."""
    station.filed(ALLOWANCE, Mode.WHOLE, file_account=picture("银行卡.png"))
    assert Attachment.objects.get(material="account").name.startswith("银行卡")


def test_a_file_that_is_no_photo_is_refused_in_words(station):
    """T38: what a file is follows from its content."""
    fake = picture("照片.png")
    fake.file = BytesIO(b"MZ\x90\x00" + b"0" * 200)
    answer = station.send(ALLOWANCE, Mode.WHOLE, file_account=fake)
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_an_accompanied_person_is_met_and_the_case_of_the_hall_is_tied(station):
    """H7.4: hour and place, arrival, end; the number of the hall's case is noted."""
    page = station.filed(MARRIAGE, Mode.COMPANION)
    assert "村口" in text(station.client, "/village/") or Errand.objects.get().place == "村口"
    number = Case.objects.get(pk=_case(station)).number
    station.client.post(f"{page}arrive/")
    station.client.post(f"{page}attach/", {"number": number})
    station.client.post(f"{page}finish/")
    shown = text(station.client, page)
    assert number in shown
    assert "到达" in shown


def _case(station):
    """Return the id of another case of the same person."""
    station.filed(ALLOWANCE, Mode.WHOLE)
    return Case.objects.get().pk


def test_a_visit_at_home_is_asked_for_listed_and_done_on_the_phone(station):
    """H7.5, VIL-07: request, round, arrival, taken in at the home, done."""
    page = station.filed(ALLOWANCE, Mode.HOME, later="on", hour="2026-12-02T10:00")
    errand = Errand.objects.get()
    assert errand.state == "asked"
    Errand.objects.update(hour=errand.received_at)
    assert "村口" in text(station.client, "/village/rounds/")
    station.client.post(f"{page}arrive/")
    said = station.typed(Mode.HOME, id=str(errand.id), based_on=str(errand.revision))
    station.client.post(station.address(ALLOWANCE), said)
    station.client.post(f"{page}finish/")
    assert Case.objects.count() == 1
    assert "村口" not in text(station.client, "/village/rounds/")


def test_the_result_is_handed_over_against_a_signature_and_asked_about(station):
    """VIL-08, L4.12: no signature, no hand-over; then three answers."""
    page = station.filed(PROOF, Mode.INSTANT)
    refused = station.client.post(f"{page}hand/")
    assert refused.status_code == 422
    assert "L4.12" in refused.content.decode()
    station.client.post(f"{page}hand/", {"signature": picture()})
    assert Case.objects.get().stage == "delivered"
    assert station.client.post(f"{page}revisit/", {"q1": "好"}).status_code == 422
    station.client.post(f"{page}revisit/", ANSWERS)
    assert Errand.objects.get().revisit["事情办成了吗"] == "办成了"


def test_the_ledger_shows_all_seven_stages_prints_and_exports(station):
    """VIL-09: nothing is typed twice: the rows are the errands themselves."""
    page = station.filed(PROOF, Mode.INSTANT)
    station.client.post(f"{page}hand/", {"signature": picture()})
    shown = text(station.client, "/village/ledger/")
    assert all(stage.label in shown for stage in Milestone)
    assert PROOF in text(station.client, "/village/ledger/?print")
    book = load_workbook(BytesIO(station.client.get("/village/ledger.xlsx").content))
    head, row = book.active.iter_rows(values_only=True)
    assert head[-7:] == tuple(stage.label for stage in Milestone)
    assert row[2] == PROOF
    assert "罗示例" not in map(str, row)


def test_a_month_that_is_not_over_is_not_reported(station):
    """上报: said in words, on the page."""
    answer = station.client.post("/village/ledger/report/", {})
    assert answer.status_code == 409
    assert "还没有结束" in answer.content.decode()


def test_nonsense_for_a_month_is_this_month(station):
    """Never a 500."""
    assert "工作台账" in text(station.client, "/village/ledger/?month=2026-99&after=nonsense")


@pytest.mark.parametrize("what", ["arrive", "finish", "revoke", "hand", "revisit", "attach"])
def test_a_foreign_errand_answers_like_a_missing_one(station, what):
    """T1: another station learns nothing."""
    page = station.filed(ALLOWANCE, Mode.WHOLE)
    missing = page.replace(page.split("/")[3], str(uuid4()))
    for way in ("get", "post"):
        address = (lambda one: one) if way == "get" else (lambda one: f"{one}{what}/")
        answers = [getattr(station.stranger, way)(address(one)) for one in (page, missing)]
        assert [one.status_code for one in answers] == [404, 404]
        first, second = (_plain(one) for one in answers)
        assert first == second


def _plain(answer):
    """Return a page without what each answer has of its own: a token, its own address."""
    own = ("csrfmiddlewaretoken", "print-only")
    return [
        line
        for line in answer.content.decode().splitlines()
        if not any(word in line for word in own)
    ]


def test_only_a_member_of_a_station_gets_in(station, village):
    """T6: nobody is sent to the login; a citizen's session opens nothing."""
    answer = station.nobody.get("/village/ledger/")
    assert answer.status_code == 302
    assert "/account/staff/" in answer["Location"]
