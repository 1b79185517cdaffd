"""What can keep a matching job from running? Exceptions with data; the shell finds the words."""


class MatchingJobError(Exception):
    """A matching job cannot run, or was stopped."""


class MemoryTextError(MatchingJobError):
    """The size of the memory is not written like "2GB"."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class UnknownTestError(MatchingJobError):
    """A rules file names a test, or an order of tests, that this engine has no statement for."""

    def __init__(self, fact: str, test: str) -> None:
        super().__init__(fact, test)
        self.fact = fact
        self.test = test


class OtherKeysError(MatchingJobError):
    """The stored population was prepared for other keys than those of the rules."""

    def __init__(self, prepared: str, wanted: str) -> None:
        super().__init__(prepared, wanted)
        self.prepared = prepared
        self.wanted = wanted


class NotPreparedError(MatchingJobError):
    """The folder holds no stored population, or one of another version."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder


class MissingColumnsError(MatchingJobError):
    """A file lacks columns that the interchange schema requires."""

    def __init__(self, path: str, columns: tuple[str, ...]) -> None:
        super().__init__(path, columns)
        self.path = path
        self.columns = columns


class OutputExistsError(MatchingJobError):
    """The folder to write holds something else than the output of such a job."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder


class StoppedError(MatchingJobError):
    """The caller asked the job to stop; what was done so far is kept for the next run."""
