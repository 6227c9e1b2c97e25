"""A file of items through the interface: each mistake at its place, nothing half taken in."""

import json

from django.test import Client

from tests.api.conftest import Hall
from yizhan.items.models import Version


def test_a_bad_file_comes_back_with_every_mistake_by_place(hall: Hall):
    """ADM-08: the problem document lists them all, in Chinese."""
    before = Version.objects.count()
    answer = Client().post(
        "/api/v1/catalogue/import",
        json.dumps([{"level": "九"}, {}]),
        content_type="application/octet-stream",
        headers={"Idempotency-Key": "one", "Authorization": f"Bearer {hall.tokens['back']}"},
    )
    said = answer.json()
    assert (answer.status_code, said["clause"]) == (422, "ADM-08")
    assert {"field": "“JSON”第1行“level”列", "message": "没有这个代码：'九'"} in said["faults"]
    assert {"field": "“JSON”第2行“name”列", "message": "必填"} in said["faults"]
    assert Version.objects.count() == before
