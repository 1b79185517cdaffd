"""The world a newcomer sees: two birth books of two predecessors of xã Ba Đình."""

from hotich.synth.options import BookPlan, BookRates, DifferenceRates, SynthOptions
from hotich.synth.world import SampleWorld, collect

#: The old xã Nga Trường and the old xã Ba Đình, as of 30 June 2025.
DEMO_COMMUNES = ("16171", "16096")
#: Other predecessors of today's xã Ba Đình: nobody's book here, but people are born there.
_NEIGHBOURS = ("16099", "16105")
DEMO_YEAR = 1998


def demo_options(seed: int = 2023, *, entries: int = 40, persons: int = 3_000) -> SynthOptions:
    """Return the options of the demo: same year and same numbers in both books.

    Differences are more frequent than in life, so that every outcome is met on the first pages.
    """
    return SynthOptions(
        persons=persons,
        seed=seed,
        communes=tuple((code, 1.0) for code in (*DEMO_COMMUNES, *_NEIGHBOURS)),
        books=tuple(
            BookPlan(code, DEMO_YEAR, entries, absent=max(2, entries // 8))
            for code in DEMO_COMMUNES
        ),
        book=BookRates(illegible=0.004, doubtful=0.008, struck_out=0.003),
        difference=DifferenceRates(
            thi_missing=0.04,
            name_letter=0.03,
            no_diacritics_in_population=0.02,
            day_month_swapped=0.03,
            one_day=0.02,
            wrong_year_in_population=0.03,
            sex=0.02,
            hometown=0.02,
            father_name=0.03,
            mother_name=0.02,
            parent_birth=0.03,
        ),
    )


def demo_world(seed: int = 2023, *, entries: int = 40, persons: int = 3_000) -> SampleWorld:
    """Return the demo's people and books, always the same for the same seed."""
    return collect(demo_options(seed, entries=entries, persons=persons))
