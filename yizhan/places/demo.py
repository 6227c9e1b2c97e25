"""The people of a demo: who works where, and who comes to the hall (data/demo.json).

Passwords are drawn for each installation and kept in a file that only its owner reads. Running it
again adds what is missing and leaves the rest alone.
"""

import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from yizhan.accounts import guardians
from yizhan.accounts import queries as persons
from yizhan.accounts import services as accounts
from yizhan.accounts.registry import Details
from yizhan.law.clocks import local
from yizhan.law.guardians import Evidence, Guarding, Kin
from yizhan.law.identities import IdType
from yizhan.law.mandates import Ground, Period
from yizhan.law.words import Level, Post
from yizhan.places import queries, services
from yizhan.places.queries import AuthorityView

EACH = "*"
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
DESK, PORTAL = "/desk/", "/"
Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Cast:
    """What the data files say: people, and which authorities the catalogue needs."""

    people: dict[str, Any]
    needed: tuple[AuthorityView, ...]

    def staff(self) -> Iterator[dict[str, Any]]:
        """Yield the named staff, then a back office and a chief for each other authority."""
        named = list(self.people["staff"])
        yield from named
        taken = {tuple(post) for one in named for post in one["posts"]}
        for number, authority in enumerate(self.needed):
            for kind in self.people["each"]:
                post = (kind["post"], authority.level.value, authority.short_name)
                if post not in taken:
                    yield self._generated(kind, authority, number)

    def posts(self, person: dict[str, Any]) -> Iterator[tuple[Post, AuthorityView]]:
        """Yield the posts of a person; ``*`` stands for every authority of the level."""
        for post, level, short in person["posts"]:
            if short != EACH:
                yield Post(post), queries.authority_by_name(Level(level), short)
                continue
            for authority in self.needed:
                if authority.level.value == level:
                    yield Post(post), authority

    def _generated(
        self, kind: dict[str, str], authority: AuthorityView, number: int
    ) -> dict[str, Any]:
        """Return a member of staff of one authority."""
        surnames = self.people["surnames"]
        post = Post(kind["post"])
        return {
            "login": f"{authority.code}-{kind['suffix']}",
            "name": f"{surnames[number % len(surnames)]}{kind['word']}（示例）",
            "role": f"{authority.short_name}{post.label}",
            "posts": [[post.value, authority.level.value, authority.short_name]],
            "featured": False,
        }


@dataclass
class Book:
    """The logins that were handed out, kept in a file that only its owner reads."""

    path: Path
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)

    def open(self) -> None:
        """Read what was kept before."""
        if self.path.exists():
            kept = json.loads(self.path.read_text(encoding="utf-8"))
            self.entries = {entry["login"]: entry for entry in kept}

    def password(self, login: str) -> str:
        """Return the password of a login, drawn when there is none yet."""
        return str(self.entries.get(login, {}).get("password") or draw())

    def write(self, order: list[str]) -> None:
        """Keep the logins in the order in which they are shown."""
        rows = [self.entries[login] for login in order]
        self.path.touch(mode=0o600)
        self.path.chmod(0o600)
        text = json.dumps(rows, ensure_ascii=False, indent=1)
        self.path.write_text(text, encoding="utf-8")


def draw() -> str:
    """Return a new password: three groups of four signs that are not mistaken for others."""
    groups = ("".join(secrets.choice(SIGNS) for _ in range(4)) for _ in range(3))
    return "-".join(groups)


def read(folder: Path) -> Cast:
    """Return the cast of a data folder; the authorities must be loaded already.

    Raises NotFound for a department of the catalogue that has no authority.
    """
    people = json.loads((folder / "demo.json").read_text(encoding="utf-8"))
    needed = {}
    for path in sorted((folder / "catalogue").glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))["content"]
        one = queries.authority_by_name(Level(content["level"]), content["department"])
        others = [*content.get("departments", ()), *filter(None, [content.get("upper")])]
        for office in (one, *(queries.authority_by_code(other["code"]) for other in others)):
            needed[office.id] = office
    return Cast(people=people, needed=tuple(needed.values()))


@transaction.atomic
def load(cast: Cast, book: Book, *, at: datetime, say: Say) -> None:
    """Enter the staff with their posts, then the citizens; tell how far it is."""
    book.open()
    staff = list(cast.staff())
    for number, person in enumerate(staff, 1):
        _enter(cast, book, person, at)
        if number % 10 == 0 or number == len(staff):
            say(f"工作人员 {number}/{len(staff)}")
    citizens = cast.people["citizens"]
    for person in citizens:
        _register(book, person, at)
    _tie(cast, at)
    say(f"办事人 {len(citizens)}")
    book.write([person["login"] for person in (*citizens, *staff)])


def _enter(cast: Cast, book: Book, person: dict[str, Any], at: datetime) -> None:
    """Enter one member of staff with the posts."""
    login = person["login"]
    user, password = _known(login), book.password(login)
    if user is None:
        user, secret = accounts.create_staff(login, person["name"], password, at=at)
    elif login in book.entries:
        secret = book.entries[login]["totp_secret"]
    else:
        user.set_password(password)
        secret = accounts.new_secret(user)
    user.must_change = False
    user.save(update_fields=["password", "must_change"])
    _note(book, person, password=password, totp_secret=secret, url=DESK)
    for post, authority in cast.posts(person):
        _appoint(user.pk, post, authority, at.date())


def _appoint(user_id: int, post: Post, authority: AuthorityView, today: date) -> None:
    """Put a person at a post from the first day of the year, unless the person holds it."""
    if not queries.may_hold(user_id, post, authority_id=authority.id, on=today):
        services.appoint(user_id, authority.id, post, Period(date(today.year, 1, 1)))


def _register(book: Book, person: dict[str, Any], at: datetime) -> None:
    """Register one citizen; without a number an ordinary user (W2.2)."""
    login = person["login"]
    user, password = _known(login), book.password(login)
    if user is None:
        details = _details(person) if person.get("number") else None
        accounts.register(login, password, details, at=at)
    elif login not in book.entries:
        user.set_password(password)
        user.save(update_fields=["password"])
    _note(book, person, password=password, totp_secret=None, url=PORTAL)


def _tie(cast: Cast, at: datetime) -> None:
    """Enter wards and organisations that are not known yet, with who acts for them (L3.11)."""
    clerk = _known(cast.people["staff"][0]["login"])
    for ward in cast.people["wards"]:
        guardian = _known(ward["guardian"])
        if clerk and guardian and persons.find_person(ward["number"]) is None:
            child = accounts.enrol(_details(ward), clerk.pk, at=at)
            said = Guarding(
                ground=Ground.MINOR,
                kin=Kin.PARENT,
                document=Evidence.HOUSEHOLD,
                words=ward["evidence"],
                period=Period(local(at).date()),
            )
            guardians.record(guardian.person_id, child, said, at=at)
    for firm in cast.people["organisations"]:
        by = _known(firm["by"])
        if by and persons.find_person(firm["number"], IdType.CREDIT) is None:
            accounts.register_organisation(by, _details(firm, IdType.CREDIT), at=at)


def _details(person: dict[str, Any], kind: IdType = IdType.RESIDENT) -> Details:
    """Return what a person of the demo says of themselves."""
    said = {name: person.get(name, "") for name in ("phone", "address", "representative")}
    return Details(name=person["name"], number=person["number"], kind=kind, demo=True, **said)


def _known(login: str) -> Any:
    """Return the login, or None."""
    return get_user_model().objects.filter(login=login).first()


def _note(book: Book, person: dict[str, Any], **kept: Any) -> None:
    """Write a login into the book as the start screen shows it."""
    book.entries[person["login"]] = {
        "role": person["role"],
        "name": person["name"],
        "login": person["login"],
        "featured": person.get("featured", True),
        **kept,
    }
