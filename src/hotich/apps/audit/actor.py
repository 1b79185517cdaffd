"""Who acts, for which office, at which computer, and with which rights?"""

from dataclasses import dataclass
from uuid import UUID


class NotPermittedError(Exception):
    """The actor lacks a permission; the page answers 404 so that nothing is given away."""

    def __init__(self, permission: str) -> None:
        super().__init__(permission)
        self.permission = permission


@dataclass(frozen=True, slots=True)
class Actor:
    """An officer at work, or a named process of the installation.

    `office` is the office whose audit chain takes the row; a process has none and writes to the
    installation's own chain.
    """

    officer: UUID | None
    name: str
    office: UUID | None
    workstation: str
    permissions: frozenset[str] = frozenset()

    def may(self, permission: str) -> bool:
        """Return whether the actor holds `permission`."""
        return permission in self.permissions

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
