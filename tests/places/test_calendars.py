"""Calendars of divisions: the nation's notice, the prefecture's own days (L1.7, L1.8)."""

import time
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yizhan.law.refusals import Incomplete, Invalid, NotFound
from yizhan.places import codes, queries, services, shelf
from yizhan.places.models import CalendarDay, Edition

from .samples import AT

SOURCE = "国办发明电〔2027〕示例号"
MONDAY = date(2028, 1, 3)
SATURDAY = date(2028, 1, 8)
TUESDAY = date(2026, 9, 8)
PREFECTURE = "520200000000"


def test_a_year_without_notice_is_provisional_until_it_is_loaded(db: None) -> None:
    """L1.8: every date that depends on it is marked."""
    before = queries.calendar_for("520123").is_provisional(MONDAY)
    services.load_notice(2028, {MONDAY: True}, source=SOURCE, at=AT)
    after = queries.calendar_for("520123").is_provisional(MONDAY)
    assert (before, after) == (True, False)


def test_a_notice_tells_which_days_it_changed(db: None) -> None:
    """L1.8: what depends on them is computed anew; a Monday off stays off when named again."""
    days = {MONDAY: True, SATURDAY: False, date(2028, 1, 1): True}
    changed = services.load_notice(2028, days, source=SOURCE, at=AT)
    assert changed == [MONDAY, SATURDAY]


def test_a_notice_may_change_days_of_the_year_before(db: None) -> None:
    """L1.8: New Year's make-up days lie in December."""
    sunday = date(2027, 12, 26)
    assert services.load_notice(2028, {sunday: False}, source=SOURCE, at=AT) == [sunday]
    assert queries.calendar_for("520123").is_working(sunday)


def test_a_notice_of_another_year_is_refused(db: None) -> None:
    """A mistyped year would move every deadline."""
    with pytest.raises(Invalid) as refusal:
        services.load_notice(2028, {date(2029, 1, 1): True}, source=SOURCE, at=AT)
    assert refusal.value.clause == "L1.8"


def test_a_notice_without_source_is_refused(db: None) -> None:
    """Every day off can be traced to its notice."""
    with pytest.raises(Incomplete):
        services.load_notice(2028, {MONDAY: True}, source="", at=AT)


def test_a_corrected_notice_replaces_the_first_one(db: None) -> None:
    """What the first said wrongly of the year is gone."""
    services.load_notice(2028, {MONDAY: True}, source=SOURCE, at=AT)
    services.load_notice(2028, {SATURDAY: False}, source=SOURCE, at=AT)
    calendar = queries.calendar_for("520123")
    assert [calendar.is_working(day) for day in (MONDAY, SATURDAY)] == [True, True]


def test_a_prefectures_festival_holds_within_it_only(small_map: None) -> None:
    """L1.7: its villages are off, other prefectures work."""
    services.set_overlay(PREFECTURE, {TUESDAY: True}, name="州庆", source="条例", at=AT)
    assert not queries.calendar_for("520221102200").is_working(TUESDAY)
    assert queries.calendar_for("520123").is_working(TUESDAY)


def test_the_nearest_division_has_the_last_word(small_map: None) -> None:
    """L1.7: a county may work on the prefecture's festival."""
    services.set_overlay(PREFECTURE, {TUESDAY: True}, name="州庆", source="条例", at=AT)
    services.set_overlay("520221", {TUESDAY: False}, name="调休", source="通知", at=AT)
    assert queries.calendar_for("520221").is_working(TUESDAY)


def test_the_nations_days_are_no_overlay(db: None) -> None:
    """L1.8: they come by the yearly notice."""
    with pytest.raises(Invalid):
        services.set_overlay(codes.NATION, {TUESDAY: True}, name="x", source="y", at=AT)


def test_an_overlay_for_no_division_is_not_found(small_map: None) -> None:
    """A mistyped code would silently change nobody's calendar."""
    with pytest.raises(NotFound):
        services.set_overlay("529999", {TUESDAY: True}, name="x", source="y", at=AT)


def test_divisions_without_days_of_their_own_share_one_calendar(db: None) -> None:
    """Nineteen thousand divisions, one table of working days."""
    assert queries.calendar_for("520123") is queries.calendar_for("522301001001")


def test_a_kept_calendar_costs_no_statement(db: None) -> None:
    """The edition is read at most once a second."""
    queries.calendar_for("520123")
    with CaptureQueriesContext(connection) as statements:
        queries.calendar_for("520123")
    assert len(statements) == 0


def test_a_change_by_another_process_is_seen_after_a_second(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the token in the table tells; the clock of the process is moved on, not waited for."""
    queries.calendar_for("520123")
    CalendarDay.objects.create(division=codes.NATION, day=TUESDAY, off=True, name="x", added_at=AT)
    Edition.objects.update_or_create(pk=shelf.ROW, defaults={"token": "another"})
    later = time.monotonic() + shelf.FRESH
    monkeypatch.setattr("yizhan.places.shelf.time.monotonic", lambda: later)
    assert not queries.calendar_for("520123").is_working(TUESDAY)


@pytest.mark.parametrize(
    ("on", "missing"),
    [(date(2028, 11, 30), 2028), (date(2026, 11, 30), None), (date(2026, 12, 1), 2027)],
)
def test_the_alarm_for_a_missing_notice_begins_in_december(
    db: None, on: date, missing: int | None
) -> None:
    """L1.8: the year itself always, the next one from 1 December."""
    assert queries.missing_notice(on) == missing
