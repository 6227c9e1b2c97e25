"""Uploads over HTTP: who may, in which pieces, and what a refusal looks like (P-13)."""

import json
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from tests.materials import corpus, making
from tests.materials.conftest import AT, MINE
from yizhan.law.refusals import NotFound
from yizhan.materials import limits, services, serving
from yizhan.materials.bared import bared
from yizhan.materials.serving import Asked

pytestmark = pytest.mark.django_db

DATA = making.picture(size=(300, 200))
SIZE = len(DATA)


@pytest.fixture
def citizen():
    """Return a browser in which a citizen is logged in."""
    return _logged_in("citizen")


def _logged_in(name):
    """Return a browser in which somebody is logged in."""
    client = Client()
    client.force_login(
        get_user_model().objects.create(login=name, created_at=AT),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


def _begin(citizen, data=DATA):
    """Return the answer to a new upload."""
    ask = json.dumps({"name": "身份证.jpg", "size": len(data)})
    return citizen.post(reverse("materials:begin"), ask, content_type="application/json")


def _put(citizen, upload, offset, chunk, total=SIZE):
    """Return the answer to one piece."""
    return citizen.put(
        reverse("materials:upload", args=[upload]),
        chunk,
        content_type="application/octet-stream",
        headers={"Content-Range": f"bytes {offset}-{offset + len(chunk) - 1}/{total}"},
    )


def test_a_browser_brings_a_file_in_pieces(citizen):
    """Begin, two pieces, finish; the status says how far it is in between."""
    begun = _begin(citizen)
    upload = begun.json()["id"]
    assert (begun.status_code, begun.json()["chunk"]) == (201, limits.CHUNK)
    assert _put(citizen, upload, 0, DATA[:99]).json()["offset"] == 99
    assert citizen.get(reverse("materials:upload", args=[upload])).json()["offset"] == 99
    _put(citizen, upload, 99, DATA[99:])
    done = citizen.post(reverse("materials:finish", args=[upload])).json()
    assert (done["media_type"], done["size"]) == ("image/jpeg", len(DATA))


def test_a_gap_is_answered_with_the_right_offset(citizen):
    """The browser goes on from there."""
    upload = _begin(citizen).json()["id"]
    answer = _put(citizen, upload, 50, DATA[50:])
    assert (answer.status_code, answer.json()["offset"]) == (409, 0)


def test_strangers_and_other_people_find_nothing(citizen):
    """A stranger is asked to log in; another citizen sees no upload."""
    upload = _begin(citizen).json()["id"]
    stranger, other = Client(), _logged_in("other")
    assert _begin(stranger).status_code == 401
    assert _put(stranger, upload, 0, DATA).status_code == 401
    assert _put(other, upload, 0, DATA).status_code == 404
    assert other.post(reverse("materials:finish", args=[upload])).status_code == 404
    assert citizen.get(reverse("materials:upload", args=[uuid4()])).status_code == 404


def test_a_forged_request_is_refused():
    """Another site cannot upload in somebody's name (CSRF)."""
    guarded = Client(enforce_csrf_checks=True)
    assert _begin(guarded).status_code == 403


def test_a_refused_file_is_told_with_its_clause(citizen):
    """Problem JSON in words that a person understands."""
    data = corpus.HOSTILE["T43 svg"]
    upload = _begin(citizen, data).json()["id"]
    _put(citizen, upload, 0, data, len(data))
    answer = citizen.post(reverse("materials:finish", args=[upload]))
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["clause"] == "T43" and "SVG" in answer.json()["title"]


@pytest.mark.parametrize("ask", ["", "[]", '{"name": "a"}', '{"name": "a", "size": "x"}'])
def test_nonsense_is_answered_in_words(citizen, ask):
    """No page of errors, whatever is sent."""
    answer = citizen.post(reverse("materials:begin"), ask, content_type="application/json")
    assert answer.status_code == 422


@pytest.mark.parametrize("header", ["", "bytes 0-1/2", "bytes 9-0/1", "bytes x"])
def test_a_piece_that_does_not_fit_its_range_is_refused(citizen, header):
    """A piece cut on its way is sent again."""
    upload = _begin(citizen).json()["id"]
    address = reverse("materials:upload", args=[upload])
    answer = citizen.put(address, DATA, headers={"Content-Range": header})
    assert answer.status_code == 422


def test_a_forgotten_upload_is_gone(citizen):
    """Whoever chooses another file leaves nothing behind."""
    address = reverse("materials:upload", args=[_begin(citizen).json()["id"]])
    assert citizen.delete(address).status_code == 204
    assert citizen.get(address).status_code == 404


@pytest.mark.parametrize("inline", [True, False])
@pytest.mark.parametrize("title", ["photo with a comment", "one page", "electronic document"])
def test_a_file_is_sent_as_what_it_is_and_runs_nothing(title, inline):
    """No guessing of types, no scripts, nothing kept in caches (T40)."""
    kind, data = corpus.GENUINE[title]
    file = services.store_whole(MINE, "x.html", data, at=AT)
    answer = serving.served(Asked(digest=file.digest, name="x.html", inline=inline))
    shown = inline and kind != corpus.OFD
    assert answer.content == bared(data, kind) and answer["Content-Type"] == kind
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("inline" if shown else "attachment")
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert ".html" not in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]


def test_an_unknown_digest_is_served_to_nobody():
    """Nor is a path."""
    for digest in ("0" * 64, "../../../../etc/passwd"):
        with pytest.raises(NotFound):
            serving.served(Asked(digest=digest, name="a"))
