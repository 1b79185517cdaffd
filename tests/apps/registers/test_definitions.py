"""The operator's printed forms: a file changes what is offered, a faulty one is passed over."""

import logging
import os
import re
from pathlib import Path

import pytest
from django.urls import reverse

from hotich.apps.registers.definitions import definition, definitions, edition_files
from hotich.core.registers import REGISTER_TYPES, UnknownRegisterType
from tests.support.books import given_book
from tests.support.office import Staff

HOWTO = Path(__file__).resolve().parents[3] / "docs/howto/add-an-edition.md"


def worked_example() -> str:
    """Return the file that the how-to prints."""
    found = re.search(r"```toml\n(.*?)```", HOWTO.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.EDITIONS_DIR = tmp_path / "editions"
    settings.EDITIONS_DIR.mkdir()
    return settings.EDITIONS_DIR


def test_without_a_folder_the_programs_own_types_are_there(settings, tmp_path: Path):
    settings.EDITIONS_DIR = tmp_path / "none"
    assert {one.code for one in definitions()} == {one.code for one in REGISTER_TYPES}
    assert definition("births") is definition("KS")
    assert edition_files() == ()
    with pytest.raises(UnknownRegisterType):
        definition("ZZ")


def test_the_worked_example_adds_a_form_with_its_columns(folder: Path):
    (folder / "mau-1961.toml").write_text(worked_example(), encoding="utf-8")
    births = definition("KS")
    (file,) = edition_files()
    assert file.problem == ""
    edition = births.edition("older-occupation")
    assert edition is not None
    assert not edition.confirmed
    assert births.field("extra.father_occupation").label == "Nghề nghiệp của cha"
    assert births.field("extra.father_age").label == "Tuổi của cha"
    assert edition.columns.index("father.full_name") < edition.columns.index("extra.father_age")
    assert not definition("KH").has_field("extra.father_age")


def test_a_file_changed_or_removed_is_noticed(folder: Path):
    path = folder / "a.toml"
    path.write_text(worked_example(), encoding="utf-8")
    assert definition("KS").edition("older-occupation")
    path.write_text(worked_example().replace('"older-occupation"', '"older-two"'))
    os.utime(path, (1, 1))
    assert definition("KS").edition("older-occupation") is None
    assert definition("KS").edition("older-two")
    path.unlink()
    assert definition("KS").edition("older-two") is None


@pytest.mark.parametrize(
    ("content", "problem", "key"),
    [
        (b"register = ", "không đúng dạng TOML", ""),
        (b"\xff\xfe", "Không đọc được tệp", ""),
        (b"x" * 200_001, "Tệp quá lớn", ""),
        (b'register = "ZZ"', "Không có loại sổ này", "ZZ"),
        (b'register = "KS"\ncode = "a"', "Thiếu mục bắt buộc", "label"),
    ],
)
def test_a_faulty_file_stops_nothing(folder: Path, caplog, content: bytes, problem: str, key: str):
    (folder / "a-loi.toml").write_bytes(content)
    (folder / "b-tot.toml").write_text(worked_example(), encoding="utf-8")
    (folder / "ghi-chu.txt").write_bytes(b"x")
    with caplog.at_level(logging.WARNING):
        bad, good = edition_files()
    assert problem in bad.problem
    assert (bad.key, bad.edition, good.problem) == (key, None, "")
    assert "a-loi.toml" in caplog.text
    assert len(definitions()) == len(REGISTER_TYPES)


def test_two_files_of_one_form_give_the_first(folder: Path):
    for name in ("a.toml", "b.toml"):
        (folder / name).write_text(worked_example(), encoding="utf-8")
    first, second = edition_files()
    assert (first.problem, second.edition) == ("", None)
    assert "Mã mẫu in đã có" in second.problem


@pytest.mark.django_db
def test_the_form_offers_it_and_the_page_shows_it(page, staff: Staff, folder: Path):
    client = page("tuphap")
    register, shown = reverse("registers:register"), reverse("registers:editions")
    assert "Mẫu cũ có nghề nghiệp" not in client.get(register).content.decode()
    (folder / "mau.toml").write_text(worked_example(), encoding="utf-8")
    (folder / "loi.toml").write_text("register = 5")
    assert 'value="KS:older-occupation"' in client.get(register).content.decode()
    text = client.get(shown).content.decode()
    for words in ("Nghề nghiệp của cha", "chỉ mẫu này", "mau.toml", "loi.toml", "bị bỏ qua"):
        assert words in text
    book = given_book(staff, edition="older-occupation", years=((1975, 10, 20),))
    text = client.get(reverse("registers:book", args=[book.pk])).content.decode()
    assert "Mẫu cũ có nghề nghiệp" in text
