"""Matching worlds: a large population and rows of registers to be looked up, with their truth."""

from hotich.synth.matching_world.defects import DEFECTS
from hotich.synth.matching_world.draft import ENTRY_COLUMNS, TRUTH_COLUMNS
from hotich.synth.matching_world.numbers import NoNumberLeft
from hotich.synth.matching_world.options import (
    JUDGING_SEED,
    TUNING_SEED,
    MatchingOptions,
    add_arguments,
    options_from,
)
from hotich.synth.matching_world.population_side import POPULATION_COLUMNS
from hotich.synth.matching_world.shards import Counts
from hotich.synth.matching_world.writing import WrittenWorld, write_matching_world

__all__ = [
    "DEFECTS",
    "ENTRY_COLUMNS",
    "JUDGING_SEED",
    "POPULATION_COLUMNS",
    "TRUTH_COLUMNS",
    "TUNING_SEED",
    "Counts",
    "MatchingOptions",
    "NoNumberLeft",
    "WrittenWorld",
    "add_arguments",
    "options_from",
    "write_matching_world",
]
