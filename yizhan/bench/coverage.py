"""Coverage at size (W1.2): a standard rolled out to every village, a million items, its pages.

The first standard is brought to all villages by the product's own roll-out and taken back again;
the other items are copies of its rows under the standards of other base codes.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import msgspec
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from yizhan.bench.pages import Timing, timed
from yizhan.items import bases, coverage, dictionary, rollouts, standards, undoing
from yizhan.items import queries as items
from yizhan.items.bases import AREAS, BaseRow
from yizhan.items.catalogue import Shipped
from yizhan.items.content import Content
from yizhan.law.clocks import local
from yizhan.law.words import ItemType, Level
from yizhan.places import queries as places

PROVINCE = "520000000000"
COUNTY, TOWN, VILLAGE = "520123000000", "520123004000", "520123004200"
SERVICE = "data/catalogue/082-yanglao-daiyu-renzheng.json"
DRAFTER, APPROVER = 1, 2
LOGIN = "bianzhi"  # the demo's editor of the centre
ITEMS = """
insert into items_item (id, code, authority_id, division, level, base_code, popularity, live)
select gen_random_uuid(), left(code, 19) || %(base)s, authority_id, division, level, %(base)s, 0,
    true
from items_item where base_code = %(first)s and level = '6' on conflict (code) do nothing
"""
VERSIONS = """
insert into items_version (id, item_id, number, state, standard_id, content, name, effective_from,
    drafted_by, approved_by, drafted_at, approved_at, note)
select gen_random_uuid(), i.id, 1, 'published', %(standard)s, v.content, %(name)s,
    v.effective_from, v.drafted_by, v.approved_by, v.drafted_at, v.approved_at, ''
from items_item i join items_item o on o.division = i.division and o.base_code = %(first)s
join items_version v on v.item_id = o.id and v.state = 'published'
where i.base_code = %(base)s and not exists (select from items_version x where x.item_id = i.id)
"""


@dataclass(frozen=True)
class Rolled:
    """How long a roll-out to every village took, and taking it back, in seconds."""

    villages: int
    out_s: float
    back_s: float

    @property
    def line(self) -> str:
        """Return the line that a run prints."""
        return (
            f"roll-out to {self.villages:,} villages {self.out_s:.1f} s, "
            f"taken back in {self.back_s:.1f} s"
        )


def rolled() -> Rolled:
    """Return how long one standard took to every village of the province, and back."""
    told = _content(0)
    began = time.perf_counter()
    done = _roll(told)
    middle = time.perf_counter()
    if done.state == "已完成" and done.made:
        undoing.ask(done.id, by=APPROVER, at=timezone.now())
        while undoing.advance(timezone.now(), rollout_id=done.id):
            pass
    return Rolled(done.made, middle - began, time.perf_counter() - middle)


def _content(number: int) -> Content:
    """Return a village service under a base code and a name of its own."""
    data = (Path(settings.BASE_DIR) / SERVICE).read_bytes()
    shipped = msgspec.json.decode(data, type=Shipped).content
    return msgspec.structs.replace(
        shipped, base_code=f"0020709{number:02d}001", name=f"{shipped.name}（第{number}类）"
    )


def _roll(content: Content) -> rollouts.Progress:
    """Return a roll-out of a content over the province, gone through to the end."""
    at = timezone.now()
    made = rollouts.propose(content, PROVINCE, by=DRAFTER, at=at, effective_from=local(at).date())
    rollouts.approve(made.id, by=APPROVER, at=at)
    while rollouts.advance(timezone.now(), rollout_id=made.id):
        pass
    return rollouts.progress(made.id)


def fill(volume: int) -> int:
    """Return how many items there are, after standards were copied up to the volume."""
    have = _count()
    first, number = _content(1), 1
    if have < volume:
        _roll(first)
    while (have := _count()) < volume:
        number += 1
        _copy(first.base_code, _content(number))
    _want(number)
    with connection.cursor() as cursor:
        cursor.execute("analyze items_item, items_version, items_tally")
    return have


def _copy(first: str, content: Content) -> None:
    """Bring one more standard to every village, as rows."""
    at = timezone.now()
    standard = standards.edition(content, by=DRAFTER, at=at)
    dictionary.call(standard.id, content)
    values = {"base": content.base_code, "first": first, "name": content.name}
    with connection.cursor() as cursor:
        cursor.execute(ITEMS, values)
        cursor.execute(VERSIONS, {**values, "standard": standard.id})


def _want(number: int) -> None:
    """Put every copied standard into the basic catalogue, and one that no village has."""
    have = {row.base_code for row in bases.exported()}
    told = [_content(n) for n in range(1, number + 2)]
    rows = [
        BaseRow(
            base_code=one.base_code,
            name=one.name,
            type=ItemType(one.type),
            level=Level.VILLAGE,
            within=[PROVINCE],
            area=AREAS[n % len(AREAS)],
        )
        for n, one in enumerate(told)
        if one.base_code not in have
    ]
    bases.replace([*bases.exported(), *rows], on=local(timezone.now()).date())


def _count() -> int:
    """Return how many items there are."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from items_item")
        return int(cursor.fetchone()[0])


def proved() -> str:
    """Return the line of a count anew: how long it took, and how many tallies were wrong."""
    at = timezone.now()
    began = time.perf_counter()
    found = coverage.prove(on=local(at).date(), at=at)
    spent = time.perf_counter() - began
    return f"nightly count: {found.rows:,} tallies, {found.wrong} wrong, {spent:.1f} s"


def pages(port: int, requests: int) -> Iterator[Timing]:
    """Yield how long the pages take: coverage by level, what is missing, search, guide."""
    reader = _signed_in()
    for name, path in addresses().items():
        known = reader if path.startswith("/desk/") else None
        yield timed(name, path, port, requests, reader=known)


def addresses() -> Mapping[str, str]:
    """Return the addresses that are measured, by name."""
    on = local(timezone.now()).date()
    line = [VILLAGE, *places.ancestors(VILLAGE)]
    view = items.browse(line, items.Facets(), on=on, limit=1)[0]
    return {
        "coverage, province": "/desk/coverage/",
        "coverage, county": f"/desk/coverage/?in={COUNTY}",
        "coverage, township": f"/desk/coverage/?in={TOWN}",
        "coverage, village": f"/desk/coverage/?in={VILLAGE}",
        "missing, province": "/desk/coverage/missing/",
        "missing, one area": f"/desk/coverage/missing/?area={quote(AREAS[0])}",
        "search": f"/search/?q={quote('资格认证')}",
        "list": "/natural/",
        "guide": f"/guide/{view.code}/",
    }


def _signed_in() -> Client:
    """Return the browser of the demo's editor, with the second factor given."""
    user = get_user_model().objects.get(login=LOGIN)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["otp_device_id"] = TOTPDevice.objects.filter(user=user)[0].persistent_id
    session.save()
    return client
