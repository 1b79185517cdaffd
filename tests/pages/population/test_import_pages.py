"""The import pages: hand a file in, see how far it is and what was refused, and each refusal."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hotich.apps.jobs.actions import claim, fail, finish
from hotich.apps.jobs.models import Job
from hotich.apps.population.importing import run
from hotich.apps.population.models import Person
from tests.support.population import rows_of, write_csv

pytestmark = pytest.mark.django_db
LIST = "population:imports"


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> None:
    settings.MEDIA = tmp_path / "media"


def csv_file(tmp_path: Path, *, bad: bool = True) -> SimpleUploadedFile:
    rows = rows_of(5)
    if bad:
        rows[2]["sex"] = "nữ"
    content = write_csv(tmp_path / "in.csv", rows).read_bytes()
    return SimpleUploadedFile("dân cư.csv", content)


def hand_in(client: Client, file: SimpleUploadedFile | None, token: str | None = None):
    sent = {"token": token or str(uuid4())} | ({"file": file} if file else {})
    return client.post(reverse(LIST), sent)


def test_a_file_is_handed_in_loaded_and_its_bad_rows_shown(page, tmp_path: Path):
    client = page("c06")
    response = hand_in(client, csv_file(tmp_path))
    job = Job.objects.get()
    assert response.status_code == 303
    assert response.url == reverse("population:import", args=[job.pk])
    assert "Đang chờ máy xử lý" in client.get(response.url).content.decode()
    kept = list((tmp_path / "media").rglob("*.rows"))
    assert [each.stat().st_mode & 0o077 for each in kept] == [0]
    lease = claim(timezone.now())
    assert lease is not None
    progress = reverse("population:import_progress", args=[job.pk])
    assert f'hx-get="{progress}"' in client.get(progress).content.decode()
    run(lease)
    finish(lease)
    assert "hx-get" not in client.get(progress).content.decode()
    text = client.get(response.url).content.decode()
    assert "giới tính không phải male, female hoặc unknown" in text
    assert ">4</th>" in text
    assert "dân cư.csv" in client.get(reverse(LIST)).content.decode()
    assert Person.objects.count() == 4
    assert list((tmp_path / "media").rglob("*.rows")) == []


def test_the_same_form_sent_twice_queues_one_job(page, tmp_path: Path):
    client, token = page("c06"), str(uuid4())
    first = hand_in(client, csv_file(tmp_path), token)
    second = hand_in(client, csv_file(tmp_path), token)
    assert first.url == second.url
    assert Job.objects.count() == 1


def test_a_failed_job_says_so(page, tmp_path: Path):
    client = page("c06")
    response = hand_in(client, csv_file(tmp_path))
    lease = claim(timezone.now())
    assert lease is not None
    fail(lease, "FileUnreadableError")
    assert "Chạy tiếp" in client.get(response.url).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xlsx", b"x", "Chỉ nhận tệp .csv hoặc .parquet"),
        ("a.csv", b"", "Tệp rỗng"),
        ("a.csv", b"pin,full_name\n1,2\n", "Tệp thiếu cột: sex, birth_date"),
        ("a.csv", b"\0\0\0\n", "Không đọc được bảng"),
        ("a.parquet", b"PAR1 and nothing else", "Không đọc được bảng"),
        ("a.parquet", b"not parquet at all\n", "Tệp thiếu cột"),
    ],
)
def test_a_bad_file_is_refused_at_the_field(
    page, tmp_path: Path, name: str, content: bytes, message: str
):
    response = hand_in(page("c06"), SimpleUploadedFile(name, content))
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not Job.objects.exists()
    assert list((tmp_path / "media").rglob("*.rows")) == []


def test_without_file_or_token_nothing_is_queued(page, tmp_path: Path):
    response = hand_in(page("c06"), None)
    assert response.status_code == 422
    assert "Chưa nhập mục này" in response.content.decode()
    stale = page("c06").post(reverse(LIST), {"token": "x", "file": csv_file(tmp_path)})
    assert stale.status_code == 422
    assert "Trang đã cũ" in stale.content.decode()
    assert not Job.objects.exists()


def test_only_who_may_import_finds_the_pages(page, tmp_path: Path, client: Client):
    hand_in(page("c06"), csv_file(tmp_path))
    job = Job.objects.get()
    for name, args in ((LIST, []), ("population:import", [job.pk])):
        address = reverse(name, args=args)
        for login in ("congan", "tuphap", "truongca"):
            assert page(login).get(address).status_code == 404
        assert client.get(address).status_code == 302
    assert page("congan").post(reverse(LIST), {}).status_code == 404


def test_an_unknown_job_is_not_found(page):
    for name in ("population:import", "population:import_progress"):
        assert page("c06").get(reverse(name, args=[uuid4()])).status_code == 404
