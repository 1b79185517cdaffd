"""Writes on the records: accept what a package said, look at it, report a fault in it.

The room knows nothing of how an entry was typed or of where a package was made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hotich.apps.accounts.bounds import within
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.records.models import Fault, Record, RecordKey, RecordVersion
from hotich.apps.records.payload import (
    Payload,
    entry_of,
    is_sealed,
    mentions_of,
    names,
    rows,
)
from hotich.apps.records.problems import ReasonMissingError, WithdrawnError
from hotich.apps.records.queries import get_record, payload_of, seen

_PART = 500


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was accepted of a package: which book, by which way, and the entries' payloads."""

    package: UUID
    sequence: int
    book: UUID
    book_label: str
    way: Sequence[Mapping[str, str]]
    payloads: Sequence[Payload]


def accept_from(*, by: Actor, accepted: Accepted) -> int:
    """Put the entries of a package into the records of the actor's office; return how many.

    An entry that is there gets a further version, also when its book has come from another
    office since; a withdrawal of one that never came is left out. Of two packages that come in
    the wrong order the one with the higher number holds.
    """
    by.require(Permission.HANDOVER_RECEIVE)
    with writing(by) as at:
        wanted = [UUID(entry_of(one)["entry"]) for one in accepted.payloads]
        held = locked(Record.objects.all())
        known = {row.pk: row for part in _parts(wanted) for row in held.filter(pk__in=part)}
        added = 0
        new: list[Payload] = []
        for uuid, payload in zip(wanted, accepted.payloads, strict=True):
            found = known.get(uuid)
            if found is not None:
                _add_version(by, found, accepted, payload, at)
                added += 1
            elif not _is_withdrawal(payload):
                new.append(payload)
        _add_records(by, accepted, new, at)
        subjects = [mention for one in accepted.payloads for mention in mentions_of(one)]
        after = {"entries": [str(one) for one in wanted]}
        record(by, "record.accepted", accepted.package, subjects=subjects, after=after)
    return added + len(new)


def view_record(*, by: Actor, record_of: UUID) -> Record:
    """Return a record about to be shown, the view put on record first.

    Raises: Record.DoesNotExist.
    """
    by.require(Permission.RECORD_VIEW)
    with writing(by):
        found = get_record(by, record_of)
        subjects = mentions_of(payload_of(found))
        record(by, "record.viewed", found.pk, subjects=subjects)
    return found


def note_search(*, by: Actor, found: Sequence[Record], reason: str) -> None:
    """Put on record that the officer is about to see these records in a list."""
    by.require(Permission.RECORD_VIEW)
    with writing(by):
        subjects = [mention for one in found for mention in mentions_of(payload_of(one))]
        record(by, "record.searched", None, subjects=subjects, reason=reason)


def report_fault(*, by: Actor, record_of: UUID, reason: str) -> Fault:
    """Record a fault found in a record; the handover takes it back the way the record came.

    Raises: ReasonMissingError; WithdrawnError; Record.DoesNotExist.
    """
    by.require(Permission.RECORD_FAULT)
    if not reason.strip():
        raise ReasonMissingError
    with writing(by) as at:
        covered = within(by, Permission.RECORD_FAULT)
        held = seen(by, Record.objects.filter(covered, office=by.office_id))
        found = locked(held).get(pk=record_of)
        if found.withdrawn:
            raise WithdrawnError
        version = found.versions.get(version=found.version)
        fault = Fault.objects.create(
            record=found,
            version=found.version,
            package=version.package,
            reason=reason.strip()[:500],
            by_id=by.officer_id,
            recorded_at=at,
        )
        subjects = mentions_of(version.payload)
        record(by, "record.fault_reported", found.pk, subjects=subjects, reason=fault.reason)
    return fault


def _is_withdrawal(payload: Payload) -> bool:
    return entry_of(payload)["kind"] == "withdrawn"


def _add_records(by: Actor, accepted: Accepted, payloads: Sequence[Payload], at: datetime) -> None:
    fresh = [_record(by, accepted, one, at) for one in payloads]
    Record.objects.bulk_create(fresh, batch_size=_PART)
    versions = [
        _version(by, row, accepted, payload, at)
        for row, payload in zip(fresh, payloads, strict=True)
    ]
    RecordVersion.objects.bulk_create(versions, batch_size=_PART)
    keys = [key for row, one in zip(fresh, payloads, strict=True) for key in _keys(row, one)]
    RecordKey.objects.bulk_create(keys, batch_size=_PART)


def _add_version(
    by: Actor, held: Record, accepted: Accepted, payload: Payload, at: datetime
) -> None:
    last = held.versions.order_by("version").last()
    number = (last.version if last else 0) + 1
    row = _version(by, held, accepted, payload, at)
    row.version = number
    row.save(force_insert=True)
    if accepted.sequence < held.sequence:
        return
    withdrawn = _is_withdrawal(payload)
    facts = _place(payload) if not withdrawn else {}
    facts |= {"version": number, "sequence": accepted.sequence, "withdrawn": withdrawn}
    facts |= {"sealed": is_sealed(payload)}
    facts |= {"office_id": by.office_id, "book_label": accepted.book_label[:300]}
    for name, value in facts.items():
        setattr(held, name, value)
    held.save()
    if not withdrawn:
        RecordKey.objects.filter(record=held).delete()  # an index, made anew from the version
        RecordKey.objects.bulk_create(_keys(held, payload))


def _record(by: Actor, accepted: Accepted, payload: Payload, at: datetime) -> Record:
    return Record(
        entry=UUID(entry_of(payload)["entry"]),
        office_id=by.office_id,
        book=accepted.book,
        book_label=accepted.book_label[:300],
        version=1,
        sequence=accepted.sequence,
        recorded_at=at,
        **_place(payload),
    )


def _place(payload: Payload) -> dict[str, object]:
    entry = entry_of(payload)
    texts = ("register_type", "label", "suffix", "number_written", "page")
    place: dict[str, object] = {name: entry[name] for name in texts}
    place["sealed"] = is_sealed(payload)
    return place | {"year": int(entry["year"]), "number": int(entry["number"])}


def _version(
    by: Actor, held: Record, accepted: Accepted, payload: Payload, at: datetime
) -> RecordVersion:
    return RecordVersion(
        record=held,
        version=1,
        payload=payload,
        way=list(accepted.way),
        package=accepted.package,
        sequence=accepted.sequence,
        withdrawn=_is_withdrawal(payload),
        by_id=by.officer_id,
        recorded_at=at,
    )


def _keys(held: Record, payload: Payload) -> list[RecordKey]:
    found = [
        RecordKey(record=held, field=field[:60], name=name)
        for field, name in names(payload).items()
    ]
    numbered = (row for row in rows(payload, "mentions") if row["number"])
    found += [RecordKey(record=held, field=row["role"], number=row["number"]) for row in numbered]
    return found


def _parts(wanted: Sequence[UUID]) -> list[Sequence[UUID]]:
    return [wanted[start : start + _PART] for start in range(0, len(wanted), _PART)]
