"""Signing and closing: one office alone opens a file, and no bit of it can be changed."""

import hashlib
import random
from uuid import UUID, uuid4

import pytest

from hotich.apps.handover import sealing
from hotich.apps.handover.sealing import PublicKeys, SealError, SealProblem

OFFICE = UUID("11111111-1111-4111-8111-111111111111")
CONTENT = "Sổ đăng ký khai sinh".encode() * 3


@pytest.fixture(scope="module")
def keys():
    return sealing.make_keys()


@pytest.fixture(scope="module")
def file(keys) -> bytes:
    return sealing.close_for(OFFICE, sealing.public_keys(keys).encryption, CONTENT)


def problem(receiver: UUID, keys, file: bytes) -> SealProblem:
    with pytest.raises(SealError) as refused:
        sealing.open_as(receiver, keys, file)
    return refused.value.problem


def test_the_receiver_opens_it(keys, file):
    assert sealing.open_as(OFFICE, keys, file) == CONTENT
    assert b"khai sinh" not in file


def test_another_office_does_not(keys, file):
    assert problem(uuid4(), keys, file) == SealProblem.OTHER_RECEIVER
    assert problem(OFFICE, sealing.make_keys(), file) == SealProblem.OTHER_RECEIVER


def test_a_readdressed_file_stays_closed(file):
    other = uuid4()
    readdressed = file.replace(str(OFFICE).encode(), str(other).encode())
    assert problem(other, sealing.make_keys(), readdressed) == SealProblem.OTHER_RECEIVER


def test_no_byte_can_be_changed_and_no_part_left_out(keys, file):
    chance = random.Random(3)
    for place in range(len(file)):
        bit = 1 << chance.randrange(8)
        flipped = file[:place] + bytes([file[place] ^ bit]) + file[place + 1 :]
        assert problem(OFFICE, keys, flipped) in set(SealProblem)
    for end in range(len(file)):
        assert problem(OFFICE, keys, file[:end]) in {SealProblem.DAMAGED, SealProblem.NOT_OURS}
    assert problem(OFFICE, keys, file + b"x") == SealProblem.DAMAGED


def test_a_changed_file_with_a_new_digest_is_refused(keys, file):
    start = len(sealing.MAGIC) + 37
    closed = bytearray(file[start + 65 :])
    closed[-1] ^= 1
    digest = hashlib.sha256(closed).hexdigest().encode()
    forged = file[:start] + digest + b"\n" + bytes(closed)
    assert problem(OFFICE, keys, forged) == SealProblem.OTHER_RECEIVER


def test_a_file_beyond_the_limit_is_not_opened(keys, monkeypatch, file):
    monkeypatch.setattr(sealing, "MOST_BYTES", 100)
    assert problem(OFFICE, keys, file) == SealProblem.TOO_LARGE


def test_a_signature_holds_for_its_content_and_signer_alone(keys):
    public = sealing.public_keys(keys)
    signature = sealing.sign(keys, CONTENT)
    assert sealing.is_signed(public.signing, CONTENT, signature)
    assert not sealing.is_signed(public.signing, CONTENT + b"x", signature)
    other = sealing.public_keys(sealing.make_keys())
    assert not sealing.is_signed(other.signing, CONTENT, signature)
    assert not sealing.is_signed(public.signing, CONTENT, "không phải chữ ký")
    assert not sealing.is_signed("", CONTENT, signature)


def test_public_keys_are_judged_and_compared_by_people(keys):
    public = sealing.public_keys(keys)
    assert sealing.are_usable(public)
    assert not sealing.are_usable(PublicKeys(public.signing, "age1xyz"))
    assert not sealing.are_usable(PublicKeys("AAAA", public.encryption))
    assert len(sealing.fingerprint(public)) == 29
    assert sealing.fingerprint(public) != sealing.fingerprint(
        sealing.public_keys(sealing.make_keys())
    )
