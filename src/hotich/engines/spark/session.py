"""Starts Spark, on this machine or on a cluster, with settings that are data."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hotich.engines.matching.sql import megabytes
from hotich.engines.spark.errors import JavaMissingError, PysparkMissingError, SparkFailedError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SETTINGS: Final[Mapping[str, tuple[str, str]]] = {
    "spark.sql.session.timeZone": (
        "UTC",
        "no step knows a time of day; none may depend on a place",
    ),
    "spark.sql.ansi.enabled": ("true", "a text that is no number is a fault, not a NULL"),
    "spark.sql.adaptive.enabled": ("true", "sizes of pairs are known only when they are found"),
    "spark.sql.caseSensitive": ("true", "columns are told apart as everywhere else"),
    "spark.sql.parquet.compression.codec": (
        "zstd",
        "working tables are read from disk several times",
    ),
    "spark.sql.parquet.mergeSchema": ("true", "an extract of a province may lack optional columns"),
    "spark.sql.files.ignoreCorruptFiles": ("false", "a broken extract stops the job"),
    "spark.sql.files.ignoreMissingFiles": ("false", "an extract that went away stops the job"),
    "spark.speculation": ("false", "a working table is written once"),
    "spark.python.worker.reuse": ("true", "names and the gazetteer are held by the worker"),
}
"""What every session is told, whoever started it, with the reason."""

LOCAL_SETTINGS: Final[Mapping[str, tuple[str, str]]] = {
    "spark.ui.enabled": ("false", "its pages would show texts of statements to the machine"),
    "spark.driver.bindAddress": ("127.0.0.1", "nobody else is to reach it"),
    "spark.driver.host": ("127.0.0.1", "nobody else is to reach it"),
    "spark.ui.showConsoleProgress": ("false", "the job says itself where it stands"),
    "spark.log.level": ("ERROR", "warnings of Spark are for its administrators"),
    "spark.sql.codegen.maxFields": ("400", "a person with the forms of four names is a wide row"),
}
"""What is set besides for a session on this machine."""

_LEAST_HEAP: Final = 1000
"""MB under which Spark does not start."""


def missing() -> type[PysparkMissingError | JavaMissingError] | None:
    """Return what Spark lacks on this machine, None when it can start."""
    if find_spec("pyspark") is None:
        return PysparkMissingError
    home = os.environ.get("JAVA_HOME", "")
    if not (home and (Path(home) / "bin" / "java").exists()) and shutil.which("java") is None:
        return JavaMissingError
    return None


def start(
    memory: str,
    *,
    master: str = "",
    processes: int | None = None,
    partitions: int | None = None,
    scratch: Path | None = None,
) -> "SparkSession":
    """Return a session: the one that runs already, or a new one.

    Without a `master` it runs on this machine, on `processes` cores, and keeps to `memory`; what
    the executors of a cluster get is for `spark-defaults.conf` to say. `partitions` are those of a
    shuffle; Spark's own number when it is not given.
    Raises PysparkMissingError, JavaMissingError, SparkFailedError, MemoryTextError.
    """
    heap = max(megabytes(memory), _LEAST_HEAP)
    lacking = missing()
    if lacking is not None:
        raise lacking
    from pyspark.sql import SparkSession

    settings = {name: value for name, (value, _reason) in SETTINGS.items()}
    settings["spark.driver.memory"] = f"{heap}m"
    if not master:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        master = f"local[{processes or os.cpu_count() or 1}]"
        settings |= {name: value for name, (value, _reason) in LOCAL_SETTINGS.items()}
        if scratch is not None:
            settings["spark.local.dir"] = str(scratch)
    if partitions:
        settings["spark.sql.shuffle.partitions"] = str(partitions)
    builder = SparkSession.builder.appName("hotich match").master(master)
    for name, value in settings.items():
        builder = builder.config(name, value)
    with told():
        return builder.getOrCreate()


@contextmanager
def told() -> Iterator[None]:
    """Turn what Spark says of a failure into SparkFailedError, its first line."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException, PySparkRuntimeError

    try:
        yield
    except (PySparkException, PySparkRuntimeError, Py4JError) as fault:
        raise SparkFailedError(f"{fault}".strip().partition("\n")[0]) from fault
