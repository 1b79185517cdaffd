"""What can stand in the way here? Exceptions that carry data; the pages find the words."""

from uuid import UUID


class OwnFamilyError(Exception):
    """The entry is about the officer or his kin: he must leave it to another officer.

    `why` is a code of family.models.Why. Whoever catches it hands the entry over.

    Law: LUAT_HO_TICH_2014 art. 12(1)h.
    """

    def __init__(self, entry: UUID, why: str) -> None:
        super().__init__(why)
        self.entry = entry
        self.why = why


class DeclaredAlreadyError(Exception):
    """The officer has declared this person, or himself, already."""


class NothingDeclaredError(Exception):
    """A list without the officer himself cannot be complete."""


class ReasonMissingError(Exception):
    """The act needs a reason."""
