"""Bulk matching on Spark: for a population that one machine cannot hold. Extra `spark`."""

from hotich.engines.spark.errors import (
    JavaMissingError,
    NoExtractsError,
    PysparkMissingError,
    SparkError,
    SparkFailedError,
)
from hotich.engines.spark.job import match
from hotich.engines.spark.session import LOCAL_SETTINGS, SETTINGS, missing, start

__all__ = [
    "LOCAL_SETTINGS",
    "SETTINGS",
    "JavaMissingError",
    "NoExtractsError",
    "PysparkMissingError",
    "SparkError",
    "SparkFailedError",
    "match",
    "missing",
    "start",
]
