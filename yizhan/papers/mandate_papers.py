"""The mandate (委托书, L4.16) in our own words: who lets whom do what, for which items, until when.

In ``says`` (* must): principal*; agent*; items*; actions*; since*; until*; signature, the digest of
the picture of the principal's signature.
"""

from collections.abc import Mapping

from yizhan.papers.facts import Body, Facts
from yizhan.papers.wording import day, moment, text

SHOWN = 16  # digits of the digest that a reader can compare


def mandate(facts: Facts, says: Mapping[str, object]) -> Body:
    """Return the mandate as it was read aloud and signed (L4.16, H7.3)."""
    principal, agent = text(says, "principal"), text(says, "agent")
    span = f"{day(says['since'])}至{day(says['until'])}"
    return Body(
        addressee=facts.authority.name,
        paragraphs=[
            f"委托人{principal}委托{agent}为代理人，代为办理下列政务服务事项。",
            "代理人在委托的事项、权限和期限内办理，由委托人承担法律后果。代理人不得转委托。",
        ],
        fields=[
            ("委托人", principal),
            ("代理人", agent),
            ("委托的事项", text(says, "items")),
            ("委托的权限", text(says, "actions")),
            ("委托期限", span),
            ("签名时间", moment(facts.at)),
            ("签名图样摘要", text(says, "signature")[:SHOWN]),
        ],
        closing=["本委托书已经向委托人朗读，委托人确认后本人签名。委托人可以随时撤销委托。"],
        notes=["撤销委托可以在原办理站点、网上“我的委托”提出，自提出时起不再有效。"],
        signs=("委托人签名", "代理人签名"),
    )
