"""Logs without personal data (T57): numbers are masked before any handler writes a line."""

import logging
from typing import Any

from yizhan.law.masking import mask_text

DIGITS = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
PLAIN = logging.Formatter()


class Scrub(logging.Filter):
    """Masks identity and phone numbers in message, arguments, traceback and stack."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True: every record passes, with its numbers masked."""
        record.msg, record.args = clean(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = PLAIN.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = clean(record.exc_text)
        if record.stack_info:
            record.stack_info = clean(record.stack_info)
        return True


def clean(text: str) -> str:
    """Return a text with its numbers masked, those in full-width digits too.

    >>> clean("号码５２０１０１１９９００１０１１２３４")
    '号码5201**********1234'
    """
    return mask_text(text.translate(DIGITS))


def logging_settings() -> dict[str, Any]:
    """Return Django's LOGGING: one handler, to standard error, behind the filter.

    Nothing is mailed and no library keeps a handler of its own.
    """
    passed_on: dict[str, Any] = {"handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"scrub": {"()": Scrub}},
        "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "filters": ["scrub"],
                "formatter": "line",
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {name: dict(passed_on) for name in ("django", "django.server", "axes")},
    }
