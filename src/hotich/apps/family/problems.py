"""What can stand in the way here? Exceptions that carry data; the pages find the words."""

from collections.abc import Collection
from uuid import UUID


class OwnFamilyError(Exception):
    """The entry is about the officer or his kin: he must leave it to another officer.

    `why` is a code of family.models.Why, `grounds` is what tells it. Whoever catches it hands
    the entry over.

    Law: LUAT_HO_TICH_2014 art. 12(1)h.
    """

    def __init__(self, entry: UUID, why: str, grounds: Collection[str] = ()) -> None:
        super().__init__(why)
        self.entry = entry
        self.why = why
        self.grounds = frozenset(grounds)


class DeclaredAlreadyError(Exception):
    """The officer has declared this person, or himself, already."""


class NothingDeclaredError(Exception):
    """A list without the officer himself cannot be complete."""


class ReasonMissingError(Exception):
    """The act needs a reason."""


class UnfitLifterError(Exception):
    """It is about the officer himself, somebody of his family, or an entry kept from him, too."""


class SamePersonError(Exception):
    """A second person must confirm what the first one proposed."""


class LiftingProposedError(Exception):
    """Somebody has proposed it already."""
