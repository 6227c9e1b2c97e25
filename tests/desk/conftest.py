"""What the tests of the desk stand on: an authority, a small item, staff at their posts."""

from datetime import date
from types import SimpleNamespace

import msgspec
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from stdnum.cn import ric

from yizhan.accounts import services as accounts
from yizhan.cases import queries
from yizhan.items import services as items
from yizhan.items.content import Content
from yizhan.items.versions import SHELF
from yizhan.law.mandates import Period
from yizhan.law.words import Level, Post
from yizhan.places import queries as places
from yizhan.places import services as founding
from yizhan.places import shelf
from yizhan.places.queries import AuthorityView

PASSWORD = "一把-Long-enough-key"
COUNTY = "520123000000"
STEPS = ("受理", "审核", "审批", "办结", "送达")
ITEM = {
    "name": "小餐饮登记",
    "base_code": "000101001001",
    "colloquial": ["开小饭馆"],
    "type": "01",
    "level": "4",
    "department": "市场监督管理局",
    "audience": ["natural"],
    "themes": ["n:040"],
    "basis": [{"law": "食品安全法", "article": "第三十六条"}],
    "conditions": ["有固定的经营场所", "有卫生设施"],
    "materials": [
        {"id": "plan", "name": "场所平面图", "basis": "食品安全法第三十三条"},
        {"id": "photo", "name": "门头照片", "basis": "食品安全法第三十三条"},
    ],
    "form": {
        "type": "object",
        "x-blocks": ["natural"],
        "properties": {"premises": {"type": "string", "title": "场所地址", "maxLength": 60}},
        "required": ["premises"],
    },
    "statutory": {"n": 20},
    "promised": {"n": 6},
    "online": "3.1b",
    "visit_reason": "须现场核查",
    "result": {"kind": "licence", "name": "小餐饮登记证", "sample": "样本（示例）"},
    "steps": [{"name": name} for name in STEPS],
    "faqs": [{"question": "要多久？", "answer": "六个工作日。"}],
}


def number(serial: int, born: str = "19900101") -> str:
    """Return the resident number of a demo person."""
    first_17 = f"529901{born}{serial:03d}"
    return first_17 + ric.calc_check_digit(first_17 + "0")


@pytest.fixture(autouse=True)
def _nothing_kept(settings, tmp_path):
    """Let no test see keys, versions or places of another one."""
    settings.KEYS_DIR = tmp_path / "keys"
    settings.PAPERS_DIR = tmp_path / "papers"
    settings.DEMO = True
    SHELF.clear()
    shelf.forget()
    yield
    SHELF.clear()
    shelf.forget()


def bureau(code: str = "xiuwen-shichang-jianguan", **changes) -> AuthorityView:
    """Return an authority of the county, entered."""
    view = AuthorityView(
        **{
            "id": 0,
            "code": code,
            "division": COUNTY,
            "level": Level.COUNTY,
            "name": "修文县市场监督管理局",
            "short_name": "市场监督管理局",
            "paper_word": "修市监",
            "uscc": "11520123XX00000272",
            "window": "002",
            "address": "示例路1号",
            "phone": "0851-00004002",
            "complaint_phone": "12345",
            "reconsideration": "修文县人民政府",
            "court": "示例人民法院",
            "is_centre": False,
            **changes,
        }
    )
    founding.save_authorities([view])
    return places.authority_by_code(code)


@pytest.fixture
def authority(db):
    """Return the authority of the tests."""
    return bureau()


def publish(authority_id: int, **changes):
    """Return the published version of a small item with some fields changed."""
    at = timezone.now()
    content = msgspec.convert({**ITEM, **changes}, type=Content)
    since = timezone.localdate(at)
    return items.publish_first(authority_id, content, by=(1, 2), at=at, since=since)


def spared(authority_id: int) -> str:
    """Return the code of an item whose photo is not needed in one situation."""
    choices = [
        {"id": "yes", "label": "是", "drops": ["photo"]},
        {"id": "no", "label": "不是"},
    ]
    asked = [{"id": "own", "question": "场所是自己的吗？", "choices": choices}]
    changes = {"name": "情形登记", "base_code": "000101001003", "situations": asked}
    return str(publish(authority_id, **changes).item.code)


@pytest.fixture
def item(authority):
    """Return the published version of a small item."""
    return publish(authority.id)


def appoint(user_id: int, post: Post, authority_id: int) -> None:
    """Put somebody at a post from the first day of the year."""
    since = date(timezone.localdate().year, 1, 1)
    founding.appoint(user_id, authority_id, post, Period(since))


def signed_in(user) -> Client:
    """Return a browser in which a login has given password and code."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["otp_device_id"] = TOTPDevice.objects.get(user=user).persistent_id
    session.save()
    return client


def delegate(posting_id: int, user_id: int) -> None:
    """Let somebody act as chief representative for today."""
    today = timezone.localdate()
    founding.delegate(posting_id, user_id, Period(today, today), reason="出差")


def employ(post: Post, login: str, office: int):
    """Return the login of a new member of staff at a post."""
    name = f"示例{post.label}"
    at = timezone.now()
    user, _ = accounts.create_staff(login, name, PASSWORD, at=at, must_change=False)
    appoint(user.pk, post, office)
    return user


@pytest.fixture
def sit(authority):
    """Return a function that seats somebody at a post and returns their browser."""

    def seated(post: Post, login: str = "", office: int = 0) -> Client:
        """Return the browser of a new member of staff."""
        user = employ(post, login or f"staff-{post.value}", office or authority.id)
        client = signed_in(user)
        client.staff = user
        return client

    return seated


@pytest.fixture
def desk(sit, item):
    """Return the three posts of a case, and what to do with them."""
    return SimpleNamespace(
        front=sit(Post.FRONT), back=sit(Post.BACK), chief=sit(Post.CHIEF), item=item
    )


def form_of(client: Client, url: str, action: str) -> dict[str, str]:
    """Return what the hidden fields of a form on a page hold."""
    shown = client.get(url).context["shown"]
    form = next(one.form for one in shown if one.act.name == action)
    return {field.html_name: str(field.value()) for field in form.hidden_fields()}


def received(
    client: Client, code: str, *, materials: list[str], accept: bool = False, key: str = ""
) -> str:
    """Return the address of a case that the front desk has received."""
    sent = {
        "key": key or f"{len(materials)}{accept:d}".zfill(32),
        "id_number": number(len(materials) + 1),
        "name": "示例甲",
        "materials": materials,
        "accept" if accept else "receive": "1",
    }
    answer = client.post(reverse("desk:receive", args=[code]), sent)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def press(client: Client, url: str, action: str, **typed):
    """Return the answer to an act that was filled in on the page of a case."""
    return client.post(f"{url}{action}/", {**form_of(client, url, action), **typed})


def ref_of(url: str) -> str:
    """Return the address of a case inside that of its page."""
    return url.rstrip("/").rpartition("/")[2]


def stage(url: str) -> str:
    """Return where the case of a page stands."""
    return queries.stored_case(ref_of(url)).stage


@pytest.fixture
def work():
    """Return the ways to work on a case."""
    return SimpleNamespace(
        received=received,
        press=press,
        stage=stage,
        ref=ref_of,
        form=form_of,
        number=number,
        appoint=appoint,
        delegate=delegate,
        spared=spared,
        bureau=bureau,
        password=PASSWORD,
    )
