"""The boot check: a database that can lose or change the journal is not served from."""

import pytest
from django.db import connection

from yizhan.config import boot

PLANTED = [
    ({"version": 140012}, "版本低于 15"),
    ({"fsync": "off"}, "fsync"),
    ({"synchronous_commit": "off"}, "synchronous_commit"),
    ({"superuser": True}, "超级用户"),
    ({"bypasses_rls": True}, "BYPASSRLS"),
    ({"owned": ("cases_case",)}, "拥有 1 张表"),
    ({"changeable": ("cases_entry",)}, "可改写只增表 cases_entry"),
]


@pytest.mark.parametrize(("fault", "says"), PLANTED)
def test_each_planted_fault_is_the_one_that_is_named(fault, says):
    """The operator reads what is wrong, and nothing that is not."""
    (line,) = boot.faults(boot.Facts(**fault))
    assert says in line


def test_a_safe_database_has_no_faults():
    """The check lets a good server start."""
    assert boot.faults(boot.Facts()) == []


@pytest.mark.django_db
def test_a_session_that_does_not_wait_for_the_disk_is_refused(monkeypatch):
    """synchronous_commit turned off in the session itself is seen."""
    with connection.cursor() as cursor:
        cursor.execute("set local synchronous_commit = off")
    with pytest.raises(boot.UnsafeDatabaseError, match="拒绝启动") as refused:
        boot.check()
    assert "synchronous_commit" in str(refused.value)


@pytest.mark.django_db
def test_the_superuser_of_the_cluster_is_seen_for_what_it_is():
    """The embedded server's own login must not serve pages."""
    with connection.cursor() as cursor:
        cursor.execute("set local role none")
    facts = boot.read()
    assert (facts.superuser, facts.bypasses_rls) == (True, True)


@pytest.mark.django_db
def test_check_deploy_reports_the_same_faults():
    """The framework of checks and the boot of the server agree."""
    with connection.cursor() as cursor:
        cursor.execute("set local synchronous_commit = off")
    assert [error.msg for error in boot.system_check()] == boot.faults(boot.read())
