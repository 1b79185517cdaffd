"""The log names no person, whatever goes wrong."""

import io
import logging
import logging.config

import pytest
from django.conf import settings

PIN, NAME = "000198000001", "Mai Thị Phượng"


@pytest.fixture
def log():
    """Return a logger that writes as the installation's does, and what it has written."""
    written = io.StringIO()
    line = settings.LOGGING["formatters"]["line"]
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": line},
            "handlers": {
                "kept": {
                    "class": "logging.StreamHandler",
                    "stream": written,
                    "formatter": "line",
                }
            },
            "loggers": {"hotich.test": {"handlers": ["kept"], "propagate": False}},
        }
    )
    yield logging.getLogger("hotich.test"), written
    logging.getLogger("hotich.test").handlers.clear()


def refuse() -> None:
    raise ValueError("DETAIL: Key (pin)=" + PIN)


def fails() -> None:
    try:
        refuse()
    except ValueError as error:
        raise RuntimeError(NAME) from error


def test_a_fault_is_logged_with_its_place_and_without_its_message(log):
    logger, written = log
    try:
        fails()
    except RuntimeError:
        logger.exception("job %s failed", "1")
    text = written.getvalue()
    assert "job 1 failed" in text
    assert "builtins.ValueError" in text
    assert "builtins.RuntimeError" in text
    assert "test_logs.py" in text
    assert PIN not in text
    assert NAME not in text
