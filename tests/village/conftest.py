"""A station's member at the browser, and what the person at the station brings."""

from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.desk.conftest import signed_in
from tests.stations.conftest import AT, OLD, Village, _nothing_kept, village  # noqa: F401 - fixtures
from yizhan.accounts.models import User
from yizhan.law.village import Mode

BROUGHT = {
    Mode.INSTANT: ["request"],
    Mode.WHOLE: ["form", "account"],
    Mode.COMPANION: ["statement"],
    Mode.HOME: ["form", "account"],
}
__all__ = ["AT", "OLD", "Station", "picture"]


def picture(name: str = "签名.png") -> SimpleUploadedFile:
    """Return a photo as a phone takes it."""
    data = BytesIO()
    Image.effect_noise((300, 200), 60).save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), content_type="image/png")


class Station(SimpleNamespace):
    """The browser of a station, and what it may fill in."""

    def address(self, name: str) -> str:
        """Return the address of an item's form."""
        return f"/village/new/{self.codes[name]}/"

    def typed(self, mode: Mode, **changes: object) -> dict[str, object]:
        """Return what a member fills in for a person, on one page (VIL-01)."""
        said: dict[str, object] = {
            "mode": mode.value,
            "number": OLD.number,
            "name": OLD.name,
            "phone": OLD.phone,
            "materials": BROUGHT[mode],
        }
        if mode is Mode.WHOLE:
            said |= {"read_aloud": "on", "signature": picture()}
        if mode in {Mode.COMPANION, Mode.HOME}:
            said |= {"place": "村口", "hour": "2099-03-02T10:00"}
        return said | changes

    def send(self, item: str, mode: Mode, **changes: object):
        """Return the answer to a form that was filled in."""
        return self.client.post(self.address(item), self.typed(mode, **changes))

    def filed(self, item: str, mode: Mode, **changes: object) -> str:
        """Return the address of the errand that a form has become."""
        answer = self.send(item, mode, **changes)
        assert answer.status_code == 302, answer.content.decode()
        return str(answer["Location"])


@pytest.fixture
def station(village: Village, settings, tmp_path) -> Station:  # noqa: F811
    """Return the station of 大龙村 with its member signed in."""
    settings.MATERIALS_DIR = tmp_path / "materials"
    users = {who: User.objects.get(pk=who.user_id) for who in (village.member, village.stranger)}
    return Station(
        client=signed_in(users[village.member]),
        stranger=signed_in(users[village.stranger]),
        nobody=Client(),
        codes=village.codes,
        village=village,
    )
