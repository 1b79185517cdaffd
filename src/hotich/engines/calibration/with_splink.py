"""Bits without labels, by Splink's expectation maximisation. Splink is a development extra.

Trained on blocks that siblings do not share: (birth, name), (mother, birth), (name, mother). A
block on the parents would take brothers and sisters for one person.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Protocol

import duckdb

from hotich.core.matching import LEVELS_OF, Name, Rules, read_name
from hotich.engines.calibration.estimating import Estimate, estimate
from hotich.engines.calibration.sampling import COLUMNS as READ
from hotich.engines.calibration.sampling import Counts, facts_of
from hotich.engines.evaluation.mapping import mapped

CHANCE_PAIRS: Final = 2_000_000
_MOST_PERSONS: Final = 300_000
_MOST_ENTRIES: Final = 50_000
BLOCKS: Final = (("birth", "name_bare"), ("mother_ends", "birth"), ("name_bare", "mother_ends"))
_FACTS: Final = ("name", "mother", "father", "birth", "sex", "commune")
_FORMS: Final = ("normal", "folded", "bare", "surname", "given", "ends")

_NAME_SQL: Final[Mapping[str, str]] = {
    "either_unknown": "{f}_folded_l = '' OR {f}_folded_r = ''",
    "same": "{f}_normal_l = {f}_normal_r",
    "marks_missing": "{f}_folded_l = {f}_folded_r AND "
    "({f}_normal_l = {f}_folded_l OR {f}_normal_r = {f}_folded_r)",
    "same_without_thi": "{f}_bare_l = {f}_bare_r AND {f}_folded_l <> {f}_folded_r",
    "same_folded": "{f}_folded_l = {f}_folded_r",
    "one_edit": "damerau_levenshtein({f}_bare_l, {f}_bare_r) <= 1",
    "same_surname_given": "{f}_ends_l = {f}_ends_r",
    "same_given": "{f}_given_l = {f}_given_r",
    "same_surname": "{f}_surname_l = {f}_surname_r",
}
_WHOLE: Final = "length(birth_l) = 10 AND length(birth_r) = 10"
_ALONE: Final = (
    "(length(birth_l) = 4 OR length(birth_r) = 4 "
    "OR birth_l LIKE '%-01-01' OR birth_r LIKE '%-01-01')"
)
_APART: Final = "abs(year_l - year_r)"
_BIRTH_SQL: Final[Mapping[str, str]] = {
    "either_unknown": "birth_l = '' OR birth_r = ''",
    "same_first_january": f"{_WHOLE} AND birth_l = birth_r AND birth_l LIKE '%-01-01'",
    "same_day": f"{_WHOLE} AND birth_l = birth_r",
    "same_month": "length(birth_l) > 4 AND length(birth_r) > 4 AND "
    "least(length(birth_l), length(birth_r)) = 7 AND birth_l[:7] = birth_r[:7]",
    "year_only": "year_l = year_r AND (length(birth_l) = 4 OR length(birth_r) = 4)",
    "defaulted_day": f"year_l = year_r AND {_ALONE}",
    "swapped": f"{_WHOLE} AND year_l = year_r AND birth_l[6:7] = birth_r[9:10] "
    "AND birth_l[9:10] = birth_r[6:7]",
    "year_near": f"{_WHOLE} AND birth_l[6:] = birth_r[6:] AND {_APART} <= 2",
    "one_part_differs": f"{_WHOLE} AND year_l = year_r AND "
    "(birth_l[6:7] = birth_r[6:7] OR birth_l[9:10] = birth_r[9:10])",
    "same_year": "year_l = year_r",
    "year_within_two": f"{_ALONE} AND {_APART} <= 2",
}
_CODE_SQL: Final[Mapping[str, str]] = {
    "either_unknown": "{f}_l IN ('', 'unknown') OR {f}_r IN ('', 'unknown')",
    "same": "{f}_l = {f}_r",
    "share_one": "list_has_any(string_split({f}_l, ','), string_split({f}_r, ','))",
}


class _Linker(Protocol):
    """What is asked of Splink's linker."""

    training: "_Training"
    misc: "_Misc"


class _Training(Protocol):
    def estimate_u_using_random_sampling(self, max_pairs: float) -> None: ...

    def estimate_parameters_using_expectation_maximisation(
        self, blocking_rule: object
    ) -> object: ...


class _Misc(Protocol):
    def save_model_to_json(self) -> Mapping[str, object]: ...


def conditions(fact: str, rules: Rules) -> Iterator[tuple[str, str]]:
    """Yield the levels of a fact that Splink can tell, with their conditions; "" for the rest."""
    used = _BIRTH_SQL if fact == "birth" else _CODE_SQL if fact in {"sex", "commune"} else _NAME_SQL
    for level in rules.levels[LEVELS_OF[fact]]:
        if level.test == "otherwise":
            yield level.level, ""
        elif level.test in used:
            yield level.level, used[level.test].format(f=fact)


def _forms(name: Name) -> list[str]:
    return [str(getattr(name, form)) for form in _FORMS]


def _rows(path: Path, most: int) -> Iterator[list[object]]:
    with duckdb.connect() as db:
        query = mapped(db, path, READ)
        rows = db.execute(
            f"SELECT * FROM ({query}) USING SAMPLE reservoir({most} ROWS) REPEATABLE (1)"
        ).fetchall()
    for number, row in enumerate(rows):
        facts = facts_of([str(cell or "") for cell in row])
        names = (facts.full_name, facts.mother_name, facts.father_name)
        forms = [form for text in names for form in _forms(read_name(text))]
        born = (facts.birth.iso(), facts.birth.year)
        yield [str(number), *forms, *born, facts.sex, facts.commune_code]


def table(db: duckdb.DuckDBPyConnection, called: str, path: Path, most: int) -> int:
    """Make a table of the forms that Splink compares; return its number of rows."""
    names = [f"{fact}_{form}" for fact in ("name", "mother", "father") for form in _FORMS]
    columns = [f"{name} VARCHAR" for name in ["unique_id", *names, "birth"]]
    columns += ["year INTEGER", "sex VARCHAR", "commune VARCHAR"]
    db.execute(f"CREATE TABLE {called} ({', '.join(columns)})")
    rows = [*_rows(path, most)]
    for start in range(0, len(rows), 50_000):
        part = rows[start : start + 50_000]
        lists = [list(column) for column in zip(*part, strict=True)]
        unnested = ", ".join("unnest(?)" for _ in lists)
        db.execute(f"INSERT INTO {called} SELECT {unnested}", lists)
    return len(rows)


def estimate_with_splink(entries: Path, population: Path, rules: Rules) -> tuple[Estimate, ...]:
    """Return the estimates of the facts that most rows have, without any confirmed case.

    Support is the model's share times the sample: intervals are those of counts of that size, and
    say nothing of what the model takes wrongly.
    """
    with duckdb.connect() as db:
        books = table(db, "book", entries, _MOST_ENTRIES)
        persons = table(db, "person", population, _MOST_PERSONS)
        linker = _linker(db, rules, books, persons)
        linker.training.estimate_u_using_random_sampling(max_pairs=CHANCE_PAIRS)
        for block in BLOCKS:
            _train(linker, block)
        model = linker.misc.save_model_to_json()
    confirmed, by_chance = _counts(model, books)
    return tuple(
        each
        for each in estimate(confirmed, by_chance, rules)
        if each.table in {LEVELS_OF[fact] for fact in _FACTS}
    )


def _linker(db: duckdb.DuckDBPyConnection, rules: Rules, books: int, persons: int) -> _Linker:
    import splink
    from splink import comparison_level_library as levels
    from splink import comparison_library as comparisons

    made = []
    for fact in _FACTS:
        each = []
        for level, condition in conditions(fact, rules):
            if level == "unknown":
                each.append(
                    levels.CustomLevel(condition, label_for_charts=level).configure(
                        is_null_level=True
                    )
                )
            elif condition:
                each.append(levels.CustomLevel(condition, label_for_charts=level))
            else:
                each.append(levels.ElseLevel().configure(label_for_charts=level))
        made.append(comparisons.CustomComparison(each, output_column_name=fact))
    settings = splink.SettingsCreator(
        link_type="link_only",
        comparisons=made,
        probability_two_random_records_match=min(0.9, books / max(books * persons, 1)),
        blocking_rules_to_generate_predictions=[splink.block_on("name_bare", "birth")],
    )
    api = splink.DuckDBAPI(db)
    tables = [api.register("book"), api.register("person")]
    linker: _Linker = splink.Linker(tables, settings)
    return linker


def _train(linker: _Linker, block: Sequence[str]) -> None:
    import splink

    linker.training.estimate_parameters_using_expectation_maximisation(splink.block_on(*block))


def _counts(model: Mapping[str, object], books: int) -> tuple[Counts, Counts]:
    confirmed: dict[str, Counter[str]] = {}
    by_chance: dict[str, Counter[str]] = {}
    compared = model["comparisons"]
    for comparison in compared if isinstance(compared, list) else []:
        fact = str(comparison["output_column_name"])
        confirmed[fact], by_chance[fact] = Counter(), Counter()
        for level in comparison["comparison_levels"]:
            if level.get("is_null_level"):
                continue
            called = str(level["label_for_charts"])
            confirmed[fact][called] = round(float(level.get("m_probability", 0)) * books)
            by_chance[fact][called] = round(float(level.get("u_probability", 0)) * CHANCE_PAIRS)
    return confirmed, by_chance
