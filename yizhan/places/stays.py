"""What changes shared windows: opened, asked for, agreed to, staffed (进驻, H2.5 to H2.7).

Who may do what is asked of ``law.windows``; what does not concern one's authority is missing.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction

from yizhan.law import windows as law
from yizhan.law.mandates import Period
from yizhan.law.refusals import Conflict, Incomplete, Invalid
from yizhan.law.windows import Consent
from yizhan.law.words import Level, Post
from yizhan.places import duty, founding, queries, services, shelf
from yizhan.places.duty import WindowView
from yizhan.places.posts import Held
from yizhan.places.windows import Arrangement, Member, Stay, Window

LONGEST_HANDOVER = 10  # working days


@transaction.atomic
def open_window(held: Held, name: str, *, on: date) -> WindowView:
    """Return a new shared window of the service centre, with its number in the county (H2.5).

    Raises WrongPost unless the head of the centre opens it, Unlawful outside a hall (H2.7).
    """
    centre = queries.authority(held.authority_id)
    law.check_may_open(centre.level, centre=centre.is_centre)
    law.check_may_consent(held.post, of_centre=True)
    if not name.strip():
        raise Incomplete("请写明窗口名称", clause="H2.5", field="name")
    book = founding.book_of(centre.region)
    number, word = book.window(), book.word(f"{centre.paper_word}窗")
    row = replace(
        centre,
        code=f"{centre.code}-{number.lower()}",
        name=f"{centre.name}{name.strip()}",
        short_name=name.strip(),
        paper_word=word,
        window=number,
        is_centre=False,
    )
    services.save_authorities([row])
    saved = queries.authority_by_code(row.code)
    made = Window.objects.create(authority_id=saved.id, centre_id=centre.id, since=on)
    return duty.window(made.pk, held)


def ask(window_id: int, held: Held, items: Iterable[UUID], *, reason: str, on: date) -> int:
    """Return the id of a department's wish to share a window with some items (H2.5).

    Raises WrongPost, Incomplete without items or a reason, Conflict when it is there already.
    """
    law.check_may_ask(held.post)
    wanted = list(dict.fromkeys(items))
    if not wanted or not reason.strip():
        raise Incomplete("请选择进驻事项并写明理由", clause="H2.5", field="reason")
    with transaction.atomic():
        found = _county_window(window_id, held)
        if found.stay_of(held.authority_id):
            raise Conflict("本部门已申请或者已进驻这个窗口", clause="H2.5")
        row = Stay(window_id=found.id, department_id=held.authority_id, items=wanted)
        row.reason, row.asked_on, row.asked_by_id = reason.strip(), on, held.user_id
        row.save()
        return row.pk


def _county_window(window_id: int, held: Held) -> WindowView:
    """Return a window of the county, locked; raises NotFound."""
    Window.objects.select_for_update().filter(pk=window_id).first()
    found = next((one for one in duty.open_windows(held) if one.id == window_id), None)
    if found is None:
        raise duty.missing()
    return found


@transaction.atomic
def answer(stay_id: int, held: Held, *, agree: bool, says: str, on: date) -> None:
    """Keep the service centre's answer to a department's wish: who, when, why not (H2.5).

    Raises WrongPost, Conflict when it is answered, Incomplete for a no without reasons.
    """
    row = _stay(stay_id, held)
    law.check_may_consent(held.post, of_centre=row.window.centre_id == held.authority_id)
    if row.state != Consent.ASKED.value:
        raise Conflict(f"这份申请{Consent(row.state).label}", clause="H2.5")
    if not agree and not says.strip():
        raise Incomplete("不同意的，请说明理由", clause="H2.5", field="answer")
    row.state = (Consent.AGREED if agree else Consent.DECLINED).value
    row.answer, row.answered_on, row.answered_by_id = says.strip(), on, held.user_id
    row.save(update_fields=["state", "answer", "answered_on", "answered_by"])


def _stay(stay_id: int, held: Held) -> Stay:
    """Return a stay that concerns the authority of a post, locked; raises NotFound."""
    row = Stay.objects.select_for_update(of=("self",)).select_related("window").filter(pk=stay_id)
    found = row.first()
    concerned = found and held.authority_id in {found.department_id, found.window.centre_id}
    if found is None or not concerned:
        raise duty.missing()
    return found


@transaction.atomic
def send(stay_id: int, held: Held, user_id: int, *, post: Post, period: Period) -> int:
    """Return the posting by which a department sends a person to the window (H2.6).

    Raises WrongPost, Unlawful before the consent, Conflict for a second chief representative,
    Invalid for somebody of another department.
    """
    row = _own_stay(stay_id, held)
    law.check_sent(post)
    law.check_agreed(Consent(row.state))
    _check_own(user_id, row.department_id, period.since)
    law.check_one_chief(post, _chiefs(row, period))
    place = row.window.authority_id
    posting = services.enter(user_id, place, post, period, by_id=held.user_id)
    Member.objects.create(stay=row, posting=posting)
    return posting.pk


def _chiefs(row: Stay, period: Period) -> int:
    """Return how many chief representatives of a stay hold their post in a period."""
    sent = row.members.filter(posting__post=Post.CHIEF.value)
    spans = [Period(one.posting.since, one.posting.until) for one in sent.select_related("posting")]
    return sum(period.meets(span) for span in spans)


@transaction.atomic
def recall(stay_id: int, held: Held, posting_id: int, *, on: date, today: date) -> None:
    """End the stay of a person whom the department has sent; ``on`` is the last day (H2.6).

    Turns after it come off the roster. Raises WrongPost, NotFound, Unlawful for a past day.
    """
    row = _own_stay(stay_id, held)
    if not row.members.filter(posting=posting_id).exists():
        raise duty.missing()
    law.check_ahead(on, today)
    services.end_posting(posting_id, on=on)


def _own_stay(stay_id: int, held: Held) -> Stay:
    """Return a stay of one's own department; raises NotFound, or WrongPost (H2.5)."""
    row = _stay(stay_id, held)
    if row.department_id != held.authority_id:
        raise duty.missing()
    law.check_may_ask(held.post)
    return row


def _check_own(user_id: int, department_id: int, on: date) -> None:
    """Refuse to send somebody who holds no post of the department (H2.6)."""
    posts = queries.postings_of(user_id, on)
    if all(one.authority_id != department_id for one in posts):
        raise Invalid("只能派本部门的工作人员", clause="H2.6", field="user")


@transaction.atomic
def arrange(held: Held, days: int, *, on: date) -> None:
    """Set in how many working days the halls of a county hand over, from a day on (H7.1).

    Raises WrongPost unless the head of the county's service centre says so, Invalid.
    """
    centre = queries.authority(held.authority_id)
    county = centre.is_centre and centre.level is Level.COUNTY
    law.check_may_arrange(held.post, of_county=county)
    if not 0 <= days <= LONGEST_HANDOVER:
        raise Invalid("移交期限为零至十个工作日", clause="H7.1", field="days")
    Arrangement.objects.update_or_create(
        division=centre.division,
        since=on,
        defaults={"handover_days": days, "by_id": held.user_id},
    )
    shelf.change()
