"""Who writes the file of which kind? The rooms above do; settings name their functions.

This room knows no register, no case and no audit row: it keeps who asked, who let it go and what
went out.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from hotich.apps.audit.actor import Actor


@dataclass(frozen=True, slots=True)
class Written:
    """A file before it is closed: its name, its bytes, how many rows and whom it tells of."""

    file_name: str
    content: bytes
    rows: int
    subjects: tuple[UUID, ...] = ()


# Called outside any transaction with the rights of who asked; may ask the population register.
Writer = Callable[[Actor, Mapping[str, object], datetime], Written]


def writer_of(kind: str) -> Writer:
    """Return the function that writes a kind; raises KeyError for an unknown one."""
    found: Writer = import_string(settings.EXPORT_WRITERS[kind])
    return found
