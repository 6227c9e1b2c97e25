"""The shapes of what belongs to the caller: the token, certificates, mandates, organisations."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from yizhan.accounts.queries import LookView
from yizhan.cases.drafts import DraftView
from yizhan.law.mandates import Role
from yizhan.law.words import CertificateState


class MeOut(Schema):
    """Whom a token speaks for, at which post, and what it opens."""

    actor: str
    post: str
    post_label: str
    person: UUID | None
    posting: int | None
    authority: int | None
    division: str
    scopes: list[str]


class CertificateOut(Schema):
    """One certificate with what it is worth today."""

    id: UUID
    paper_id: UUID
    kind: str
    name: str
    number: str
    oid: str
    valid_from: date
    valid_until: date | None
    version: int
    state: CertificateState


class FavouriteOut(Schema):
    """One service that the caller keeps; ``version`` is what is in force today, if anything."""

    item: str
    name: str
    kept_at: datetime
    version: UUID | None


class FavouritesOut(Schema):
    """One page of the services that the caller keeps."""

    favourites: list[FavouriteOut]
    after: str


class DraftsOut(Schema):
    """One page of drafts."""

    drafts: list[DraftView]
    after: str


class LooksOut(Schema):
    """One page of who looked at the caller's data."""

    looks: list[LookView]
    after: str


class IdOut(Schema):
    """The id of what was made."""

    id: UUID


class MadeOut(Schema):
    """The number of what was made."""

    id: int


class IssuedOut(Schema):
    """A new token; its text is shown once."""

    token: str
    expires: datetime


class ContactOut(Schema):
    """The caller's own contact."""

    phone: str
    address: str


class OrganisationOut(Schema):
    """An organisation that the caller acts for."""

    id: UUID
    name: str
    role: Role
    members: list["MemberOut"]


class MemberOut(Schema):
    """Somebody who handles an organisation's matters."""

    id: UUID
    name: str
    since: date


class PostingOut(Schema):
    """One post that the login behind the token holds today."""

    id: int
    post: str
    post_label: str
    authority: str
    division: str


class ClearOut(Schema):
    """A number in clear; the look stays on record."""

    clear: str
