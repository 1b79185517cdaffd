"""Why somebody was proposed: fact by fact on the panel, and again on a page of its own."""

import re

from django.urls import reverse

from hotich.apps.audit.models import AuditRow
from hotich.apps.entry.models import Mention
from hotich.apps.population.lookups import RegisterSilentError
from hotich.apps.population.models import Lookup, LookupAnswer, LookupCandidate
from hotich.apps.population.names import keep_names
from hotich.apps.population.port import replaced
from tests.support.entries import BIRTH, given_person
from tests.support.population import REGISTRAR
from tests.support.signing_in import signed_in


def html(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def counted() -> None:
    """Keep a table of names in which one in 250 is called as the child."""
    keep_names(by=REGISTRAR, bearers=[(BIRTH["child.full_name"], 400), ("Lê Hiếm", 99_600)])


def asked(typing) -> Lookup:
    typing.look_up()
    return Lookup.objects.order_by("recorded_at").last()


def saved(typing, person) -> Mention:
    typing.choose(person)
    typing.save()
    return Mention.objects.get(role="child")


def test_the_panel_says_why_in_words_with_the_running_sum(typing):
    counted()
    person = given_person()
    given_person(full_name="Mai Thị Huệ", birth_date="2000-03-04")
    text = html(typing.look_up(wide=True))
    assert "Vì sao: so sánh từng điểm" in text
    assert "cứ 250 người có 1 người mang tên này" in text
    assert "Người thứ nhất hơn người thứ hai" in text
    answer = LookupAnswer.objects.get()
    assert answer.names_digest[:12] in text
    assert answer.lookup.model_version in text
    assert person.pin not in text
    first = LookupCandidate.objects.get(place=0)
    total = sum(bits for _fact, _level, bits in first.levels)
    assert abs(total - first.bits) < 1e-6
    assert f"{total:.1f}".replace(".", ",") in text


def test_without_a_table_of_names_it_says_so(typing):
    given_person()
    assert "Chưa có bảng tần suất họ tên" in html(typing.look_up())


def test_what_was_kept_is_shown_again_and_recorded_first(typing, page):
    counted()
    person = given_person()
    lookup = asked(typing)
    saved(typing, person)
    child = Mention.objects.get(role="child")
    page_of_entry = html(typing.client.get(reverse("entry:entry", args=[child.entry_id])))
    url = reverse("entry:evidence", args=[lookup.pk])
    assert url in page_of_entry
    text = html(typing.client.get(url))
    assert "cứ 250 người có 1 người mang tên này" in text
    assert "Điểm và nhận xét là của lúc tra cứu" in text
    assert person.pin not in text
    row = AuditRow.objects.get(action="candidates.reviewed")
    assert row.object == lookup.pk
    assert person.uuid in set(row.subjects.values_list("subject", flat=True))


def test_other_offices_and_officers_without_the_right_see_nothing(typing, page, other_commune):
    person = given_person()
    lookup = asked(typing)
    saved(typing, person)
    url = reverse("entry:evidence", args=[lookup.pk])
    assert page("tuphap").get(url).status_code == 404
    neighbour = next(login for login in other_commune.officers if login.startswith("congan"))
    client = signed_in(other_commune.officer(neighbour))
    assert client.get(url).status_code == 404
    assert not AuditRow.objects.filter(action="candidates.reviewed").exists()


def test_an_unknown_look_up_and_one_without_an_answer_have_no_page(typing):
    person = given_person()
    lookup = asked(typing)
    saved(typing, person)
    unknown = reverse("entry:evidence", args=[typing.held.pk])
    assert typing.client.get(unknown).status_code == 404
    LookupAnswer.objects.filter(lookup=lookup).update(silent=True)
    answer = typing.client.get(reverse("entry:evidence", args=[lookup.pk]))
    assert answer.status_code == 404


def test_a_silent_register_is_said(typing):
    person = given_person()
    lookup = asked(typing)
    saved(typing, person)

    class Silent:
        def values(self, persons):
            raise RegisterSilentError

    with replaced(Silent()):
        text = html(typing.client.get(reverse("entry:evidence", args=[lookup.pk])))
    assert "CSDLQGVDC chưa trả lời" in text
