"""A population or entries as Splink sees them: the same facts, read by our own normaliser.

Both tables have the same columns. Names are read once for each distinct text by `read_name`, as in
our own engine, and commune codes are brought to today's list, so the comparison is of the matching.
"""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import duckdb
import pyarrow

from hotich.core.matching import codes_today, read_name

NAMES = ("full_name", "father_name", "mother_name", "spouse_name")
TERMS = ("name_normal", "bare", "father", "mother", "spouse")
"""Columns whose frequent values count for less; their tables are stored with the population."""

WANTED = (
    *("full_name", "sex", "birth_date", "commune_code", "commune_as_of", "father_name"),
    *("mother_name", "spouse_name", "pin", "old_id_number", "other_names"),
)


def make_features(connection: duckdb.DuckDBPyConnection, source: Path, table: str) -> int:
    """Make the table of a Parquet file's rows, numbered as they stand; return how many."""
    present = {row[0] for row in connection.execute(f"DESCRIBE FROM '{source}'").fetchall()}
    columns = ", ".join(
        f"nullif(trim({name}), '') AS {name}" if name in present else f"NULL::VARCHAR AS {name}"
        for name in WANTED
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE raw AS SELECT file_row_number AS unique_id, {columns}"
        f" FROM read_parquet('{source}', file_row_number = true)"
    )
    _read_names(connection)
    _read_communes(connection)
    connection.execute(
        f"CREATE OR REPLACE TABLE {table} AS SELECT r.unique_id, n.normal AS name_normal, n.bare,"
        " n.surname, n.given, o.bare AS other_name,"
        " if(m = 1 AND d = 1, NULL, birth_text) AS birth, y,"
        " if(m = 1 AND d = 1, NULL, m) AS m, if(m = 1 AND d = 1, NULL, d) AS d,"
        " nullif(sex, 'unknown') AS sex, c.communes[1] AS commune, c.communes, pin,"
        " old_id_number AS old_id,"
        " f.bare AS father, f.ends AS father_ends, f.given AS father_given,"
        " mo.bare AS mother, mo.ends AS mother_ends, mo.given AS mother_given,"
        " s.bare AS spouse, s.ends AS spouse_ends, s.given AS spouse_given"
        " FROM (SELECT *, try_cast(birth_date[1:4] AS SMALLINT) AS y,"
        " try_cast(nullif(birth_date[6:7], '') AS TINYINT) AS m,"
        " try_cast(nullif(birth_date[9:10], '') AS TINYINT) AS d,"
        " if(length(birth_date) = 10, birth_date, NULL) AS birth_text FROM raw) r"
        " LEFT JOIN read n ON n.text = r.full_name LEFT JOIN read f ON f.text = r.father_name"
        " LEFT JOIN read mo ON mo.text = r.mother_name LEFT JOIN read s ON s.text = r.spouse_name"
        " LEFT JOIN read o ON o.text = trim(split_part(replace(r.other_names, ';', ','), ',', 1))"
        " LEFT JOIN communes c ON c.code = r.commune_code"
        " AND c.as_of = coalesce(r.commune_as_of, '')"
    )
    counted = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    for made in ("raw", "read", "communes"):
        connection.execute(f"DROP TABLE {made}")
    return int(counted[0]) if counted else 0


def _forms(texts: list[str]) -> list[tuple[str | None, ...]]:
    names = map(read_name, texts)
    return [
        tuple(form or None for form in (n.normal, n.bare, n.ends, n.given, n.surname))
        for n in names
    ]


def _read_names(connection: duckdb.DuckDBPyConnection) -> None:
    texts = " UNION ".join(f"SELECT {name} AS text FROM raw" for name in NAMES)
    found = connection.execute(
        f"SELECT text FROM ({texts} UNION SELECT trim(split_part(replace(other_names, ';', ','),"
        " ',', 1)) FROM raw) WHERE text <> ''"
    ).fetchall()
    every = [row[0] for row in found]
    workers = min(os.cpu_count() or 1, len(every) // 30_000)
    if workers < 2:
        forms = _forms(every)
    else:
        size = len(every) // workers + 1
        parts = [every[start : start + size] for start in range(0, len(every), size)]
        with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
            forms = [row for part in pool.map(_forms, parts) for row in part]
    columns = zip(*forms, strict=True) if forms else [[]] * 5
    names = ("text", "normal", "bare", "ends", "given", "surname")
    arrays = [pyarrow.array(list(column), pyarrow.string()) for column in (every, *columns)]
    connection.register("forms", pyarrow.table(dict(zip(names, arrays, strict=True))))
    connection.execute("CREATE OR REPLACE TEMP TABLE read AS FROM forms")
    connection.unregister("forms")


def _read_communes(connection: duckdb.DuckDBPyConnection) -> None:
    asked = connection.execute(
        "SELECT DISTINCT commune_code, coalesce(commune_as_of, '') FROM raw"
        " WHERE commune_code IS NOT NULL"
    ).fetchall()
    found = [(code, as_of, codes_today(code, as_of).split(",")) for code, as_of in asked]
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE communes (code VARCHAR, as_of VARCHAR, communes VARCHAR[])"
    )
    known = [row for row in found if row[2] != [""]]
    if known:
        connection.executemany("INSERT INTO communes VALUES (?, ?, ?)", known)


def make_term_tables(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Store how frequent each value is, so that no prediction has to count them."""
    for term in TERMS:
        connection.execute(
            f"CREATE OR REPLACE TABLE tf_{term} AS SELECT {term}, count(*)::DOUBLE /"
            f" (SELECT count({term}) FROM {table}) AS tf_{term} FROM {table}"
            f" WHERE {term} IS NOT NULL GROUP BY {term}"
        )
