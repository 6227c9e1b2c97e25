"""The browser of the tests: it opens, and it finds the site."""

import pytest


@pytest.mark.django_db(transaction=True)
def test_the_browser_opens_a_page_of_the_running_site(page, live_server):
    """Every test of a screen stands on this."""
    answer = page.goto(f"{live_server.url}/no-such-page")
    assert answer.status == 404
