"""The pages where a second police officer sees a death, and confirms or refuses it."""

from datetime import date

import pytest

from hotich.apps.audit.actor import process
from hotich.apps.audit.models import AuditRow
from hotich.apps.entry.delivering import deliver_mention
from hotich.apps.entry.queries import last_decision
from hotich.apps.population import actions as population
from hotich.apps.population.life_queries import death_of_mention, state_of_death
from hotich.apps.population.models import Alert, DeathConfirmation, DeathState
from hotich.apps.population.queries import person_values
from hotich.apps.tracking.queries import open_case_of
from tests.support.acts import lock, mention_of, other_book, saved_act
from tests.support.entries import given_person, saved_linked
from tests.support.neighbours import make_neighbours

pytestmark = pytest.mark.django_db
JOB = process("job checking.deliver")
QUEUE = "/nhap-du-lieu/ngay-chet/"


@pytest.fixture
def person():
    return given_person()


@pytest.fixture
def death(staff, person) -> DeathConfirmation:
    return proposed(staff, person)


def proposed(staff, person, texts=None, by="congan", volume="01/1998") -> DeathConfirmation:
    book = other_book(staff, "KT", volume=volume)
    saved = saved_act(staff.actor(by), book, {"deceased": person}, texts)
    lock(staff, book)
    mention = mention_of(saved, "deceased").pk
    deliver_mention(by=JOB, mention=mention)
    found = death_of_mention(mention)
    assert found is not None
    return found


def address(death, act="") -> str:
    return f"{QUEUE}{death.pk}/{act}{'/' if act else ''}"


def seal(answer, act="xac-nhan") -> str:
    return answer.context["confirm" if act == "xac-nhan" else "refuse"]["seal"].value()


def send(client, death, act="xac-nhan", **given):
    shown = client.get(address(death))
    key = "confirm" if act == "xac-nhan" else "refuse"
    sent = {f"{act}-seal": shown.context[key]["seal"].value()} if shown.context[key] else {}
    return client.post(
        address(death, act), sent | {f"{act}-{name}": text for name, text in given.items()}
    )


def text(answer) -> str:
    return answer.content.decode()


def test_the_queue_shows_what_waits(page, death):
    answer = page("truongca").get(QUEUE)
    assert "KT 1/1998" in text(answer)
    assert "03/02/2001" in text(answer)
    assert "Lê Văn Công" in text(answer)
    assert "Không có ngày chết nào" in text(page("truongca").get(f"{QUEUE}?muc=da-xac-nhan"))
    assert page("truongca").get(f"{QUEUE}?muc=khac").status_code == 404


def test_the_page_shows_person_entry_and_is_on_record(page, death, person):
    answer = page("truongca").get(address(death))
    for words in ("Mai Thị Phượng", "03/02/2001", "Không có gì ghi sau ngày chết này"):
        assert words in text(answer)
    row = AuditRow.objects.get(action="death.viewed")
    assert {one.subject for one in row.subjects.all()} == {person.uuid, death.mention}


def test_it_is_confirmed(page, death, person):
    answer = send(page("truongca"), death)
    assert answer.status_code == 303
    assert person_values(person.uuid)["death_date"] == "2001-02-03"
    shown = page("truongca").get(address(death))
    assert "đã xác nhận" in text(shown)
    assert shown.context["confirm"] is None


def test_everything_later_is_shown_and_asks_for_a_word(staff, page, person, book_of_marriages):
    husband = given_person(full_name="Trần Văn Khoa", birth_date="1970", sex="male")
    saved_act(
        staff.actor("congan"),
        book_of_marriages,
        {"husband": husband, "wife": person},
        {"wife.birth_date": "02/09/1998", "entry.registered_on": "04/05/2019"},
    )
    saved_linked(staff.actor("congan"), other_book(staff, "KS", volume="09/1998"), person)
    population.change_value(
        by=staff.actor("congan"),
        person=person.uuid,
        field="residence",
        new_value="Thôn 2",
        decision_number="12/QĐ",
        decision_date=date(2024, 5, 6),
        decided_by="Hoàng Văn Trưởng",
    )
    death = proposed(staff, person)
    answer = page("truongca").get(address(death))
    later = [(one.kind, one.date) for one, _day in answer.context["later"]]
    assert later == [("marriage", "2019-05-04"), ("changed", "2024-05-06")]
    assert "KH 1/1998" in text(answer)
    refused = send(page("truongca"), death)
    assert refused.status_code == 422
    assert person_values(person.uuid)["death_date"] == ""
    done = send(page("truongca"), death, note="ghi nhầm năm ở sổ kết hôn")
    assert done.status_code == 303
    assert person_values(person.uuid)["death_date"] == "2001-02-03"
    step = death.steps.order_by("pk").last()
    assert [kind for kind, _uuid, _date in step.shown] == ["marriage", "changed"]


@pytest.fixture
def book_of_marriages(staff):
    return other_book(staff, "KH")


def test_what_came_since_must_be_seen_first(staff, page, person, death, book_of_marriages):
    client = page("truongca")
    old = seal(client.get(address(death)))
    husband = given_person(full_name="Trần Văn Khoa", birth_date="1970", sex="male")
    people = {"husband": husband, "wife": person}
    texts = {"wife.birth_date": "02/09/1998", "entry.registered_on": "2019"}
    saved_act(staff.actor("congan"), book_of_marriages, people, texts)
    answer = client.post(address(death, "xac-nhan"), {"xac-nhan-seal": old, "xac-nhan-note": "x"})
    assert answer.status_code == 422
    assert state_of_death(death) is DeathState.PROPOSED
    assert "KH 1/1998" in text(answer)
    again = {"xac-nhan-seal": seal(answer), "xac-nhan-note": "đã xem"}
    assert client.post(address(death, "xac-nhan"), again).status_code == 303


def test_it_is_refused_with_a_reason_and_goes_on_the_list(page, death, person):
    client = page("truongca")
    assert send(client, death, "tu-choi", reason=" ").status_code == 422
    assert send(client, death, "tu-choi", reason="gặp tại nhà, còn sống").status_code == 303
    assert person_values(person.uuid)["death_date"] == ""
    difference = open_case_of(death.mention).differences.get()
    assert (difference.field, difference.reason) == ("deceased.death_date", "death_refused")
    assert "gặp tại nhà" in text(client.get(address(death)))
    assert last_decision(death.mention).remark == "death_refused"
    deliver_mention(by=JOB, mention=death.mention)
    assert open_case_of(death.mention).differences.get() == difference
    assert send(client, death, note="").status_code == 303
    assert person_values(person.uuid)["death_date"] == "2001-02-03"


def test_a_second_death_entry_with_another_date_goes_on_the_list(staff, page, person, death):
    other = proposed(staff, person, {"deceased.death_date": "2003"}, volume="02/1998")
    answer = page("truongca").get(address(death))
    assert [one.kind for one, _day in answer.context["later"]] == ["death", "other_death"]
    assert send(page("truongca"), death, note="theo giấy báo tử").status_code == 303
    difference = open_case_of(other.mention).differences.get()
    assert (difference.register_text, difference.population_value) == ("2003", "2001-02-03")
    assert open_case_of(death.mention) is None


def test_the_linker_is_told_that_another_confirms(staff, page, person):
    staff.team.members.create(officer=staff.officer("truongca"), valid_from="2020-01-01")
    death = proposed(staff, person, by="truongca")
    answer = page("truongca").get(address(death))
    assert "cán bộ công an khác phải xác nhận" in text(answer)
    assert answer.context["confirm"] is None
    for act in ("xac-nhan", "tu-choi"):
        sent = {f"{act}-seal": answer.context["found"].seal, f"{act}-reason": "x"}
        assert page("truongca").post(address(death, act), sent).status_code == 422
    assert person_values(person.uuid)["death_date"] == ""


@pytest.mark.parametrize("login", ["tuphap", "lanhdao", "c06", "so"])
def test_others_have_no_such_page(page, death, login):
    client = page(login)
    assert client.get(QUEUE).status_code == 404
    assert client.get(address(death)).status_code == 404
    assert client.post(address(death, "xac-nhan"), {}).status_code == 404


def test_another_commune_has_no_such_death(staff, page, death):
    make_neighbours(staff)
    client = page("truongca-khac")
    assert "Không có ngày chết nào" in text(client.get(QUEUE))
    assert client.get(address(death)).status_code == 404
    assert client.post(address(death, "tu-choi"), {}).status_code == 404


def test_an_unknown_act_does_not_exist_and_bad_input_is_answered(page, death):
    client = page("truongca")
    assert client.post(address(death, "khac"), {}).status_code == 404
    for given in ({}, {"xac-nhan-seal": "x" * 99}, {"xac-nhan-seal": "sai"}):
        assert client.post(address(death, "xac-nhan"), given).status_code == 422
    assert client.get(address(death, "xac-nhan")).status_code == 405


def test_an_alert_stands_on_the_desk_until_it_is_seen(staff, page, person):
    alert = Alert.objects.create(
        officer=staff.officer("congan"),
        kind="death_of_new_person",
        person=person.uuid,
        mention=person.uuid,
        entry=person.uuid,
        entry_label="KT 1/1998",
        other_label="KS 9/1998",
        recorded_at=person.recorded_at,
    )
    desk = page("congan").get("/nhap-du-lieu/")
    assert "người này được nhập mới theo KS 9/1998" in text(desk)
    seen = f"/nhap-du-lieu/bao-dong/{alert.pk}/da-xem/"
    assert page("congan2").post(seen).status_code == 404
    assert page("tuphap").post(seen).status_code == 404
    assert page("congan").post(seen).status_code == 303
    assert "KS 9/1998" not in text(page("congan").get("/nhap-du-lieu/"))
