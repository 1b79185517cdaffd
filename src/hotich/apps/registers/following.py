"""What goes along when a book passes to another office?

What is open about its entries belongs to higher rooms, which this one does not import. Each
names its function once, when the program starts (`AppConfig.ready`); the transfer calls them
within its own write, so all of it happens or nothing.
"""

from collections.abc import Callable

from hotich.apps.accounts.models import Office
from hotich.apps.audit.actor import Actor
from hotich.apps.registers.models import Book

Follower = Callable[[Actor, Book, Office], None]
_followers: list[Follower] = []


def follow_books(follower: Follower) -> None:
    """Let the function be called with actor, book and receiving office at each transfer."""
    if follower not in _followers:
        _followers.append(follower)


def take_along(by: Actor, book: Book, to_office: Office) -> None:
    """Call every function that follows books."""
    for follower in _followers:
        follower(by, book, to_office)
