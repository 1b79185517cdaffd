"""What can go wrong in the population room; each carries data, the pages make the sentence."""

from collections.abc import Sequence
from uuid import UUID


class RegisterSilentError(Exception):
    """The register did not answer; what was asked stays waiting and can be asked again."""


class KeysOutOfDateError(RegisterSilentError):
    """The keys of the persons are those of another model; nobody could be found by the present."""


class RegisterCalledInWriteError(Exception):
    """The register was about to be called inside an open write; a programming error."""


class AllotmentNotConfiguredError(Exception):
    """This installation is no practice one and nobody has allowed its register to allot."""


class NumbersExhaustedError(Exception):
    """No free number was found for this sex and year."""


class ReasonMissingError(Exception):
    """A view, look-up or withdrawal was asked for without saying why."""


class QuotaExceededError(Exception):
    """What the officer may look up today is used up; `kind` says of what."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class QuotaRefusedError(Exception):
    """More cannot be given. `problem` is self, bounds or reason."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class UnknownPersonFieldError(Exception):
    """No value of that name can be changed or delivered."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class ValueNotStorableError(Exception):
    """A value cannot be kept.

    `problem` is unreadable_date, unknown_sex, invalid_pin, pin_taken, too_long or blank.
    """

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(field, problem)
        self.field = field
        self.problem = problem


class DecisionIncompleteError(Exception):
    """A value may change only by a decision with number, day and the one who decided.

    `part` is number, date or decided_by; `date` also when the day lies in the future.
    """

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class NotCreatedHereError(Exception):
    """Only a person whom this campaign created can be voided."""

    def __init__(self, person: UUID) -> None:
        super().__init__(person)
        self.person = person


class WrongStateError(Exception):
    """The step cannot follow the state the number request is in."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class RequesterReleasesError(Exception):
    """Who asked for a number, typed the entry or decided on it may not release the number."""


class LinkerConfirmsError(Exception):
    """Who said that the dead is this person may not confirm the death."""


class LifeNotKnownError(Exception):
    """No number is given while it is not known whether the person lives."""


class ItemsMissingError(Exception):
    """Items of the legal gate are missing; `fields` are the law's names of facts."""

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__(tuple(fields))
        self.fields = tuple(fields)


class FileUnreadableError(Exception):
    """The file is not there, is another than was handed in, or has no table in it.

    `problem` is missing, changed, not_a_table or columns; `columns` names the missing ones.
    """

    def __init__(self, problem: str, columns: Sequence[str] = ()) -> None:
        super().__init__(problem, tuple(columns))
        self.problem = problem
        self.columns = tuple(columns)
