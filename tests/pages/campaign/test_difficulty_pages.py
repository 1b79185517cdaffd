"""Pages of the difficulties: raise, list, answer, withdraw, and each refusal."""

from uuid import uuid4

import pytest
from django.urls import reverse

from hotich.apps.audit.models import AuditRow
from hotich.apps.campaign.actions import answer_difficulty, raise_difficulty
from hotich.apps.campaign.models import Difficulty
from tests.support.office import Staff

pytestmark = pytest.mark.django_db
LIST = "campaign:difficulties"


@pytest.fixture
def difficulty(staff: Staff):
    return raise_difficulty(by=staff.actor("congan"), text="Máy <b>hỏng</b>")


def url(name: str, thing=None) -> str:
    return reverse(f"campaign:{name}", args=[thing.pk] if thing else [])


def test_a_difficulty_is_raised_once(page, staff: Staff):
    client = page("congan")
    sent = {"text": "Máy hỏng", "proposal": "Cấp máy", "token": str(uuid4())}
    first, second = client.post(url("raise"), sent), client.post(url("raise"), sent)
    found = Difficulty.objects.get()
    assert first.status_code == second.status_code == 303
    assert first.url == second.url == url("difficulty", found)
    assert (found.text, found.proposal, found.by) == (
        "Máy hỏng",
        "Cấp máy",
        staff.officer("congan"),
    )


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"text": "  ", "proposal": "Cấp máy"}, "Chưa nhập mục này"),
        ({"text": "x" * 4001, "proposal": "Cấp máy"}, "Dài quá 4000 ký tự"),
        ({"text": "a\x00b", "proposal": "Cấp máy"}, "không lưu được"),
        ({"text": "a", "proposal": "Cấp máy", "token": "x"}, "Trang đã cũ"),
        ({"text": "a", "proposal": "Cấp máy", "token": ""}, "Trang đã cũ"),
    ],
)
def test_bad_input_is_said_and_kept(page, staff: Staff, sent, message: str):
    rows = AuditRow.objects.count()
    response = page("congan").post(url("raise"), {"token": str(uuid4())} | sent)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert "Cấp máy" in response.content.decode()
    assert not Difficulty.objects.exists()
    assert AuditRow.objects.count() == rows


def test_lists_by_state(page, staff: Staff, difficulty):
    other = raise_difficulty(by=staff.actor("tuphap"), text="Sổ mờ")
    answer_difficulty(by=staff.actor("lanhdao"), difficulty=other, answer="Quét lại")
    client = page("truongca")
    seen = {
        tab: [one.text for one in client.get(reverse(LIST), {"xem": tab}).context["page"]]
        for tab in ("mo", "xong", "tat-ca", "khac")
    }
    assert seen["mo"] == seen["khac"] == ["Máy <b>hỏng</b>"]
    assert seen["xong"] == ["Sổ mờ"]
    assert len(seen["tat-ca"]) == 2
    assert "Máy &lt;b&gt;hỏng" in client.get(reverse(LIST)).content.decode()


def test_the_leader_answers(page, difficulty):
    client = page("lanhdao")
    assert client.post(url("difficulty", difficulty), {"answer": " "}).status_code == 422
    assert client.post(url("difficulty", difficulty), {"answer": "Đã cấp"}).status_code == 303
    response = client.post(url("difficulty", difficulty), {"answer": "Lần nữa"})
    assert response.status_code == 422
    assert "đã được trả lời" in response.content.decode()
    assert "Lần nữa" in response.content.decode()
    assert Difficulty.objects.get().answer == "Đã cấp"


def test_only_the_raiser_withdraws(page, difficulty):
    assert page("congan2").post(url("withdraw", difficulty), {"reason": "x"}).status_code == 404
    client = page("congan")
    assert client.post(url("withdraw", difficulty), {"reason": ""}).status_code == 422
    assert client.post(url("withdraw", difficulty), {"reason": "tự sửa"}).status_code == 303
    assert client.get(url("withdraw", difficulty)).status_code == 404
    assert "tự sửa" in client.get(url("difficulty", difficulty)).content.decode()


def test_others_find_nothing(page, client, other_commune: Staff, difficulty):
    for name in ("difficulty", "withdraw"):
        assert page("lanhdao-khac").get(url(name, difficulty)).status_code == 404
        assert page("c06").get(url(name, difficulty)).status_code == 404
        assert client.get(url(name, difficulty)).status_code == 302
    assert not list(page("lanhdao-khac").get(reverse(LIST)).context["page"])
    assert page("so").get(reverse(LIST)).status_code == 404
    assert page("congan").post(url("difficulty", difficulty), {"answer": "x"}).status_code == 404
