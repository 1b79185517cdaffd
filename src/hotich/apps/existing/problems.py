"""What can go wrong with existing data; each carries data, the pages make the sentence."""


class SheetUnreadableError(Exception):
    """The file holds no sheet that can be taken in.

    `problem` is missing, changed, not_a_table, too_big, unknown_columns, too_many_rows, encoding,
    practice_file or real_file.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class OfficeNotHeldError(Exception):
    """The office holds no book of that registering office."""


class NotReadyError(Exception):
    """The file is not read yet, taken in already, or withdrawn."""


class NothingToTakeInError(Exception):
    """No row of the file would become an entry."""


class ReasonMissingError(Exception):
    """A file was to be withdrawn without saying why."""


class NoSheetError(Exception):
    """No sheet is known in which entries of that register type go out."""
