"""What government issued is fetched at the desk, not asked for: found, logged, shown."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from yizhan.accounts import queries as accounts
from yizhan.cases import queries
from yizhan.cases import services as door
from yizhan.cases.actors import Actor, staff
from yizhan.cases.services import Request
from yizhan.exchange.models import Enquiry
from yizhan.law.refusals import Unlawful
from yizhan.law.words import Post
from yizhan.links import registry
from yizhan.places import queries as places

from .conftest import ITEM, publish

SOURCED = {
    "name": "外摆摊位登记",
    "base_code": "000101001002",
    "materials": [
        *ITEM["materials"],
        {
            "id": "licence",
            "name": "小餐饮登记证",
            "source": "government",
            "issuer": "市场监督管理局",
            "certificate": "小餐饮登记证",
            "basis": "示例规定",
        },
    ],
}
REASON = "核验经营资格"
GRANT = {"grant": True, "facts": "符合条件", "basis": "示例规定", "content": "准予登记"}


class Connected:
    """A registry that has nothing, and notes what it was asked."""

    name = "示例登记库"
    connected = True

    def __init__(self) -> None:
        """Begin with nothing heard."""
        self.heard: list[registry.Question] = []

    def ask(self, question: registry.Question) -> registry.Answer:
        """Return that it has nothing, after noting the question."""
        self.heard.append(question)
        return registry.Answer(found=False, words="没有登记")


@pytest.fixture
def asked(desk, work, authority):
    """Return the page of a case with a material that government issued."""
    other = publish(authority.id, **SOURCED)
    return work.received(desk.front, other.item.code, materials=["plan", "photo"])


def enquire(client: Client, url: str, material: str = "licence", reason: str = REASON):
    """Return the answer to a question to the registries."""
    sent = {"key": "k" * 32, "material": material, "reason": reason}
    return client.post(f"{url}enquire/", sent, follow=True)


def test_where_nothing_is_connected_the_desk_says_so_and_keeps_the_question(desk, asked, work):
    """H7.1: the null twin never claims to have looked; who asked what and why stays."""
    page = enquire(desk.front, asked).content.decode()
    kept = Enquiry.objects.get()
    assert "尚未接入外部共享平台" in page
    assert (kept.found, kept.reason, kept.user_id) == (False, REASON, desk.front.staff.pk)
    assert queries.stored_case(work.ref(asked)).course.held == ("plan", "photo")


def test_the_applicant_sees_who_asked_for_their_data_and_why(desk, asked, work):
    """P-16: 数据足迹 has the enquiry with its reason."""
    enquire(desk.front, asked)
    looks = accounts.looks_at(queries.stored_case(work.ref(asked)).applicant)
    assert any(one.what == "shared_data" and REASON in one.reason for one in looks.rows)


def test_a_question_without_a_reason_is_refused_and_asks_nobody(desk, asked):
    """The reason is not optional."""
    assert enquire(desk.front, asked, reason=" ").status_code == 422
    assert not Enquiry.objects.exists()


def test_a_material_that_the_applicant_makes_is_not_fetched(desk, asked):
    """L3.5 is about what government issued."""
    assert enquire(desk.front, asked, material="plan").status_code == 422
    assert not Enquiry.objects.exists()


def test_only_staff_of_the_case_may_ask_and_a_foreign_case_looks_missing(sit, work, asked):
    """T2: another office learns nothing."""
    other = work.bureau("xiuwen-other", short_name="其他局", window="003", paper_word="修其他")
    stranger = sit(Post.BACK, "stranger", other.id)
    assert enquire(stranger, asked).status_code == 404
    assert not Enquiry.objects.exists()


def test_a_connected_registry_is_told_case_reason_and_the_number_in_clear(
    desk, asked, monkeypatch, work
):
    """The number leaves the hall only where somebody listens."""
    outside = Connected()
    monkeypatch.setattr(registry, "configured", lambda: outside)
    enquire(desk.front, asked)
    [question] = outside.heard
    assert question.number == work.number(3) and question.reason == REASON


def test_the_supervisor_sees_the_log_and_a_clerk_may_not(desk, asked, sit):
    """H7.1: whole-process supervision."""
    enquire(desk.front, asked)
    page = sit(Post.SUPERVISOR).get(reverse("desk:sharing")).content.decode()
    assert REASON in page and "尚未接入外部共享平台" in page
    assert desk.back.get(reverse("desk:sharing")).status_code == 403


def take(client: Client, ref: str, step: str, **said) -> None:
    """Take a step at the one door as a member of staff."""
    at = timezone.now()
    [posting] = places.postings_of(client.staff.pk, timezone.localdate(at))
    door.take(Request(ref=ref, step=step, said=said), staff(posting, "示例"), key=step, at=at)


def test_a_certificate_of_this_platform_is_found_at_once_and_lies_with_the_case(desk, asked, work):
    """H7.1, L3.5: trust A, held, in the journal; nobody was asked to bring it."""
    first = work.received(desk.front, desk.item.item.code, materials=["plan", "photo"], accept=True)
    take(desk.back, work.ref(first), "review", finding="符合条件")
    take(desk.chief, work.ref(first), "decide", **GRANT)
    page = enquire(desk.front, asked).content.decode()
    actor = Actor(id="clock", name="", post=Post.CLOCK)
    view = queries.case_for(actor, work.ref(asked), timezone.now())
    [file] = view.attachments
    assert (file["material"], file["trust"]) == ("licence", "A") and "本平台电子证照" in page
    assert "licence" in view.case.course.held and view.journal[-1]["step"] == "fetch"


def test_nobody_books_a_shared_material_by_hand(desk, asked, work):
    """L3.5: what the interface sends as the registry's word counts for nothing."""
    with pytest.raises(Unlawful, match="手工"):
        take(desk.front, work.ref(asked), "fetch", materials=["licence"], reason="x", shared="x")


def test_a_certificate_issued_here_lies_with_a_new_case_at_once(desk, work, authority):
    """H7.1, L3.5: at the window nobody is asked, and the look is on record like any other."""
    first = work.received(desk.front, desk.item.item.code, materials=["plan", "photo"], accept=True)
    take(desk.back, work.ref(first), "review", finding="符合条件")
    take(desk.chief, work.ref(first), "decide", **GRANT)
    other = publish(authority.id, **SOURCED)
    second = work.received(
        desk.front, other.item.code, materials=["plan", "photo"], accept=True, key="again"
    )
    kept = Enquiry.objects.get()
    assert "licence" in queries.stored_case(work.ref(second)).course.held
    assert (kept.found, kept.registry) == (True, "本平台电子证照") and work.stage(
        second
    ) == "accepted"


def test_what_sharing_supplies_is_not_asked_for_in_a_one_time_notice_either(desk, asked, work):
    """L3.5: the notice is refused, and the attempt is an exception (R16)."""
    row = {"material": "licence", "problem": "没有提交", "remedy": "补交"}
    with pytest.raises(Unlawful, match="数据共享"):
        take(desk.front, work.ref(asked), "notify", defects=[row])
    assert "R16" in queries.journal(work.ref(asked))[-1]["exceptions"]
