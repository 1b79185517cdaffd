"""Full-size runs: an installation of their own, with the demo, on the database of the run."""

from collections.abc import Iterator

import pytest

from tests.support.databases import own_database
from tests.support.installation import Installation


@pytest.fixture
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    found = Installation(
        tmp_path_factory.mktemp("soak") / "home", demo=True, database_url=own_database()
    )
    found.start()
    yield found
    found.stop()
