"""A file made here is taken out by hand: which, by whom?"""

from uuid import UUID

from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.handover.files import kept
from hotich.apps.handover.keys import require_right
from hotich.apps.handover.models import OutgoingFile
from hotich.apps.handover.receiving.queries import sent_files


def get_file(by: Actor, uuid: UUID) -> OutgoingFile:
    """Return a file that the actor's office made; raises OutgoingFile.DoesNotExist."""
    return sent_files(by).get(pk=uuid)


def hand_out(*, by: Actor, file: OutgoingFile) -> bytes:
    """Return the content of a file made here, put on record first.

    Raises: NoSuchFileError.
    """
    require_right(by)
    content = kept("out", file.file_name)
    with writing(by):
        record(by, "handover.file_taken", file.pk, after={"sha256": file.sha256})
    return content
