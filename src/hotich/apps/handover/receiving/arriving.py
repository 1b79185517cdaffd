"""A package reaches an office: is it whole, ours and new? Then it is loaded, all or nothing."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from hotich.apps.accounts.models import OfficeKind
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.audit.writing import record, writing
from hotich.apps.handover.bag import BagError
from hotich.apps.handover.contents import ContentError, EntryContent, as_json
from hotich.apps.handover.files import keep_received
from hotich.apps.handover.models import Arrival, ArrivalLine
from hotich.apps.handover.opening import FileRefusedError, Opened, require_kind, shown_way
from hotich.apps.handover.outgoing import lay_out
from hotich.apps.handover.package_file import PackageContent, read_package
from hotich.apps.handover.parcel import ParcelProblem
from hotich.apps.handover.receipt_file import ReceiptKind
from hotich.apps.handover.receiving.receipts import issue
from hotich.apps.handover.sealing import SealProblem

_PART = 500


def receive_package(*, by: Actor, opened: Opened) -> Arrival:
    """Record that a package arrived at the actor's office and return it.

    The Justice Department keeps its labels and figures, and answers with a receipt that stops
    the clock; the office holding the book gets the entries to decide on.

    Raises: FileRefusedError, with nothing loaded; NotPermittedError.
    """
    content = _read(opened)
    is_destination = _place_in_way(by, opened, content)
    by.require(Permission.HANDOVER_RECEIVE if is_destination else Permission.HANDOVER_FORWARD)
    _refuse_known(by, opened, content)
    file_name = keep_received(opened.file)
    with writing(by) as at:
        _refuse_known(by, opened, content)
        arrival = _write(by, opened, content, file_name, at, is_destination=is_destination)
        subjects: list[UUID] = []
        if is_destination:
            ArrivalLine.objects.bulk_create(_lines(arrival, content.entries), batch_size=_PART)
            subjects = [UUID(row.mention) for one in content.entries for row in one.mentions]
        after = {"package": arrival.package, "sha256": arrival.bag_sha256}
        record(by, "handover.package_received", arrival.pk, subjects=subjects, after=after)
        receipt = None
        if not is_destination:
            receipt = issue(by=by, arrival=arrival, kind=ReceiptKind.ARRIVED, at=at)
    if receipt is not None:
        lay_out(receipt.file)
    return arrival


def _read(opened: Opened) -> PackageContent:
    try:
        return read_package(opened.parcel.body)
    except BagError as error:
        raise FileRefusedError(f"bag_{error.problem.value}", error.name) from error
    except ContentError as error:
        raise FileRefusedError("content", error.name) from error


def _place_in_way(by: Actor, opened: Opened, content: PackageContent) -> bool:
    """Return whether the actor's office is where the package ends; else it must be on its way."""
    facts, parcel = content.facts, opened.parcel
    if facts.source != parcel.maker or parcel.hops[0].receiver != facts.via:
        raise FileRefusedError(ParcelProblem.BROKEN_WAY.value)
    require_kind(parcel.maker, OfficeKind.POPULATION_CENTRE)
    require_kind(facts.via, OfficeKind.PROVINCE_JUSTICE)
    way = [(hop.sender, hop.receiver) for hop in parcel.hops]
    if way == [(facts.source, facts.via)] and facts.via == by.office_id:
        return False
    if way == [(facts.source, facts.via), (facts.via, facts.destination)]:
        return True
    raise FileRefusedError(SealProblem.OTHER_RECEIVER.value)


def _refuse_known(by: Actor, opened: Opened, content: PackageContent) -> None:
    known = Arrival.objects.filter(office=by.office_id, package=content.facts.package).first()
    if known is None:
        return
    same = known.bag_sha256 == opened.parcel.digest
    raise FileRefusedError("replayed" if same else "other_content", known.book_label)


def _write(
    by: Actor,
    opened: Opened,
    content: PackageContent,
    file_name: str,
    at: datetime,
    *,
    is_destination: bool,
) -> Arrival:
    facts = content.facts
    return Arrival.objects.create(
        office_id=by.office_id,
        is_destination=is_destination,
        package=facts.package,
        sequence=facts.sequence,
        previous=facts.previous,
        source=facts.source,
        source_name=facts.source_name[:200],
        destination=facts.destination,
        destination_name=facts.destination_name[:200],
        book=UUID(content.book.uuid),
        book_label=facts.book_label[:300],
        register_type=content.book.register_type[:6],
        facts={
            "as_of": facts.as_of.isoformat(),
            "clock_from": facts.clock_from.isoformat(),
            "audit_source": facts.audit_source,
            "audit_holder": facts.audit_holder,
            "book": asdict(content.book),
        },
        counts=dict(content.counts),
        way=shown_way(opened.parcel.hops),
        bag_sha256=opened.parcel.digest,
        nonce=facts.nonce[:32],
        due_on=facts.due_on,
        file_name=file_name,
        by_id=by.officer_id,
        recorded_at=at,
    )


def _lines(arrival: Arrival, entries: tuple[EntryContent, ...]) -> list[ArrivalLine]:
    return [
        ArrivalLine(
            arrival=arrival,
            position=position,
            entry=one.uuid,
            kind=one.change.value,
            label=one.entry.label,
            sealed=one.is_sealed,
            content=as_json(one),
        )
        for position, one in enumerate(entries, start=1)
    ]
