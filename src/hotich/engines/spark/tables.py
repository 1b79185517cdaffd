"""Working tables of a job: Parquet files in one folder, read as views of the session.

A table is written before it is read, so that nothing is worked out twice, and a lost machine costs
a step, not the job.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hotich.engines.matching.sql import fill
from hotich.engines.spark.coding import Mapping

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, Row, SparkSession


class Tables:
    """The tables of one job. On a cluster `folder` lies where every machine reaches it."""

    def __init__(self, spark: "SparkSession", folder: Path) -> None:
        self.spark = spark
        self.folder = folder

    def sql(self, statement: str, /, **parts: str) -> "DataFrame":
        """Return the rows of a statement."""
        return self.spark.sql(fill(statement, **parts))

    def rows(self, statement: str, /, **parts: str) -> "list[Row]":
        """Return the rows of a statement that has few."""
        return list(self.sql(statement, **parts).collect())

    def number(self, statement: str, /, **parts: str) -> int:
        """Return the one number that a statement gives."""
        return int(self.rows(statement, **parts)[0][0])

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return self.number("SELECT count(*) FROM {table}", table=table)

    def view(self, name: str, statement: str, /, **parts: str) -> None:
        """Name the rows of a statement without writing them."""
        self.sql(statement, **parts).createOrReplaceTempView(name)

    def keep(self, name: str, statement: str, /, **parts: str) -> None:
        """Write the rows of a statement as a table."""
        self._write(name, self.sql(statement, **parts))

    def keep_mapped(self, name: str, query: str, mapping: Mapping, schema: str) -> None:
        """Write as a table what a function of Python makes of the rows of a query."""
        mapped = self.sql(query).rdd.mapPartitions(mapping)
        self._write(name, self.spark.createDataFrame(mapped, schema, verifySchema=False))

    def keep_few(self, name: str, rows: Iterable[Sequence[str | int]], schema: str) -> None:
        """Name rows that the driver holds."""
        self.spark.createDataFrame(list(rows), schema).createOrReplaceTempView(name)

    def path(self, name: str) -> str:
        """Return where a table lies."""
        return str(self.folder / name)

    def _write(self, name: str, frame: "DataFrame") -> None:
        frame.write.mode("overwrite").parquet(self.path(name))
        self.spark.read.schema(frame.schema).parquet(self.path(name)).createOrReplaceTempView(name)
