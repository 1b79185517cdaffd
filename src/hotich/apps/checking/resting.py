"""Does the cross-check rest on an entry? Asked by the room below before it takes one back."""

from uuid import UUID

from hotich.apps.checking.models import Check


def is_signed(entry: UUID) -> str:
    """Return "checked" when anybody has ever signed for the entry, else ""."""
    return "checked" if Check.objects.filter(entry=entry).exists() else ""
