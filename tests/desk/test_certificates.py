"""The page of a certificate at the desk: its history, and the acts of its chief (L4.14)."""

import pytest
from django.urls import reverse

from yizhan.papers.models import Certificate, CertificateEvent

from .test_case import drafted, ready, signed  # noqa: F401 - a fixture


@pytest.fixture
def page(desk, work, ready):  # noqa: F811 - the fixture above
    """Return the address of the page of a certificate that was just granted."""
    signed(desk.chief, ready, work, drafted(desk.chief, ready, work))
    answer = desk.chief.get(f"{ready}certificate/")
    assert answer.status_code == 302
    return answer.url


def sent(client, page, step, **said):
    """Return the answer to an act on a certificate, with the form's own key."""
    forms = {form.step: form for form in client.get(page).context["acts"]}
    key = forms[step]["key"].value()
    return client.post(f"{page}{step}/", {"key": key, **said})


def test_the_chief_revokes_on_a_ground_of_the_law_and_the_page_says_so(desk, page):
    """ALL 69: state, history and paper; only cancellation is left to do."""
    answer = sent(desk.chief, page, "revoke", ground="fraud", reason="提交虚假材料")
    shown = desk.chief.get(page)
    assert answer.status_code == 302 and "已撤销" in shown.content.decode()
    assert [form.step for form in shown.context["acts"]] == ["cancel"]
    assert CertificateEvent.objects.get().kind == "revoked"


def test_without_a_reason_nothing_is_decided_and_the_field_is_named(desk, page):
    """The form stays as typed."""
    answer = sent(desk.chief, page, "revoke", ground="fraud")
    assert answer.status_code == 422 and "请填写理由" in answer.content.decode()
    assert not CertificateEvent.objects.exists()


def test_the_front_desk_reads_and_has_no_act(desk, page):
    """L3.2: neither a button nor an address."""
    assert desk.front.get(page).context["acts"] == []
    assert desk.front.post(f"{page}revoke/", {"reason": "x"}).status_code == 403


def test_a_certificate_of_another_authority_is_missing(desk, page, work):
    """T1: nothing is learnt of it."""
    row = Certificate.objects.get()
    other = reverse("desk:certificate", args=[f"{row.division}-{row.case_id.hex}"])
    assert desk.chief.get(other).status_code == 404
