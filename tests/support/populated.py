"""One office with something of everything: each page of the program has an object to show."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4

from django.utils import timezone

from hotich.apps.accounts import managing
from hotich.apps.accounts.actions import check_workstation
from hotich.apps.accounts.own_keys import choose_key
from hotich.apps.accounts.permissions import Role
from hotich.apps.campaign.actions import raise_difficulty, record_plan
from hotich.apps.checking import actions as checking
from hotich.apps.entry import actions as entry
from hotich.apps.entry.delivering import deliver_mention
from hotich.apps.entry.models import Entry, Mention, PlaceMeaning, Reservation
from hotich.apps.entry.places import resolve_place_once
from hotich.apps.entry.queues import Queue
from hotich.apps.entry.settling import Act, possible, settling
from hotich.apps.exports.actions import Wish, confirm_export
from hotich.apps.family.actions import declare_relative, keep_apart
from hotich.apps.family.lifting import propose_lifting
from hotich.apps.family.models import Exclusion, Relation, Why
from hotich.apps.handover.models import OutgoingFile
from hotich.apps.jobs.models import Job, JobState
from hotich.apps.oversight.alert_actions import watch
from hotich.apps.oversight.answering import record_request
from hotich.apps.oversight.models import AccessAlert, AccessAlertKind
from hotich.apps.population.actions import confirm_death
from hotich.apps.population.models import (
    Alert,
    AlertKind,
    DeathConfirmation,
    Lookup,
    NumberRequest,
)
from hotich.apps.proposals.actions import refuse_proposal
from hotich.apps.proposals.models import Comparison
from hotich.apps.records.models import Record
from hotich.apps.registers.actions import record_page_fault
from hotich.apps.registers.models import Book, State
from hotich.apps.scans.actions import attach_page
from hotich.apps.tracking.actions import open_rejected
from hotich.apps.tracking.lifting import propose_unsealing
from hotich.apps.tracking.models import Case, RemedyKind, RightSide, Seal, SealReason
from hotich.apps.tracking.printing import ask_list
from hotich.apps.tracking.queries import cases_of, open_case_of
from hotich.apps.tracking.sealing import confirm_reader, name_reader, seal_entry
from hotich.apps.training.actions import start_book
from hotich.core.registers import BookNote
from tests.support import acts, cases, handover, population, proposals, reports, sheets
from tests.support.books import entering_book, given_book
from tests.support.entries import (
    given_person,
    looked_up,
    saved_linked,
    saved_not_found,
    saved_undecided,
)
from tests.support.exports import KEY
from tests.support.office import Staff
from tests.support.pictures import png

Target = tuple[str, dict[str, object]]  # who opens the page, and the parts of its address


@dataclass
class Places:
    """Every page by its full name, with those who may open it and the objects it is about."""

    targets: dict[str, list[Target]] = field(default_factory=dict)

    def put(self, login: str, names: str, **parts: object) -> None:
        """Let the officer open these pages (names with blanks between) for one object."""
        for name in names.split():
            self.targets.setdefault(name, []).append((login, dict(parts)))

    def each(self) -> Iterator[tuple[str, str, dict[str, object]]]:
        """Yield page, officer and parts of the address, one after the other."""
        for name, targets in self.targets.items():
            for login, parts in targets:
                yield name, login, parts


def populate(staff: Staff, folder: Path) -> Places:
    """Fill the office and return what every page can be opened with."""
    places = Places()
    for login, names in _PLAIN:
        places.put(login, names)
    shelf = _shelf(staff, places)
    _written_places(staff, places, shelf)
    _findings(staff, places, shelf)
    _deaths(staff, places)
    _cases(staff, places, shelf)
    _books(staff, places)
    _small_rooms(staff, places, folder)
    _existing(staff, places, folder)
    _bulk(staff, places, folder)
    _road(staff, places)
    _practice(staff, places)
    _accounts(staff, places)
    _own_keys(staff, places)
    _alerts(staff, places)
    _given_out(staff, places)
    _typing(staff, places, shelf)  # last: what is saved above would take the numbers held
    return places


_PLAIN = (
    ("congan", "home accounts:sign_in set_language web:gallery"),
    ("congan", "entry:desk entry:find entry:missing entry:own entry:here entry:passings_read"),
    ("tuphap", "entry:number_requests registers:overview registers:inventory registers:register"),
    ("tuphap", "registers:import registers:confirm_import registers:export registers:queue"),
    ("lanhdao", "registers:statistics registers:statistics_file registers:editions"),
    ("tuphap", "tracking:list tracking:xlsx tracking:pdf checking:books scans:overview"),
    ("tuphap", "campaign:difficulties campaign:raise campaign:plans campaign:record_plan"),
    ("lanhdao", "campaign:record_plan"),
    ("tuphap", "reports:list reports:received reports:lines handover:desk handover:trust"),
    ("so", "handover:desk handover:trust"),
    ("tuphap", "handover:read handover:keys handover:card records:search reports:due"),
    ("lanhdao", "oversight:audit oversight:verify oversight:viewers oversight:viewers_of_person"),
    ("lanhdao", "oversight:viewers_of_mention"),
    ("truongca", "oversight:computers population:quotas population:quota_limit"),
    ("truongca", "population:quota_raise"),
    ("congan", "population:number"),
    ("lanhdao", "oversight:alerts"),
    ("kiemtra", "oversight:alerts oversight:watch_list"),
    ("tuphap", "existing:uploads existing:export"),
    ("c06", "population:imports handover:read"),
    ("congan", "training:own training:start"),
    ("congan", "accounts:second_proof accounts:first_password accounts:first_factor"),
    ("congan", "accounts:first_unlock_code accounts:mine accounts:lock accounts:unlock"),
    ("congan", "accounts:change_password accounts:change_unlock_code accounts:renew_list"),
    ("congan", "accounts:trust accounts:authority accounts:security"),
    ("quantri", "accounts:officers accounts:new_officer"),
    ("truongca", "accounts:officers"),
    ("totruong", "entry:held registers:overview registers:statistics reports:list home"),
    ("truongca", "entry:held"),
    ("ketoan", "reports:money home"),
    ("kiemtra", "oversight:audit oversight:verify oversight:viewers"),
    ("doisoat", "checking:books registers:overview home"),
    ("congantinh", "reports:list"),
    ("congan", "family:own family:complete family:left"),
    ("truongca", "family:exclusions"),
    ("lanhdao", "tracking:readers"),
    ("kiemtra", "family:declared family:exclusions"),
    ("congan", "accounts:sign_out"),
)


def _shelf(staff: Staff, places: Places) -> Book:
    """Type a book with entries of every outcome."""
    clerk = staff.actor("congan")
    book = entering_book(staff, years=((1999, 10, 40),), volume="03/1999")
    person = given_person(full_name="Mai Thị Một")
    linked = saved_linked(clerk, book, person, {"child.full_name": "Mai Thị Một"}).entry
    absent = saved_not_found(clerk, book, {"child.full_name": "Trịnh Văn Hai"}).entry
    lacking = saved_not_found(
        clerk, book, {"child.full_name": "Trịnh Văn Ba", "father.nationality": None}, life="unknown"
    ).entry
    open_one = saved_undecided(clerk, book, {"child.full_name": "Lê Văn Bốn"}).entry
    own = (linked, absent, open_one)
    for one in own:
        places.put("congan", "entry:entry entry:correct entry:correct_verdict", entry=one.pk)
        for name in ("draft_correct", "draft_note", "give_up", "undo_save"):
            places.put("congan", f"entry:{name}", entry=one.pk)
        places.put("congan", "entry:void entry:add_note", entry=one.pk)
        places.put("congan", "entry:undo entry:decide", mention=_child(one).pk)
        places.put("tuphap", "checking:entry", uuid=one.pk)
        for lookup in Lookup.objects.filter(entry=one.pk, answer__isnull=False):
            places.put("congan", "entry:evidence", lookup=lookup.pk)
    places.put("congan2", "checking:entry", uuid=linked.pk)
    note = entry.add_note(by=clerk, entry=absent.pk, token=uuid4(), note=_NOTE)
    places.put("congan", "entry:void_note", note=note.pk)
    for request in NumberRequest.objects.filter(entry__in=[absent.pk, lacking.pk]):
        for login in ("congan", "tuphap", "truongca"):
            places.put(login, "entry:number_request", uuid=request.pk)
        for login, offered in _NUMBER_ACTS.items():
            for act in offered:
                places.put(login, "entry:number_act", uuid=request.pk, act=act)
    places.put("congan", "entry:book entry:reserve entry:reserve_other entry:suggest", book=book.pk)
    places.put("congan", "entry:pin", book=book.pk)
    (gap, *_) = checking.record_gap(
        by=staff.actor("tuphap"), book=book.pk, year=1999, kind="blank", number="39", reason="trống"
    )
    excess = checking.record_excess(
        by=staff.actor("tuphap"), book=book.pk, year=1999, count=1, reason="ghi nhầm tổng số"
    )
    for name in ("book", "next", "reconcile", "keep", "gap", "excess", "finish", "lock"):
        places.put("tuphap", f"checking:{name}", uuid=book.pk)
    places.put("tuphap", "checking:sheet checking:complete", uuid=book.pk)
    places.put("congan2", "checking:sheet", uuid=book.pk)
    places.put("tuphap", "checking:void_gap", uuid=gap.pk)
    places.put("tuphap", "checking:void_excess", uuid=excess.pk)
    places.put("congan", "population:person", person=person.uuid)
    for queue in Queue:
        places.put("congan", "entry:queue", queue=queue.value)
    places.put("congan", "entry:open_item", queue=Queue.UNDECIDED.value, item=open_one.pk)
    return book


def _accounts(staff: Staff, places: Places) -> None:
    """Propose a second post, which waits for a second person, and check a computer."""
    declared = declare_relative(
        by=staff.actor("congan"),
        relation=Relation.SELF,
        full_name="Lê Văn Công",
        birth="1990-03-04",
    )
    places.put("congan", "family:withdraw", relative=declared.pk)
    places.put("kiemtra", "family:declared_by", officer=staff.officer("congan").pk)
    for number in ("87/1998", "88/1998"):
        keep_apart(
            by=staff.actor("tuphap"),
            officer=staff.officer("doisoat").pk,
            entry=uuid4(),
            office=staff.commune.pk,
            number=number,
            book="Sổ đăng ký khai sinh, quyển 01/1998",
            why=Why.TYPED,
        )
    chief, leader = staff.actor("truongca"), staff.actor("lanhdao")
    kept = Exclusion.objects.get(number="87/1998")
    propose_lifting(by=chief, exclusion=kept.pk, reason="trùng họ tên")
    for act in ("de-nghi", "xac-nhan", "bo-de-nghi"):
        places.put("lanhdao", "family:lift", exclusion=kept.pk, act=act)
    reader = name_reader(by=chief, officer=staff.officer("congan").pk, reason="phụ trách")
    for act in ("xac-nhan", "thoi"):
        places.put("lanhdao", "tracking:reader_act", reader=reader.pk, act=act)
    confirm_reader(by=leader, reader=reader.pk)
    places.put("congan", "tracking:sealed")
    seal_entry(
        by=staff.actor("tuphap"),
        entry=uuid4(),
        office=staff.commune.pk,
        reason=SealReason.ADOPTION,
    )
    seal = Seal.objects.get()
    propose_unsealing(by=staff.actor("congan"), seal=seal.pk, reason="đã gỡ liên kết")
    for act in ("de-nghi", "xac-nhan", "bo-de-nghi"):
        places.put("congan", "tracking:unseal", seal=seal.pk, act=act)
    today = timezone.localdate()
    computer = check_workstation(
        by=staff.actor("truongca"),
        office=staff.commune,
        name="Máy số 1",
        checked_on=today,
        expires_on=today + timedelta(days=90),
    ).workstation
    places.put("truongca", "oversight:bind oversight:unbind", uuid=computer.pk)
    officer = staff.officer("congan2")
    post = managing.propose_post(
        by=staff.actor("quantri"),
        officer=officer.pk,
        role=Role.POLICE_CHIEF,
        valid_from=date(2026, 1, 5),
    )
    places.put("quantri", "accounts:officer accounts:propose_post", uuid=officer.pk)
    places.put("quantri", "accounts:end_post", uuid=officer.pk, post=post.pk)
    places.put("quantri", "registers:bounds", post=officer.appointments.earliest("pk").pk)
    for act in ("cap-lai", "ngung", "mo-lai"):
        places.put("quantri", "accounts:officer_act", uuid=officer.pk, act=act)
    for act in ("xac-nhan", "khong"):
        places.put("truongca", "accounts:decide_post", post=post.pk, act=act)


_NOTE = BookNote(kind="declared_missing", text="Tuyên bố mất tích", dated_text="15/03/2005")
_NUMBER_ACTS = {
    "tuphap": ("xac-nhan", "bo-sung", "cha-me", "song-chet", "tu-choi"),
    "congan": ("rut", "hoi-lai"),
    "truongca": ("duyet", "bo-sung"),
}


def _child(one: Entry) -> Mention:
    return one.mentions.get(principal=True)


def _alerts(staff: Staff, places: Places) -> None:
    """Tell one odd day of an officer, and watch a number that nobody has."""
    alert = AccessAlert.objects.create(
        office=staff.commune.pk,
        officer=staff.officer("congan"),
        kind=AccessAlertKind.HOUR,
        day=date(2026, 1, 5),
        figures={"count": 2, "first": "22:10", "last": "22:40"},
        recorded_at=timezone.now(),
    )
    for login in ("lanhdao", "truongca", "kiemtra"):
        places.put(login, "oversight:answer_alert", alert=alert.pk)
    watched = watch(by=staff.actor("kiemtra"), pin="000198999999", reason="văn bản số 12")
    places.put("kiemtra", "oversight:unwatch", row=watched.pk)


def _own_keys(staff: Staff, places: Places) -> None:
    """Let an officer have a key of his own."""
    choose_key(by=staff.actor("lanhdao"), action="ditto", combo="Alt+U")
    for login in ("congan", "lanhdao"):
        places.put(login, "keys:list keys:card keys:reset")
        places.put(login, "keys:choose keys:reset_one", action="ditto")


def _given_out(staff: Staff, places: Places) -> None:
    """Let two files go out, ask for a third, and write a citizen's request down."""
    wish = Wish("Sở Tư pháp", KEY, "công văn số 12")
    mine = cases_of(staff.actor("tuphap"))
    for login in ("tuphap", "lanhdao"):
        places.put(login, "exports:requests")
    for form in ("xlsx", "pdf", "waiting"):
        kind = form if form != "waiting" else "pdf"
        asked = ask_list(by=staff.actor("tuphap"), rows=mine, chosen=(), form=kind, wish=wish)
        for login in ("tuphap", "lanhdao"):
            places.put(login, "exports:export exports:refuse", uuid=asked.pk)
        places.put("lanhdao", "exports:confirm", uuid=asked.pk)
        if form != "waiting":
            confirm_export(by=staff.actor("lanhdao"), request=asked.pk)
            places.put("tuphap", "exports:take", uuid=asked.pk)
    mention = Mention.objects.filter(principal=True).order_by("pk").first()
    assert mention is not None
    right = record_request(
        by=staff.actor("lanhdao"),
        mention=mention.pk,
        person=None,
        reference="đơn số 3",
        received_on=timezone.localdate(),
    )
    places.put("lanhdao", "oversight:requests oversight:ask_right")
    places.put("lanhdao", "oversight:request oversight:answered", uuid=right.pk)


def _typing(staff: Staff, places: Places, book: Book) -> None:
    """Hold a number in three books: one before the look-up, one linked, one that nobody is."""
    clerk = staff.actor("congan")
    second, third = (
        entering_book(staff, years=((year, 10, 40),), volume=f"{year}") for year in (2003, 2004)
    )

    def held(within: Book, name: str, *, wide: bool = False, **state: object) -> Reservation:
        one = entry.reserve_next(by=clerk, book=within.pk)
        result = looked_up(clerk, one, {"child.full_name": name}, wide=wide)
        if state:
            told = {"step": "rest", "token": str(uuid4()), "lookup": str(result.lookup), **state}
            entry.save_draft(by=clerk, entry=one.entry, state=told)
        return one

    person = given_person(full_name="Mai Thị Năm")
    image = attach_page(by=staff.actor("tuphap"), book=book, page="1", file=BytesIO(png(shade=9)))
    for one in (
        held(second, "Mai Thị Năm"),
        held(third, "Không Có Ai", wide=True, identity="none", person=""),
        held(book, "Mai Thị Năm", identity="link", person=str(person.uuid)),
    ):
        for name in ("type", "look_up", "choose", "back", "release", "verdict", "save", "draft"):
            places.put("congan", f"entry:{name}", reservation=one.pk)
        places.put("congan2", "entry:take_over", reservation=one.pk)
        places.put("truongca", "entry:release_held", reservation=one.pk)
        places.put("totruong", "entry:release_held", reservation=one.pk)
        places.put("congan", "entry:hand_on", reservation=one.pk)
    places.put("congan", "scans:pane", uuid=image.pk)
    places.put("congan", "scans:layout", uuid=book.pk)


def _written_places(staff: Staff, places: Places, book: Book) -> None:
    """Leave one written place to be resolved, and resolve another."""
    clerk = staff.actor("congan")
    for number, text in enumerate(("Nga Linh", "Nga Truong cũ")):
        said = {"child.full_name": f"Lê Văn Nơi {number}", "child.hometown": text}
        saved_linked(clerk, book, given_person(full_name=said["child.full_name"]), said)
    row = resolve_place_once(
        by=clerk, text=text, meaning=PlaceMeaning.UNIT, unit=("16171", None), basis="xã cũ"
    )
    places.put("congan", "entry:places entry:place")
    for name in ("entry:place_resolution", "entry:void_place", "entry:compare_place"):
        places.put("congan", name, uuid=row.pk)
    places.put("congan", "proposals:compare_place", uuid=row.pk)


def _findings(staff: Staff, places: Places, book: Book) -> None:
    """Write the same birth twice."""
    for _ in range(2):
        saved_undecided(staff.actor("congan"), book, {"child.full_name": "Lê Văn Hai Lần"})
    places.put("tuphap", "checking:findings", uuid=book.pk)
    places.put("congan2", "checking:all_findings")


def _cases(staff: Staff, places: Places, book: Book) -> None:
    """Put differing entries on the list, one at each step of its way."""
    clerk = staff.actor("congan")

    def differing(name: str) -> Case:
        person = given_person(full_name=name, ethnicity="Mường")
        saved = saved_linked(clerk, book, person, {"child.full_name": name})
        case = open_case_of(_child(saved.entry).pk)
        assert case is not None
        return case

    steps: tuple[Callable[[Case], object], ...] = (
        lambda case: None,
        lambda case: cases.verified(staff, case),
        lambda case: cases.established(staff, cases.only(case)),
        lambda case: cases.guided(staff, cases.only(case)),
        lambda case: cases.lodged(staff, cases.only(case)),
        lambda case: cases.granted(staff, _rectified(staff, case), noted_by=""),
    )
    for number, go in enumerate(steps):
        case = differing(f"Hà Thị Khác {'ABCDEF'[number]}")
        go(case)
        places.put("tuphap", "tracking:take tracking:minutes entry:settle", uuid=case.pk)
        places.put("congan", "entry:settle_undo", uuid=case.pk)
        _acts(staff, places, case)
    rejected = open_rejected(
        by=staff.actor("tuphap"),
        mention=case.mention,
        entry=case.entry,
        entry_label=case.entry_label,
        person=case.person,
        office=case.office_id,
        original_office=case.original_office_id,
        note="Sai tên mẹ",
    )
    answer = rejected.rejections.get()
    places.put("tuphap", "tracking:answer", uuid=rejected.pk, rejection=answer.pk)


def _rectified(staff: Staff, case: Case):
    return cases.lodged(
        staff, cases.only(case), RightSide.POPULATION, RemedyKind.RECTIFICATION, value="Mường"
    )


def _acts(staff: Staff, places: Places, case: Case) -> None:
    for login in ("tuphap2", "congan"):
        by = staff.actor(login)
        found = settling(by, case)
        for one in found.tracked:
            for each in possible(by, one, is_locked=found.is_locked):
                if login == "tuphap2" or each.act is Act.DECISION:
                    places.put(
                        login,
                        "entry:settle_act",
                        uuid=case.pk,
                        target=each.target,
                        act=each.act.value,
                    )


def _deaths(staff: Staff, places: Places) -> None:
    """Propose the death of two people, one of them confirmed, and alert an officer."""
    clerk, chief = staff.actor("congan"), staff.actor("truongca")
    book = acts.other_book(staff, "KT", volume="07/1998")
    dead = [given_person(full_name=name) for name in ("Mai Thị Chín", "Mai Thị Mười")]
    saved = [
        acts.saved_act(clerk, book, {"deceased": one}, {"deceased.full_name": one.full_name})
        for one in dead
    ]
    acts.lock(staff, book)
    for one in saved:
        deliver_mention(by=clerk, mention=acts.mention_of(one, "deceased").pk)
    waiting, done = DeathConfirmation.objects.order_by("recorded_at")
    confirm_death(by=chief, death=done.pk)
    places.put("truongca", "entry:deaths")
    for death in (waiting, done):
        places.put("truongca", "entry:death", uuid=death.pk)
    for act in ("xac-nhan", "tu-choi"):
        places.put("truongca", "entry:death_act", uuid=waiting.pk, act=act)
    alert = Alert.objects.create(
        officer=staff.officer("congan"),
        kind=AlertKind.DEATH_OF_NEW_PERSON,
        person=dead[0].uuid,
        mention=waiting.mention,
        entry=waiting.entry,
        entry_label=waiting.entry_label,
        recorded_at=timezone.now(),
    )
    places.put("congan", "entry:alert_seen", uuid=alert.pk)
    places.put("congan", "population:person", person=dead[1].uuid)


def _books(staff: Staff, places: Places) -> None:
    """Keep a book not yet prepared, one ready and one being typed."""
    new = given_book(staff, volume="04/2000", years=((2000, 10, 40),))
    given = given_book(
        staff, volume="05/2001", years=((2001, 10, 40),), state=State.READY, team=staff.team
    )
    for book in (new, given):
        for name in ("book", "ready", "declare", "describe", "assign", "back", "transfer", "void"):
            places.put("tuphap", f"registers:{name}", uuid=book.pk)
    places.put("tuphap", "registers:withdraw", uuid=new.pk, year=2000)
    fault = record_page_fault(by=staff.actor("tuphap"), book=new, kind="blank", count=1)
    places.put("tuphap", "registers:page_fault", uuid=new.pk)
    places.put("tuphap", "registers:void_page_fault", uuid=fault.pk)
    image = attach_page(by=staff.actor("tuphap"), book=new, page="1", file=BytesIO(png()))
    places.put("tuphap", "scans:book scans:summary", uuid=new.pk)
    places.put("tuphap", "scans:image scans:void scans:mark scans:unmark", uuid=image.pk)
    places.put("tuphap", "scans:fields", uuid=new.pk)


def _small_rooms(staff: Staff, places: Places, folder: Path) -> None:
    problem = raise_difficulty(by=staff.actor("congan"), text="Máy hỏng")
    places.put("lanhdao", "campaign:difficulty", uuid=problem.pk)
    places.put("congan", "campaign:withdraw", uuid=problem.pk)
    plan = record_plan(
        by=staff.actor("lanhdao"),
        office=staff.commune,
        title="Kế hoạch nhập dữ liệu",
        starts_on=date(2025, 7, 1),
        ends_on=date(2025, 12, 31),
    )
    places.put("lanhdao", "campaign:void_plan", uuid=plan.pk)
    draft, sent = reports.drafted(staff), reports.sent_ad_hoc(staff)
    for name in ("report", "send", "discard", "correct", "rederive"):
        places.put("tuphap", f"reports:{name}", uuid=draft.pk)
        places.put("tuphap", f"reports:{name}", uuid=sent.pk)
    places.put("tuphap", "reports:download", uuid=sent.pk, form="pdf")
    for name in ("change_line", "start", "start_ad_hoc"):
        places.put("tuphap", f"reports:{name}", code="justice_officer")
    people = population.write_csv(folder / "nguoi.csv", population.rows_of(3))
    job = population.load(people, by=staff.actor("c06"))
    places.put("c06", "population:import population:import_progress", job=job)
    failed = Job.objects.create(
        kind="population.import",
        parameters={},
        state=JobState.FAILED,
        office=staff.centre.pk,
        officer=staff.officer("c06").pk,
        recorded_at=timezone.now(),
    )
    for one in (job, failed.pk):
        places.put("c06", "jobs:progress jobs:retry", job=one)


def _existing(staff: Staff, places: Places, folder: Path) -> None:
    """Hand in a sheet whose rows name a book that is there and one that is not."""
    rows = [sheets.row("30/1999", quyenSo="03/1999"), sheets.row("31/1999", quyenSo="A")]
    open_one = sheets.handed_in(staff, sheets.sheet_file(folder, rows))
    for name in ("upload", "progress", "match", "confirm", "withdraw"):
        places.put("tuphap", f"existing:{name}", upload=open_one.pk)


def _bulk(staff: Staff, places: Places, folder: Path) -> None:
    """Propose in one book, compare a case again, and leave a run alive."""
    clerk = staff.actor("congan")
    book = entering_book(staff, years=((2002, 10, 40),), volume="06/2002")
    proposals.given_sen()
    rows = [sheets.row(f"{number}/2002", quyenSo="06/2002") for number in (30, 31)]
    first, second = proposals.recorded(staff, folder, *rows)
    run = proposals.ran(clerk)
    open_one, answered = proposals.proposal_of(first), proposals.proposal_of(second)
    refuse_proposal(by=clerk, proposal=answered.pk)
    proposals.changed_case(clerk, book)
    proposals.compared(clerk)
    comparison = Comparison.objects.get()
    saved_undecided(clerk, book, {"child.full_name": "Lê Văn Chờ"}, waiting=True)
    alive = proposals.started(clerk)
    places.put("congan", "proposals:desk proposals:start proposals:compare")
    places.put("truongca", "proposals:desk proposals:proposals proposals:comparisons")
    places.put("congan", "proposals:proposals proposals:comparisons")
    places.put("congan", "proposals:of_book", book=book.pk)
    for one in (run, alive):
        for name in ("run", "progress", "stop", "carry_on"):
            places.put("congan", f"proposals:{name}", run=one.pk)
    for one in (open_one, answered):
        places.put("congan", "proposals:confirm proposals:refuse", proposal=one.pk)
    places.put("congan", "proposals:confirm_comparison", comparison=comparison.pk)


def _road(staff: Staff, places: Places) -> None:
    """Send one book all the way, and another to its office's door."""
    done = handover.complete_book(staff)
    package = handover.made(staff, done)
    handover.answer(staff.actor("tuphap"), handover.at_commune(staff))
    handover.receipt_home(staff)
    record = Record.objects.get(number=1)  # of a linked child
    waiting = entering_book(staff, office=staff.old_ba_dinh, volume="01/1998")
    saved_undecided(staff.actor("congan"), waiting)
    handover.lock(staff, waiting)
    again = handover.made(staff, waiting)
    passing = handover.at_department(staff)
    handover.forward(by=staff.actor("so"), arrival=passing.pk)
    arrival = handover.receive_package(
        by=staff.actor("tuphap"), opened=handover.opened_for(staff.commune)
    )
    places.put("so", "handover:arrival handover:forward", uuid=passing.pk)
    for name in ("arrival", "accept_all", "receipt"):
        places.put("tuphap", f"handover:{name}", uuid=arrival.pk)
    places.put("tuphap", "handover:fault", record=record.pk)
    places.put("tuphap", "records:record", uuid=record.pk)
    for one in (package, again):
        places.put("c06", "handover:package", uuid=one.pk)
    places.put("c06", "handover:make", book=done.pk)
    kept = OutgoingFile.objects.filter(office=staff.centre).first()
    assert kept is not None
    places.put("c06", "handover:file handover:send_again", uuid=kept.pk)
    late = Entry.objects.filter(book=done).order_by("number").first()
    assert late is not None
    places.put("tuphap", "entry:permit", entry=late.pk)
    places.put("tuphap", "entry:permit_late", book=done.pk)


def _practice(staff: Staff, places: Places) -> None:
    """Ask for a practice book; no worker has printed it yet."""
    practice = start_book(by=staff.actor("congan"), register_type="KS", seed=7)
    places.put("congan", "training:score", practice=practice.pk)
