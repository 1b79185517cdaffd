"""The entry room as a Django app."""

from django.apps import AppConfig


class EntryConfig(AppConfig):
    """Entry."""

    name = "hotich.apps.entry"
    label = "entry"

    def ready(self) -> None:
        """Let what is open about a book's entries follow the book."""
        from hotich.apps.entry.custody import follow_book  # models are there only now
        from hotich.apps.registers.following import follow_books

        follow_books(follow_book)
