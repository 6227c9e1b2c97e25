"""Whether the database may be served from: a journal that can be lost or changed is refused."""

from dataclasses import dataclass
from typing import Any

from django.core.checks import Error
from django.db import connection

from yizhan.config.grants import APPEND_ONLY

OLDEST_SERVER = 150000

_FACTS = """
select current_setting('server_version_num')::int,
       current_setting('fsync'),
       current_setting('synchronous_commit'),
       current_user::text,
       rolsuper,
       rolbypassrls,
       array(select relname::text from pg_class
              where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
                and relowner = pg_roles.oid order by 1),
       array(select relname::text from pg_class
              where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
                and relname = any(%s)
                and (has_any_column_privilege(oid, 'update')
                     or has_table_privilege(oid, 'delete, truncate')) order by 1)
  from pg_roles where rolname = current_user
"""


class UnsafeDatabaseError(Exception):
    """The database must not be served from; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the connection says of the server and of its own role."""

    version: int = OLDEST_SERVER
    fsync: str = "on"
    synchronous_commit: str = "on"
    role: str = ""
    superuser: bool = False
    bypasses_rls: bool = False
    owned: tuple[str, ...] = ()
    changeable: tuple[str, ...] = ()


def faults(facts: Facts) -> list[str]:
    """Return a line for each reason not to serve; none when all is well."""
    role, owned, changeable = facts.role, len(facts.owned), "、".join(facts.changeable)
    rules = (
        (facts.version < OLDEST_SERVER, "PostgreSQL 版本低于 15：请升级数据库"),
        (facts.fsync == "off", "fsync 已关闭，断电会丢失办件：请设为 on"),
        (facts.synchronous_commit == "off", "synchronous_commit 已关闭：请设为 on"),
        (facts.superuser, f"数据库角色 {role} 是超级用户：请改用 yizhan_app"),
        (facts.bypasses_rls, f"数据库角色 {role} 可绕过行级安全：请收回 BYPASSRLS"),
        (bool(owned), f"数据库角色 {role} 拥有 {owned} 张表：请由 yizhan_owner 迁移"),
        (bool(changeable), f"数据库角色 {role} 可改写只增表 {changeable}：请运行 yizhan grant"),
    )
    return [line for broken, line in rules if broken]


def read() -> Facts:
    """Return the facts of the connection in use; the driver is asked, as no app is loaded yet."""
    connection.ensure_connection()
    row = connection.connection.execute(_FACTS, [list(APPEND_ONLY)]).fetchone()
    version, fsync, commit, role, superuser, bypasses, owned, changeable = row
    return Facts(
        version=version,
        fsync=fsync,
        synchronous_commit=commit,
        role=role,
        superuser=superuser,
        bypasses_rls=bypasses,
        owned=tuple(owned),
        changeable=tuple(changeable),
    )


def check() -> None:
    """Let the server start only on a safe database.

    Raises UnsafeDatabaseError, one reason a line.
    """
    found = faults(read())
    if found:
        heading = "拒绝启动：数据库设置不安全。 Refusing to start: the database is not safe."
        raise UnsafeDatabaseError("\n".join([heading, *(f"· {line}" for line in found)]))


def system_check(**_: Any) -> list[Error]:
    """Return the faults as Django's check framework wants them (``check --deploy``)."""
    return [Error(line, id=f"yizhan.E{number:03}") for number, line in enumerate(faults(read()), 1)]
