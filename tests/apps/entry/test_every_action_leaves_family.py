"""No act on an entry is open to one whose family it is about: every action, found by its form.

Whatever takes an officer (`by`) and an entry, or what hangs on one, is called twice: before the
entry is kept from the officer it finds its object, and after it nothing is there. An action that
is new has no place in the tables below and fails, until somebody has said where it belongs.
"""

import ast
import importlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.models import AuditRow
from hotich.apps.checking.models import Side
from hotich.apps.checking.signing import Shown
from hotich.apps.entry import actions as entry_actions
from hotich.apps.entry.models import EntryNote, EntryReturn
from hotich.apps.family.actions import keep_apart
from hotich.apps.family.models import Why
from hotich.apps.family.problems import OwnFamilyError
from hotich.apps.population.models import DeathConfirmation, DeathState, DeathStep, Lookup, Person
from hotich.apps.population.queries import live_request
from hotich.apps.proposals.models import Comparison, Proposal, Run
from hotich.apps.tracking.models import Remedy, RemedyKind, RightSide
from hotich.apps.tracking.queries import open_case_of
from tests.support.books import entering_book
from tests.support.entries import given_person, saved_linked, saved_not_found

pytestmark = pytest.mark.django_db
APPS = Path(entry_actions.__file__).parents[1]
ROOMS = ("entry", "tracking", "checking", "proposals", "population")
ABOUT = frozenset(
    [
        "entry",
        "entries",
        "entry_return",
        "mention",
        "mentions",
        "case",
        "difference",
        "remedy",
        "request",
        "death",
        "reservation",
        "rejection",
        "note",
        "proposal",
        "comparison",
    ]
)
# Called by the acts above them within their own write, with rows that these have found; or by jobs.
WITHIN = frozenset(
    [
        "entry.concluding.conclude",
        "entry.concluding.track",
        "entry.conflicts.track_conflicts",
        "entry.delivering.deliver_mention",
        "entry.descent.seal_if_told",
        "entry.descent.seal_earlier",
        "entry.excluding.notice_typed",
        "entry.excluding.notice_linked",
        "entry.excluding.hand_over",
        "entry.linking.person_created",
        "entry.linking.make_link",
        "entry.linking.unlink",
        "entry.relatives.deliver_numbers",
        "entry.returning.record_view",
        "entry.settling.settling_act",
        "entry.values.write_values",
        "tracking.moving.move_cases",
        "tracking.sealing.seal_entry",
        "tracking.sealing.move_seals",
        "tracking.recording.record_differences",
        "tracking.recording.open_rejected",
        "tracking.recording.end_case",
        "checking.delivering.deliver_entry",
        "checking.seeing.record_view",
        "population.actions.alerting.alert_of_death",
        "population.actions.deaths.propose_death",
        "population.actions.deaths.withdraw_death",
        "population.actions.delivering.deliver_facts",
        "population.actions.delivering.withdraw_facts",
        "population.actions.delivering.withdraw_from",
        "population.actions.events.deliver_event",
        "population.actions.events.withdraw_event",
        "population.actions.moving.move_entries",
        "population.actions.numbers.request_number",
        "population.actions.numbers.add_step",
        "population.actions.persons.change_value",
        "entry.looking.look_up",
        "population.lookups.look_up",
    ]
)
# The last two: tests/apps/entry/test_own_family.py asks them by what is looked for.


def found_actions() -> list[tuple[str, list[str]]]:
    """Return the actions by their full name, each with the arguments it must be given."""
    found = []
    for room in ROOMS:
        for path in sorted((APPS / room).rglob("*.py")):
            if "migrations" in path.parts or "views" in path.parts:
                continue
            module = ".".join(path.relative_to(APPS).with_suffix("").parts)
            for node in ast.parse(path.read_text()).body:
                if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                    continue
                keywords = dict(zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True))
                names = {one.arg for one in (*node.args.args, *keywords)}
                if "by" in {one.arg for one in keywords} and names & ABOUT:
                    needed = [one.arg for one, default in keywords.items() if default is None]
                    found.append((f"{module}.{node.name}", needed))
    return found


ACTIONS = [(name, needed) for name, needed in found_actions() if name not in WITHIN]


@pytest.fixture
def world(staff):
    """Return a clerk who typed an entry with a case, one with a request, and half a third one."""
    clerk = staff.actor("congan")
    book = entering_book(staff)
    person = given_person(full_name="Mai Thị Phương")
    linked = saved_linked(clerk, book, person).entry
    absent = saved_not_found(clerk, book, {"child.full_name": "Trịnh Văn Hai"}).entry
    held = entry_actions.reserve_next(by=clerk, book=book.pk)
    entry_actions.save_draft(by=clerk, entry=held.entry, fields={"child-full_name": "Lê"})
    mention = linked.mentions.get(role="child")
    case = open_case_of(mention.pk)
    difference = case.differences.get()
    now = timezone.now()
    remedy = Remedy.objects.create(
        difference=difference,
        kind=RemedyKind.ADJUSTMENT,
        lodged_on=date(2026, 1, 2),
        by_id=clerk.officer,
        recorded_at=now,
    )
    death = DeathConfirmation.objects.create(
        person=Person.objects.get(pk=person.pk),
        mention=mention.pk,
        entry=linked.pk,
        entry_label="KS 1/1998",
        office=clerk.office,
        register_type="KS",
        book=book.pk,
        field="deceased.died_on",
        date="2001-02-03",
        text="03/02/2001",
        recorded_at=now,
    )
    DeathStep.objects.create(death=death, state=DeathState.PROPOSED, recorded_at=now)
    run = Run.objects.create(
        work="look_up",
        office_id=clerk.office,
        reason="thử",
        job=uuid4(),
        by_id=clerk.officer,
        recorded_at=now,
    )
    proposal = Proposal.objects.create(
        run=run,
        mention=mention,
        lookup=Lookup.objects.filter(mention=mention.pk).get(),
        entry_version=1,
        identity="link",
        person=person.uuid,
        model_version="1",
        recorded_at=now,
    )
    sent_back = EntryReturn.objects.create(
        entry=linked, reason="xem lại", by=staff.officer("tuphap"), recorded_at=now
    )
    note = EntryNote.objects.create(
        entry=linked,
        kind="other",
        text="ghi",
        entry_version=1,
        by_id=clerk.officer,
        recorded_at=now,
    )
    given = {
        "by": replace(clerk, permissions=frozenset(Permission)),
        "entry": linked.pk,
        "entries": {linked.pk: Shown(1)},
        "entry_return": sent_back.pk,
        "mention": mention.pk,
        "case": case.pk,
        "difference": difference.pk,
        "remedy": remedy.pk,
        "request": live_request(absent.mentions.get(role="child").pk).pk,
        "death": death.pk,
        "reservation": held.pk,
        "rejection": case.rejections.create(note="sai", recorded_at=now).pk,
        "note": note.pk,
        "proposal": proposal.pk,
        "comparison": Comparison.objects.create(run=run, case=case, recorded_at=now).pk,
        "person": person.uuid,
        "lookup": proposal.lookup_id,
        "other": staff.officer("tuphap").pk,
        "token": uuid4(),
    }
    return given, [linked, absent], held


_PLAIN = {
    "reason": "vì",
    "values": {},
    "expected_version": 1,
    "life": "alive",
    "basis": "biết rõ",
    "seal": "",
    "side": Side.JUSTICE,
    "accepted": True,
    "on_day": date(2026, 1, 3),
    "text": "biên bản",
    "answer": "đã sửa",
    "right_side": RightSide.BOOK,
    "evidence": "sổ",
    "kind": RemedyKind.ADJUSTMENT,
    "granted": False,
    "new_value": "x",
    "number": "1",
    "decided_by": "Trưởng Công an xã",
    "field": "full_name",
    "value": "Trịnh Văn Hai",
    "document": "giấy",
}
# What one action means otherwise than the table says.
_OWN = {
    "tracking.differences.guide": {"note": "hướng dẫn"},
    "entry.notes.add_note": {"note": None},
}


def refused(name, needed, given):
    """Return what the action answered: "refused", or the name of what else came of it."""
    module, _dot, function = name.rpartition(".")
    call = getattr(importlib.import_module(f"hotich.apps.{module}"), function)
    said = {**_PLAIN, **given, **_OWN.get(name, {})}
    try:
        with transaction.atomic():
            call(**{one: said[one] for one in ("by", *needed)})
            transaction.set_rollback(True)
    except (ObjectDoesNotExist, OwnFamilyError):
        return "refused"
    except Exception as fault:  # noqa: BLE001 - any rule that comes later than the object
        return type(fault).__name__
    return "done"


def test_the_actions_are_found():
    assert len(ACTIONS) > 40
    known = {name for name, _needed in found_actions()}
    assert known >= WITHIN, WITHIN - known


def test_every_action_leaves_the_entry_to_others(world, staff):
    given, entries, held = world
    before = {name: refused(name, needed, given) for name, needed in ACTIONS}
    # Each act finds its object as long as nothing keeps it apart; else this test says nothing.
    assert [name for name, came in before.items() if came in {"refused", "KeyError"}] == []
    for uuid in (*(one.pk for one in entries), held.entry):
        keep_apart(
            by=given["by"],
            officer=given["by"].officer,
            entry=uuid,
            office=staff.commune.pk,
            number="1/1998",
            book="quyển 1",
            why=Why.DECLARED,
        )
    rows = AuditRow.objects.count()
    after = {name: refused(name, needed, given) for name, needed in ACTIONS}
    assert {name: came for name, came in after.items() if came != "refused"} == {}
    assert AuditRow.objects.count() == rows
