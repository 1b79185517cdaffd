"""The Splink model: levels and blocking rules as a careful user would write them for these facts.

Trained without labels, once, on a world of the tuning seed. No training rule blocks on both
parents: siblings share them, and expectation maximisation would take siblings for matches.
"""

import json
from pathlib import Path

import duckdb
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benchmarks.peers.splink_features import TERMS

LEAST_WEIGHT = -10.0
"""Pairs below this weight are not kept; who has none at or above it has no candidate."""


def _either_missing(column: str) -> levels.NullLevel:
    return levels.NullLevel(column)


def _same(*columns: str) -> levels.CustomLevel:
    label = " and ".join(columns)
    return levels.CustomLevel(
        " AND ".join(f"{column}_l = {column}_r" for column in columns), f"same {label}"
    )


def _name() -> comparisons.CustomComparison:
    return comparisons.CustomComparison(
        [
            _either_missing("bare"),
            levels.ExactMatchLevel("name_normal", term_frequency_adjustments=True),
            levels.ExactMatchLevel("bare", term_frequency_adjustments=True),
            # Too rare to be seen in training, so its shares are given.
            levels.CustomLevel(
                "bare_l = other_name_r OR other_name_l = bare_r", "other name"
            ).configure(
                m_probability=0.005,
                u_probability=1e-5,
                fix_m_probability=True,
                fix_u_probability=True,
            ),
            levels.LevenshteinLevel("bare", 1),
            _same("surname", "given"),
            _same("given"),
            _same("surname"),
            levels.ElseLevel(),
        ],
        output_column_name="name",
    )


def _relative(column: str) -> comparisons.CustomComparison:
    return comparisons.CustomComparison(
        [
            _either_missing(column),
            levels.ExactMatchLevel(column, term_frequency_adjustments=True),
            levels.LevenshteinLevel(column, 1),
            _same(f"{column}_ends"),
            _same(f"{column}_given"),
            levels.ElseLevel(),
        ],
        output_column_name=f"{column}_name",
    )


def _birth() -> comparisons.CustomComparison:
    """1 January has no month and day here: it stands for a year alone."""
    near = "abs(y_l - y_r) <= 2"
    return comparisons.CustomComparison(
        [
            _either_missing("y"),
            _same("birth"),
            levels.CustomLevel("y_l = y_r AND m_l = m_r AND (d_l IS NULL OR d_r IS NULL)", "month"),
            levels.CustomLevel("y_l = y_r AND (m_l IS NULL OR m_r IS NULL)", "year alone"),
            levels.CustomLevel("y_l = y_r AND m_l = d_r AND d_l = m_r", "swapped"),
            levels.CustomLevel("y_l = y_r AND (m_l = m_r OR d_l = d_r)", "one part differs"),
            levels.CustomLevel(f"m_l = m_r AND d_l = d_r AND {near}", "year near"),
            levels.CustomLevel("y_l = y_r", "year agrees only"),
            levels.CustomLevel(near, "year near only"),
            levels.ElseLevel(),
        ],
        output_column_name="birth_date",
    )


def _number(column: str) -> comparisons.CustomComparison:
    """Chance agreement of whole numbers is too rare to be sampled, so it is given."""
    return comparisons.CustomComparison(
        [
            _either_missing(column),
            levels.ExactMatchLevel(column).configure(u_probability=1e-7, fix_u_probability=True),
            levels.LevenshteinLevel(column, 1).configure(
                u_probability=1e-6, fix_u_probability=True
            ),
            levels.ElseLevel(),
        ],
        output_column_name=f"{column}_number",
    )


def _commune() -> comparisons.CustomComparison:
    return comparisons.CustomComparison(
        [
            _either_missing("commune"),
            levels.CustomLevel("list_has_any(communes_l, communes_r)", "same commune"),
            levels.ElseLevel(),
        ],
        output_column_name="commune_code",
    )


RULES = (
    ("pin",),
    ("old_id",),
    ("bare", "birth"),
    ("given", "birth"),
    ("bare", "y", "commune"),
    ("bare", "mother_ends"),
    ("bare", "father_ends"),
    ("bare", "spouse_ends"),
    ("mother_ends", "birth"),
    ("father_ends", "birth"),
    ("birth", "commune"),
    ("given", "y", "commune"),
    ("father", "mother"),
)
"""What a candidate shares with the entry; equal columns of one rule."""

TRAINING = (("birth", "bare"), ("mother_ends", "birth"), ("bare", "mother_ends"))


def settings() -> SettingsCreator:
    """Return the untrained model."""
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            _name(),
            _birth(),
            _relative("father"),
            _relative("mother"),
            _relative("spouse"),
            comparisons.ExactMatch("sex"),
            _commune(),
            _number("pin"),
            _number("old_id"),
        ],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in RULES],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
        max_iterations=20,
    )


def train(
    connection: duckdb.DuckDBPyConnection, people: str, entries: str, model: Path, *, pairs: float
) -> None:
    """Train on two tables of features, without labels, and write the model."""
    api = DuckDBAPI(connection)
    tables = [api.register(people), api.register(entries)]
    linker = Linker(tables, settings())
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("pin"), block_on("bare", "birth"), block_on("bare", "mother_ends", "y")],
        recall=0.85,
    )
    training.estimate_u_using_random_sampling(max_pairs=pairs, seed=1, min_count_per_level=None)
    for rule in TRAINING:
        training.estimate_parameters_using_expectation_maximisation(block_on(*rule))
    linker.misc.save_model_to_json(str(model), overwrite=True)


def predict(
    connection: duckdb.DuckDBPyConnection, people: str, entries: str, model: Path, persons: int
) -> str:
    """Weigh the pairs of two tables with a saved model; return the name of their table.

    The prior is set to one person for an entry in a population of this size.
    """
    saved = json.loads(model.read_text("utf-8"))
    saved["probability_two_random_records_match"] = 1 / persons
    api = DuckDBAPI(connection)
    tables = [
        api.register(people, dataset_display_name="people_"),
        api.register(entries, dataset_display_name="entries_"),
    ]
    linker = Linker(tables, saved)
    for term in TERMS:
        table = api.register(f"tf_{term}")
        linker.table_management.register_term_frequency_lookup(table, term)
    pairs = linker.inference.predict(threshold_match_weight=LEAST_WEIGHT)
    return str(pairs.physical_name)
