"""Rows taken in: kept, known, drafted, or sent back with why."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from django.db.utils import ProgrammingError

from yizhan.cases.exchanged import Span, changed
from yizhan.exchange import case_rows, item_rows, queries, services
from yizhan.exchange.files import Form, Taken, checked, packed, unpacked
from yizhan.exchange.models import Received, Rejected
from yizhan.exchange.queries import Asked, Scope
from yizhan.exchange.tables import ABNORMAL, TABLES
from yizhan.items import office
from yizhan.items.office import Office
from yizhan.law.words import ItemState, Post

from .conftest import MORNING
from .test_items import BASIC_NAME, CATALOGUE, facts

DAY = timedelta(days=1)


def told(hall, path=CATALOGUE[0], **basic):
    """Return the rows of a service of the catalogue as if the hall's authority had sent them."""
    one = facts(path)
    content = msgspec.structs.replace(one.content, level=hall.authority.level)
    code = f"{hall.authority.uscc}{content.level.value}{content.base_code}"
    rows = item_rows.rows(replace(one, authority=hall.authority, code=code, content=content))
    rows[BASIC_NAME] = [{**rows[BASIC_NAME][0], **basic}]
    return rows


def take(hall, rows, **sender):
    """Return what became of rows."""
    parts = [
        (TABLES[name], [checked(TABLES[name], at, row) for at, row in enumerate(part, start=1)])
        for name, part in rows.items()
    ]
    return services.take_in(parts, replace(hall.sender, **sender))


def scope(hall):
    """Return what a supervisor of the division sees."""
    return queries.scope_of(hall.actor(Post.SUPERVISOR))


def test_an_item_that_came_in_is_a_draft_and_tells_the_same_rows(hall):
    """H7.1: never published by an import; every field that the tables have is kept."""
    rows = told(hall)
    receipt = take(hall, rows)
    [draft] = office.listed(Office(authority_id=hall.authority.id))
    assert (receipt.faults, draft.state) == ([], ItemState.DRAFT)
    mine = item_rows.rows(replace(queries.facts_of(draft), state=ItemState.PUBLISHED))
    frame = {"cd_batch", "cd_time", "plan_effective_date"}
    bare = [
        {k: v for k, v in row.items() if k not in frame} for part in mine.values() for row in part
    ]
    sent = [
        {k: v for k, v in row.items() if k not in frame} for part in rows.values() for row in part
    ]
    assert bare == sent


def test_the_same_rows_again_change_nothing(hall):
    """A file sent twice has one effect."""
    take(hall, told(hall))
    receipt = take(hall, told(hall))
    assert (receipt.taken, receipt.drafted, receipt.faults) == (0, [], [])
    assert receipt.known == Received.objects.count()


def test_newer_rows_change_the_draft_that_came_in_before(hall):
    """The open draft of the exchange follows; there is no second one."""
    take(hall, told(hall))
    later = told(hall, promise_day=3, cd_time="2026-03-05 09:00:00")
    assert take(hall, later).faults == []
    [draft] = office.history(
        Office(authority_id=hall.authority.id),
        office.listed(Office(authority_id=hall.authority.id))[0].view.item_id,
    )
    assert draft.view.content.promised.n == 3


def test_a_row_that_is_older_than_what_is_kept_is_sent_back(hall):
    """Yesterday's file does not undo today's."""
    take(hall, told(hall))
    [fault] = take(hall, told(hall, promise_day=3, cd_time="2020-01-01 00:00:00")).faults
    assert fault.rule == "R24" and fault.table == BASIC_NAME


def test_an_item_of_another_authority_is_sent_back_with_its_clause(hall):
    """Nobody's catalogue is written by somebody else's rows."""
    rows = told(hall, task_code="11520123XX000002724000102001001")
    [fault] = take(hall, {BASIC_NAME: rows[BASIC_NAME]}).faults
    assert (fault.clause, fault.rule) == ("ADM-03", "R19") and "不属于本机关" in fault.reason


def test_a_rejected_row_is_an_exception_that_is_sent_back_with_table_row_and_reason(hall):
    """The supervisor sees it, and the abnormal feed back has it."""
    take(hall, {BASIC_NAME: told(hall, task_name=None)[BASIC_NAME]})
    [seen] = queries.rejected(scope(hall))
    asked = Asked(table=TABLES[ABNORMAL], since=MORNING, until=MORNING + DAY)
    [row] = queries.page(scope(hall), asked, MORNING).rows
    assert seen.rule == row["err_type"] == "R18" and "事项名称" in row["remark"]
    assert (row["abnormal_table"], row["abnormal_field"]) == (BASIC_NAME, "task_name")


def test_what_was_sent_back_can_be_sent_back_once_more_without_loss(hall):
    """The abnormal feed back is a table like the others."""
    take(hall, told(hall, task_name=None))
    table = TABLES[ABNORMAL]
    rows = queries.page(
        scope(hall), Asked(table=table, since=MORNING, until=MORNING + DAY), MORNING
    )
    data = packed(table, rows.rows, Form.CSV)
    again = [one.row for one in unpacked(table, data, Form.CSV) if isinstance(one, Taken)]
    assert packed(table, again, Form.CSV) == data and again


def test_the_application_may_not_change_an_exception(hall):
    """What was sent back stays on record."""
    take(hall, told(hall, task_name=None))
    with pytest.raises(ProgrammingError):
        Rejected.objects.update(reason="改了")


def cases(hall):
    """Return the rows of every case of the division, by table."""
    span = Span(division=int(hall.authority.region), since=MORNING - DAY, until=MORNING + DAY)
    views = changed(span, MORNING).rows
    names = case_rows.CASE_TABLES
    return {name: [row for view in views for row in case_rows.rows(view)[name]] for name in names}


def test_cases_go_out_come_in_and_go_out_again_as_the_same_bytes(hall):
    """Lossless over all six tables of a case, through the tables of the receiver."""
    hall.granted()
    rows = cases(hall)
    assert all(len(rows[name]) for name in rows if name != "up_pro_special_procedure")
    assert take(hall, rows).faults == []
    for name, sent in rows.items():
        table = TABLES[name]
        kept = queries.received(scope(hall), name).rows
        ordered = sorted(sent, key=lambda row: row["row_guid"])
        assert packed(table, kept, Form.LINES) == packed(table, ordered, Form.LINES)


def test_rows_about_a_case_leave_our_own_case_as_it_is(hall):
    """A case moves through the one door only."""
    hall.case()
    rows = cases(hall)
    rows["up_pro_accept"] = [{**rows["up_pro_accept"][0], "applyer_name": "别人"}]
    take(hall, rows)
    assert cases(hall)["up_pro_accept"][0]["applyer_name"] != "别人"


def test_a_special_procedure_and_an_open_case_are_told_as_they_stand(hall):
    """No result before the end; the pause with its kind and days."""
    ref = hall.case()
    hall.take(ref, "accept", Post.FRONT)
    hall.take(ref, "special", Post.BACK, kind="expert", days=5, basis="行政许可法第四十五条")
    rows = cases(hall)
    [special] = rows["up_pro_special_procedure"]
    assert (special["procedure_name"], special["day_num"]) == ("专家评审", 5)
    assert rows["up_pro_result"] == [] and rows["up_pro_accept"][0]["accept_doc_no"]


def test_an_authority_sees_only_its_own_rows(hall):
    """T2: the scope of a member of staff is the authority, of a supervisor the division."""
    take(hall, told(hall))
    hall.case()
    other = Scope(division=hall.authority.division, authority_id=hall.authority.id + 1)
    asked = Asked(table=TABLES["up_pro_accept"], since=MORNING - DAY, until=MORNING + DAY)
    assert queries.page(other, asked, MORNING).rows == []
    assert queries.received(other, BASIC_NAME).rows == [] and queries.counts(other) == []
    assert len(queries.page(scope(hall), asked, MORNING).rows) == 1


def test_a_page_of_cases_goes_on_where_the_one_before_ended(hall, monkeypatch):
    """Keyset paging misses and doubles nothing."""
    monkeypatch.setattr(queries, "PAGE", 2)
    numbers = {hall.case() for _ in range(5)}
    asked = Asked(table=TABLES["up_pro_accept"], since=MORNING - DAY, until=MORNING + DAY)
    rows = list(queries.whole(scope(hall), asked, MORNING))
    assert len({row["project_no"] for row in rows}) == len(rows) == len(numbers)


def test_a_day_on_which_nothing_was_done_exports_no_case(hall):
    """The span bounds when something was done."""
    hall.case()
    asked = Asked(table=TABLES["up_pro_accept"], since=MORNING + DAY, until=MORNING + 2 * DAY)
    assert queries.page(scope(hall), asked, MORNING).rows == []


def sent_back(hall):
    """Return a line by which another system says that it did not take a row of ours."""
    return {
        "row_guid": "b-1",
        "cd_batch": "20260302",
        "cd_operation": "I",
        "cd_time": "2026-03-02 09:00:00",
        "data_source": "52",
        "abnormal_table": "up_pro_accept",
        "abnormal_row": "ours-7",
        "line_num": 7,
        "err_type": "R18",
        "clause": "H7.1",
        "remark": "受理时间为空",
    }


def test_a_row_of_ours_that_another_system_sent_back_is_an_exception(hall):
    """W4: with the table, the row and the reason, for the supervisor to see; once."""
    for _ in range(2):
        take(hall, {ABNORMAL: [sent_back(hall)]})
    [kept] = queries.rejected(scope(hall))
    assert (kept.table, kept.row_guid, kept.rule) == ("up_pro_accept", "ours-7", "R18")
    assert "受理时间为空" in kept.reason


def test_what_came_back_is_not_sent_back_once_more(hall):
    """Two systems do not throw one row to and fro."""
    take(hall, {ABNORMAL: [sent_back(hall)]})
    asked = Asked(table=TABLES[ABNORMAL], since=MORNING - DAY, until=MORNING + DAY)
    assert queries.page(scope(hall), asked, MORNING).rows == []
