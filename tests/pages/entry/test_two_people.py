"""A marriage: husband and wife are looked up one after the other, each with his own conclusion."""

import re

import pytest
from django.urls import reverse

from hotich.apps.entry import actions, queries
from hotich.apps.entry.models import Entry, Outcome
from hotich.apps.population.models import Lookup
from hotich.apps.population.queries import live_request
from hotich.core.registers import register_type
from tests.support.any_register import People, marked, texts_of
from tests.support.books import entering_book

pytestmark = pytest.mark.django_db

MARRIAGES = register_type("KH")


def html(response):
    return response.content.decode()


class Desk:
    """The pages of one marriage at a clerk's desk."""

    def __init__(self, client, held):
        self.client, self.held = client, held
        self.people = People(MARRIAGES)
        self.texts = texts_of(MARRIAGES, "older", self.people)

    def url(self, name):
        return reverse(f"entry:{name}", args=[self.held.pk])

    def show(self):
        return html(self.client.get(self.url("type")))

    def blind(self, role):
        wanted = {spec.id.replace(".", "-", 1) for spec in MARRIAGES.blind_fields(role)}
        inputs = marked(MARRIAGES, self.texts)
        found = {name: text for name, text in inputs.items() if _field(name) in wanted}
        return found | {"role": role}

    def look_up(self, role, **more):
        return self.client.post(self.url("look_up"), self.blind(role) | more)

    def choose(self, role, **more):
        return self.client.post(self.url("choose"), self.blind(role) | more)

    def save(self, **more):
        token = re.search(r'name="token" value="([^"]+)"', self.show())[1]
        data = marked(MARRIAGES, self.texts) | {"token": token} | more
        return self.client.post(self.url("save"), data)


def _field(name):
    return re.sub(r"-(reading|origin)$", "", name)


@pytest.fixture
def desk(staff, page):
    book = entering_book(staff, register_type="KH", volume="01/1998")
    held = actions.reserve_next(by=staff.actor("congan"), book=book.pk)
    return Desk(page("congan"), held)


def test_the_second_form_holds_what_was_typed_of_both_and_refuses_nothing_yet(desk):
    husband = desk.people.in_register(MARRIAGES, "husband")
    desk.look_up("husband")
    assert desk.choose("husband", person=str(husband.uuid)).status_code == 303
    shown = desk.show()
    assert 'name="role" value="wife"' in shown
    assert "Mai Thị Phượng" in shown
    assert "Hãy nhập ngày sinh" not in shown
    assert 'aria-current="step"' in shown


def test_each_has_a_look_up_and_an_outcome_of_his_own(desk):
    husband = desk.people.in_register(MARRIAGES, "husband")
    desk.look_up("husband")
    desk.choose("husband", person=str(husband.uuid))
    desk.look_up("wife", breadth="wide")
    desk.choose("wife", choice="none")
    assert "Đề nghị cấp số định danh cá nhân: Người vợ" in desk.show()
    refused = desk.save()
    assert refused.status_code == 422  # whether she lives was not said
    given = {"wife-life": "alive", "wife-basis": "gia đình khai", "unread_accepted": "1"}
    assert desk.save(**given).status_code == 303
    entry = Entry.objects.get()
    mentions = {one.role: one for one in entry.mentions.all()}
    assert queries.live_link(mentions["husband"].pk).person == husband.uuid
    assert queries.last_decision(mentions["husband"].pk).outcome == Outcome.CONSISTENT
    assert queries.last_decision(mentions["wife"].pk).outcome == Outcome.NOT_FOUND
    assert queries.outcome_of(entry) == Outcome.NOT_FOUND
    request = live_request(mentions["wife"].pk)
    assert request.facts["full_name"] == "Mai Thị Phượng"
    assert request.facts["sex"] == "female"  # the role says it; no column does
    assert {one.mention for one in Lookup.objects.all()} == {one.pk for one in mentions.values()}


def test_nobody_is_husband_and_wife(desk):
    wife = desk.people.in_register(MARRIAGES, "wife")
    desk.texts["husband.full_name"] = desk.texts["wife.full_name"]
    desk.texts["husband.birth_date"] = desk.texts["wife.birth_date"]
    desk.look_up("husband")
    desk.choose("husband", person=str(wife.uuid))
    desk.look_up("wife")
    refused = desk.choose("wife", person=str(wife.uuid))
    assert refused.status_code == 422
    assert "đã được chọn cho một người khác" in html(refused)


def test_going_back_asks_for_the_last_one_again_and_keeps_the_first(desk):
    husband = desk.people.in_register(MARRIAGES, "husband")
    desk.look_up("husband")
    desk.choose("husband", person=str(husband.uuid))
    desk.look_up("wife")
    desk.choose("wife", choice="undecided")
    desk.client.post(desk.url("back"))
    shown = desk.show()
    assert 'name="role" value="wife"' in shown
    assert "đã chọn trong CSDLQGVDC" in shown
    desk.client.post(desk.url("back"))
    assert 'name="role" value="husband"' in desk.show()


def test_a_role_that_the_register_does_not_have_is_the_first_one(desk):
    answer = desk.client.post(desk.url("look_up"), desk.blind("husband") | {"role": "bishop"})
    assert answer.status_code == 200
    assert Lookup.objects.get().mention.hex == desk.held.mentions["husband:0"].replace("-", "")
