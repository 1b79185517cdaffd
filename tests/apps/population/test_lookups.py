"""Looking up: the true person and not his siblings, masked, on record before it is shown."""

from datetime import date
from uuid import uuid4

import pytest

from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.audit.writing import writing
from hotich.apps.population import lookups
from hotich.apps.population.embedded import EmbeddedRegister
from hotich.apps.population.keys import refresh_keys
from hotich.apps.population.lookups import LookupResult, LookupTerms, look_up
from hotich.apps.population.models import Breadth, Lookup, LookupAnswer
from hotich.apps.population.port import replaced
from hotich.apps.population.problems import (
    ReasonMissingError,
    RegisterCalledInWriteError,
    RegisterSilentError,
)
from hotich.core.dates import PartialDate, from_iso
from hotich.core.matching import Identity, Mode
from tests.support.office import Staff
from tests.support.population import make_person

pytestmark = pytest.mark.django_db

TERMS = LookupTerms(
    full_name="MAI THỊ LAN",
    birth=from_iso("1998-09-02"),
    father_name="Mai Văn Hùng",
    mother_name="Trịnh Thị Thơm",
)


def ask(by: Actor, terms: LookupTerms = TERMS, breadth: Breadth = Breadth.NARROW) -> LookupResult:
    return look_up(
        by=by, mention=uuid4(), entry=uuid4(), terms=terms, breadth=breadth, reason="nhập sổ"
    )


def test_the_true_person_is_proposed_before_a_sibling(staff: Staff):
    sibling = make_person(2, full_name="Mai Thị Huệ", birth_date="2000-03-04")
    true = make_person(1)
    found = ask(staff.actor("congan"))
    assert found.judgement is not None
    assert found.judgement.identity is Identity.LINK
    assert found.candidates[0].person == true.uuid
    assert found.candidates[0].person != sibling.uuid


def test_a_sibling_alone_is_never_proposed(staff: Staff):
    make_person(2, full_name="Mai Thị Huệ", birth_date="2000-03-04")
    found = ask(staff.actor("congan"), breadth=Breadth.WIDE)
    assert found.judgement is not None
    assert found.judgement.identity is not Identity.LINK


def test_a_job_proposes_only_what_a_clerk_need_not_check(staff: Staff):
    make_person(1, birth_date="1999-09-02")
    make_person(2, birth_date="1998-03-11")
    identities = [
        found.judgement.identity
        for mode in Mode
        if (
            found := look_up(
                by=staff.actor("congan"),
                mention=uuid4(),
                entry=uuid4(),
                terms=TERMS,
                mode=mode,
                reason="nhập sổ",
            )
        ).judgement
    ]
    assert identities == [Identity.LINK, Identity.LOOK]


@pytest.mark.parametrize(
    ("code", "as_of"), [("16171", None), ("16171", date(2025, 6, 30)), ("16096", date(2025, 6, 30))]
)
def test_a_person_of_the_old_commune_is_found_by_old_and_new_code(
    staff: Staff, code: str, as_of: date | None
):
    # 16171 was xã Nga Trường and is xã Ba Đình since, with the old xã Ba Đình (16096) in it.
    true = make_person(1, birth_date="1998", father_name="", mother_name="")
    terms = LookupTerms("Mai Thị Lan", PartialDate(1998), commune_code=code, commune_as_of=as_of)
    found = ask(staff.actor("congan"), terms).candidates[0]
    assert found.person == true.uuid
    assert found.weighing.level_of("commune") == "same"


def test_narrow_goes_wide_when_nobody_convinces(staff: Staff):
    make_person(1)
    assert not ask(staff.actor("congan")).wide
    nobody = LookupTerms("Vi Văn Không", from_iso("1950-01-07"))
    assert ask(staff.actor("congan"), nobody).wide


def test_at_most_five_are_shown_and_three_when_nobody_is_near(staff: Staff):
    for tail in range(8):
        make_person(tail + 10, father_name="", mother_name="")
    assert len(ask(staff.actor("congan"), LookupTerms("Mai Thị Lan", TERMS.birth)).candidates) == 5
    far = LookupTerms("Đỗ Đình Xa", from_iso("1998-09-02"), mother_name="Trịnh Thị Thơm")
    assert len(ask(staff.actor("congan"), far, Breadth.WIDE).candidates) <= 3


def test_numbers_are_masked_everywhere(staff: Staff):
    person = make_person(
        1, father_pin="000070123456", mother_pin="000171654321", old_id_number="171234567"
    )
    terms = LookupTerms("Mai Thị Lan", TERMS.birth, pin=person.pin or "")
    found = ask(staff.actor("congan"), terms)
    shown = repr(found)
    assert found.candidates[0].masked_pin == f"000•••••••{(person.pin or '')[-2:]}"
    for number in (person.pin, "000070123456", "000171654321", "171234567"):
        assert f"population='{number}'" not in shown
        assert number not in found.candidates[0].values.values()


def test_each_candidate_is_named_in_the_audit(staff: Staff):
    person = make_person(1)
    mention = uuid4()
    found = look_up(
        by=staff.actor("congan"), mention=mention, entry=uuid4(), terms=TERMS, reason="nhập sổ"
    )
    asked, shown = AuditRow.objects.filter(object=found.lookup).order_by("sequence")
    assert (asked.action, shown.action) == ("person.looked_up", "candidates.shown")
    assert {each.subject for each in shown.subjects.all()} == {mention, person.uuid}
    row = Lookup.objects.get(pk=found.lookup)
    assert (row.terms["full_name"], row.reason, row.mention) == ("MAI THỊ LAN", "nhập sổ", mention)
    assert [each.person for each in row.candidates.all()] == [person.uuid]
    assert row.answer.identity == "link"


def test_nothing_is_shown_when_the_audit_cannot_be_written(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
):
    make_person(1)

    def fails(*_args: object, **_more: object) -> None:
        raise OSError

    monkeypatch.setattr(lookups, "record", fails)
    with pytest.raises(OSError):  # noqa: PT011 - the very fault that was put in
        ask(staff.actor("congan"))
    assert not LookupAnswer.objects.exists()


class SilentRegister(EmbeddedRegister):
    """A register that does not answer."""

    def look_up(self, facts: object, stage: object, sieve: object = None) -> object:  # type: ignore[override]
        raise RegisterSilentError


def test_a_silent_register_is_recorded_and_said(staff: Staff):
    with replaced(SilentRegister()):
        found = ask(staff.actor("congan"))
    assert (found.silent, found.judgement, found.candidates) == (True, None, ())
    assert LookupAnswer.objects.get(pk=found.lookup).silent
    assert AuditRow.objects.filter(object=found.lookup, action="lookup.silent").exists()


def test_a_voided_person_is_found_no_more(staff: Staff):
    person = make_person(1)
    person.voided_at = person.recorded_at
    person.save()
    refresh_keys([person])
    assert ask(staff.actor("congan"), breadth=Breadth.WIDE).candidates == ()


def test_only_who_types_entries_looks_up(staff: Staff):
    with pytest.raises(NotPermittedError):
        ask(staff.actor("tuphap"))
    assert not Lookup.objects.exists()


def test_a_look_up_needs_a_reason(staff: Staff):
    with pytest.raises(ReasonMissingError):
        look_up(by=staff.actor("congan"), mention=uuid4(), entry=uuid4(), terms=TERMS, reason=" ")


def test_the_register_is_not_called_inside_a_write(staff: Staff):
    by = staff.actor("congan")
    with writing(by), pytest.raises(RegisterCalledInWriteError):
        ask(by)
