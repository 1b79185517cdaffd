"""What can keep Spark from running? Exceptions with data; the shell finds the words."""

from hotich.engines.matching import MatchingJobError


class SparkError(MatchingJobError):
    """Spark cannot do the job."""


class PysparkMissingError(SparkError):
    """The package pyspark is not installed (extra `spark`)."""


class JavaMissingError(SparkError):
    """There is no Java to run Spark on."""


class SparkFailedError(SparkError):
    """Spark did not start, or gave up."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NoExtractsError(SparkError):
    """The folder holds no files of a population."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder
