"""The clean table as queries: plain rows pass as they are, odd cells are read once each."""

from collections.abc import Callable, Sequence
from typing import Final

import duckdb

from hotich.core.dates import UnreadableDate, from_iso
from hotich.core.places import gazetteer
from hotich.engines.tables.cells import read_cell
from hotich.engines.tables.problems import Fault
from hotich.engines.tables.quoting import literal, name
from hotich.engines.tables.schema import CODES_AS_OF, COLUMNS, DATES, PINS, Kind, longest

ROW: Final = "source_row"
# Letters of Vietnamese, in NFC, and plain signs; anything else is looked at.
_ODD_TEXT: Final = (
    r"[^\x20-\x7e\x1f\x{c0}-\x{c3}\x{c8}-\x{ca}\x{cc}\x{cd}\x{d0}\x{d2}-\x{d5}\x{d9}\x{da}"
    r"\x{dd}\x{e0}-\x{e3}\x{e8}-\x{ea}\x{ec}\x{ed}\x{f2}-\x{f5}\x{f9}\x{fa}\x{fd}"
    r"\x{102}\x{103}\x{110}\x{111}\x{128}\x{129}\x{168}\x{169}\x{1a0}\x{1a1}\x{1af}\x{1b0}"
    r"\x{1ea0}-\x{1ef9}\x{2010}-\x{201f}]|(^|\x1f) | (\x1f|$)"
)
_BEYOND_ASCII: Final = r"[^\x00-\x7f]"
_PLAIN_DATE: Final = (
    r"|[12]\d\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|1\d|2[0-8]))?"
    r"|-(0[13-9]|1[0-2])-(29|30)|-(0[13578]|1[02])-31)?"
)
_PLAIN_DAY: Final = r"|[12]\d\d\d-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8]|30)"
_PIN: Final = r"|\d{12}"
_SEPARATORS: Final = r"[\s\x{a0}.\-]"


def _given(column: str) -> str:
    """Return the cell of a file as text that is never null; numbers without what parts them."""
    cell = f"coalesce({name(column)}, '')"
    if column in PINS:
        compacted = f"regexp_replace({cell}, {literal(_SEPARATORS)}, '', 'g')"
        return f"CASE WHEN length({cell}) = 12 THEN {cell} ELSE {compacted} END"
    return cell


def raw_columns(columns: Sequence[str]) -> str:
    """Return the select list that takes the columns of a file over as text."""
    return ", ".join(f"{_given(column)} AS {name(column)}" for column in columns)


def _texts(columns: Sequence[str]) -> list[str]:
    return [
        column
        for column in columns
        if column not in PINS | DATES and column not in {"sex", "commune_as_of"}
    ]


def _is_odd_cell(column: str, *, convert: bool) -> str:
    """Return the condition that a cell has to be read by itself."""
    cell = name(column)
    if column in DATES:
        return f"NOT regexp_full_match({cell}, {literal(_PLAIN_DATE)})"
    if column == "commune_as_of":
        return f"NOT regexp_full_match({cell}, {literal(_PLAIN_DAY)})"
    if column == "sex":
        return f"{cell} NOT IN ('', 'male', 'female', 'unknown')"
    if column in PINS:
        return f"NOT regexp_full_match({cell}, {literal(_PIN)})"
    odd = f"regexp_matches({cell}, {literal(_ODD_TEXT)}) OR length({cell}) > {longest(column)}"
    return f"({odd} OR regexp_matches({cell}, {literal(_BEYOND_ASCII)}))" if convert else f"({odd})"


def odd_row(columns: Sequence[str], *, convert: bool) -> str:
    """Return the condition that some cell of a row is not plain: the texts in one look."""
    texts = _texts(columns)
    others = [_is_odd_cell(column, convert=False) for column in columns if column not in texts]
    joined = f"concat_ws(chr(31), {', '.join(map(name, texts))})"
    # A text may be short and too long for its column, but then the whole row is long enough.
    odd = [f"regexp_matches({joined}, {literal(_ODD_TEXT)})", f"strlen({joined}) > 400"]
    odd += [
        f"length({name(column)}) > {longest(column)}" for column in texts if longest(column) <= 100
    ]
    if convert:
        odd.append(f"regexp_matches({joined}, {literal(_BEYOND_ASCII)})")
    return " OR ".join(odd + others)


class Cleaner:
    """Reads the odd cells of a raw table and says which rows are refused, and why.

    `rows` is a query of all rows: the columns as text and `source_row`.
    """

    def __init__(
        self,
        db: duckdb.DuckDBPyConnection,
        rows: str,
        kind: Kind,
        columns: Sequence[str],
        convert: Callable[[str], str] | None,
    ) -> None:
        self._db = db
        self._raw = f"({rows})"
        self._kind = kind
        self._columns = tuple(columns)
        self._convert = convert
        self._mended: list[str] = []
        db.execute(
            f'CREATE OR REPLACE TEMP TABLE faults ({ROW} BIGINT, "column" VARCHAR, '
            "reason VARCHAR, refused BOOLEAN)"
        )
        db.execute(
            f"CREATE OR REPLACE TEMP TABLE odd AS SELECT {ROW}, {', '.join(map(name, columns))} "
            f"FROM {self._raw} WHERE {odd_row(columns, convert=convert is not None)}"
        )

    def add_faults(self, faults: Sequence[tuple[int, Fault]]) -> None:
        """Take over what was found wrong with lines before."""
        for start in range(0, len(faults), 10_000):
            part = faults[start : start + 10_000]
            self._db.execute(
                "INSERT INTO faults SELECT unnest(?), unnest(?), unnest(?), unnest(?)",
                [
                    [line for line, _ in part],
                    [fault.column for _, fault in part],
                    [fault.reason for _, fault in part],
                    [fault.refused for _, fault in part],
                ],
            )

    def read_cells(self) -> None:
        """Read every distinct odd value of every column, and note the faults."""
        for column in self._columns:
            if column in PINS:
                self._note_pins(column)
            else:
                self._read_column(column)

    def _note_pins(self, column: str) -> None:
        refused = self._kind is Kind.POPULATION
        self._db.execute(
            f"INSERT INTO faults SELECT {ROW}, {literal(column)}, 'invalid_pin', {refused} "
            f"FROM odd WHERE {_is_odd_cell(column, convert=False)}"
        )

    def _read_column(self, column: str) -> None:
        values = self._db.execute(
            f"SELECT DISTINCT {name(column)} FROM odd "
            f"WHERE {_is_odd_cell(column, convert=self._convert is not None)}"
        ).fetchall()
        if not values:
            return
        given = [str(value) for (value,) in values]
        convert = self._convert if column in _texts(self._columns) else None
        read = [read_cell(column, value, convert) for value in given]
        table = name(f"fix_{column}")
        self._db.execute(
            f"CREATE OR REPLACE TEMP TABLE {table} "
            "(given VARCHAR, kept VARCHAR, reason VARCHAR, refused BOOLEAN)"
        )
        for start in range(0, len(given), 10_000):
            part = read[start : start + 10_000]
            self._db.execute(
                f"INSERT INTO {table} SELECT unnest(?), unnest(?), unnest(?), unnest(?)",
                [
                    given[start : start + 10_000],
                    [kept for kept, _ in part],
                    [fault.reason if fault else None for _, fault in part],
                    [bool(fault and fault.refused) for _, fault in part],
                ],
            )
        self._mended.append(column)
        self._db.execute(
            f"INSERT INTO faults SELECT {ROW}, {literal(column)}, reason, refused "
            f"FROM odd JOIN {table} ON {name(column)} = given WHERE reason IS NOT NULL"
        )

    def check_rows(self) -> None:
        """Note rows without what they need, those that repeat another, and unknown communes."""
        if self._kind is Kind.POPULATION:
            self._note("full_name = '' AND pin = ''", "full_name", "no_name_no_pin", refused=True)
            self._note_repeated("pin", "pin", "pin_repeated")
        else:
            self._note("full_name = ''", "full_name", "no_name", refused=False)
            self._note("entry_id = ''", "entry_id", "no_entry_id", refused=True)
            key = [column for column in ("mention_id", "role") if column in self._columns]
            self._note_repeated(
                "entry_id", ", ".join(map(name, ["entry_id", *key])), "entry_repeated"
            )
        self._note_communes()

    def _note(self, where: str, column: str, reason: str, *, refused: bool) -> None:
        self._db.execute(
            f"INSERT INTO faults SELECT {ROW}, {literal(column)}, {literal(reason)}, {refused} "
            f"FROM {self._raw} WHERE {where}"
        )

    def _note_repeated(self, column: str, key: str, reason: str) -> None:
        """Refuse the second and further rows of a key; the first is named with a remark."""
        self._db.execute(
            f"CREATE OR REPLACE TEMP TABLE repeated AS SELECT {key} FROM {self._raw} "
            f"WHERE {name(column)} <> '' GROUP BY ALL HAVING count(*) > 1"
        )
        if not self._count("repeated"):
            return
        self._db.execute(
            f"INSERT INTO faults SELECT {ROW}, {literal(column)}, {literal(reason)}, "
            f"row_number() OVER (PARTITION BY {key} ORDER BY {ROW}) > 1 "
            f"FROM {self._raw} SEMI JOIN repeated USING ({key}) "
            f"WHERE {ROW} NOT IN (SELECT {ROW} FROM faults WHERE refused)"
        )

    def _count(self, table: str) -> int:
        found = self._db.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(found[0]) if found else 0

    def _note_communes(self) -> None:
        day = "commune_as_of" if "commune_as_of" in self._columns else "''"
        pairs = self._db.execute(
            f"SELECT DISTINCT commune_code, {day} FROM {self._raw} WHERE commune_code <> ''"
        ).fetchall()
        unknown = [(code, as_of) for code, as_of in pairs if not is_known_commune(code, as_of)]
        if not unknown:
            return
        self._db.execute(
            "CREATE OR REPLACE TEMP TABLE unknown AS SELECT unnest(?) AS code, unnest(?) AS as_of",
            [[code for code, _ in unknown], [as_of for _, as_of in unknown]],
        )
        self._db.execute(
            f"INSERT INTO faults SELECT {ROW}, 'commune_code', 'unknown_commune', false "
            f"FROM {self._raw} JOIN unknown ON commune_code = code AND {day} = as_of "
            f"WHERE {ROW} NOT IN (SELECT {ROW} FROM faults WHERE refused)"
        )

    def size(self) -> int:
        """Return how many rows there are."""
        return self._count(self._raw)

    def counts(self) -> tuple[int, int]:
        """Return how many rows are refused, and how many faults there are."""
        found = self._db.execute(
            f"SELECT count(DISTINCT {ROW}) FILTER (refused), count(*) FROM faults"
        ).fetchone()
        return (int(found[0]), int(found[1])) if found else (0, 0)

    def remarked(self) -> int:
        """Return how many findings did not refuse their row."""
        return self._count("faults WHERE NOT refused")

    def clean_query(self) -> str:
        """Return the query of the clean table: the standard columns and the row of the source."""
        self._db.execute(
            f"CREATE OR REPLACE TEMP TABLE refused AS SELECT DISTINCT {ROW} FROM faults "
            "WHERE refused"
        )
        refused = f"ANTI JOIN refused USING ({ROW})" if self._count("refused") else ""
        mended = f"LEFT JOIN mended USING ({ROW})" if self._mend() else ""
        cells = [f"{self._cell(column)} AS {name(column)}" for column in COLUMNS[self._kind]]
        return f"SELECT {', '.join(cells)}, {ROW} FROM {self._raw} AS raw {refused} {mended}"

    def _mend(self) -> bool:
        """Make a table of the odd rows with their cells as they are kept; say if there are any."""
        if not self._mended:
            return False
        cells = [f"{name(f'fix_{column}')}.kept AS {name(column)}" for column in self._mended]
        joins = [
            f"LEFT JOIN {name(f'fix_{column}')} "
            f"ON odd.{name(column)} = {name(f'fix_{column}')}.given"
            for column in self._mended
        ]
        self._db.execute(
            f"CREATE OR REPLACE TEMP TABLE mended AS SELECT odd.{ROW}, {', '.join(cells)} "
            f"FROM odd {' '.join(joins)}"
        )
        return True

    def _cell(self, column: str) -> str:
        cell = self._value(column)
        if column == "sex":
            return f"CASE {cell} WHEN '' THEN 'unknown' ELSE {cell} END"
        if column == "commune_as_of" and "commune_code" in self._columns:
            code = self._value("commune_code")
            blank = f"{cell} = '' AND {code} <> ''"
            return f"CASE WHEN {blank} THEN {literal(CODES_AS_OF)} ELSE {cell} END"
        return cell

    def _value(self, column: str) -> str:
        if column not in self._columns:
            return "''"
        if column in self._mended:
            return f"coalesce(mended.{name(column)}, raw.{name(column)})"
        return f"raw.{name(column)}"


def is_known_commune(code: str, as_of: str) -> bool:
    """Tell whether the code stands for a unit of the list of that day."""
    try:
        day = from_iso(as_of or CODES_AS_OF).earliest()
    except UnreadableDate:
        return True  # the day is refused, the code is not to blame
    return day is None or bool(gazetteer().codes_today(code.strip(), day))
