"""The book of the tests, as paper and as truth: forty births of old xã Nga Trường, 1998."""

from functools import cache

from hotich.synth.books import SampleEntry
from hotich.synth.demo import demo_world

OFFICE = "16171"
WORDS = "Nga Trường"


@cache
def sample_entries() -> tuple[SampleEntry, ...]:
    """Return the entries of the book, with the truth about each."""
    return tuple(one for one in demo_world().entries if one.office_code == OFFICE)
