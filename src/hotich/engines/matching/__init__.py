"""Bulk matching on DuckDB: prepare a population once, match files of entries to it."""

from hotich.engines.matching.errors import (
    MatchingJobError,
    MemoryTextError,
    MissingColumnsError,
    NotPreparedError,
    OtherKeysError,
    OutputExistsError,
    StoppedError,
    UnknownTestError,
)
from hotich.engines.matching.finishing import MATCHES, PAIRS, SUMMARY
from hotich.engines.matching.job import match
from hotich.engines.matching.preparing import prepare
from hotich.engines.matching.progress import Report, Step, Stop
from hotich.engines.matching.sql import megabytes
from hotich.engines.matching.store import (
    Meta,
    Prepared,
    file_digest,
    is_prepared,
    open_prepared,
)
from hotich.engines.matching.summary import Summary

__all__ = [
    "MATCHES",
    "PAIRS",
    "SUMMARY",
    "MatchingJobError",
    "MemoryTextError",
    "Meta",
    "MissingColumnsError",
    "NotPreparedError",
    "OtherKeysError",
    "OutputExistsError",
    "Prepared",
    "Report",
    "Step",
    "Stop",
    "StoppedError",
    "Summary",
    "UnknownTestError",
    "file_digest",
    "is_prepared",
    "match",
    "megabytes",
    "open_prepared",
    "prepare",
]
