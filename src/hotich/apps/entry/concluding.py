"""Which outcome does a mention have? Evidence in, one dated decision out."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from hotich.apps.audit.actor import Actor
from hotich.apps.entry.comparing import compare_entry
from hotich.apps.entry.descent import seal_if_told
from hotich.apps.entry.evidence import require_searched
from hotich.apps.entry.models import Decision, FieldValue, Link, Mention, Outcome
from hotich.apps.entry.naming import entry_label
from hotich.apps.entry.problems import LifeMissingError
from hotich.apps.entry.sought import sought_date
from hotich.apps.entry.typed import Conclusion, Identity
from hotich.apps.entry.values import read_fields, request_facts, type_of
from hotich.apps.population import actions as population
from hotich.apps.population.models import LifeState
from hotich.apps.population.queries import created_person, last_request, live_request
from hotich.apps.tracking import actions as tracking
from hotich.apps.tracking.queries import open_case_of
from hotich.core.discrepancies import FieldComparison, FieldRelation, other_differences, provisional
from hotich.core.registers import EventKind, RegisterType
from hotich.core.words import vi

NEW_PERSON = "new_person"
CONFLICT_LATER = "conflict_later"
DEATH_REFUSED = "death_refused"
_ONCE = frozenset({EventKind.BIRTH, EventKind.DEATH})
REMARKS: Mapping[str, str] = {
    "unread": vi("còn thông tin cơ bản chưa đọc từ sổ"),
    "needs_word": vi("còn mục chờ cán bộ xác nhận hai bên có cùng nghĩa không"),
    "silent": vi("CSDLQGVDC chưa trả lời"),
    "by_clerk": vi("cán bộ để lại kết luận sau"),
    "link_undone": vi("đã gỡ liên kết"),
    "search_again": vi("đã sửa họ tên hoặc ngày sinh sau khi tra cứu, cần tra cứu lại"),
    "recorded_already": vi("đã có trong dữ liệu nạp vào, chưa đối chiếu với sổ"),
    NEW_PERSON: vi("đã nhập mới công dân"),
    CONFLICT_LATER: vi("sau khi chốt có thông tin khác với thông tin đã có trong CSDLQGVDC"),
    DEATH_REFUSED: vi("công an không xác nhận ngày chết"),
    "diacritics_missing_in_book": vi("sổ ghi thiếu dấu"),
    "divided_place": vi("nơi ghi trong sổ nay đã chia tách"),
    "linked_elsewhere": vi("người này còn được liên kết ở trường hợp khác cùng loại sổ"),
    "other_unit_name": vi("tên đơn vị hành chính đã đổi"),
    "less_precise": vi("một bên ghi chưa đủ ngày, tháng hoặc địa danh"),
    "blank_in_book": vi("có mục sổ để trống"),
    "blank_in_population": vi("có mục CSDLQGVDC để trống"),
    "not_read": vi("có mục không đọc được trong sổ"),
}
_REMARKED = {
    FieldRelation.DIACRITICS_MISSING_IN_BOOK,
    FieldRelation.DIVIDED_PLACE,
    FieldRelation.OTHER_UNIT_NAME,
    FieldRelation.LESS_PRECISE,
    FieldRelation.BLANK_IN_BOOK,
    FieldRelation.BLANK_IN_POPULATION,
    FieldRelation.NOT_READ,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the evidence comes to: the outcome, and what the reader should know of it."""

    outcome: Outcome
    remarks: tuple[str, ...] = ()
    differences: tuple[FieldComparison, ...] = ()
    unread: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()

    @property
    def has_other_differences(self) -> bool:
        """Whether the basic facts agree and others do not."""
        others = bool(other_differences(self.differences))
        return self.outcome is Outcome.CONSISTENT and others


def judge_link(comparisons: Iterable[FieldComparison], read: Iterable[str]) -> Verdict:
    """Return the verdict on a linked mention.

    A difference counts only in a field that was read; a field that waits for the clerk's word is
    as if unread; with a basic fact unread the mention stays undecided.

    Law: QT_1292_2022 step 2.
    """
    compared = tuple(comparisons)
    asked = tuple(one.field_id for one in compared if one.needs_confirmation)
    settled = frozenset(read).difference(asked)
    so_far = provisional(compared, settled)
    seen = [one for one in compared if one.field_id in settled]
    differences = tuple(one for one in seen if one.is_difference)
    unread = tuple(field for field in so_far.unread if field not in asked)
    waiting = tuple(one for one in asked if one in so_far.unread)
    if not so_far.is_final:
        remarks = ("unread",) * bool(unread) + ("needs_word",) * bool(waiting)
        return Verdict(Outcome.UNDECIDED, remarks, differences, unread, waiting)
    return Verdict(Outcome(so_far.outcome.value), _remarks(seen), differences, (), ())


def judge_absence(definition: RegisterType, role: str, read: Collection[str]) -> Verdict:
    """Return the verdict on a mention that none of the candidates is: every basic fact is read?"""
    unread = tuple(field.id for field in definition.basic_fields(role) if field.id not in read)
    if unread:
        return Verdict(Outcome.UNDECIDED, ("unread",), unread=unread)
    return Verdict(Outcome.NOT_FOUND)


def conclude(
    mention: Mention,
    values: Mapping[str, FieldValue],
    conclusion: Conclusion,
    link: Link | None,
    *,
    by: Actor,
    at: datetime,
    second: UUID | None = None,
    remark: str = "",
) -> Decision:
    """Record the mention's decision inside a write, with what follows from it.

    Differences go on the tracking list; "not this person" asks for a number.

    Raises: EvidenceError; LifeMissingError.
    """
    verdict = _judge(mention, values, conclusion, link)
    if remark:
        verdict = Verdict(verdict.outcome, (remark,), verdict.differences)
    elif link is not None and _is_linked_elsewhere(mention, link):
        verdict = replace(verdict, remarks=(*verdict.remarks, "linked_elsewhere"))
    decision = Decision.objects.create(
        mention=mention,
        entry_version=mention.entry.version,
        outcome=verdict.outcome,
        other_differences=verdict.has_other_differences,
        waiting=conclusion.waiting and verdict.outcome is Outcome.UNDECIDED,
        lookup_id=conclusion.lookup,
        link=link,
        remark=",".join(verdict.remarks),
        agreements=dict(conclusion.agreements) if link else {},
        by_id=by.officer,
        second_id=second,
        recorded_at=at,
    )
    if link is not None:
        track(mention, link, verdict, by=by)
    if verdict.outcome is Outcome.NOT_FOUND:
        _ask_for_number(mention, values, conclusion, by=by)
    return decision


def last_decision(mention: UUID, *, as_of: datetime | None = None) -> Decision | None:
    """Return the decision that holds, or held at `as_of`."""
    rows = Decision.objects.filter(mention=mention)
    if as_of is not None:
        rows = rows.filter(recorded_at__lte=as_of)
    return rows.order_by("recorded_at", "pk").last()


def live_link(mention: UUID) -> Link | None:
    """Return the mention's link that has not been undone, or None."""
    return Link.objects.filter(mention=mention, undone_at__isnull=True).first()


def _judge(
    mention: Mention,
    values: Mapping[str, FieldValue],
    conclusion: Conclusion,
    link: Link | None,
) -> Verdict:
    if link is not None:
        return compare_link(mention, values, link, conclusion.agreements)
    if conclusion.identity is Identity.NONE:
        name, birth = _searched_for(mention, values)
        require_searched(mention.pk, conclusion.lookup, full_name=name, birth=birth)
        return judge_absence(type_of(mention.entry), mention.role, read_fields(values))
    return Verdict(Outcome.UNDECIDED, ("silent" if conclusion.waiting else "by_clerk",))


def _is_linked_elsewhere(mention: Mention, link: Link) -> bool:
    """Return whether the person is born, or has died, in another entry too."""
    event = type_of(mention.entry).event
    if event is None or event.kind not in _ONCE or not mention.principal:
        return False
    others = Link.objects.filter(person=link.person, undone_at__isnull=True).exclude(pk=link.pk)
    same = {"role": mention.role, "entry__register_type": mention.entry.register_type}
    return others.filter(**{f"mention__{name}": value for name, value in same.items()}).exists()


def _searched_for(mention: Mention, values: Mapping[str, FieldValue]) -> tuple[str, str]:
    name = values.get(f"{mention.role}.full_name")
    birth = values.get(f"{mention.role}.birth_date")
    if birth is None:
        return (name.text if name else "", "")
    spec = type_of(mention.entry).field(birth.field)
    sought = sought_date(spec, birth.text, mention.entry.year)
    return (name.text if name else "", birth.normalised or sought.iso())


def _remarks(seen: Iterable[FieldComparison]) -> tuple[str, ...]:
    found = (one.relation.value for one in seen if one.relation in _REMARKED)
    return tuple(dict.fromkeys(found))


def compare_link(
    mention: Mention,
    values: Mapping[str, FieldValue],
    link: Link,
    agreements: Mapping[str, bool],
) -> Verdict:
    """Return the verdict on a mention and the person it is linked to."""
    comparisons = compare_entry(mention, values, link.person, agreements)
    return judge_link(comparisons, read_fields(values))


def track(mention: Mention, link: Link, verdict: Verdict, *, by: Actor) -> None:
    """Bring the mention's case into line with its differences, inside a write.

    An undecided mention opens no case; one that is open is refreshed.
    """
    if verdict.outcome is Outcome.UNDECIDED and open_case_of(mention.pk) is None:
        return
    entry = mention.entry
    tracking.record_differences(
        by=by,
        mention=mention.pk,
        entry=entry.pk,
        entry_label=entry_label(entry),
        person=link.person,
        office=entry.book.holding_office_id,
        original_office=entry.original_office_id,
        book=entry.book_id,
        comparisons=verdict.differences,
    )
    differing = [one.field_id for one in verdict.differences if one.is_difference]
    seal_if_told(by=by, mention=mention, person=link.person, fields=differing)


def _ask_for_number(
    mention: Mention, values: Mapping[str, FieldValue], conclusion: Conclusion, *, by: Actor
) -> None:
    if created_person(mention.pk) is not None:
        return  # his number was allotted; the link follows
    entry = mention.entry
    facts = request_facts(entry, mention.role, values)
    life, basis = conclusion.life, conclusion.basis.strip()
    asked = live_request(mention.pk)
    if asked is None and not basis:  # a correction after the request ended
        asked = last_request(mention.pk)
    if asked is not None:
        if asked.facts == facts:
            return
        life, basis = asked.life, asked.basis
        withdraw_request(by, mention.pk, "facts_changed")
    if life not in LifeState.values or not basis:
        raise LifeMissingError
    population.request_number(
        by=by,
        mention=mention.pk,
        entry=entry.pk,
        entry_label=entry_label(entry),
        office=entry.book.holding_office_id,
        facts=facts,
        life=LifeState(life),
        basis=basis,
        register_type=entry.register_type,
        book=entry.book_id,
    )


def withdraw_request(by: Actor, mention: UUID, reason: str) -> None:
    """Withdraw the live number request of the mention, if there is one, inside a write."""
    request = live_request(mention)
    if request is not None:
        population.withdraw_request(by=by, request=request.pk, reason=reason)
