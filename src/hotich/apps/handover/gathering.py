"""What is there to say of a book's entries, and which of it has not been said yet?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import QuerySet

from hotich.apps.entry.addressing import shown_number
from hotich.apps.entry.models import (
    Amendment,
    Decision,
    Entry,
    EntryNote,
    FieldValue,
    Link,
    Mention,
)
from hotich.apps.entry.naming import entry_label
from hotich.apps.entry.queries import outcomes_of
from hotich.apps.entry.values import current_values, type_of
from hotich.apps.handover.contents import (
    NO,
    YES,
    AmendmentRow,
    Change,
    DifferenceRow,
    EntryContent,
    EntryRow,
    MentionRow,
    NoteRow,
    ValueRow,
)
from hotich.apps.handover.models import PackageEntry, ReceiptLine
from hotich.apps.population.models import NumberRequestStep, Person
from hotich.apps.registers.models import Book
from hotich.apps.tracking.models import Case, Remedy
from hotich.apps.tracking.queries import Tracked, tracked_of
from hotich.apps.tracking.sealing import sealed_among


@dataclass(frozen=True, slots=True)
class _People:
    """What is known of the mentions of some entries."""

    mentions: dict[UUID, list[Mention]]
    persons: dict[UUID, str]
    states: dict[UUID, str]
    decisions: dict[UUID, Decision]


def entries_to_tell(book: Book) -> QuerySet[Entry]:
    """Return the entries of the book, and those voided since a package told of them."""
    rows = Entry.objects.filter(book=book).select_related("book", "original_office")
    told = PackageEntry.objects.filter(
        package__book=book, package__made_at__isnull=False, package__voided_at__isnull=True
    )
    live = rows.filter(voided_at__isnull=True)
    return (live | rows.filter(pk__in=told.values("entry"))).order_by("pk")


def untold(entries: Sequence[Entry]) -> list[EntryContent]:
    """Return of these entries what no package has said yet, with the kind of each change."""
    told = _last_told(entries)
    refused = _answered_rejections(entries)
    sealed = sealed_among([entry.pk for entry in entries])
    live = [entry for entry in entries if entry.voided_at is None]
    found = []
    for content in gather(live):
        before = told.get(content.uuid)
        if before is None:
            found.append(content)
        elif before.digest != content.digest or refused.get(content.uuid) == before.package_id:
            found.append(_as(content, Change.CHANGED))
    for entry in entries:
        last = told.get(entry.pk)
        if entry.voided_at is not None and last and last.kind != Change.WITHDRAWN:
            row = _entry_row(entry, Change.WITHDRAWN, "", other=False, sealed=entry.pk in sealed)
            found.append(EntryContent(row))
    return found


def gather(entries: Sequence[Entry]) -> list[EntryContent]:
    """Return all that is to be said of these entries, in few queries."""
    wanted = [entry.pk for entry in entries]
    values = current_values(wanted)
    people = _people(wanted)
    differences = _differences(wanted)
    amendments, notes = _amendments(wanted), _notes(wanted)
    conclusions, sealed = outcomes_of(entries), sealed_among(wanted)
    found = []
    for entry in entries:
        said = conclusions[entry.pk]
        row = _entry_row(
            entry,
            Change.NEW,
            said.outcome.value,
            other=said.other_differences,
            sealed=entry.pk in sealed,
        )
        found.append(
            EntryContent(
                row,
                tuple(_mention_row(one, people) for one in people.mentions[entry.pk]),
                tuple(_value_rows(entry, values[entry.pk])),
                tuple(differences[entry.pk]),
                tuple(amendments[entry.pk]),
                tuple(notes[entry.pk]),
            )
        )
    return found


def _as(content: EntryContent, change: Change) -> EntryContent:
    return replace(content, entry=replace(content.entry, kind=change.value))


def _last_told(entries: Iterable[Entry]) -> dict[UUID, PackageEntry]:
    rows = PackageEntry.objects.filter(
        entry__in=[entry.pk for entry in entries],
        package__made_at__isnull=False,
        package__voided_at__isnull=True,
    )
    return {row.entry: row for row in rows.defer("content").order_by("package__sequence")}


def _answered_rejections(entries: Iterable[Entry]) -> dict[UUID, UUID]:
    """Return by entry the package that was rejected last, where its case has been closed."""
    rows = ReceiptLine.objects.filter(entry__in=[entry.pk for entry in entries])
    last = {row.entry: row for row in rows.select_related("receipt").order_by("recorded_at", "pk")}
    cases = [row.case for row in last.values() if not row.accepted and row.case]
    still_open = set(
        Case.objects.filter(pk__in=cases, closed_at__isnull=True).values_list("pk", flat=True)
    )
    return {
        entry: row.receipt.package_id
        for entry, row in last.items()
        if not row.accepted and row.case not in still_open
    }


def _people(entries: list[UUID]) -> _People:
    mentions: dict[UUID, list[Mention]] = {uuid: [] for uuid in entries}
    rows = Mention.objects.filter(entry__in=entries)
    for mention in rows.order_by("-principal", "role", "ordinal"):
        mentions[mention.entry_id].append(mention)
    every = [one.pk for several in mentions.values() for one in several]
    links = Link.objects.filter(mention__in=every, undone_at__isnull=True)
    linked = {link.mention_id: link.person for link in links}
    numbers = Person.objects.filter(uuid__in=set(linked.values()), pin__isnull=False)
    pins = {person.uuid: person.pin or "" for person in numbers}
    steps = NumberRequestStep.objects.filter(request__mention__in=every).order_by("pk")
    states = {row.request.mention: row.state for row in steps.select_related("request")}
    decided = Decision.objects.filter(mention__in=every).order_by("recorded_at", "pk")
    return _People(
        mentions,
        {mention: pins.get(person, "") for mention, person in linked.items()},
        states,
        {row.mention_id: row for row in decided},
    )


def _entry_row(
    entry: Entry, change: Change, outcome: str, *, other: bool, sealed: bool
) -> EntryRow:
    return EntryRow(
        entry=str(entry.pk),
        kind=change.value,
        label=entry_label(entry),
        register_type=entry.register_type,
        year=str(entry.year),
        number=str(entry.number),
        suffix=entry.suffix,
        occurrence=str(entry.occurrence),
        occurrence_reason=entry.occurrence_reason,
        number_written=entry.number_written
        or shown_number(entry.number, entry.suffix, entry.occurrence),
        page=entry.page,
        version=str(entry.version),
        late=_yes(is_so=entry.late_second_id is not None),
        outcome=outcome,
        other_differences=_yes(is_so=other),
        sealed=_yes(is_so=sealed),
    )


def _mention_row(mention: Mention, people: _People) -> MentionRow:
    decision = people.decisions.get(mention.pk)
    return MentionRow(
        entry=str(mention.entry_id),
        mention=str(mention.pk),
        role=mention.role,
        ordinal=str(mention.ordinal),
        principal=_yes(is_so=mention.principal),
        number=people.persons.get(mention.pk, ""),
        number_state=people.states.get(mention.pk, ""),
        outcome=decision.outcome if decision else "",
        other_differences=_yes(is_so=bool(decision and decision.other_differences)),
        waiting=_yes(is_so=bool(decision and decision.waiting)),
        remarks=decision.remark if decision else "",
    )


def _value_rows(entry: Entry, values: dict[str, FieldValue]) -> Iterable[ValueRow]:
    """Yield the fields that have been read in the book, in the order of the form."""
    order = {field.id: place for place, field in enumerate(type_of(entry).fields)}
    for field in sorted(values, key=lambda one: (order.get(one, len(order)), one)):
        value = values[field]
        if value.confirmed:
            yield ValueRow(
                entry=str(entry.pk),
                mention=str(value.mention_id or ""),
                field=field,
                text=value.text,
                reading=value.reading,
                origin=value.origin,
                normalised=value.normalised,
                agrees=value.agrees,
                version=str(value.version),
            )


def _differences(entries: list[UUID]) -> dict[UUID, list[DifferenceRow]]:
    found: dict[UUID, list[DifferenceRow]] = {uuid: [] for uuid in entries}
    cases = {case.pk: case for case in Case.objects.filter(entry__in=entries)}
    for uuid, several in tracked_of(cases.values()).items():
        case = cases[uuid]
        found[case.entry] += [_difference_row(case, one) for one in several]
    for rows in found.values():
        rows.sort(key=lambda row: (row.mention, row.field, row.difference))
    return found


def _difference_row(case: Case, one: Tracked) -> DifferenceRow:
    difference, last = one.difference, one.last
    return DifferenceRow(
        entry=str(case.entry),
        mention=str(case.mention),
        difference=str(difference.pk),
        field=difference.field,
        register_text=difference.register_text,
        population_value=difference.population_value,
        kind=difference.kind,
        basic=_yes(is_so=difference.basic),
        state=one.step.value,
        right_side=last.right_side,
        value=last.value,
        result="; ".join(_result(remedy) for remedy in one.remedies),
        open=_yes(is_so=not one.is_finished),
    )


def _result(remedy: Remedy) -> str:
    said = {None: "lodged", True: "granted", False: "refused"}[remedy.granted]
    day = remedy.result_on or remedy.lodged_on
    parts = (remedy.kind, said, remedy.result_number or remedy.number, day and day.isoformat())
    return ", ".join(part for part in parts if part)


def _amendments(entries: list[UUID]) -> dict[UUID, list[AmendmentRow]]:
    found: dict[UUID, list[AmendmentRow]] = {uuid: [] for uuid in entries}
    for row in Amendment.objects.filter(entry__in=entries).order_by("recorded_at", "pk"):
        found[row.entry_id].append(
            AmendmentRow(
                entry=str(row.entry_id),
                amendment=str(row.pk),
                field=row.field,
                before=row.before,
                after=row.after,
                basis=row.basis,
                document=row.document,
                recorded_at=row.recorded_at.isoformat(),
            )
        )
    return found


def _notes(entries: list[UUID]) -> dict[UUID, list[NoteRow]]:
    """Return the notes that hold; a voided one is told of no more."""
    found: dict[UUID, list[NoteRow]] = {uuid: [] for uuid in entries}
    live = EntryNote.objects.filter(entry__in=entries, voided_at__isnull=True)
    for row in live.order_by("entry_version"):
        found[row.entry_id].append(
            NoteRow(
                entry=str(row.entry_id),
                note=str(row.pk),
                kind=row.kind,
                field=row.field,
                text=row.text,
                struck_text=row.struck_text,
                dated_text=row.dated_text,
                dated=row.dated,
                basis=row.basis,
                signer=row.signer,
                reading=row.reading,
                version=str(row.entry_version),
                recorded_at=row.recorded_at.isoformat(),
            )
        )
    return found


def _yes(*, is_so: bool) -> str:
    return YES if is_so else NO
