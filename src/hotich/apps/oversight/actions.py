"""What oversight does is in the audit too: checks of the chain, and who asked who looked."""

from uuid import UUID

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.about import RowsAbout
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.anchors import read_anchors
from hotich.apps.audit.verify import Verification, verify_chain
from hotich.apps.audit.writing import record, writing
from hotich.apps.oversight.queries import FoundEntry, Watched, find_entries, get_watched, seen_by


def verify_log(*, by: Actor, anchor: tuple[int, str] | None = None) -> Verification:
    """Recompute the office's chain and return what was found; the check is recorded.

    The rows are held against a head that was typed and against the file of anchors.
    """
    by.require(Permission.AUDIT_VIEW)
    held = read_anchors().of(by.office_id)
    result = verify_chain(by.office_id, anchor=anchor, anchors=held)
    with writing(by):
        found = result.fault or "whole"
        record(by, "oversight.chain_verified", None, reason=found, after={"rows": result.rows})
    return result


def search_entries(*, by: Actor, text: str, reason: str) -> list[FoundEntry]:
    """Return the entries a number names, after recording that they were searched."""
    by.require(Permission.AUDIT_VIEW)
    with writing(by):
        found = find_entries(by, text)
        subjects = [person.mention for entry in found for person in entry.people]
        record(by, "oversight.entry_searched", None, subjects=subjects, reason=reason)
    return found


def show_viewers_of_mention(
    *, by: Actor, mention: UUID, reason: str
) -> tuple[FoundEntry, Watched, RowsAbout]:
    """Return who looked at a person of an entry, after recording the question.

    Raises: Mention.DoesNotExist, also for an entry of another office.
    """
    entry, watched = get_watched(by, mention)
    return entry, watched, _shown(by, watched.subjects, mention, reason)


def show_viewers_of_person(*, by: Actor, person: UUID, reason: str) -> RowsAbout:
    """Return who of the own office looked at a person, after recording the question."""
    by.require(Permission.AUDIT_VIEW)
    return _shown(by, (person,), person, reason)


def _shown(by: Actor, subjects: tuple[UUID, ...], asked: UUID, reason: str) -> RowsAbout:
    with writing(by):
        rows = seen_by(by, subjects)
        record(by, "oversight.viewers_shown", asked, subjects=subjects, reason=reason)
    return rows
