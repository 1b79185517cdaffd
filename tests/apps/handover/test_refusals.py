"""Files that must not be used: each is refused with its reason, and nothing of it is loaded."""

import random
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import transaction

from hotich.apps.accounts import actions as accounts
from hotich.apps.accounts.models import Office, OfficeKind
from hotich.apps.audit.actor import NotPermittedError
from hotich.apps.handover import keys, reading, sealing
from hotich.apps.handover.bag import read_bag, write_bag, write_zip
from hotich.apps.handover.models import Arrival, ArrivalLine, IssuedReceipt, OutgoingFile
from hotich.apps.handover.opening import FileRefusedError, open_file
from hotich.apps.handover.parcel import Hop, Kind, Parcel, make_parcel, send_on, write_parcel
from hotich.apps.handover.receiving.arriving import receive_package
from tests.support import handover as road
from tests.support.office import SETUP, Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def content(staff: Staff, book) -> bytes:
    """Return the file that waits for the Justice Department."""
    road.made(staff, book)
    return road.content_for(staff.justice_department)


def refused(staff: Staff, content: bytes, login: str = "so") -> str:
    """Return why the file is refused; nothing may have been loaded."""
    before = _rows()
    with pytest.raises(FileRefusedError) as error, transaction.atomic():
        reading.read_file(by=staff.actor(login), content=content)
    assert _rows() == before
    return error.value.problem


def _rows() -> list[int]:
    tables = (Arrival, ArrivalLine, IssuedReceipt, OutgoingFile)
    return [table.objects.count() for table in tables]


def closed(staff: Staff, parcel: Parcel, office: Office | None = None) -> bytes:
    office = office or staff.justice_department
    return sealing.close_for(office.pk, office.encryption_key, write_parcel(parcel))


def signed(
    staff: Staff,
    body: bytes,
    *,
    by: Office | None = None,
    to: Office | None = None,
    practice: bool = True,
):
    """Return a parcel of the body, made and sent by an office whose keys are here."""
    maker, to = by or staff.centre, to or staff.justice_department
    private = keys.private_keys(maker.pk)
    parcel = make_parcel(Kind.PACKAGE, body, maker.pk, private, practice=practice)
    return send_on(parcel, Hop(maker.pk, to.pk, "2026-11-22T08:00:00+07:00", "", "n"), private)


def bag_of(staff: Staff, content: bytes) -> bytes:
    return road.opened_for(staff.justice_department, content).parcel.body


def changed(body: bytes, **files: bytes) -> bytes:
    """Return a whole bag whose payload differs: what a forger with a bag writer makes."""
    bag = read_bag(body)
    info = {name: value for name, value in bag.info.items() if name != "Payload-Oxum"}
    payload = {name: files.get(name.partition(".")[0], data) for name, data in bag.payload.items()}
    return write_bag("hotich-x", info, payload)


def test_no_flipped_bit_and_no_truncation_is_accepted(staff: Staff, content: bytes):
    chance = random.Random(11)
    for _ in range(500):
        place, bit = chance.randrange(len(content)), 1 << chance.randrange(8)
        bad = content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :]
        assert refused_quickly(staff, bad) in {"damaged", "not_ours", "other_receiver"}
    for end in [*range(120), *(chance.randrange(len(content)) for _ in range(100))]:
        assert refused_quickly(staff, content[:end]) in {"damaged", "not_ours"}


@pytest.mark.soak
def test_no_flipped_byte_of_the_whole_file_is_accepted(staff: Staff, content: bytes):
    for place in range(len(content)):
        bad = content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
        assert refused_quickly(staff, bad) in {"damaged", "not_ours", "other_receiver"}
    for end in range(len(content)):
        assert refused_quickly(staff, content[:end]) in {"damaged", "not_ours"}


def refused_quickly(staff: Staff, content: bytes) -> str:
    with pytest.raises(FileRefusedError) as error:
        reading.open_file(staff.justice_department.pk, content)
    return error.value.problem


def test_a_package_is_loaded_once_however_often_it_is_sent(staff: Staff, content: bytes):
    receive_package(by=staff.actor("so"), opened=road.opened_for(staff.justice_department, content))
    assert {refused(staff, content) for _ in range(20)} == {"replayed"}
    assert Arrival.objects.count() == 1


def test_another_package_under_its_uuid_is_refused(staff: Staff, content: bytes):
    receive_package(by=staff.actor("so"), opened=road.opened_for(staff.justice_department, content))
    body = bag_of(staff, content)
    bag = read_bag(body)
    other = {"Hotich-Nonce": "0" * 32}
    info = {name: value for name, value in bag.info.items() if name != "Payload-Oxum"} | other
    assert refused(staff, closed(staff, signed(staff, write_bag("x", info, bag.payload)))) == (
        "other_content"
    )


def test_a_file_for_another_office_is_refused(staff: Staff, content: bytes):
    assert refused(staff, content, "tuphap") == "other_receiver"
    body = bag_of(staff, content)
    parcel = signed(staff, body, to=staff.commune)
    assert refused(staff, closed(staff, parcel)) == "other_receiver"


def test_a_package_that_skips_the_department_is_refused(staff: Staff, content: bytes):
    parcel = signed(staff, bag_of(staff, content), to=staff.commune)
    assert refused(staff, closed(staff, parcel, staff.commune), "tuphap") == "broken_way"


def test_a_package_signed_by_an_unknown_office_is_refused(staff: Staff, content: bytes):
    private = sealing.make_keys()
    stranger = uuid4()
    parcel = make_parcel(Kind.PACKAGE, bag_of(staff, content), stranger, private, practice=True)
    hop = Hop(stranger, staff.justice_department.pk, "2026-11-22T08:00:00+07:00", "", "n")
    assert refused(staff, closed(staff, send_on(parcel, hop, private))) == "foreign_signer"


def test_a_package_in_the_name_of_the_centre_with_another_key_is_refused(
    staff: Staff, content: bytes
):
    private = sealing.make_keys()
    parcel = make_parcel(
        Kind.PACKAGE, bag_of(staff, content), staff.centre.pk, private, practice=True
    )
    hop = Hop(staff.centre.pk, staff.justice_department.pk, "2026-11-22T08:00:00+07:00", "", "n")
    assert refused(staff, closed(staff, send_on(parcel, hop, private))) == "bad_signature"


def test_a_package_made_by_an_office_that_makes_none_is_refused(staff: Staff, content: bytes):
    body = bag_of(staff, content)
    parcel = signed(staff, body, by=staff.commune)
    assert refused(staff, closed(staff, parcel)) == "broken_way"
    bag = read_bag(body)
    info = {name: value for name, value in bag.info.items() if name != "Payload-Oxum"}
    info |= {"Hotich-Source-Office": str(staff.commune.pk)}
    parcel = signed(staff, write_bag("x", info, bag.payload), by=staff.commune)
    assert refused(staff, closed(staff, parcel)) == "foreign_signer"


def test_a_changed_body_or_way_under_the_old_signatures_is_refused(staff: Staff, content: bytes):
    parcel = road.opened_for(staff.justice_department, content).parcel
    other = changed(parcel.body, entries=b"x")
    assert refused(staff, closed(staff, replace(parcel, body=other))) == "bad_signature"
    hop = replace(parcel.hops[0], sent_at="2020-01-01T00:00:00+07:00")
    assert refused(staff, closed(staff, replace(parcel, hops=(hop,)))) == "bad_signature"
    twice = (parcel.hops[0], parcel.hops[0])
    assert refused(staff, closed(staff, replace(parcel, hops=twice))) == "broken_way"
    assert refused(staff, closed(staff, replace(parcel, hops=()))) == "broken_way"


def test_what_is_sealed_but_no_parcel_is_refused(staff: Staff, content: bytes):
    office = staff.justice_department
    for inside in (
        b"",
        b"x",
        write_zip({"body": b""}),
        write_zip({"body": b"", "seal.json": b"{}", "way.json": b"[]"}),
        write_zip({"body": b"", "seal.json": b"[" * 100_000, "way.json": b"[]"}),
    ):
        file = sealing.close_for(office.pk, office.encryption_key, inside)
        assert refused(staff, file) == "not_a_parcel"


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"counts": b'{"entries": 1}'}, "content"),
        ({"counts": b"["}, "content"),
        ({"entries": b"entry\r\n"}, "content"),
        ({"entries": b"\xff\xfe"}, "content"),
        ({"mentions": b'"entry"\r\n"x'}, "content"),
        ({"book": b"{}"}, "content"),
        ({"book": b'{"uuid": "\\ud800"}'}, "content"),
        ({"book": b'{"uuid": "\\u0000"}'}, "content"),
    ],
)
def test_a_signed_package_that_contradicts_itself_is_refused(
    staff: Staff, content: bytes, files, problem: str
):
    body = changed(bag_of(staff, content), **files)
    assert refused(staff, closed(staff, signed(staff, body))) == problem


@pytest.mark.parametrize("row", ["entry", "number", "year", "kind"])
def test_a_row_that_cannot_be_stored_is_refused(staff: Staff, content: bytes, row: str):
    body = bag_of(staff, content)
    table = read_bag(body).payload["entries.csv"].decode()
    head, first, *rest = table.split("\r\n")
    names = [name.strip('"') for name in head.split(",")]
    cells = first.strip('"').split('","')
    cells[names.index(row)] = {"entry": "x", "number": "٣" * 3, "year": "98", "kind": "other"}[row]
    wrong = "\r\n".join([head, '"' + '","'.join(cells) + '"', *rest]).encode()
    assert refused(staff, closed(staff, signed(staff, changed(body, entries=wrong)))) == "content"


@pytest.mark.parametrize(
    ("member", "problem"),
    [
        ({"hotich-x/data/../../x": b""}, "bag_bad_name"),
        ({"/etc/passwd": b""}, "bag_bad_name"),
        ({"hotich-x/data/bomb.csv": bytes(3_000_000)}, "bag_too_dense"),
        ({"hotich-x/data/more.csv": b""}, "bag_not_a_bag"),
    ],
)
def test_a_hostile_bag_is_refused_though_it_is_signed(staff: Staff, content, member, problem):
    assert refused(staff, closed(staff, signed(staff, write_zip(member)))) == problem


def test_an_office_without_keys_reads_nothing(staff: Staff, content: bytes):
    (keys._file(staff.justice_department.pk)).unlink()
    assert refused(staff, content) == "no_keys"


def test_a_sender_whose_key_is_missing_cannot_be_answered(staff: Staff, content: bytes):
    Office.objects.filter(pk=staff.centre.pk).update(encryption_key="")
    assert refused(staff, content) == "no_receiver_key"


def test_without_the_right_nothing_is_read(staff: Staff, content: bytes):
    other = accounts.add_office(by=SETUP, kind=OfficeKind.COMMUNE, name="UBND xã Khác")
    road.give_keys(other)
    for login in ("congan", "truongca", "lanhdao"):
        with pytest.raises(NotPermittedError):
            reading.read_file(by=staff.actor(login), content=content)


@pytest.mark.parametrize(
    ("in_practice", "problem"), [(True, "practice_file"), (False, "real_file")]
)
def test_practice_and_real_files_do_not_meet(staff, content, settings, in_practice, problem):
    file = closed(staff, signed(staff, bag_of(staff, content), practice=in_practice))
    settings.PRACTICE = not in_practice
    assert refused(staff, file) == problem
    settings.PRACTICE = in_practice
    assert open_file(staff.justice_department.pk, file).parcel.practice is in_practice


def test_the_mark_of_practice_cannot_be_taken_off(staff, content, settings):
    parcel = signed(staff, bag_of(staff, content), practice=True)
    settings.PRACTICE = False
    assert refused(staff, closed(staff, replace(parcel, practice=False))) == "bad_signature"
