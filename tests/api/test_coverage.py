"""The coverage and the exchange through the interface: what is missing where, rows in and out."""

from datetime import date
from typing import Any

import pytest

from yizhan.exchange.models import Received, Rejected
from yizhan.exchange.tables import TABLES
from yizhan.exchange.values import DAY
from yizhan.items.bases import BaseRow, replace
from yizhan.law.words import ItemType, Level

from .conftest import Hall

COUNTY = "520123000000"
WANTED = [("000102001001", "食品经营许可（新办）"), ("000102099001", "没有人发布的许可")]


@pytest.fixture
def wanted(hall: Hall) -> Hall:
    """Return the hall with a basic catalogue of two items, of which it offers one."""
    rows = [
        BaseRow(
            base_code=code,
            name=name,
            type=ItemType.LICENCE,
            level=Level.COUNTY,
            within=[COUNTY],
        )
        for code, name in WANTED
    ]
    replace(rows, on=date(2026, 3, 2))
    return hall


def test_the_share_of_a_county_counts_in_the_province_above_it(wanted: Hall):
    """W1.2: what is live of what is wanted."""
    found = wanted.send("get", "/coverage/52", "back").json()
    assert found["whole"] == {"wanted": 2, "live": 1, "missing": 1}
    assert [one["division"] for one in found["below"]] == ["520100000000"]


def test_what_a_county_lacks_is_named(wanted: Hall):
    """Where it is missing, and what."""
    [row] = wanted.send("get", "/coverage/52/missing", "back").json()["rows"]
    assert (row["division"], row["item"]) == (COUNTY, "没有人发布的许可")


def test_an_applicant_learns_nothing_of_the_coverage(wanted: Hall):
    """It is for staff."""
    assert wanted.send("get", "/coverage/52", "applicant").status_code == 403


def line(table: Any) -> dict[str, Any]:
    """Return a row in which every column that must be is filled as its kind asks."""
    filled: dict[str, Any] = {
        "text": "1",
        "number": "1",
        "date": f"{date(2026, 3, 2):{DAY}}",
        "datetime": "2026-03-02 09:00:00",
        "flag": True,
    }
    return {
        field.name: field.codes[0] if field.codes else filled.get(field.kind.value, "1")
        for field in table.columns
        if field.must
    }


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_row_that_lacks_what_it_must_say_comes_back_with_table_row_and_reason(
    hall: Hall, table: Any
):
    """H7.1: each table; the row is an exception, and nothing of it is kept."""
    bad = {**line(table), "row_guid": "r-1"}
    del bad["cd_batch"]
    answer = hall.send("post", f"/exchange/{table.name}", "back", {"rows": [bad]}).json()
    [fault] = answer["faults"]
    kept = Rejected.objects.get()
    assert (fault["table"], fault["line"], fault["row_guid"]) == (table.name, 1, "r-1")
    assert fault["field"] == "cd_batch" and kept.reason == fault["reason"]
    assert not Received.objects.exists()


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_row_of_each_table_is_given_back_as_it_was_sent(hall: Hall, table: Any):
    """Lossless: every column that was sent, with its value."""
    sent = line(table)
    answer = hall.send("post", f"/exchange/{table.name}", "back", {"rows": [sent]}).json()
    [kept] = hall.send("get", f"/exchange/{table.name}/received", "back").json()["rows"]
    assert answer["taken"] == 1
    assert {name: str(kept[name]) for name in sent} == {
        name: str(one) for name, one in sent.items()
    }


def test_rejected_rows_are_fed_back_as_the_table_of_what_is_abnormal(hall: Hall):
    """The feed names table, row, rule and why."""
    hall.send("post", "/exchange/up_pro_accept", "back", {"rows": [{"row_guid": "r-9"}]})
    [row] = hall.send("get", "/exchange/dn_audit_abnormal", "back").json()["rows"]
    assert (row["abnormal_table"], row["abnormal_row"]) == ("up_pro_accept", "r-9")
    assert row["remark"] and row["err_type"] == "R18"
