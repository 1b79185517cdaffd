"""The figures that are promised, at their full size. Bounded loops on the loopback only."""

import pytest

from tests.support.installation import Installation
from tests.support.parallel import (
    allot_in_a_storm,
    assert_nothing_lost,
    kill_in_mid_entry,
    save_in_parallel,
)

pytestmark = pytest.mark.soak

CLERKS = 8
SAVES = 2_000
KILLS = 50
TIMES = 8


def test_eight_clerks_save_two_thousand_entries_and_the_absent_get_one_number_each(
    installation: Installation,
) -> None:
    tallies, measured = save_in_parallel(installation, clerks=CLERKS, each=SAVES // CLERKS)
    measured.print()
    assert [fault for tally in tallies for fault in tally.faults] == []
    kept = [one for tally in tallies for one in tally.kept]
    assert len(kept) == SAVES
    assert_nothing_lost(installation, kept)
    allot_in_a_storm(installation, times=TIMES).print()


def test_fifty_kills_in_mid_entry_lose_no_acknowledged_save(installation: Installation) -> None:
    kept, measured = kill_in_mid_entry(installation, times=KILLS)
    measured.print()
    assert kept
    assert_nothing_lost(installation, kept)
