"""What the tests of stations stand on: a village and its township, their items, a member known."""

import csv
import gzip
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from stdnum.cn import ric

from yizhan.accounts import services as accounts
from yizhan.accounts.registry import Details
from yizhan.items import catalogue
from yizhan.items import queries as items
from yizhan.items.catalogue import Desk
from yizhan.items.versions import SHELF
from yizhan.law.clocks import ZONE
from yizhan.law.mandates import Period
from yizhan.law.village import Mode
from yizhan.law.words import Post
from yizhan.places import map as maps
from yizhan.places import queries as places
from yizhan.places import services as founding
from yizhan.places import shelf
from yizhan.stations import members
from yizhan.stations.members import Member
from yizhan.stations.records import Entrusted, Hour, Named, Record

AT = datetime(2026, 3, 2, 10, tzinfo=ZONE)
ROWS = [
    ("520000000000", "贵州省", "2", "", "省"),
    ("520100000000", "贵阳市", "3", "520000000000", "地级市"),
    ("520123000000", "修文县", "4", "520100000000", "县"),
    ("520123001000", "龙场街道", "5", "520123000000", "街道"),
    ("520123001001", "龙场社区居民委员会", "6", "520123001000", "居委会"),
    ("520123004000", "扎佐街道", "5", "520123000000", "街道"),
    ("520123004200", "大龙村民委员会", "6", "520123004000", "村委会"),
]
FILES = ("063-zhongdu-canji-huli-butie", "083-juzhu-qingkuang-zhengming", "043-jiehun-dengji")
OFFICES = ("xiuwen-dalong-bianmin-fuwu", "xiuwen-dalong-weiyuanhui", "xiuwen-zhazuo-bianmin-fuwu")
PROOF, ALLOWANCE, MARRIAGE = "居住情况证明开具", "重度残疾人护理补贴", "结婚登记"


def number(serial: int, born: str = "19400101") -> str:
    """Return the resident number of a demo person."""
    first_17 = f"529901{born}{serial:03d}"
    return first_17 + ric.calc_check_digit(first_17 + "0")


OLD = Named(name="罗示例", number=number(1), phone="13900000001")


@dataclass(frozen=True)
class Village:
    """The station's member, another township's, and the items by name."""

    member: Member
    stranger: Member
    codes: dict[str, str]

    def record(self, mode: Mode, name: str, **changes: object) -> Record:
        """Return a record as the device makes it; the mandate is signed where one is wanted."""
        signed = Entrusted(
            since=AT.date(),
            until=AT.date() + timedelta(days=90),
            read_aloud=True,
            signature="ab" * 32,
        )
        whole = Record(
            id=uuid4(),
            mode=mode,
            code=self.codes[name],
            principal=OLD,
            recorded_at=AT,
            materials=("id", "form", "disabled", "household"),
            mandate=signed if mode is Mode.WHOLE else None,
            hour=Hour(place="村口", at=AT) if mode in {Mode.HOME, Mode.COMPANION} else None,
        )
        return replace(whole, **changes)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _nothing_kept(settings, tmp_path) -> Iterator[None]:
    """Let no test see keys, versions or places of another one."""
    settings.KEYS_DIR = tmp_path / "keys"
    settings.PAPERS_DIR = tmp_path / "papers"
    settings.DEMO = True
    SHELF.clear()
    shelf.forget()
    yield
    SHELF.clear()
    shelf.forget()


def _member(login: str, serial: int, *authorities: int) -> Member:
    """Return a member at the front desk of some authorities, known as a person."""
    user, _ = accounts.create_staff(
        login, f"{login}（示例）", "一把-Long-enough-key", at=AT, must_change=False
    )
    for authority in authorities:
        founding.appoint(user.pk, authority, Post.FRONT, Period(date(2026, 1, 1)))
    details = Details(name="卫示例", number=number(serial, "19850101"), demo=True)
    accounts.identify_staff(user.pk, details, user.pk, at=AT)
    return members.member(user.pk, user.name, AT.date())


@pytest.fixture
def village(db: None, tmp_path: Path, repository: Path) -> Village:
    """Return a village of 修文县 with its station, its member, and three published items."""
    path = tmp_path / "map.csv.gz"
    with gzip.open(path, "wt", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows([("code", "name", "level", "parent", "kind"), *ROWS])
    maps.load(path, as_of=date(2020, 6, 30))
    call_command("load_authorities", stdout=StringIO())
    folder = tmp_path / "catalogue"
    folder.mkdir()
    for name in FILES:
        shutil.copy(repository / f"data/catalogue/{name}.json", folder)
    desk = Desk(drafter=1, approver=2, at=AT, since=date(2026, 1, 1), county="520123")
    codes = {}
    for outcome in catalogue.load(folder, desk):
        assert not outcome.faults, outcome.faults
    reach = ["520123004200", "520123004000", "520123000000"]
    for one in items.browse(reach, items.Facets(), on=AT.date()):
        codes[one.name] = one.code
    station, committee, centre = (places.authority_by_code(code).id for code in OFFICES)
    return Village(
        member=_member("cunzhan", 11, station, committee),
        stranger=_member("xiangzhen", 12, centre),
        codes=codes,
    )
