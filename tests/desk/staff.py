"""Places, an item and people for the tests of the desk: entered, published, appointed, seated."""

from datetime import date

import msgspec
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from stdnum.cn import ric

from yizhan.accounts import services as accounts
from yizhan.items import services as items
from yizhan.items.content import Content
from yizhan.law.mandates import Period
from yizhan.law.words import Level, Post
from yizhan.places import delegations
from yizhan.places import queries as places
from yizhan.places import services as founding
from yizhan.places.delegations import Deputy
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
REVIEWED = {
    "meets_0": "符合",
    "meets_1": "符合",
    "evidence_0": "申请材料",
    "evidence_1": "申请材料",
    "finding": "符合条件。",
    "officers": "1",
}


def number(serial: int, born: str = "19900101") -> str:
    """Return the resident number of a demo person."""
    first_17 = f"529901{born}{serial:03d}"
    return first_17 + ric.calc_check_digit(first_17 + "0")


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


def delegate(posting_id: int, user_id: int, *, reason: str = "出差") -> int:
    """Let somebody act as chief representative for today."""
    today = timezone.localdate()
    held = places.posting(posting_id, today)
    deputy = Deputy(user_id=user_id, period=Period(today, today), reason=reason)
    return delegations.delegate(posting_id, deputy, held, on=today)


def employ(post: Post, login: str, office: int):
    """Return the login of a new member of staff at a post."""
    name = f"示例{post.label}"
    at = timezone.now()
    user, _ = accounts.create_staff(login, name, PASSWORD, at=at, must_change=False)
    appoint(user.pk, post, office)
    return user
