"""Logs (T57): numbers planted in every part of a record never reach a stream."""

import io
import logging
import logging.config
import sys

import pytest
from django.conf import settings

from tests.accounts.conftest import number
from yizhan.accounts.scrub import logging_settings
from yizhan.law.masking import find_numbers

PHONE = "13800000001"


@pytest.fixture
def stream(monkeypatch):
    """Return what the handlers write, configured as the product does; put all back after."""
    root, written = logging.getLogger(), io.StringIO()
    before = (root.handlers[:], root.level)
    monkeypatch.setattr(sys, "stderr", written)
    logging.config.dictConfig(logging_settings())
    yield written
    root.handlers[:], root.level = before


def broken(text):
    """Fail with a text."""
    raise ValueError(text)


def test_numbers_in_message_arguments_and_traceback_are_masked(stream):
    """T57: wherever the number comes in."""
    log = logging.getLogger("django.request")
    log.warning("证件%s 电话%s", number(1), PHONE)
    try:
        broken(f"{number(2)} {PHONE}")
    except ValueError:
        log.exception("Failed for %(id)s", {"id": number(3)})
    text = stream.getvalue()
    assert "ValueError: 5299**********" in text
    assert find_numbers(text) == []
    assert PHONE not in text


def test_numbers_in_full_width_digits_are_masked_too(stream):
    """T57: as a Chinese keyboard types them."""
    wide = number(1).translate({48 + n: 0xFF10 + n for n in range(10)})
    logging.getLogger("yizhan.config.worker").error(wide)
    assert "5299" in stream.getvalue()
    assert find_numbers(stream.getvalue()) == []


def test_every_handler_of_the_product_masks():
    """T57: a handler without the filter would be a hole."""
    handlers = settings.LOGGING["handlers"].values()
    assert [handler["filters"] for handler in handlers] == [["scrub"]]
    assert settings.LOGGING["root"]["handlers"] == ["stderr"]


def test_no_logger_of_django_keeps_a_handler_of_its_own(stream):
    """T57: mail and console of Django's own settings are gone."""
    names = ("django", "django.server", "django.request", "axes", "mozilla_django_oidc")
    assert [logging.getLogger(name).handlers for name in names] == [[]] * len(names)
