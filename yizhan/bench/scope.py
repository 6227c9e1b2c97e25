"""Scope (T1 to T3, E10): a township's clerks ask for what is not theirs, on every route and verb.

Each try is sent twice: with the id of something that exists elsewhere, and with one that exists
nowhere. The two answers must be the same in status, headers and body but for the id; no list may
hold a word of a foreign case. What was asked is rolled back, so that every try meets the same site.
"""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import cycle, islice
from random import Random
from typing import Any
from urllib.parse import quote
from uuid import UUID
from zipfile import ZipFile

import msgspec
from django.db import transaction
from django.utils.html import escape

from yizhan.bench import pages
from yizhan.bench.filters import BODIES, FILTERS
from yizhan.bench.foreign import MOST, Asker, World
from yizhan.bench.foreign import world as made
from yizhan.bench.lifecycle import Plan
from yizhan.bench.recording import record
from yizhan.bench.routes import Target, lists, targets

PACKED, MADE_AT = b"PK\x03\x04", "docProps/core.xml"
OK_BELOW, BROKEN = 400, 500
NUMBERED = 12  # a number with fewer digits is a row's, else it is a code
SHOWN = 60  # of what was found, in words
WORD = re.compile(rb"[\w-]{6,}", re.ASCII)
VOLATILE = ("Date", "Content-Length", "Expires")
FRESH = re.compile(
    rb'nonce[-="]+[\w+/=-]+|name="(csrfmiddlewaretoken|[\w-]*key|token)" value="[^"]*"'
    rb'|csrf[\w-]*"?[:=]"?[^",}]+|<span id="printed">[^<]*|\d{2}:\d{2}(:\d{2})?'
    rb'|"request_id":"[^"]*"'
)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back, without what is fresh in every answer and without the id asked for."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Try:
    """One try: a route, who asks, the ids of what is foreign and of what is nowhere."""

    target: Target
    asker: Asker
    foreign: Mapping[str, str]
    missing: Mapping[str, str]


@dataclass
class Found:
    """What a run has found, in words; nothing is the bar."""

    tried: int = 0
    routes: set[str] = field(default_factory=set)
    leaks: list[str] = field(default_factory=list)
    told_apart: list[str] = field(default_factory=list)

    @property
    def line(self) -> str:
        """Return the line that a run prints."""
        return (
            f"scope: {self.tried:,} foreign ids on {len(self.routes)} routes: "
            f"{len(self.leaks)} leaks, {len(self.told_apart)} told apart from missing"
        )

    @property
    def closed(self) -> bool:
        """Return whether nothing came out."""
        return not (self.leaks or self.told_apart)

    @property
    def words(self) -> str:
        """Return the first of what came out, each on a line that ends."""
        first = list(dict.fromkeys((*self.leaks, *self.told_apart)))[:SHOWN]
        return "".join(f"{one}\n" for one in first)


def played(plan: Plan, count: int) -> Found:
    """Return what so many tries found, among as many foreign cases, made first."""
    logging.getLogger("django.request").setLevel(logging.ERROR)  # a no is what is asked for
    record(plan)
    pages.fill(min(count, MOST))
    return run(made(plan), count)


def run(world: World, count: int, among: Sequence[Target] | None = None) -> Found:
    """Return what so many tries found, each route by each clerk at least once; then the lists."""
    every = [*targets(), *FILTERS, *BODIES] if among is None else among
    found, secrets = Found(), world.secrets
    for one in _tries(world, every, count):
        judge(found, one, secrets)
    for target in lists() if among is None else ():
        for asker in world.askers:
            found.routes.add(f"{target.verb} {target.name}")
            read(found, target, asker, secrets)
    return found


def _tries(world: World, every: Sequence[Target], count: int) -> Iterator[Try]:
    """Yield the tries in turn over routes and clerks, until there were enough."""
    rows = [
        (target, asker, mixed)
        for target in every
        for asker in world.askers
        for mixed in _mixes(world, target)
    ]
    chance = Random(len(rows))  # noqa: S311 - which id is tried next, not a secret
    for target, asker, mixed in islice(cycle(rows), max(count, len(rows))):
        yield _try(world, target, asker, mixed, chance)


def _mixes(world: World, target: Target) -> list[frozenset[str]]:
    """Return which ids are one's own: none; and the first, where more hang below it."""
    first = next(iter(target.kinds.values()), "")
    below = len(target.kinds) > 1 and first in world.own
    return [frozenset(), frozenset({first})] if below else [frozenset()]


def _try(  # noqa: PLR0917 - the parts of one try
    world: World, target: Target, asker: Asker, mixed: frozenset[str], chance: Random
) -> Try:
    """Return one try: the foreign ids, and for each one of the same shape that is nowhere."""
    foreign, missing = {}, {}
    for name, kind in {**target.kinds, **target.asked}.items():
        if kind in mixed:
            foreign[name] = missing[name] = world.own[kind]
            continue
        foreign[name] = chance.choice(world.foreign[kind])
        missing[name] = nowhere(foreign[name], chance)
    if target.said:
        said = {name: world.own.get(f"{value}", value) for name, value in target.said.items()}
        target = replace(target, said=said)
    return Try(target=target, asker=asker, foreign=foreign, missing=missing)


def nowhere(known: str, chance: Random) -> str:
    """Return an id of the shape of a known one that is nobody's."""
    if known.isdigit() and len(known) < NUMBERED:
        return str(10**9 + chance.randrange(10**9))
    head, dash, tail = known.partition("-")
    fresh = UUID(int=chance.getrandbits(128), version=4)
    if len(known) == 36:  # noqa: PLR2004 - a UUID as text
        return str(fresh)
    if dash and len(tail) == 32:  # noqa: PLR2004 - an address: the division and a UUID
        return f"{head}-{fresh.hex}"
    if not known.isascii():
        return f"{known}无"
    return "".join(chance.choice("0123456789") if c.isdigit() else c for c in known[:-1]) + "Z"


def judge(found: Found, one: Try, secrets: frozenset[str]) -> None:
    """Send a try both ways, and keep what came out."""
    found.tried += 1
    found.routes.add(f"{one.target.verb} {one.target.name}")
    foreign, missing = (answer(one, ids) for ids in (one.foreign, one.missing))
    where = f"{one.target.verb} {one.target.name} ({one.asker.label})"
    shown = told_of(foreign, secrets)
    if shown or (foreign.status < OK_BELOW <= missing.status):
        found.leaks.append(f"LEAK {where}: {foreign.status}, missing {missing.status}")
    elif foreign != missing or foreign.status >= BROKEN:
        found.told_apart.append(f"APART {where}: {_difference(foreign, missing)}")


def told_of(answer: Answer, secrets: frozenset[str]) -> set[str]:
    """Return the words of foreign cases that an answer holds, the one asked for left out."""
    return {word.decode() for word in WORD.findall(answer.body)} & secrets


def _difference(foreign: Answer, missing: Answer) -> str:
    """Return in a few words how two answers differ."""
    if foreign.status != missing.status or foreign.status >= BROKEN:
        return f"status {foreign.status}, missing {missing.status}"
    if foreign.headers != missing.headers:
        return f"headers {set(foreign.headers) ^ set(missing.headers)}"
    pairs = zip(foreign.body.splitlines(), missing.body.splitlines(), strict=False)
    first = next((pair for pair in pairs if pair[0] != pair[1]), (b"", b""))
    return "body " + " | ".join(part.decode(errors="replace")[:400] for part in first)


def read(found: Found, target: Target, asker: Asker, secrets: frozenset[str]) -> None:
    """Read a list, and keep what of foreign cases it shows."""
    shown = answer(Try(target=target, asker=asker, foreign={}, missing={}), {})
    held = told_of(shown, secrets)
    where = f"{target.verb} {target.name} ({asker.label})"
    if held:
        found.leaks.append(f"LEAK {where}: shows {min(held)}")
    elif shown.status >= BROKEN:
        found.told_apart.append(f"APART {where}: status {shown.status}")


def answer(one: Try, ids: Mapping[str, str]) -> Answer:
    """Return what came back; what the request did is rolled back."""
    browser = one.asker.browser
    before = deepcopy(browser.cookies)
    with transaction.atomic():
        response = _sent(one, ids)
        transaction.set_rollback(True)
    browser.cookies = before
    headers = sorted((name, value) for name, value in response.items() if name not in VOLATILE)
    plain = tuple((name, _scrubbed(value.encode(), ids).decode()) for name, value in headers)
    body = b"".join(response) if response.streaming else response.content
    return Answer(status=response.status_code, headers=plain, body=_scrubbed(unpacked(body), ids))


def unpacked(body: bytes) -> bytes:
    """Return a workbook as its parts without when it was made; anything else as it is."""
    if not body.startswith(PACKED):
        return body
    with ZipFile(BytesIO(body)) as book:
        return b"\n".join(book.read(one) for one in sorted(book.namelist()) if one != MADE_AT)


def _sent(one: Try, ids: Mapping[str, str]) -> Any:
    """Return the site's answer to a request with some ids."""
    target, asker = one.target, one.asker
    path = target.address(ids)
    body = target.body(ids)
    if target.face != "api":
        send = getattr(asker.browser, target.verb)
        return send(path, body) if target.verb == "post" else send(path)
    headers = {"Authorization": f"Bearer {asker.token}", "Idempotency-Key": "scope"}
    data = b"" if target.verb in {"get", "delete"} else msgspec.json.encode(body)
    kind = "application/json"
    return asker.browser.generic(target.verb.upper(), path, data, kind, headers=headers)


def _scrubbed(text: bytes, ids: Mapping[str, str]) -> bytes:
    """Return an answer without the ids asked for, in each spelling, and without what is fresh."""
    for one in ids.values():
        if one.isdigit() and len(one) < NUMBERED:
            text = re.sub(rb"(/|%%2F)%s\b" % one.encode(), b"/*", text)
            continue
        for spelling in dict.fromkeys(
            (one, quote(one), quote(quote(one)), one.partition("-")[2], escape(one))
        ):
            text = text.replace(spelling.encode(), b"*") if spelling else text
    return FRESH.sub(b"", text)
