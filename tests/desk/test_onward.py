"""From one case to the next of the list that was left (BCK-05)."""

import pytest

from yizhan.cases import claims
from yizhan.desk import beside

INBOX = "/desk/inbox/"
REVIEWED = {"phrase": "申请材料齐全、真实，符合法定条件，建议准予许可。", "officers": "1"}


@pytest.fixture
def three(desk, work):
    """Return the pages of three accepted cases."""
    return [
        desk.front.post(
            f"/desk/intake/{desk.item.item.code}/",
            {
                "key": f"{serial:032d}",
                "id_number": work.number(serial),
                "name": "示例甲",
                "materials": ["plan", "photo"],
                "accept": "1",
            },
        )["Location"]
        for serial in (1, 2, 3)
    ]


def held(client, work, urls):
    """Let the person at a browser hold some cases; return their refs as the inbox lists them."""
    page = client.get(INBOX).context["desk"]
    for url in urls:
        claims.claim(work.ref(url), page.actor, at=page.at)
    lines = client.get(INBOX, {"held": "mine"}).context["list"].lines
    return [line.view.ref for line in lines]


def opinion(client, ref, query, work):
    """Return the answer to an opinion that was given on the page of a case."""
    typed = {**REVIEWED, "meets_0": "符合", "meets_1": "符合"}
    typed |= {"evidence_0": "材料", "evidence_1": "材料"}
    url = f"/desk/case/{ref}/"
    return client.post(f"{url}review/?{query}", {**work.form(client, url, "review"), **typed})


def test_neighbours_and_the_way_back_keep_the_filter_of_the_inbox(desk, work, three):
    """J leads to the next case of the filter; the way back ends at the row one came from."""
    mine = held(desk.back, work, three[:2])
    page = desk.back.get(f"/desk/case/{mine[0]}/", {"tab": "accepted", "held": "mine"})
    number = page.context["view"].case.number
    assert [line.view.ref for line in page.context["list"].lines] == mine
    shown = page.content.decode()
    assert f'data-next="/desk/case/{mine[1]}/?tab=accepted&amp;held=mine"' in shown
    assert f"{INBOX}?tab=accepted&amp;held=mine#c-{number}" in shown


def test_the_next_case_opens_by_itself_only_where_that_was_asked_for(desk, work, three):
    """Off, one stays at the case; on, the one that followed it in the list is shown."""
    first, second = held(desk.back, work, three[1:])
    query = "tab=accepted&held=mine"
    desk.back.post(f"/desk/case/{first}/onward/?{query}")
    assert desk.back.cookies[beside.COOKIE].value == beside.ON
    assert opinion(desk.back, first, query, work)["Location"] == f"/desk/case/{second}/?{query}"
    desk.back.post(f"/desk/case/{first}/onward/?{query}")
    assert opinion(desk.back, second, query, work)["Location"] == f"/desk/case/{second}/?{query}"
