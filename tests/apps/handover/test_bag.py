"""The bag: the same content gives the same bytes, and nothing but a whole bag is read."""

import hashlib
import io
import random
import stat
import zipfile

import pytest

from hotich.apps.handover.bag import (
    BagError,
    BagProblem,
    Limits,
    read_bag,
    read_zip,
    write_bag,
    write_zip,
)

INFO = {"Source-Organization": "UBND xã Nga Trường (đến 30/06/2025)", "Hotich-Sequence": "1"}
PAYLOAD = {"entries.csv": "uuid,số\n1,87\n".encode() * 5, "counts.json": b'{"entries": 1}'}


def small() -> bytes:
    return write_bag("hotich-1", INFO, PAYLOAD)


def problem(content: bytes, limits: Limits | None = None) -> BagProblem:
    with pytest.raises(BagError) as refused:
        read_bag(content, limits or Limits())
    return refused.value.problem


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_what_is_written_is_read_again():
    bag = read_bag(small())
    assert bag.payload == PAYLOAD
    assert bag.info.items() >= INFO.items()
    assert bag.info["Payload-Oxum"] == f"{sum(map(len, PAYLOAD.values()))}.2"


def test_the_same_content_gives_the_same_bytes():
    turned = dict(reversed(PAYLOAD.items()))
    assert write_bag("hotich-1", INFO, turned) == small()


def test_it_is_a_bag_as_the_standard_describes_it():
    files = members(small())
    assert files["hotich-1/bagit.txt"].decode() == (
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    )
    manifest = files["hotich-1/manifest-sha256.txt"].decode().splitlines()
    digest = hashlib.sha256(PAYLOAD["counts.json"]).hexdigest()
    assert manifest[0] == f"{digest}  data/counts.json"
    tags = files["hotich-1/tagmanifest-sha256.txt"].decode()
    assert [line.split("  ")[1] for line in tags.splitlines()] == [
        "bagit.txt",
        "bag-info.txt",
        "manifest-sha256.txt",
    ]


@pytest.mark.parametrize("name", ["../x.csv", "/x.csv", "a//b", "X.csv", "a b", "", "a/../b"])
def test_a_name_that_is_not_plain_is_never_written(name: str):
    with pytest.raises(ValueError, match=r".*"):
        write_bag("hotich-1", INFO, {name: b""})


def test_a_label_cannot_begin_another_line():
    with pytest.raises(ValueError, match="Title"):
        write_bag("hotich-1", {"Title": "a\nHotich-Sequence: 2"}, PAYLOAD)


def rewritten(change) -> bytes:
    files = members(small())
    change(files)
    return write_zip(files)


def test_a_changed_member_is_found():
    assert problem(rewritten(lambda f: f.update({"hotich-1/data/counts.json": b"{}"}))) == (
        BagProblem.CHANGED
    )
    info = {"hotich-1/bag-info.txt": b"Hotich-Sequence: 2\n"}
    assert problem(rewritten(lambda f: f.update(info))) == BagProblem.CHANGED


def test_a_missing_and_an_unnamed_member_are_found():
    assert problem(rewritten(lambda f: f.pop("hotich-1/data/counts.json"))) == BagProblem.LACKING
    extra = {"hotich-1/data/more.csv": b""}
    assert problem(rewritten(lambda f: f.update(extra))) == BagProblem.NOT_NAMED
    assert problem(rewritten(lambda f: f.update({"hotich-1/more.txt": b""}))) == (
        BagProblem.NOT_NAMED
    )


def test_what_is_no_bag_is_refused():
    assert problem(b"") == BagProblem.NOT_A_ZIP
    assert problem(b"PK\x03\x04 nothing") == BagProblem.NOT_A_ZIP
    assert problem(write_zip({"a/b.csv": b""})) == BagProblem.NOT_A_BAG
    assert problem(write_zip({"b.csv": b""})) == BagProblem.NOT_A_BAG
    assert problem(rewritten(lambda f: f.update({"other/x.csv": b""}))) == BagProblem.NOT_A_BAG
    version = {"hotich-1/bagit.txt": b"BagIt-Version: 0.97\n"}
    assert problem(rewritten(lambda f: f.update(version))) == BagProblem.NOT_A_BAG


def hostile(name: str, *, mode: int = stat.S_IFREG | 0o644, content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        packed.writestr(entry, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "a/../../b", "C:/x", "a\\..\\b", "a/./b", "a/"]
)
def test_a_name_that_leads_elsewhere_is_refused(name: str):
    assert problem(hostile(name)) == BagProblem.BAD_NAME


def test_a_name_cut_by_a_nul_is_refused():
    content = hostile("a/bXc.csv").replace(b"a/bXc.csv", b"a/b\x00c.csv")
    assert problem(content) == BagProblem.BAD_NAME


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR])
def test_what_is_not_a_file_is_refused(kind: int):
    assert problem(hostile("a/b.csv", mode=kind | 0o644)) == BagProblem.NOT_A_FILE


def test_a_member_that_stands_twice_is_refused():
    twice = write_zip({"a/b.csv": b"1", "a/c.csv": b"2"}).replace(b"a/c.csv", b"a/b.csv")
    assert problem(twice) == BagProblem.TWICE


def test_limits_are_kept_before_anything_is_unpacked():
    bomb = write_zip({"a/b.csv": bytes(5_000_000)})
    assert len(bomb) < 10_000
    assert problem(bomb) == BagProblem.TOO_DENSE
    assert problem(small(), Limits(members=3)) == BagProblem.TOO_MANY
    assert problem(small(), Limits(unpacked=100)) == BagProblem.TOO_LARGE


def test_a_member_that_holds_more_than_it_says_is_refused():
    content = bytearray(write_zip({"a/b.csv": bytes(range(256)) * 40}))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.index(mark) + place
        content[start : start + 4] = (100).to_bytes(4, "little")
    with pytest.raises(BagError):
        read_zip(bytes(content))


def test_flipped_bytes_and_truncations_never_give_other_content():
    good, chance = small(), random.Random(7)
    for _ in range(500):
        place, bit = chance.randrange(len(good)), 1 << chance.randrange(8)
        flipped = good[:place] + bytes([good[place] ^ bit]) + good[place + 1 :]
        try:
            bag = read_bag(flipped)
        except BagError:
            continue
        # A bit that carries nothing of the content, such as a time of the ZIP file.
        assert bag.payload == PAYLOAD
        assert bag.info == read_bag(good).info
    for end in range(len(good)):
        with pytest.raises(BagError):
            read_bag(good[:end])
