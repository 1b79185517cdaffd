"""Who acts, for which office, at which computer, and with which rights?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID


class NotPermittedError(Exception):
    """The actor lacks a permission; the page answers 404 so that nothing is given away."""

    def __init__(self, permission: str) -> None:
        super().__init__(permission)
        self.permission = permission


@dataclass(frozen=True, slots=True)
class Bound:
    """What an appointment covers: register types, and books; an empty set names all of them."""

    register_types: frozenset[str] = frozenset()
    books: frozenset[UUID] = frozenset()

    def covers(self, register_type: str, book: UUID | None) -> bool:
        """Return whether the book of this type lies within; no book lies within named ones."""
        typed = not self.register_types or register_type in self.register_types
        return typed and (not self.books or book in self.books)


@dataclass(frozen=True, slots=True)
class Actor:
    """An officer at work, or a named process of the installation.

    `office` is the office whose audit chain takes the row; a process has none and writes to the
    installation's own chain. `bounds` holds, for each right that reaches only some books, what
    any of its appointments covers; a right that is not in it reaches every book of the office.
    """

    officer: UUID | None
    name: str
    office: UUID | None
    workstation: str
    permissions: frozenset[str] = frozenset()
    bounds: Mapping[str, frozenset[Bound]] = field(default_factory=dict, hash=False)

    def may(self, permission: str) -> bool:
        """Return whether the actor holds `permission`."""
        return permission in self.permissions

    def covers(self, permission: str, register_type: str, book: UUID | None) -> bool:
        """Return whether the actor holds `permission` for the book of this type."""
        if not self.may(permission):
            return False
        held = self.bounds.get(permission)
        return held is None or any(bound.covers(register_type, book) for bound in held)

    def require(self, permission: str) -> None:
        """Do nothing if the actor holds `permission`.

        Raises: NotPermittedError if not.
        """
        if not self.may(permission):
            raise NotPermittedError(permission)

    @property
    def officer_id(self) -> UUID:
        """Return the officer's UUID.

        Raises: NotPermittedError if a process acts where a person must answer for the act.
        """
        if self.officer is None:
            raise NotPermittedError("officer")
        return self.officer

    @property
    def office_id(self) -> UUID:
        """Return the office's UUID; raises NotPermittedError for a process."""
        if self.office is None:
            raise NotPermittedError("office")
        return self.office


def process(name: str, *permissions: str) -> Actor:
    """Return the named process of the installation as an actor."""
    return Actor(None, name, None, "", frozenset(permissions))
