"""Foreign things (他人的办件和材料): some of each kind elsewhere, and a township's clerks.

All is made by the services and the interface that everybody uses; three kinds of which a foreign
one would need a district's plans or a village's device are written as rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from io import BytesIO
from secrets import randbelow, token_hex
from uuid import UUID, uuid4

import msgspec
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from stdnum.cn import ric

from yizhan.accounts import services as accounts
from yizhan.accounts import tokens as keys
from yizhan.accounts.registry import Details
from yizhan.accounts.tokens import Grant, Scope
from yizhan.bench.lifecycle import Plan
from yizhan.bench.planted import GATHERED, PLANTED, rows
from yizhan.bench.recording import record
from yizhan.bench.stage import LIFE
from yizhan.cases import halls, services
from yizhan.cases.actors import Actor, at_window, staff
from yizhan.cases.opening import Application, File
from yizhan.items import queries as items
from yizhan.items import rollouts
from yizhan.items import services as catalogue
from yizhan.law.clocks import local
from yizhan.law.mandates import Period
from yizhan.law.words import Level, Post
from yizhan.materials import services as materials
from yizhan.materials.queries import Owner
from yizhan.places import delegations, queries, stays
from yizhan.places import services as founding
from yizhan.places.delegations import Deputy
from yizhan.places.posts import Held
from yizhan.places.queries import AuthorityView

TOWNSHIP = "xiuwen-zhazuo-bianmin-fuwu"
FAR = "520121000000"
FIRST_BORN, GROWN_UP = date(1940, 1, 1), 20_000  # days: so many that no two are the same
MOST = 5000  # ids of one kind
POSTS = (Post.FRONT, Post.BACK, Post.CHIEF, Post.HEAD)
ALL = tuple(scope.value for scope in Scope)
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Somebody who asks for what is not theirs: in a browser that is signed in, or by a token."""

    label: str
    browser: Client
    token: str


@dataclass(frozen=True, kw_only=True)
class Clerk(Asker):
    """One member of staff with the post held."""

    held: Held
    name: str

    @property
    def actor(self) -> Actor:
        """Return the clerk as the door knows them."""
        return staff(self.held, self.name)


@dataclass
class World:
    """Who asks, the ids of foreign things by kind, and of some kinds one of the township's own."""

    askers: list[Asker] = field(default_factory=list)
    foreign: dict[str, list[str]] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)

    def add(self, kind: str, *ids: object) -> None:
        """Keep foreign ids of a kind."""
        self.foreign.setdefault(kind, []).extend(map(str, ids))

    @property
    def secrets(self) -> frozenset[str]:
        """Return what no answer to the clerks may hold: numbers, codes, addresses of cases."""
        kinds = ("number", "query_code", "case", "certificate")
        return frozenset(one for kind in kinds for one in self.foreign.get(kind, ()))


def world(plan: Plan) -> World:
    """Return the township's clerks and at least one foreign thing of each kind."""
    found = World()
    office = queries.authority_by_code(TOWNSHIP)
    clerks = {post: clerk(office, post) for post in POSTS}
    found.askers = [*clerks.values(), stranger()]
    _own(found, plan, clerks)
    far = _far()
    _staffed(found, far)
    record(plan)
    _case(
        plan, clerk(queries.authority(items.version(UUID(plan.version)).authority_id), Post.FRONT)
    )
    _persons(found, plan)
    values = {"far": far.id, "division": FAR, "own": office.id, "most": MOST}
    if not rows(GATHERED["rollout"], values):  # else an earlier run has proposed it
        at = timezone.now()
        content = items.version(UUID(plan.version)).content
        rollouts.propose(content, FAR, by=1, at=at, effective_from=local(at).date())
    for kind, statement in (*PLANTED.items(), *GATHERED.items()):
        found.add(kind, *rows(statement, values))
    found.foreign["item"] = [one for one in found.foreign["item"] if not _received(one, office)]
    return found


def _received(code: str, office: AuthorityView) -> bool:
    """Return whether a hall takes in an item of others, which is then not foreign to it (H7.1)."""
    item = items.item_by_code(code)
    version = items.published(item, local(timezone.now()).date()) if item else None
    return version is not None and halls.receives(office, version)


def clerk(office: AuthorityView, post: Post) -> Clerk:
    """Return a new member of staff at a post, signed in with password and code."""
    at = timezone.now()
    name = f"示例{post.label}"
    login = f"scope-{token_hex(6)}"
    user, _ = accounts.create_staff(login, name, token_hex(16), at=at, must_change=False)
    held = founding.appoint(user.pk, office.id, post, Period(local(at).date()))
    grant = Grant(scopes=ALL, posting_id=held.id, expires=at + LIFE)
    browser = Client(raise_request_exception=False)
    browser.force_login(user, backend=BACKEND)
    session = browser.session
    session["otp_device_id"] = _device(user.pk)
    session.save()
    token = keys.issue(user.pk, grant, at=at)
    return Clerk(label=post.value, held=held, name=name, browser=browser, token=token)


def stranger() -> Asker:
    """Return a citizen who has nothing on this site but a verified name."""
    at = timezone.now()
    user = accounts.register(f"scope-{token_hex(6)}", token_hex(16), _named(), at=at)
    grant = Grant(scopes=ALL, person_id=user.person_id, expires=at + LIFE)
    browser = Client(raise_request_exception=False)
    browser.force_login(user, backend=BACKEND)
    return Asker(label="citizen", browser=browser, token=keys.issue(user.pk, grant, at=at))


def _named() -> Details:
    """Return a demo person whom nobody knows yet."""
    born = FIRST_BORN + timedelta(days=randbelow(GROWN_UP))
    first_17 = f"529901{born:%Y%m%d}{randbelow(1000):03d}"
    number = first_17 + ric.calc_check_digit(first_17 + "0")
    return Details(name=f"示例{token_hex(3)}", number=number, demo=True)


def _device(user_id: int) -> str:
    """Return the authenticator of a login, as a session names it."""
    [device] = rows(
        "SELECT id FROM otp_totp_totpdevice WHERE user_id = %(user)s", {"user": user_id}
    )
    return f"otp_totp.totpdevice/{device}"


def _own(found: World, plan: Plan, clerks: Mapping[Post, Clerk]) -> None:
    """Give the township an item and a case of its own, to try foreign parts of it."""
    at = timezone.now()
    content = items.version(UUID(plan.version)).content
    code = f"{content.base_code[:6]}{randbelow(10**6):06d}"
    named = msgspec.structs.replace(
        content, base_code=code, name="本站示例事项", level=Level.TOWNSHIP
    )
    since = local(at).date()
    version = catalogue.publish_first(
        clerks[Post.HEAD].held.authority_id, named, by=(1, 2), at=at, since=since
    )
    found.own["version"], found.own["item"] = str(version.id), str(version.item.code)
    person = accounts.enrol(_named(), clerks[Post.FRONT].held.user_id, at=at)
    mine = replace(plan, version=str(version.id), applicant=str(person))
    found.own["case"] = _case(mine, clerks[Post.FRONT])
    held = clerks[Post.HEAD].held
    found.own["window"] = str(stays.open_window(held, token_hex(3), on=since).id)


def _case(plan: Plan, front: Clerk) -> str:
    """Return the address of a case that a front desk took in, with one scanned material."""
    at = timezone.now()
    picture = BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "PNG")
    scan = SimpleUploadedFile("scan.png", picture.getvalue(), content_type="image/png")
    owner = Owner(user_id=front.held.user_id, person_id=UUID(plan.applicant))
    taken = materials.receive(owner, scan, at=at)
    first = plan.materials[0]
    application = Application(
        version_id=UUID(plan.version),
        applicant=UUID(plan.applicant),
        channel="window",
        materials=plan.materials,
        files=(File(material=first, digest=taken.digest, name=taken.name, trust="C"),),
    )
    person = at_window(front.actor, UUID(plan.applicant))
    return services.submit(application, person, key=token_hex(12), at=at).ref


def _far() -> AuthorityView:
    """Return a service centre of another county, entered."""
    at = queries.authority_by_code(TOWNSHIP)
    sign = token_hex(3)
    view = replace(
        at, id=0, code=f"scope-{sign}", division=FAR, level=Level.COUNTY, name=f"示例{sign}中心",
        short_name=f"示例{sign}", paper_word=sign, window=sign[:3].upper(), is_centre=True,
    )  # fmt: skip
    founding.save_authorities([view])
    return queries.authority_by_code(view.code)


def _staffed(found: World, far: AuthorityView) -> None:
    """Give the other county a window, a stay, a delegation and a draft of an item."""
    at = timezone.now()
    today = local(at).date()
    head, chief, back = (clerk(far, post) for post in (Post.HEAD, Post.CHIEF, Post.BACK))
    window = stays.open_window(head.held, token_hex(3), on=today)
    found.add("window", window.id)
    found.add("stay", stays.ask(window.id, chief.held, [uuid4()], reason="办件少", on=today))
    deputy = Deputy(user_id=back.held.user_id, period=Period(today, today), reason="出差")
    found.add("delegation", delegations.delegate(chief.held.id, deputy, chief.held, on=today))
    found.add("posting", *(one.held.id for one in (head, chief, back)))
    found.add("user", *(one.held.user_id for one in (head, chief, back)))


def _persons(found: World, plan: Plan) -> None:
    """Let the applicant hold what a person holds: a draft, an upload, a token, a mandate."""
    at = timezone.now()
    person = UUID(plan.applicant)
    [user] = rows("SELECT id FROM accounts_user WHERE person_id = %(person)s", {"person": person})
    grant = Grant(scopes=ALL, person_id=person, expires=at + LIFE)
    token = keys.issue(int(user), grant, at=at)
    code = items.version(UUID(plan.version)).code
    sent: Mapping[str, tuple[str, dict[str, object]]] = {
        "draft": ("/drafts", {"item": code}),
        "upload": ("/uploads", {"name": "scan.png", "size": 9}),
    }
    for kind, (path, said) in sent.items():
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": token_hex(9)}
        answer = Client().post(
            f"/api/v1{path}", said, content_type="application/json", headers=headers
        )
        found.add(kind, answer.json()["id"])
