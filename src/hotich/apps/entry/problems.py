"""What can stand in the way of typing? Exceptions that carry data; the pages find the words."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID


class NotTypingError(Exception):
    """The officer may not type in this book now: not his team's, or not open for typing."""


class UnreadableNumberError(Exception):
    """The text names no entry number that can be addressed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class OccurrenceReasonError(Exception):
    """A number that stands in the book a second time needs a reason."""


class NumberTakenError(Exception):
    """Another officer holds the number now."""

    def __init__(self, holder: str, until: datetime) -> None:
        super().__init__()
        self.holder = holder
        self.until = until


class TakenOverError(Exception):
    """Another officer of the team types this number now, with what was typed of it."""

    def __init__(self, holder: str, at: datetime) -> None:
        super().__init__()
        self.holder = holder
        self.at = at


class HalfTypedError(Exception):
    """Another officer left the number half typed; it is taken over rather than begun anew."""

    def __init__(self, holder: str, reservation: UUID) -> None:
        super().__init__()
        self.holder = holder
        self.reservation = reservation


class UndoRefusedError(Exception):
    """The last saved entry cannot be taken back into typing.

    `why`: not_own, not_last, closed (the book is past typing), returned, checked, corrected (by
    another officer), noted, decided (another officer's conclusion), case (somebody works on it),
    request (somebody has acted on the number request), allotted, shared.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class AlreadyEnteredError(Exception):
    """The number has been entered."""

    def __init__(self, entry: UUID) -> None:
        super().__init__()
        self.entry = entry


class ValuesRefusedError(Exception):
    """Some texts cannot be stored: the code of the problem by field id."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__()
        self.problems = dict(problems)


class EvidenceError(Exception):
    """The look-up does not carry what was concluded from it.

    `why`: no_lookup (not of this mention), silent, narrow (a wide one is needed), not_shown (the
    person was not among the candidates), stale (the name or date was changed after it),
    same_person (he is somebody else in the same entry already).
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class LifeMissingError(Exception):
    """A number request needs the state of life and its basis."""


class ReasonMissingError(Exception):
    """The act needs a reason."""


class AlreadyLinkedError(Exception):
    """The mention is linked already; the link must be undone first."""


class NotLinkedError(Exception):
    """The mention has no link that could be undone."""


class PersonSharedError(Exception):
    """The person created for the mention is linked elsewhere, so he cannot be voided."""

    def __init__(self, entry: UUID) -> None:
        super().__init__()
        self.entry = entry


class NotCorrectableError(Exception):
    """The entry can no longer be changed by this officer: another's, or past the cross-check."""


class SecondOfficerError(Exception):
    """The data of the book are locked; a second officer must allow it first."""


class StaleVersionError(Exception):
    """Somebody saved the entry meanwhile: by field id, the text that holds and the text typed."""

    def __init__(self, version: int, texts: Mapping[str, tuple[str, str]]) -> None:
        super().__init__()
        self.version = version
        self.texts = dict(texts)


class PlaceNotWrittenError(Exception):
    """No entry of the office writes the place so."""


class PlaceResolvedError(Exception):
    """The written place is resolved already for one of these years."""


class PlaceUnitError(Exception):
    """The gazetteer has no such unit, or none was chosen."""


class PlaceYearsError(Exception):
    """The last year lies before the first."""


class NoteRefusedError(Exception):
    """A note cannot be stored: the code of the problem by part of the note."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__()
        self.problems = dict(problems)


class TokenUsedError(Exception):
    """The page was used for something else already; it must be loaded again."""
