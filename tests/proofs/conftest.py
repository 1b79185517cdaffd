"""The office in which everything there is stands, for proofs about every page."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.office import Staff
from tests.support.populated import Places, populate


@pytest.fixture
def places(staff: Staff, settings, tmp_path: Path) -> Places:
    settings.KEYS = tmp_path / "keys"
    settings.MEDIA = tmp_path / "media"
    settings.EXCHANGE = tmp_path / "exchange"
    return populate(staff, tmp_path)


@pytest.fixture
def quiet() -> Iterator[None]:
    """Keep thousands of refused requests out of the log of the run."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
