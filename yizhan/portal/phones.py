"""Handing over to the phone (用手机拍照上传, P-13): a link that opens one draft for a short time.

The link holds nothing but the draft and a moment, signed: no login, no name, no number. Whoever
has it may add photos to the draft's materials; what is in already cannot be opened with it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import segno
from django.core import signing

from yizhan.cases import drafts
from yizhan.cases.drafts import DraftView
from yizhan.law.refusals import NotFound
from yizhan.materials.queries import Owner

GOOD_FOR = timedelta(minutes=15)
SALT = "yizhan.portal.phone"


@dataclass(frozen=True)
class Link:
    """A way into one draft: until when it opens."""

    draft: DraftView
    until: datetime

    @property
    def owner(self) -> Owner:
        """Return whose the photos are: the one who began the draft."""
        return Owner(person_id=self.draft.person)


def link(draft: DraftView, at: datetime) -> str:
    """Return the token of a link that opens a draft for fifteen minutes from now."""
    until = int((at + GOOD_FOR).timestamp())
    return signing.Signer(salt=SALT).sign_object([draft.id.hex, until], compress=False)


def opened(token: str, at: datetime) -> Link:
    """Return what a token opens.

    Raises NotFound once it has run out, when it is no token, or when the draft is handed in.
    """
    try:
        draft_id, until = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError) as fault:
        raise _gone() from fault
    if at.timestamp() > until:
        raise _gone()
    found = drafts.lent(UUID(draft_id))
    if found.case_ref:
        raise _gone()
    return Link(found, datetime.fromtimestamp(until, tz=at.tzinfo))


def picture(address: str) -> str:
    """Return an address as a QR image for the camera of a phone."""
    return segno.make(address, error="m").svg_data_uri(scale=4, border=3)


def _gone() -> NotFound:
    """Return the refusal of a link that opens nothing (any more)."""
    return NotFound(
        "这个二维码已经失效", clause="P-13", remedy="请在电脑上重新打开“用手机拍照上传”"
    )
