"""Along which lines does an office report on a day? Its own rows, else the defaults of law."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from hotich.apps.accounts.models import Office, OfficeKind
from hotich.apps.reports.models import LineParty, Part, ReportLine
from hotich.core import law
from hotich.core.places import Unit, gazetteer
from hotich.core.reporting import PARTY_WORDS, deadline, party_name, week_start
from hotich.core.words import vi

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
JUSTICE_OFFICER = "justice_officer"
COMMUNE = "commune"
# Where the office of a party is found, and how it is called before the name of its unit.
_KINDS = {
    "district": (OfficeKind.DISTRICT, "district", "UBND"),
    "district_justice": (None, "district", "Phòng Tư pháp"),
    "province_justice": (OfficeKind.PROVINCE_JUSTICE, "province", "Sở Tư pháp"),
    "province_police": (OfficeKind.PROVINCE_POLICE, "province", "Công an"),
}
REPORTER_WORDS = {
    JUSTICE_OFFICER: vi("Công chức tư pháp, hộ tịch báo cáo"),
    COMMUNE: vi("Ủy ban nhân dân xã báo cáo"),
}


@dataclass(frozen=True, slots=True)
class Party:
    """An office of a line; `office` is None when it does not work in this installation."""

    kind: str
    name: str
    office: UUID | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it holds; `row` is None while it stands in no table."""

    code: str
    reporter: str
    recipient: Party
    through: Party | None
    copies: tuple[Party, ...]
    weekday: int
    time: time
    valid_from: date | None
    valid_to: date | None
    confirmed: bool
    basis: str
    row: UUID | None = None

    @property
    def to_whom(self) -> str:
        """The recipient, with the office through which the report goes."""
        if self.through is None:
            return self.recipient.name
        return f"{self.recipient.name} (qua {self.through.name})"

    def due_in(self, week_of: date) -> datetime:
        """Return when the report of the week of that day is due."""
        naive = deadline(_as_law(self), week_of)
        return naive.replace(tzinfo=ZONE)


def lines_on(office: Office, day: date) -> list[Line]:
    """Return the lines of a registering office on a day; other offices have none."""
    if office.kind != OfficeKind.COMMUNE:
        return []
    return [
        _changed(office, default.code, day) or _kept(office, _default(default, office, day))
        for default in law.report_lines(day)
    ]


def line_on(office: Office, code: str, day: date) -> Line | None:
    """Return the line of that code on a day, or None."""
    return next((line for line in lines_on(office, day) if line.code == code), None)


def week_of(day: date, *, before: int = 0) -> date:
    """Return the Monday of the week of a day, or of a week `before` it."""
    return week_start(day) - timedelta(days=7 * before)


def line_of(row: ReportLine) -> Line:
    """Return a line as its row says it."""
    parties = list(row.parties.all())
    through = [_party(one) for one in parties if one.part == Part.THROUGH]
    copies = [one for one in parties if one.part == Part.COPY]
    return Line(
        code=row.code,
        reporter=row.reporter,
        recipient=next(_party(one) for one in parties if one.part == Part.RECIPIENT),
        through=through[0] if through else None,
        copies=tuple(_party(one) for one in sorted(copies, key=lambda one: one.ordinal)),
        weekday=row.weekday,
        time=row.time,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        confirmed=row.confirmed,
        basis=row.basis,
        row=row.pk,
    )


def history_of(office: Office, code: str) -> list[ReportLine]:
    """Return the changes that were made to a line, newest first."""
    rows = ReportLine.objects.filter(office=office, code=code, by__isnull=False)
    rows = rows.select_related("by").prefetch_related("parties")
    return list(rows.order_by("-valid_from", "-recorded_at"))


def named_party(name: str, office: Office) -> Party:
    """Return the party of a typed name; the office of that very name, if one is in force."""
    wanted = " ".join(name.split())
    if wanted.casefold() == office.name.casefold():
        return Party(COMMUNE, office.name, office.pk)
    found = Office.objects.filter(name__iexact=wanted, valid_to__isnull=True).first()
    kinds = {kind: code for code, (kind, _level, _word) in _KINDS.items() if kind is not None}
    if found is None:
        return Party("", wanted, None)
    return Party(kinds.get(OfficeKind(found.kind), ""), found.name, found.pk)


def store(office: Office, line: Line, *, at: datetime, officer: UUID | None = None) -> ReportLine:
    """Write a line with its parties down and return the row; called inside a write."""
    row = ReportLine.objects.create(
        office=office,
        code=line.code,
        reporter=line.reporter,
        weekday=line.weekday,
        time=line.time,
        valid_from=line.valid_from,
        valid_to=line.valid_to,
        confirmed=line.confirmed,
        basis=line.basis,
        by_id=officer,
        recorded_at=at,
    )
    parts = [(Part.RECIPIENT, 0, line.recipient)]
    parts += [(Part.THROUGH, 0, line.through)] if line.through else []
    parts += [(Part.COPY, place, one) for place, one in enumerate(line.copies)]
    LineParty.objects.bulk_create(
        LineParty(
            line=row, part=part, ordinal=place, kind=one.kind, name=one.name, office_id=one.office
        )
        for part, place, one in parts
    )
    return row


def _changed(office: Office, code: str, day: date) -> Line | None:
    """Return the line as the office changed it: the last begun, of these the last recorded."""
    ends = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    rows = ReportLine.objects.filter(
        ends, office=office, code=code, by__isnull=False, valid_from__lte=day
    )
    row = rows.order_by("valid_from", "recorded_at", "pk").prefetch_related("parties").last()
    return line_of(row) if row else None


def _kept(office: Office, line: Line) -> Line:
    """Return the default with its row, if one says the very same."""
    rows = ReportLine.objects.filter(office=office, code=line.code, by__isnull=True)
    for row in rows.prefetch_related("parties").order_by("-recorded_at"):
        found = line_of(row)
        if replace(found, row=None) == line:
            return found
    return line


def _default(default: law.ReportLine, office: Office, day: date) -> Line:
    return Line(
        code=default.code,
        reporter=default.reporter,
        recipient=_party_on(default.recipient, office, day),
        through=_party_on(default.through, office, day) if default.through else None,
        copies=tuple(_party_on(kind, office, day) for kind in default.copies),
        weekday=default.weekday,
        time=default.time,
        valid_from=default.valid_from,
        valid_to=default.valid_to,
        confirmed=default.confirmed,
        basis=_source(default),
    )


def _source(default: law.ReportLine) -> str:
    found = law.INSTRUMENTS.get(default.source)
    number = default.source
    if found is not None:  # a plan without a number is called by its title
        number = found.title if found.number.startswith("/") else found.number
    return f"{number}, {default.article}" if default.article else number


def _party(row: LineParty) -> Party:
    return Party(row.kind, row.name, row.office_id)


def _party_on(kind: str, office: Office, day: date) -> Party:
    if kind == COMMUNE:
        return Party(kind, office.name, office.pk)
    if kind not in _KINDS:
        return Party(kind, party_name(kind, day), None)
    office_kind, level, word = _KINDS[kind]
    units = gazetteer().path(office.unit_code, day) if office.unit_code else ()
    unit = next((one for one in units if one.level == level), None)
    found = _office_above(office, office_kind, unit, day) if office_kind else None
    if found is not None:
        return Party(kind, found.name, found.pk)
    if unit is None:
        return Party(kind, PARTY_WORDS[kind], None)
    return Party(kind, f"{word} {unit.name[0].lower()}{unit.name[1:]}", None)


def _office_above(office: Office, kind: OfficeKind, unit: Unit | None, day: date) -> Office | None:
    """Return the office of that kind over this one: a superior, else its unit's, else the only."""
    above = office.superior
    while above is not None:
        if above.kind == kind:
            return above
        above = above.superior
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    standing = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    found = list(Office.objects.filter(begun, standing, kind=kind).order_by("name"))
    of_unit = [one for one in found if unit is not None and one.unit_code == unit.code]
    if of_unit:
        return of_unit[0]
    return found[0] if len(found) == 1 else None


def _as_law(line: Line) -> law.ReportLine:
    return law.ReportLine(
        code=line.code,
        reporter=line.reporter,
        recipient=line.recipient.kind,
        through=line.through.kind if line.through else "",
        copies=tuple(one.kind for one in line.copies),
        weekday=line.weekday,
        time=line.time,
        valid_from=line.valid_from,
        valid_to=line.valid_to,
        source=line.basis,
        article="",
        confirmed=line.confirmed,
        note="",
    )
