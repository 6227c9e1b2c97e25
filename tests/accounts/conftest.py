"""What the tests of users stand on: a key of their own, a clock, demo people."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from stdnum.cn import ric, uscc

from yizhan.accounts import services
from yizhan.accounts.registry import Details

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PASSWORD = "一把-Long-enough-key"


def number(serial: int, born: str = "19900101", region: str = "529901") -> str:
    """Return the resident number of a demo person."""
    first_17 = f"{region}{born}{serial:03d}"
    return first_17 + ric.calc_check_digit(first_17 + "0")


def code(serial: int) -> str:
    """Return the credit code of a demo organisation."""
    first_17 = f"91529901MA{serial:07d}"
    return first_17 + uscc.calc_check_digit(first_17)


def rows_of(*tables):
    """Return everything in some tables as one text."""
    with connection.cursor() as cursor:
        texts = []
        for table in tables:
            cursor.execute(f"select string_agg(t::text, ' ') from {table} t")
            texts.append(cursor.fetchone()[0] or "")
    return " ".join(texts)


@pytest.fixture(autouse=True)
def _own_key(settings, tmp_path):
    """Keep the sealing key of the tests away from any other."""
    settings.KEYS_DIR = tmp_path
    settings.DEMO = True


@pytest.fixture
def citizen(db):
    """Return the login of a registered demo user."""
    details = Details(name="示例甲", number=number(1), phone="13800000001", address="示例路1号")
    return services.register("citizen", PASSWORD, details, at=AT)


@pytest.fixture
def other(db):
    """Return the login of a second registered demo user."""
    details = Details(name="示例乙", number=number(2), phone="13800000002")
    return services.register("other", PASSWORD, details, at=AT)


@pytest.fixture
def staff(db):
    """Return a staff login and its authenticator secret."""
    return services.create_staff("clerk", "示例前台", PASSWORD, at=AT)


def browser_of(user):
    """Return a browser in which somebody is logged in."""
    client = Client()
    client.post("/account/login/", {"login": user.login, "password": PASSWORD})
    return client


@pytest.fixture
def mine(citizen):
    """Return the browser of the first citizen."""
    return browser_of(citizen)


@pytest.fixture
def theirs(other):
    """Return the browser of the second citizen."""
    return browser_of(other)


@pytest.fixture
def desk(staff):
    """Return the browser of the clerk, logged in with both factors."""
    staff[0].must_change = False
    staff[0].save()
    client = Client()
    client.post("/account/staff/", {"login": "clerk", "password": PASSWORD})
    shown = services.demo_code("clerk", at=timezone.now())
    client.post("/account/staff/code/", {"code": shown})
    return client
