"""Admission (申请资格): whether an application may come in at all (W2.2, W1.2).

The item must take applications on the day, in the channel used, and online the person must be known
surely enough.
"""

from datetime import date

from yizhan.accounts import queries as accounts
from yizhan.accounts.queries import Party
from yizhan.cases.actors import Actor
from yizhan.cases.opening import Application
from yizhan.items import queries as items
from yizhan.items.versions import VersionView
from yizhan.law.refusals import Unlawful
from yizhan.law.words import Channel


def check(
    application: Application, actor: Actor, version: VersionView, party: Party, *, on: date
) -> None:
    """Refuse an item that is not offered today, and a name that is not sure enough (W2.2)."""
    if not (version.trial or items.offered(version.id, on)):
        raise Unlawful(
            "该事项版本今天不受理申请", clause="W1.2", remedy="请从办事指南重新进入，使用现行版本"
        )
    if application.channel == Channel.ONLINE:
        _check_assurance(actor, version, party)


def _check_assurance(actor: Actor, version: VersionView, party: Party) -> None:
    """Refuse a person who is not known surely enough for the item online (W2.2)."""
    other = actor.person_id not in {None, party.id}
    acting = accounts.party(actor.person_id) if other and actor.person_id else party
    if int(acting.assurance) < version.content.assurance:
        raise Unlawful(
            "实名认证等级不足，不能在网上办理本事项",
            clause="W2.2",
            remedy="请先完成实名登记，或者携带身份证到窗口核验",
        )
