"""What can stand in the way on the tracking list? Exceptions with data; pages find the words."""

from uuid import UUID


class CaseClosedError(Exception):
    """The case is closed; nothing more can be recorded on it."""


class CaseTakenError(Exception):
    """Another officer works on the case; taking it over must name him."""

    def __init__(self, owner: UUID, name: str) -> None:
        super().__init__(owner)
        self.owner = owner
        self.name = name


class WrongStepError(Exception):
    """The step cannot follow the one the difference has reached."""

    def __init__(self, reached: str) -> None:
        super().__init__(reached)
        self.reached = reached


class WrongRemedyError(Exception):
    """The remedy does not mend the side that was established to be wrong."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class MissingFactError(Exception):
    """A fact the law or the record asks for was not given.

    `what` is text, evidence, value, reason, number, day, target or citizen_asked.
    """

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class FutureDayError(Exception):
    """The day lies after the day of recording, or a result before its file: `what` says which."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class MinutesOfficersError(Exception):
    """Minutes need a justice officer and a police officer of the office, two different people.

    `why` is same, other_office or same_side.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class ResultGivenError(Exception):
    """The remedy has its result already, or the rejection its answer."""


class NoResultYetError(Exception):
    """The remedy was not granted, so there is nothing to note on the entry."""


class DecisionMissingError(Exception):
    """The population value was not changed by a recorded decision of the police chief."""


class ReaderNamedError(Exception):
    """The officer is named as a reader of the sealed list already."""


class UnfitReaderError(Exception):
    """The officer sees no cases of this office, so he cannot be named to read the sealed ones."""


class SameOfficerError(Exception):
    """Who recorded the result cannot be the second officer who notes it on the entry."""


class SealStandsError(Exception):
    """What differs in the entry still tells of an adoption or a recognition."""


class LiftingProposedError(Exception):
    """Somebody has proposed to lift the seal already."""
