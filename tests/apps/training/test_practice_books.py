"""A practice book is prepared beside the others, and its score tells reading from stamping."""

import io
from dataclasses import replace
from unittest.mock import Mock

import pytest
from django.db import DatabaseError

from hotich.apps.accounts.models import Appointment
from hotich.apps.accounts.permissions import Role
from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.jobs.models import Job, JobState
from hotich.apps.registers.queries import books_to_type
from hotich.apps.scans.models import PageImage
from hotich.apps.training import preparing
from hotich.apps.training.actions import start_book
from hotich.apps.training.models import PracticeBook, PracticeEntry
from hotich.apps.training.problems import NotPracticeError, OpenBookError, UnknownTypeError
from hotich.apps.training.queries import books_of, get_practice, practised, score_of
from hotich.apps.training.scoring import Mark, Spotted
from tests.support.practice import prepared, run_jobs, type_all

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA = tmp_path


@pytest.fixture
def clerk(staff):
    return staff.actor("congan")


def test_a_practice_book_stands_on_the_desk_of_its_officer_alone(staff, clerk):
    practice = prepared(clerk)
    assert practised(practice).state == "open"
    assert practice.entries.count() == 12
    assert PageImage.objects.filter(book=practice.book).count() == 4
    assert practice.book in books_to_type(clerk)
    assert practice.book not in books_to_type(staff.actor("congan2"))
    assert AuditRow.objects.filter(action="training.started").count() == 1


def test_its_people_and_its_book_are_there_together_or_not_at_all(clerk, monkeypatch):
    print_pages, printed = preparing._pages, {}

    def first_page(sample, practice):
        if practice.pk not in printed:
            printed[practice.pk] = next(print_pages(sample, practice))
        page = printed[practice.pk]
        return [replace(page, file=io.BytesIO(page.file.getvalue()))]

    monkeypatch.setattr(preparing, "_pages", first_page)
    monkeypatch.setattr(preparing, "ENTRIES", 3)
    practice = start_book(by=clerk, register_type="KS", seed=7)
    with monkeypatch.context() as patch:
        patch.setattr(preparing, "attach_pages", Mock(side_effect=DatabaseError))
        with pytest.raises(DatabaseError):
            preparing._prepare(practice.pk)
    assert Job.objects.get().kind == "training.prepare"
    preparing._prepare(practice.pk)
    practice.refresh_from_db()
    assert Job.objects.get(pk=practice.people_job).kind == "population.import"
    assert practice.book is not None


def test_who_reads_the_book_is_told_from_who_confirms_what_is_offered(staff, clerk):
    reader, stamper = prepared(clerk), prepared(staff.actor("congan2"), seed=8)
    planted = sum(len(one.planted) for one in stamper.entries.all())
    assert planted > 0
    type_all(clerk, reader, reads=True)
    type_all(staff.actor("congan2"), stamper, reads=False)
    good, bad = score_of(reader), score_of(stamper)
    assert good.is_complete
    assert good.percent_right == 100
    assert good.marks == {Mark.RIGHT: good.fields}
    assert set(good.planted) <= {Spotted.NOTICED}
    assert bad.planted[Spotted.STAMPED] == planted
    assert bad.percent_noticed == 0
    assert bad.percent_right < 100
    stamped = [one for one in bad.mistakes if one.planted is Spotted.STAMPED]
    assert all(one.kept and one.truth and one.kept != one.truth for one in stamped)
    assert practised(reader).state == "done"


def test_the_score_counts_what_was_typed_so_far(clerk):
    practice = prepared(clerk)
    assert score_of(practice).percent_right is None
    type_all(clerk, practice, reads=True, most=2)
    score = score_of(practice)
    assert (score.typed, score.entries, score.is_complete) == (2, 12, False)
    assert score.took is not None


def test_marriages_are_practised_too(clerk):
    practice = prepared(clerk, "KH")
    type_all(clerk, practice, reads=True, most=3)
    assert score_of(practice).percent_right == 100


def test_one_book_of_a_type_at_a_time(clerk):
    start_book(by=clerk, register_type="KS")
    with pytest.raises(OpenBookError):
        start_book(by=clerk, register_type="KS")
    start_book(by=clerk, register_type="KT")
    assert PracticeBook.objects.count() == 2


@pytest.mark.parametrize(("kind", "form"), [("XX", ""), ("KS", "nope")])
def test_an_unknown_type_or_form_is_refused(clerk, kind, form):
    with pytest.raises(UnknownTypeError):
        start_book(by=clerk, register_type=kind, edition=form)


def test_nobody_practises_where_the_data_are_real(settings, clerk, staff):
    start_book(by=clerk, register_type="KS")
    settings.PRACTICE = False
    with pytest.raises(NotPracticeError):
        start_book(by=clerk, register_type="KT")
    run_jobs()
    assert Job.objects.get(kind="training.prepare").state == JobState.FAILED
    assert not PracticeEntry.objects.exists()


def test_a_job_that_cannot_prepare_the_book_says_so(clerk):
    Appointment.objects.filter(role=Role.JUSTICE_OFFICER).delete()
    practice = start_book(by=clerk, register_type="KS")
    run_jobs()
    assert practised(practice).state == "failed"


def test_a_score_is_its_officers_alone(staff, clerk):
    practice = start_book(by=clerk, register_type="KS")
    for login in ("congan2", "truongca"):
        with pytest.raises(PracticeBook.DoesNotExist):
            get_practice(staff.actor(login), practice.pk)
    for login in ("lanhdao", "tuphap"):
        with pytest.raises(NotPermittedError):
            books_of(staff.actor(login))
