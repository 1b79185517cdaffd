"""The typing pages of one who comes upon his kin: led away, and nothing of it is there again."""

import pytest
from django.urls import reverse

from hotich.apps.entry import actions
from hotich.apps.entry.models import Draft
from hotich.apps.family.actions import declare_relative
from hotich.apps.family.models import Exclusion, Relation
from tests.support.entries import given_person, saved_undecided

pytestmark = pytest.mark.django_db
LEFT = "/nguoi-than/da-giao/"


def html(response):
    return response.content.decode()


def found_by(client):
    """Return what the box of the desk answers for the number, with where it leads."""
    answer = client.post(reverse("entry:find"), {"text": "1/1998"})
    return html(answer) + answer.headers.get("Location", "")


def declare(clerk, **facts):
    said = {"full_name": "Mai Thị Phượng", "birth": "1998-09-02"} | facts
    return declare_relative(by=clerk, relation=Relation.CHILD, **said)


def test_a_look_up_of_kin_leads_away_and_keeps_what_was_typed(typing, clerk, page):
    given_person()
    declare(clerk)
    answer = typing.look_up()
    assert (answer.status_code, answer.url) == (303, LEFT)
    assert "Đã giao cho người khác" in html(typing.client.get(LEFT))
    assert Exclusion.objects.get().entry == typing.held.entry
    assert "Mai Thị Phượng" in Draft.objects.get().values["fields"].values()
    for name in ("type", "look_up", "choose", "save", "back", "release"):
        assert typing.client.post(typing.url(name), typing.texts()).status_code in {404, 405}
    assert typing.client.get(typing.url("type")).status_code == 404
    other = page("congan2")
    assert other.post(reverse("entry:take_over", args=[typing.held.pk])).status_code == 303
    assert "Mai Thị Phượng" in html(other.get(typing.url("type")))


def test_htmx_is_led_to_the_page(typing, clerk):
    declare(clerk)
    data = typing.texts(["child.full_name", "child.birth_date"])
    answer = typing.client.post(typing.url("look_up"), data, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, LEFT)


def test_saving_kin_named_as_mother_leads_away(typing, clerk):
    declare(clerk, full_name="Trần Thị Huyền", birth="1974-05-06")
    typing.look_up()
    typing.choose(choice="undecided")
    answer = typing.save(mother__birth_date="06/05/1974")
    assert (answer.status_code, answer.url) == (303, LEFT)
    assert Exclusion.objects.get().handed_on
    assert "06/05/1974" in Draft.objects.get().values["fields"].values()


def test_a_saved_entry_of_kin_does_not_exist_for_the_officer(page, book, clerk):
    entry = saved_undecided(clerk, book).entry
    client = page("congan")
    address = reverse("entry:entry", args=[entry.pk])
    assert client.get(address).status_code == 200
    assert address in found_by(client)
    declare(clerk)
    gone, absent = client.get(address), client.get(reverse("entry:entry", args=[book.pk]))
    assert gone.status_code == absent.status_code == 404
    assert page("congan2").get(address).status_code == 200
    assert address not in found_by(client)
    assert "1/1998" in html(page("truongca").get(reverse("family:exclusions")))


def test_drafts_of_what_is_left_are_not_given_up(typing, clerk):
    declare(clerk)
    typing.look_up()
    from hotich.apps.family.problems import OwnFamilyError

    with pytest.raises(OwnFamilyError):
        actions.give_up_draft(by=clerk, entry=typing.held.entry)
    assert Draft.objects.exists()
