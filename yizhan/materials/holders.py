"""Whose materials a person may see: their own, and those of whom they act for (L3.11, L5).

What is held serves any item, so only a tie that carries every item opens a shelf: a role in an
organisation, a guardianship, a mandate that names no items.
"""

from datetime import date
from uuid import UUID

from yizhan.accounts import queries as accounts
from yizhan.law.mandates import CLAUSE, Acting, Action
from yizhan.law.refusals import Unlawful
from yizhan.materials import queries, shelf
from yizhan.materials.queries import HoldingView

EVERY_ITEM = ""


def acting(actor: UUID, holder: UUID, on: date) -> Acting:
    """Return in which capacity a person looks at the materials of a holder.

    Raises Unlawful when no tie opens them.
    """
    if actor == holder:
        return Acting.SELF
    return accounts.may_act_for(actor, holder, EVERY_ITEM, Action.SUBMIT, on=on)


def shelf_of(actor: UUID, holder: UUID, on: date) -> list[HoldingView]:
    """Return what a holder has, newest first, to whoever may see it; raises Unlawful."""
    acting(actor, holder, on)
    return queries.holdings(holder)


def holding(actor: UUID, holding_id: UUID, on: date) -> HoldingView:
    """Return one material to whoever may see it; raises NotFound for a foreign one too."""
    one = queries.any_holding(holding_id)
    try:
        acting(actor, one.person_id, on)
    except Unlawful as refusal:
        raise queries.missing_holding() from refusal
    return one


def put_away(actor: UUID, holding_id: UUID, on: date) -> UUID:
    """Take a material off its holder's shelf, and return whose it was.

    Raises NotFound for one that the person may not see, Unlawful for an agent: a mandate to apply
    is none to throw away.
    """
    one = holding(actor, holding_id, on)
    if acting(actor, one.person_id, on) is Acting.AGENT:
        raise Unlawful("代理人不能移除委托人的材料", clause=CLAUSE, remedy="请由委托人登录后移除")
    shelf.put_away(holding_id, one.person_id)
    return one.person_id
