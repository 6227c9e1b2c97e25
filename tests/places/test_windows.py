"""Shared windows: consent, people sent, the roster of a day, holes ahead (H2.5 to H2.7)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid4

import pytest

from yizhan.accounts.models import User
from yizhan.law.clocks import ZONE
from yizhan.law.mandates import Period
from yizhan.law.refusals import Conflict, Incomplete, Invalid, NotFound, Unlawful, WrongPost
from yizhan.law.windows import Consent, Gap
from yizhan.law.words import Level, Post
from yizhan.places import duty, halls, queries, rosters, services, stays
from yizhan.places.duty import WindowView
from yizhan.places.posts import Held

from .samples import AT, BUREAU

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = date(2026, 9, 7), date(2026, 9, 8)
NOON = datetime(2026, 9, 7, 12, tzinfo=ZONE)
YEAR = Period(date(2026, 1, 1))
ITEM = uuid4()
FORESTRY = replace(
    BUREAU, code="xiuwen-linye", name="修文县林业局", short_name="林业局",
    paper_word="修林", window="017",
)  # fmt: skip
CENTRE = replace(
    BUREAU, code="xiuwen-centre", name="修文县政务服务中心", short_name="政务服务中心",
    paper_word="修政服", window="001", is_centre=True,
)  # fmt: skip
TOWNSHIP = replace(
    CENTRE, code="xiuwen-zhazuo", name="修文县扎佐街道便民服务中心", short_name="便民服务中心",
    paper_word="修扎便", window="048", division="520123004000", level=Level.TOWNSHIP,
)  # fmt: skip


@dataclass
class Hall:
    """A service centre's head, the head and two people of each of two departments."""

    centre: Held
    forestry: Held
    bureau: Held
    people: dict[str, int]

    def opened(self) -> WindowView:
        """Return a new window without anybody."""
        return stays.open_window(self.centre, "综合窗口", on=MONDAY)

    def agreed(self, window: WindowView, held: Held, items: tuple[UUID, ...] = (ITEM,)) -> int:
        """Return a stay that the centre has agreed to."""
        stay = stays.ask(window.id, held, items, reason="办件少", on=MONDAY)
        stays.answer(stay, self.centre, agree=True, says="", on=TUESDAY)
        return stay

    def staffed(self) -> tuple[WindowView, int, int]:
        """Return a window with the forestry bureau's chief and one of its staff."""
        window = self.opened()
        stay = self.agreed(window, self.forestry)
        chief = self.sent(stay, "lin-chief", Post.CHIEF)
        return window, chief, self.sent(stay, "lin-a", Post.FRONT)

    def sent(self, stay: int, login: str, post: Post, held: Held | None = None) -> int:
        """Return the posting of somebody who is sent."""
        who = self.people[login]
        return stays.send(stay, held or self.forestry, who, post=post, period=YEAR)

    def fronts(self, login: str, on: date) -> list[Post]:
        """Return the posts that somebody holds at shared windows on a day."""
        held = queries.postings_of(self.people[login], on)
        return [one.post for one in held if duty.items_at(one.authority_id) is not None]


@pytest.fixture
def hall() -> Hall:
    """Return a county hall with two departments."""
    services.save_authorities([CENTRE, BUREAU, FORESTRY, TOWNSHIP])
    people = {
        login: User.objects.create(login=login, name=login, created_at=AT, is_staff_member=True).pk
        for login in ("centre", "lin-head", "lin-chief", "lin-a", "sj-head", "sj-chief", "sj-a")
    }

    def post(login: str, code: str, kind: Post) -> Held:
        """Return the post in which somebody was put."""
        return services.appoint(people[login], queries.authority_by_code(code).id, kind, YEAR)

    for login, code in (("lin", FORESTRY.code), ("sj", BUREAU.code)):
        post(f"{login}-chief", code, Post.CHIEF)
        post(f"{login}-a", code, Post.BACK)
    return Hall(
        centre=post("centre", CENTRE.code, Post.HEAD),
        forestry=post("lin-head", FORESTRY.code, Post.HEAD),
        bureau=post("sj-head", BUREAU.code, Post.HEAD),
        people=people,
    )


def test_a_department_stays_at_a_window_only_with_the_centre_s_dated_consent(hall: Hall) -> None:
    """H2.5: who asked, who agreed, when; before that nobody is sent."""
    window = hall.opened()
    stay = stays.ask(window.id, hall.forestry, [ITEM], reason="办件少", on=MONDAY)
    with pytest.raises(Unlawful):
        hall.sent(stay, "lin-a", Post.FRONT)
    with pytest.raises(WrongPost):
        stays.answer(stay, hall.forestry, agree=True, says="", on=TUESDAY)
    stays.answer(stay, hall.centre, agree=True, says="", on=TUESDAY)
    found = duty.window(window.id, hall.centre).stays[0]
    assert (found.state, found.asked_by, found.answered_by, found.answered_on) == (
        Consent.AGREED, "lin-head", "centre", TUESDAY,
    )  # fmt: skip
    assert duty.items_at(window.authority.id) == {ITEM}


def test_a_declined_wish_says_why_and_may_be_asked_again(hall: Hall) -> None:
    """H2.5: no silent no, and no second wish beside an open one."""
    window = hall.opened()
    stay = stays.ask(window.id, hall.forestry, [ITEM], reason="办件少", on=MONDAY)
    with pytest.raises(Conflict):
        stays.ask(window.id, hall.forestry, [ITEM], reason="再申请", on=MONDAY)
    with pytest.raises(Incomplete):
        stays.answer(stay, hall.centre, agree=False, says=" ", on=MONDAY)
    stays.answer(stay, hall.centre, agree=False, says="办件较多，应设常驻窗口", on=MONDAY)
    assert stays.ask(window.id, hall.forestry, [ITEM], reason="再申请", on=TUESDAY) != stay
    assert duty.items_at(window.authority.id) == frozenset()


def test_on_a_day_the_roster_alone_decides_who_has_the_front_post(hall: Hall) -> None:
    """H2.6: being sent is not standing there; the door asks for the post of that day."""
    window, _, front = hall.staffed()
    rosters.put(window.id, hall.forestry, front, TUESDAY, today=MONDAY)
    assert hall.fronts("lin-a", MONDAY) == []
    assert hall.fronts("lin-a", TUESDAY) == [Post.FRONT]
    assert queries.holders(window.authority.id, Post.FRONT, MONDAY) == []


def test_a_department_sends_one_chief_representative_and_only_its_own_people(hall: Hall) -> None:
    """H2.6: one chief each; a stranger stays at home."""
    window = hall.opened()
    stay = hall.agreed(window, hall.forestry)
    hall.sent(stay, "lin-chief", Post.CHIEF)
    with pytest.raises(Conflict):
        hall.sent(stay, "lin-a", Post.CHIEF)
    with pytest.raises(Invalid):
        hall.sent(stay, "sj-a", Post.FRONT)
    assert not duty.window(window.id, hall.centre).stays[0].staffed
    hall.sent(stay, "lin-a", Post.FRONT)
    assert duty.window(window.id, hall.centre).stays[0].staffed


def test_holes_are_seen_before_the_day_and_closed_when_filled(hall: Hall) -> None:
    """H2.6, R23: raised once each for the days ahead, never for a Sunday."""
    window, chief, front = hall.staffed()
    rosters.put(window.id, hall.forestry, front, TUESDAY, today=MONDAY)
    found = duty.lacking(window, MONDAY, 7)
    assert found[MONDAY] == (Gap.NOBODY, Gap.NO_CHIEF)
    assert found[TUESDAY] == (Gap.NO_CHIEF,)
    assert date(2026, 9, 13) not in found
    assert rosters.raise_holes(NOON) > 0
    assert rosters.raise_holes(NOON) == 0
    rosters.put(window.id, hall.forestry, chief, TUESDAY, today=MONDAY)
    assert rosters.raise_holes(NOON) == 1
    assert (TUESDAY, Gap.NO_CHIEF) not in duty.open_holes(window.id)


def test_the_centre_fills_the_holes_by_turns_of_the_departments(hall: Hall) -> None:
    """H2.6: 轮流值守, a day each, and who stands already stays."""
    window, _, front = hall.staffed()
    other = hall.agreed(window, hall.bureau, (uuid4(),))
    hall.sent(other, "sj-chief", Post.CHIEF, hall.bureau)
    hall.sent(other, "sj-a", Post.FRONT, hall.bureau)
    rosters.put(window.id, hall.forestry, front, TUESDAY, today=MONDAY)
    with pytest.raises(WrongPost):
        rosters.fill(window.id, hall.forestry, MONDAY, 5)
    assert rosters.fill(window.id, hall.centre, MONDAY, 5) == 9
    rows = duty.turns(window.id, MONDAY, date(2026, 9, 11))
    fronts = [one.name for one in rows if one.post is Post.FRONT]
    assert fronts == ["lin-a", "lin-a", "lin-a", "sj-a", "lin-a"]
    assert duty.lacking(duty.window(window.id, hall.centre), MONDAY, 5) == {}


def test_two_people_change_turns_and_who_when_and_why_is_kept(hall: Hall) -> None:
    """H2.6: the same post only, and nothing that is past."""
    window, chief, front = hall.staffed()
    other = hall.agreed(window, hall.bureau, (uuid4(),))
    second = hall.sent(other, "sj-a", Post.FRONT, hall.bureau)
    for posting, day in ((front, MONDAY), (second, TUESDAY), (chief, MONDAY)):
        rosters.put(window.id, hall.centre, posting, day, today=MONDAY)
    ids = {(one.posting_id, one.day): one.id for one in duty.turns(window.id, MONDAY, TUESDAY)}
    pair = (ids[front, MONDAY], ids[second, TUESDAY])
    mixed = (ids[chief, MONDAY], ids[second, TUESDAY])
    with pytest.raises(Unlawful):
        rosters.swap(window.id, hall.centre, mixed, reason="出差", at=NOON)
    rosters.swap(window.id, hall.centre, pair, reason="出差", at=NOON)
    assert (hall.fronts("lin-a", TUESDAY), hall.fronts("sj-a", MONDAY)) == (
        [Post.FRONT], [Post.FRONT],
    )  # fmt: skip
    assert [(one.reason, one.first_day, one.second_day) for one in duty.swaps(window.id)] == [
        ("出差", MONDAY, TUESDAY)
    ]


def test_a_window_of_others_is_as_missing_as_none(hall: Hall) -> None:
    """T3: a department that is not there neither sees nor plans it."""
    window, _, front = hall.staffed()
    with pytest.raises(NotFound):
        duty.window(window.id, hall.bureau)
    with pytest.raises(NotFound):
        rosters.put(window.id, hall.bureau, front, MONDAY, today=MONDAY)
    with pytest.raises(NotFound):
        duty.window(999, hall.bureau)


def test_a_township_sets_up_its_window_after_the_county_s_model(hall: Hall) -> None:
    """H2.7: the same posts and rules a level below; a plain department opens none."""
    head = services.appoint(
        hall.people["sj-a"], queries.authority_by_code(TOWNSHIP.code).id, Post.HEAD, YEAR
    )
    window = stays.open_window(head, "非常驻窗口", on=MONDAY)
    assert window.authority.level is Level.TOWNSHIP
    assert window.id in {one.id for one in duty.open_windows(hall.forestry)}
    with pytest.raises(Unlawful):
        stays.open_window(hall.forestry, "窗口", on=MONDAY)


def test_a_county_sets_its_own_handover_time(hall: Hall) -> None:
    """H7.1: one working day unless the county's centre says otherwise, from that day on."""
    stays.arrange(hall.centre, 2, on=TUESDAY)
    days = [halls.handover_days("520123004000", day) for day in (MONDAY, TUESDAY)]
    assert days == [halls.HANDOVER_DAYS, 2]
    with pytest.raises(WrongPost):
        stays.arrange(hall.forestry, 3, on=TUESDAY)


def test_who_leaves_the_department_stands_at_the_window_no_more(hall: Hall) -> None:
    """H2.6: only its own people; the turns after the last day come off the roster."""
    window, _, front = hall.staffed()
    for day in (MONDAY, TUESDAY):
        rosters.put(window.id, hall.forestry, front, day, today=MONDAY)
    office = next(
        one
        for one in queries.postings_of(hall.people["lin-a"], MONDAY)
        if one.authority_id == hall.forestry.authority_id
    )
    services.end_posting(office.id, on=MONDAY, reason="调离")
    assert [one.day for one in duty.turns(window.id, MONDAY, TUESDAY)] == [MONDAY]
    assert hall.fronts("lin-a", TUESDAY) == []


def test_who_keeps_another_post_of_the_department_goes_on_standing(hall: Hall) -> None:
    """H2.6: one post ended, the person is still of the department."""
    window, _, front = hall.staffed()
    services.appoint(hall.people["lin-a"], hall.forestry.authority_id, Post.FRONT, YEAR)
    rosters.put(window.id, hall.forestry, front, TUESDAY, today=MONDAY)
    held = queries.postings_of(hall.people["lin-a"], MONDAY)
    services.end_posting(next(one.id for one in held if one.post is Post.BACK), on=MONDAY)
    assert hall.fronts("lin-a", TUESDAY) == [Post.FRONT]


def test_a_roster_is_made_for_days_that_have_not_passed(hall: Hall) -> None:
    """H2.6: who did stand is not written afterwards."""
    window, _, front = hall.staffed()
    with pytest.raises(Unlawful):
        rosters.put(window.id, hall.forestry, front, MONDAY, today=TUESDAY)


def test_one_person_in_both_posts_does_not_staff_a_stay(hall: Hall) -> None:
    """H2.6: one chief representative and at least one more person."""
    stay = hall.agreed(hall.opened(), hall.forestry)
    hall.sent(stay, "lin-chief", Post.CHIEF)
    hall.sent(stay, "lin-chief", Post.FRONT)
    assert not duty.windows(hall.forestry)[0].stays[0].staffed
