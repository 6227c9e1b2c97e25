"""Files on a host of their own: nothing of ours to steal there, and nothing else to find (T40)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.materials import making
from tests.materials.conftest import AT, MINE
from yizhan.law.refusals import NotFound
from yizhan.materials import services, serving
from yizhan.materials.serving import Asked

HOST = "files.testserver"
NOW = timezone.now()


@pytest.fixture
def asked(db, settings):
    """Return a file that is asked for on a site with a second host."""
    settings.FILES_HOST, settings.FILES_ORIGIN = HOST, f"https://{HOST}"
    settings.SITE_URL = "https://testserver"
    settings.ALLOWED_HOSTS = ["testserver", HOST]
    file = services.store_whole(MINE, "照片.jpg", making.picture(), at=AT)
    return Asked(digest=file.digest, name="照片.jpg", inline=True)


def path_of(asked, at=NOW):
    """Return the path of a link to a file."""
    return serving.link(asked, at).removeprefix(f"https://{HOST}")


def test_a_browser_is_sent_to_the_host_of_files_and_gets_the_file_without_a_cookie(asked):
    """The link tells neither the file's name nor its digest."""
    onward = serving.served(asked)
    assert onward.status_code == 302
    assert onward["Location"].startswith(f"https://{HOST}/f/")
    assert asked.digest not in onward["Location"]
    answer = Client().get(
        onward["Location"].removeprefix(f"https://{HOST}"), headers={"host": HOST}
    )
    assert answer["Content-Type"] == "image/jpeg"
    assert not answer.cookies
    assert "frame-ancestors https://testserver; sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/account/login/", "/api/v1/clauses", "/desk/", "/f/x"])
def test_nothing_but_files_is_answered_on_the_host_of_files(asked, path):
    """Neither a page nor the interface: a script there would find nothing."""
    answer = Client().get(path, headers={"host": HOST})
    assert answer.status_code == 404
    assert not answer.cookies


def test_a_link_of_the_host_of_files_is_nothing_on_the_site(asked):
    """A file never runs where the cookies are."""
    assert Client().get(path_of(asked), headers={"host": "testserver"}).status_code == 404


def test_a_link_opens_for_a_minute_and_only_as_it_was_made(asked):
    """Passed on later or altered, it is worth nothing."""
    sealed = path_of(asked).removeprefix(serving.PATH)
    assert serving.opened(sealed, NOW + timedelta(seconds=59)) == asked
    for text, at in ((sealed, NOW + timedelta(seconds=62)), ("A" + sealed[1:-1], NOW)):
        with pytest.raises(NotFound):
            serving.opened(text, at)
