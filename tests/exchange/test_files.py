"""The national tables as files: what goes out comes in again, and goes out as the same bytes."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yizhan.exchange.faults import Fault
from yizhan.exchange.files import Form, Taken, packed, unpacked
from yizhan.exchange.tables import TABLES, Kind
from yizhan.law.refusals import Invalid

from .strategies import rows, values

COLUMNS = [(table, field) for table in TABLES.values() for field in table.columns]
GOOD = {
    "row_guid": "r1",
    "cd_batch": "20260302",
    "cd_operation": "I",
    "cd_time": "2026-03-02 09:00:00",
    "data_source": "示例",
    "task_code": "11520123XX000002724000102001001",
    "task_version": 1,
    "question": "要多久？",
    "answer": "六个工作日。",
    "order_num": 1,
}
PLAIN = {
    Kind.TEXT: "示",
    Kind.CODE: "",
    Kind.NUMBER: "1",
    Kind.DATE: "20260302",
    Kind.DATETIME: "2026-03-02 09:00:00",
    Kind.FLAG: "1",
}
QUESTIONS = TABLES["up_task_general_questions"]


def back(table, found, form):
    """Return the rows that a file of these rows gives."""
    return [one.row for one in unpacked(table, packed(table, found, form), form)]


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("table", list(TABLES.values()), ids=list(TABLES))
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_a_table_comes_back_with_every_value_and_as_the_same_bytes(table, form, data):
    """H7.1: nothing that is listed is lost on the way, whatever it holds."""
    told = data.draw(st.lists(rows(table), min_size=1, max_size=2))
    again = back(table, told, form)
    assert again == told
    assert packed(table, again, form) == packed(table, told, form)


@pytest.mark.parametrize(("table", "field"), COLUMNS, ids=lambda one: one.name)
def test_each_column_takes_only_what_it_can_write_again(table, field):
    """A longer text, an unknown code, an empty must or no real day is sent back with its field."""
    row = {one.name: PLAIN[one.kind] or one.codes[0] for one in table.columns if one.must}
    bad = {
        Kind.TEXT: "长" * (field.length + 1),
        Kind.CODE: "?",
        Kind.NUMBER: "007",
        Kind.DATE: "20260230",
        Kind.DATETIME: "2026-03-02T09:00",
        Kind.FLAG: "2",
    }[field.kind]
    wrong = [bad, None] if field.must else [bad]
    for value in wrong:
        [fault] = unpacked(table, packed(table, [{**row, field.name: value}], Form.CSV), Form.CSV)
        assert (
            isinstance(fault, Fault) and fault.field == field.name and field.meaning in fault.reason
        )


def test_a_code_of_31_digits_is_never_cut_nor_read_as_a_number():
    """L5: leading zeros and the last digit stay in both forms."""
    code = "0" * 30 + "1"
    for form in Form:
        [row] = back(QUESTIONS, [{**GOOD, "task_code": code}], form)
        assert row["task_code"] == code


def test_a_file_with_a_column_that_we_do_not_know_is_sent_back_and_not_cut():
    """What we cannot keep we do not take."""
    line = json.dumps({**GOOD, "extra": "1"}).encode()
    [fault] = unpacked(QUESTIONS, line, Form.LINES)
    assert isinstance(fault, Fault) and "extra" in fault.reason


def test_a_bad_line_does_not_stop_the_lines_after_it():
    """Each rejected row has its line; the good ones are taken."""
    good = json.dumps(GOOD).encode()
    found = list(unpacked(QUESTIONS, b"{oops\n[1]\n" + good, Form.LINES))
    assert [type(one) for one in found] == [Fault, Fault, Taken] and found[2].line == 3


def test_a_line_with_too_few_cells_is_sent_back_with_its_number():
    """A shifted row would put values under wrong names."""
    data = packed(QUESTIONS, [GOOD], Form.CSV) + b"r2,20260302\r\n"
    _, fault = unpacked(QUESTIONS, data, Form.CSV)
    assert isinstance(fault, Fault) and fault.line == 3


def test_a_file_that_is_no_utf_8_is_refused():
    """A name in another encoding would become another name."""
    with pytest.raises(Invalid):
        list(unpacked(QUESTIONS, "示例".encode("gbk"), Form.CSV))


def test_every_column_has_a_meaning_and_every_code_fits_its_length():
    """The description is whole."""
    for _table, field in COLUMNS:
        assert field.meaning and field.length > 0
        assert all(len(code) <= field.length for code in field.codes)
        assert values(field) is not None
