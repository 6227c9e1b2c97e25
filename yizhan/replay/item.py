"""The item of a scenario (推演事项): what its few lines say, with all that a guide must say."""

from collections.abc import Mapping
from typing import Any

import msgspec

from yizhan.items.content import Basis, Content, Department, Faq, Limit, Material, Result, Step
from yizhan.law.item import Length
from yizhan.law.words import CaseKind, CertificateKind, ItemType, Levels, OnlineClass
from yizhan.places.queries import AuthorityView
from yizhan.replay.offices import Offices
from yizhan.replay.reader import Lined
from yizhan.replay.scenario import length

USUAL: Mapping[str, Any] = {
    "audience": ["natural", "legal"],
    "themes": ["n:010", "l:010"],
    "assurance": 0,
    "basis": [Basis(law="推演用法", article="1", says="推演用")],
    "conditions": ["符合法定条件"],
    "form": {"type": "object", "properties": {}},
    "steps": [Step(name=name) for name in ("受理", "审核", "审批", "办结", "送达")],
    "faqs": [Faq(question="推演是什么？", answer="按规则试走一遍，不留下任何记录。")],
}
MATERIAL = {"basis": "推演用法第一条", "issuer": "推演机关"}
STATUTORY, JOINT, PROMISED, CORRECTION, NOTICE, FORWARD = 20, 45, 10, 10, 5, 5


def content(item: Lined, offices: Offices) -> Content:
    """Return the content of an item written in a scenario, fit to be published."""
    online = _online(item)
    kind = _type(item)
    return Content(
        name=str(item["name"]),
        base_code=f"00{kind.value}99999999",
        type=kind,
        level=offices.lead.level,
        department="推演部门",
        materials=[_material(item, row) for row in item.get("materials") or ()],
        statutory=_limit(length(item, "statutory", JOINT if offices.joint else STATUTORY)),
        promised=_limit(length(item, "promised", PROMISED)),
        notice=_count(item, "notice", NOTICE),
        correction=_count(item, "correction", CORRECTION),
        kind=CaseKind.INSTANT if item.get("instant") else CaseKind.PROMISED,
        online=online,
        visit_reason="推演用" if online.visits else "无",
        result=_result(item),
        hours=str(item.get("hours", "工作日 9:00—12:00，13:00—17:00")),
        quota=item.get("quota"),
        **_shared(item, offices),
        **USUAL,
    )


def _result(item: Lined) -> Result:
    """Return what a person gets (H5.5)."""
    wanted = str(item.get("certificate", "licence"))
    kind = None if wanted == "none" else _kind(item, wanted)
    name = f"{item['name']}证" if kind else ""
    months = int(item.get("months", 0))
    return Result(kind=kind, name=name, months=months, sample="推演样本" if kind else "")


def _shared(item: Lined, offices: Offices) -> dict[str, Any]:
    """Return what an item says of other departments, of the level above and of other halls."""
    return {
        "scope": str(item.get("scope") or "全县通办"),
        "departments": [one for office in offices.joint if (one := _department(office))],
        "levels": Levels(item.get("levels") or Levels.NONE),
        "upper": _department(offices.upper),
        "forward_days": _count(item, "forward_days", FORWARD),
    }


def _department(office: AuthorityView | None) -> Department | None:
    """Return an office as the catalogue names a department."""
    return Department(code=office.code, name=office.short_name) if office else None


def _count(item: Lined, key: str, default: int) -> int:
    """Return a number of working days."""
    return length(item, key, default).n


def _limit(found: Length) -> Limit:
    """Return a length as the catalogue writes it."""
    return Limit(n=found.n, unit=found.unit, start=found.start)


def _kind(item: Lined, wanted: str) -> CertificateKind:
    """Return the kind of certificate (H5.5)."""
    if wanted not in set(CertificateKind):
        raise item.fault("certificate", f"known are none, {', '.join(CertificateKind)}")
    return CertificateKind(wanted)


def _type(item: Lined) -> ItemType:
    """Return the type of the item (L5)."""
    code = f"{item.get('type', '01'):0>2}"
    if code not in set(ItemType):
        raise item.fault("type", f"known are {', '.join(ItemType)}")
    return ItemType(code)


def _online(item: Lined) -> OnlineClass:
    """Return the class of the item (W3)."""
    code = str(item.get("online", "3.2"))
    if code not in set(OnlineClass):
        raise item.fault("online", f"known are {', '.join(OnlineClass)}")
    return OnlineClass(code)


def _material(item: Lined, row: object) -> Material:
    """Return one material of the item."""
    if not isinstance(row, Lined) or not row.get("id"):
        raise item.fault("materials", "rows with id and name are expected")
    known = {"id", "name", "need", "source"}
    if extra := set(row) - known:
        raise row.fault(extra.pop(), f"unknown; known are {', '.join(sorted(known))}")
    written = {**MATERIAL, "name": str(row["id"]), **row, "id": str(row["id"])}
    try:
        return msgspec.convert(written, Material)
    except msgspec.ValidationError as fault:
        raise row.fault("materials", str(fault)) from None
