"""Short forms of the full-size runs in tests/soak, on the database of the run."""

from collections.abc import Iterator

import pytest

from tests.support.databases import own_database
from tests.support.installation import Installation
from tests.support.parallel import (
    allot_in_a_storm,
    assert_nothing_lost,
    kill_in_mid_entry,
    save_in_parallel,
)


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    found = Installation(
        tmp_path_factory.mktemp("load") / "home", demo=True, database_url=own_database()
    )
    found.start()
    yield found
    found.stop()


def test_eight_clerks_save_five_entries_each_and_lose_none(installation: Installation) -> None:
    tallies, measured = save_in_parallel(installation, clerks=8, each=5)
    measured.print()
    assert [fault for tally in tallies for fault in tally.faults] == []
    kept = [one for tally in tallies for one in tally.kept]
    assert len(kept) == 40
    assert_nothing_lost(installation, kept)


def test_a_number_asked_for_many_times_at_once_is_given_once(installation: Installation) -> None:
    allot_in_a_storm(installation, times=4).print()


def test_three_kills_in_mid_entry_lose_no_acknowledged_save(installation: Installation) -> None:
    kept, measured = kill_in_mid_entry(installation, times=3)
    measured.print()
    assert_nothing_lost(installation, kept)
