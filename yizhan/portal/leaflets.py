"""The guide of a service as a leaflet (P-07): its words in parts, and the PDF of them."""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

import msgspec

from yizhan.items.versions import VersionView
from yizhan.papers import leaflets
from yizhan.places.queries import AuthorityView
from yizhan.portal import guide as guides
from yizhan.portal.guide import Guide
from yizhan.portal.templatetags.site import day

NONE = "无。"


def content(version: VersionView, authority: AuthorityView) -> str:
    """Return what the leaflet of a version says, as JSON: its name, edition and parts."""
    said = guides.guide(version.content, {})
    return msgspec.json.encode(
        {
            "name": version.name,
            "authority": authority.name,
            "edition": edition(version),
            "parts": [
                _part("基本情况", _facts(version, authority, said)),
                _part("申请条件", words=_numbered(version.content.conditions)),
                _part("申请材料", _materials(said)),
                _part("办理流程", words=_numbered(one.name for one in version.content.steps)),
                _part("收费", _fees(said), () if said.content.fees else ("不收费。",)),
                _part("设定依据", words=_basis(said)),
            ],
        }
    ).decode()


def edition(version: VersionView) -> str:
    """Return code, number and first day of a version, as the foot of each page names it."""
    since = f"　{day(version.effective_from)}起施行" if version.effective_from else ""
    return f"{version.code}　第 {version.number} 版{since}"


@lru_cache(maxsize=128)
def pdf(said: str, address: str, since: date | None) -> bytes:
    """Return the PDF of a leaflet; drawn again only when its words have changed."""
    at = datetime.combine(since or date(2000, 1, 1), time(), UTC)
    return leaflets.guide(msgspec.json.decode(said), address, at)


def _part(title: str, rows: Any = (), words: Any = ()) -> dict[str, Any]:
    """Return one part; one without anything to say says so."""
    listed = list(words)
    return {"title": title, "rows": rows, "words": listed if rows or listed else [NONE]}


def _facts(version: VersionView, authority: AuthorityView, said: Guide) -> list[list[str]]:
    """Return what everybody asks first, and where to go (P-06)."""
    found = version.content
    return [
        ["能办吗", said.audience],
        ["去几次", said.visits],
        ["多久", f"承诺 {said.promised}，法定 {said.statutory}"],
        ["多少钱", said.cost],
        ["办理形式", said.channels],
        ["地点", found.place or authority.address],
        ["时间", found.hours],
        ["咨询", found.ask_phone or authority.phone],
        ["监督投诉", found.complain_phone],
        ["办理结果", found.result.name or "办理决定"],
    ]


def _materials(said: Guide) -> list[list[str]]:
    """Return the materials as rows under a head; nothing where none are asked for."""
    rows = [
        [row.material.name, row.need, f"{row.form}，{row.copies}", row.spared or "须提交"]
        for row in said.rows
    ]
    return [["名称", "要求", "形式", "免提交"], *rows] if rows else []


def _fees(said: Guide) -> list[list[str]]:
    """Return the fees as rows under a head; nothing where it costs nothing."""
    rows = [[fee.name, fee.standard, fee.basis] for fee in said.content.fees]
    return [["项目", "标准", "依据"], *rows] if rows else []


def _numbered(words: Any) -> list[str]:
    """Return sentences with their numbers."""
    return [f"{number}. {one}" for number, one in enumerate(words, 1)]


def _basis(said: Guide) -> list[str]:
    """Return the law that the service rests on."""
    return [f"《{one.law}》{one.article}" for one in said.content.basis]
