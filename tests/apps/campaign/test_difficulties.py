"""Difficulties: raised, answered or withdrawn, and open as of a moment."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.audit.models import AuditRow
from hotich.apps.campaign import actions, queries
from hotich.apps.campaign.models import Difficulty
from tests.support.office import Staff

pytestmark = pytest.mark.django_db


def raised(staff: Staff, login: str = "congan", **facts) -> Difficulty:
    text = facts.pop("text", "Máy tính hỏng ổ cứng")
    return actions.raise_difficulty(by=staff.actor(login), text=text, **facts)


def answered(staff: Staff, difficulty: Difficulty) -> Difficulty:
    return actions.answer_difficulty(
        by=staff.actor("lanhdao"), difficulty=difficulty, answer="Đã cấp máy khác"
    )


def test_open_is_asked_as_of_a_moment(staff: Staff):
    first = raised(staff, proposal="Cấp máy mới")
    second = raised(staff, "tuphap", text="Sổ năm 1987 mờ chữ")
    closed = answered(staff, first)
    office = staff.commune.pk
    assert closed.answered_at is not None
    assert list(queries.open_difficulties(office, timezone.now())) == [second]
    assert list(queries.open_difficulties(office, second.recorded_at)) == [first, second]
    assert list(queries.open_difficulties(office, first.recorded_at)) == [first]
    between = queries.answered_difficulties(office, first.recorded_at, closed.answered_at)
    assert list(between) == [first]
    after = queries.answered_difficulties(office, closed.answered_at, timezone.now())
    assert list(after) == []


def test_the_raiser_withdraws_while_it_is_open(staff: Staff):
    difficulty = raised(staff)
    by = staff.actor("congan")
    with pytest.raises(Difficulty.DoesNotExist):
        actions.withdraw_difficulty(by=staff.actor("tuphap"), difficulty=difficulty, reason="x")
    with pytest.raises(actions.TextMissingError):
        actions.withdraw_difficulty(by=by, difficulty=difficulty, reason=" ")
    actions.withdraw_difficulty(by=by, difficulty=difficulty, reason="đã sửa được")
    assert not queries.open_difficulties(staff.commune.pk, timezone.now()).exists()
    assert queries.open_difficulties(staff.commune.pk, difficulty.recorded_at).exists()
    with pytest.raises(actions.WithdrawnError):
        answered(staff, difficulty)


def test_an_answer_stands(staff: Staff):
    difficulty = raised(staff)
    with pytest.raises(actions.TextMissingError):
        actions.answer_difficulty(by=staff.actor("lanhdao"), difficulty=difficulty, answer=" ")
    answered(staff, difficulty)
    with pytest.raises(actions.AlreadyAnsweredError) as refused:
        actions.answer_difficulty(by=staff.actor("tuphap"), difficulty=difficulty, answer="Khác")
    assert refused.value.difficulty.answer == "Đã cấp máy khác"
    with pytest.raises(actions.AlreadyAnsweredError):
        actions.withdraw_difficulty(by=staff.actor("congan"), difficulty=difficulty, reason="x")


def test_sent_twice_it_is_raised_once(staff: Staff, other_commune: Staff):
    key = uuid4()
    assert raised(staff, key=key).pk == raised(staff, key=key).pk
    assert AuditRow.objects.filter(action="difficulty.raised").count() == 1
    by = other_commune.actor("congan-khac")
    assert actions.raise_difficulty(by=by, text="Khác", key=key).pk != key


def test_who_may_not(staff: Staff, other_commune: Staff):
    difficulty = raised(staff)
    with pytest.raises(NotPermittedError):
        raised(staff, "c06")
    with pytest.raises(NotPermittedError):
        actions.answer_difficulty(by=staff.actor("congan2"), difficulty=difficulty, answer="x")
    with pytest.raises(actions.TextMissingError):
        raised(staff, text="  ")
    stranger = other_commune.actor("lanhdao-khac")
    with pytest.raises(Difficulty.DoesNotExist):
        actions.answer_difficulty(by=stranger, difficulty=difficulty, answer="x")
    assert not queries.difficulties_of(stranger).exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"text": ""},
        {"answer": "không ai trả lời"},
        {"withdraw_reason": "chưa rút"},
        {"answered_at": timezone.now()},
        {"withdrawn_at": timezone.now()},
    ],
)
def test_the_database_refuses(staff: Staff, broken):
    difficulty = raised(staff)
    with pytest.raises(IntegrityError), transaction.atomic():
        Difficulty.objects.filter(pk=difficulty.pk).update(**broken)
