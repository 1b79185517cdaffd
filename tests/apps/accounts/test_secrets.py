"""What an officer proves himself with: counted tries, codes that open once, one session."""

from datetime import timedelta

import pyotp
import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from hotich.apps.accounts.attempts import (
    MOST,
    WINDOW,
    TooManyAttemptsError,
    bucket_of,
    count_attempt,
    forget_attempts,
)
from hotich.apps.accounts.models import (
    FactorKind,
    ListedCode,
    OfficerSession,
    SecondFactor,
    SessionEnd,
)
from hotich.apps.accounts.second_factor import (
    CODES,
    WrongCodeError,
    codes_left,
    end_factor,
    factor_of,
    new_secret,
    set_up_app,
    set_up_list,
    use_code,
)
from hotich.apps.accounts.sessions import (
    IDLE,
    LONGEST,
    Standing,
    WrongUnlockCodeError,
    end_sessions,
    keep_open,
    lock_session,
    open_session,
    session_of,
    set_unlock_code,
    standing,
    unlock_session,
)
from hotich.apps.audit.models import AuditRow
from tests.support.office import PASSWORD, SETUP, Staff

pytestmark = pytest.mark.django_db


def opened(staff: Staff, key: str = "k1", address: str = "10.0.0.1") -> OfficerSession:
    open_session(by=staff.actor("congan"), session_key=key, address=address)
    session = session_of(key)
    assert session is not None
    return session


def test_ten_tries_are_looked_at_and_no_more_until_the_window_has_passed():
    bucket = bucket_of("password", "congan")
    with time_machine.travel("2026-11-20T01:00:00Z", tick=False) as clock:
        for _try in range(MOST):
            count_attempt(by=SETUP, bucket=bucket, now=timezone.now())
        with pytest.raises(TooManyAttemptsError):
            count_attempt(by=SETUP, bucket=bucket, now=timezone.now())
        count_attempt(
            by=SETUP, bucket=bucket_of("password", "congan", "a known browser"), now=timezone.now()
        )
        count_attempt(by=SETUP, bucket=bucket_of("password", "tuphap"), now=timezone.now())
        clock.shift(WINDOW + timedelta(seconds=1))
        count_attempt(by=SETUP, bucket=bucket, now=timezone.now())
    assert AuditRow.objects.filter(action="sign_in.last_attempt").count() == 1


def test_the_right_secret_begins_the_count_anew():
    bucket = bucket_of("password", "congan")
    for _round in range(3):
        for _try in range(MOST):
            count_attempt(by=SETUP, bucket=bucket, now=timezone.now())
        forget_attempts(bucket=bucket)


def test_a_code_of_the_app_opens_once_and_only_in_its_time(staff: Staff):
    by, secret = staff.actor("congan"), new_secret()
    clock = pyotp.TOTP(secret)
    now = timezone.now()
    set_up_app(by=by, secret=secret, code=clock.at(now), now=now)
    with pytest.raises(WrongCodeError):  # it was used to set the app up
        use_code(by=by, code=clock.at(now), now=now)
    later = now + timedelta(seconds=60)
    use_code(by=by, code=clock.at(later), now=later)
    for code in (clock.at(later), clock.at(now), "", "000000x", "１２３４５６"):
        with pytest.raises(WrongCodeError):
            use_code(by=by, code=code, now=later)
    half_a_minute_slow = later + timedelta(seconds=60)
    use_code(
        by=by, code=clock.at(half_a_minute_slow - timedelta(seconds=30)), now=half_a_minute_slow
    )
    with pytest.raises(WrongCodeError):
        use_code(by=by, code=clock.at(now), now=now + timedelta(days=1))
    assert AuditRow.objects.filter(action="second_factor.used").count() == 2


def test_an_app_whose_code_is_wrong_is_not_kept(staff: Staff):
    with pytest.raises(WrongCodeError):
        set_up_app(by=staff.actor("congan"), secret=new_secret(), code="000", now=timezone.now())
    assert not SecondFactor.objects.exists()


def test_the_secret_of_an_app_stands_nowhere_readable(staff: Staff):
    secret, now = new_secret(), timezone.now()
    set_up_app(by=staff.actor("congan"), secret=secret, code=pyotp.TOTP(secret).at(now), now=now)
    assert secret not in SecondFactor.objects.get().secret


def test_after_the_installations_key_was_changed_no_code_opens(staff: Staff, settings):
    by, secret, now = staff.actor("congan"), new_secret(), timezone.now()
    set_up_app(by=by, secret=secret, code=pyotp.TOTP(secret).at(now), now=now)
    settings.SECRET_KEY = "another"
    later = now + timedelta(minutes=5)
    with pytest.raises(WrongCodeError):
        use_code(by=by, code=pyotp.TOTP(secret).at(later), now=later)


def test_each_code_of_a_list_opens_once(staff: Staff):
    by = staff.actor("congan")
    codes = set_up_list(by=by).codes
    assert len(set(codes)) == CODES
    assert not ListedCode.objects.filter(digest__in=codes).exists()
    now = timezone.now()
    use_code(by=by, code=f" {codes[3][:4].lower()} {codes[3][4:]} ", now=now)
    factor = factor_of(by.officer_id)
    assert factor is not None
    assert codes_left(factor) == CODES - 1
    for code in (codes[3], "ABCD2345", ""):
        with pytest.raises(WrongCodeError):
            use_code(by=by, code=code, now=now)
    with pytest.raises(WrongCodeError):  # another officer's list
        use_code(by=staff.actor("congan2"), code=codes[4], now=now)


def test_a_new_list_ends_the_old_one_and_keeps_its_rows(staff: Staff):
    by = staff.actor("congan")
    old = set_up_list(by=by).codes
    set_up_list(by=by)
    with pytest.raises(WrongCodeError):
        use_code(by=by, code=old[0], now=timezone.now())
    assert SecondFactor.objects.filter(kind=FactorKind.LIST).count() == 2
    end_factor(by=by, officer=staff.officer("congan"))
    assert factor_of(by.officer_id) is None
    live = {"officer": staff.officer("congan"), "kind": "list", "recorded_at": timezone.now()}
    SecondFactor.objects.create(**live)
    with transaction.atomic(), pytest.raises(IntegrityError):
        SecondFactor.objects.create(**live)


def test_one_account_is_at_one_place(staff: Staff):
    first = opened(staff, "k1")
    by = staff.actor("congan")
    told = open_session(by=by, session_key="k2", address="10.0.0.2")
    first.refresh_from_db()
    assert (first.ended_why, told.elsewhere) == (SessionEnd.ELSEWHERE, first)
    assert AuditRow.objects.filter(action="sign_in.two_places").count() == 1
    assert OfficerSession.objects.filter(ended_at=None).count() == 1
    assert open_session(by=by, session_key="k3", address="10.0.0.2").elsewhere is None
    assert not OfficerSession.objects.filter(key__in=["k1", "k2", "k3"]).exists()  # digests only


def test_what_a_session_may_do_follows_from_the_time(staff: Staff):
    session = opened(staff)
    start = session.started_at
    assert standing(session, start + IDLE) is Standing.OPEN
    assert standing(session, start + IDLE + timedelta(seconds=1)) is Standing.LOCKED
    assert standing(session, start - timedelta(hours=1)) is Standing.LOCKED  # the clock went back
    assert standing(session, start + LONGEST + timedelta(seconds=1)) is Standing.ENDED
    assert standing(None, start) is Standing.ENDED
    keep_open(session, start + timedelta(minutes=14))
    session.refresh_from_db()
    assert standing(session, start + timedelta(minutes=28)) is Standing.OPEN
    keep_open(session, start)  # nothing goes back
    session.refresh_from_db()
    assert session.seen_at == start + timedelta(minutes=14)


def test_a_locked_screen_opens_with_the_officers_own_code_only(staff: Staff):
    by, officer = staff.actor("congan"), staff.officer("congan")
    set_unlock_code(by=by, officer=officer, code="493027")
    session = opened(staff)
    lock_session(by=by, session=session)
    session.refresh_from_db()
    assert standing(session, timezone.now()) is Standing.LOCKED
    with pytest.raises(WrongUnlockCodeError) as wrong:
        unlock_session(by=by, session=session, officer=officer, code="493028")
    assert wrong.value.left == 4
    with pytest.raises(WrongUnlockCodeError):  # the password is not the code
        unlock_session(by=by, session=session, officer=officer, code=PASSWORD)
    unlock_session(by=by, session=session, officer=officer, code=" 493027 ")
    session.refresh_from_db()
    assert standing(session, timezone.now()) is Standing.OPEN
    assert session.wrong_codes == 0


def test_five_wrong_codes_end_the_session(staff: Staff):
    by, officer = staff.actor("congan"), staff.officer("congan")
    set_unlock_code(by=by, officer=officer, code="493027")
    session = opened(staff)
    lock_session(by=by, session=session)
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(WrongUnlockCodeError) as wrong:
            unlock_session(by=by, session=session, officer=officer, code="000000")
        assert wrong.value.left == left
    session.refresh_from_db()
    assert session.ended_why == SessionEnd.WRONG_CODE
    with pytest.raises(WrongUnlockCodeError):
        unlock_session(by=by, session=session, officer=officer, code="493027")


def test_where_no_code_was_set_the_password_unlocks(staff: Staff):
    by, officer = staff.actor("congan"), staff.officer("congan")
    session = opened(staff)
    lock_session(by=by, session=session)
    unlock_session(by=by, session=session, officer=officer, code=PASSWORD)
    session.refresh_from_db()
    assert session.locked_at is None


def test_ending_ends_whatever_is_open(staff: Staff):
    session = opened(staff)
    end_sessions(by=staff.actor("truongca"), officer=session.officer_id, why=SessionEnd.DISABLED)
    session.refresh_from_db()
    assert standing(session, timezone.now()) is Standing.ENDED
