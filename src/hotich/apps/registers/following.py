"""What goes along when a book passes to another office?

What is open about its entries belongs to higher rooms, which this one does not import. The table
`settings.BOOK_FOLLOWERS` names their functions by path; the transfer calls them within its own
write, so all of it happens or nothing.
"""

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

from hotich.apps.accounts.models import Office
from hotich.apps.audit.actor import Actor
from hotich.apps.registers.models import Book

Follower = Callable[[Actor, Book, Office], None]


def take_along(by: Actor, book: Book, to_office: Office) -> None:
    """Call every function of the table with actor, book and receiving office."""
    for path in settings.BOOK_FOLLOWERS:
        follower: Follower = import_string(path)
        follower(by, book, to_office)
