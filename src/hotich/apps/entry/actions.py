"""Writes of the entry room, in one place."""

from hotich.apps.entry.comparing_again import compare_again
from hotich.apps.entry.correcting import correct_entry, decide_again, may_correct, void_entry
from hotich.apps.entry.drafting import give_up_draft, save_draft
from hotich.apps.entry.linking import conclude_not_found, link_mention, person_created, undo_link
from hotich.apps.entry.notes import add_note, may_note, void_note
from hotich.apps.entry.passing import hand_on, mark_passings_read, release_held, take_over
from hotich.apps.entry.pinning import pin_field
from hotich.apps.entry.places import resolve_place_once, void_resolution
from hotich.apps.entry.reserving import (
    release,
    renew,
    reserve_missing,
    reserve_next,
    reserve_number,
)
from hotich.apps.entry.returning import (
    mark_returned,
    permit_late_entry,
    permit_link_change,
    record_view,
)
from hotich.apps.entry.saving import Saved, save_entry
from hotich.apps.entry.undoing import undo_entry

__all__ = [
    "Saved",
    "add_note",
    "compare_again",
    "conclude_not_found",
    "correct_entry",
    "decide_again",
    "give_up_draft",
    "hand_on",
    "link_mention",
    "mark_passings_read",
    "mark_returned",
    "may_correct",
    "may_note",
    "permit_late_entry",
    "permit_link_change",
    "person_created",
    "pin_field",
    "record_view",
    "release",
    "release_held",
    "renew",
    "reserve_missing",
    "reserve_next",
    "reserve_number",
    "resolve_place_once",
    "save_draft",
    "save_entry",
    "take_over",
    "undo_entry",
    "undo_link",
    "void_entry",
    "void_note",
    "void_resolution",
]
