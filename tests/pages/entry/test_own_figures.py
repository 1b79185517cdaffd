"""Own figures: from dated rows, without pauses, and nobody else's."""

import inspect
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hotich.apps.entry import own_figures
from hotich.apps.entry.models import BlockConfirmation, EntryVersion
from hotich.apps.entry.own_figures import PAUSE, working_time
from tests.support.entries import given_person, saved_undecided

pytestmark = pytest.mark.django_db
SINCE = timedelta(days=1)


def html(response):
    return response.content.decode()


def figures(by):
    return own_figures.own_figures(by, since=timezone.now() - SINCE)


def test_pauses_are_no_work():
    start = timezone.now()
    moments = [start + timedelta(seconds=one) for one in (0, 30, 90)]
    assert working_time(moments) == timedelta(seconds=90)
    assert working_time([*moments, moments[-1] + PAUSE * 2]) == timedelta(seconds=90)
    assert working_time([]) == timedelta()


def test_the_figures_are_the_officers_own(book, clerk, staff):
    for _ in range(2):
        saved_undecided(clerk, book)
    saved_undecided(staff.actor("congan2"), book)
    mine = figures(clerk)
    assert (mine.typed, mine.corrected, mine.returned) == (2, 0, 0)
    assert mine.shares == {"typed": 100}
    assert mine.per_hour is None or mine.per_hour > 0
    assert figures(staff.actor("congan2")).typed == 1
    assert figures(staff.actor("truongca")).typed == 0


def test_keys_and_time_are_what_the_pages_counted(book, clerk):
    for keys, milliseconds in ((90, 61_000), (400, 200_000), (80, 40_000)):
        entry = saved_undecided(clerk, book).entry
        entry.versions.update(keys=keys, milliseconds=milliseconds)
    mine = figures(clerk)
    assert (mine.keys, mine.worked) == (90, timedelta(seconds=301))
    saved_undecided(clerk, book)  # a page without modules tells nothing
    assert figures(clerk).keys == 90
    assert figures(clerk).worked < timedelta(seconds=60)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("231 45210", (231, 45210)),
        ("", (None, None)),
        ("-1 5", (None, None)),
        ("12", (None, None)),
        ("1e9 1", (None, None)),
        ("9999999 1", (None, None)),
        ("٣ ٤", (None, None)),
    ],
)
def test_two_numbers_come_with_the_save_and_nothing_else(typing, told: str, kept):
    person = given_person()
    typing.look_up()
    typing.choose(person)
    assert typing.save({"effort": told}).status_code == 303
    assert EntryVersion.objects.values_list("keys", "milliseconds").get() == kept


def test_step_2_counts_on_from_step_1(typing):
    given = {"effort": "40 9000"}
    typing.client.post(typing.url("draft"), given)
    person = given_person()
    typing.look_up()
    typing.choose(person)
    page = html(typing.client.get(typing.url("type")))
    assert 'name="effort" value="40 9000"' in page


def test_blocks_confirmed_faster_than_one_reads_are_counted(book, clerk):
    entry = saved_undecided(clerk, book).entry
    for section, milliseconds in (("child", 400), ("mother", 9_000), ("father", 100)):
        BlockConfirmation.objects.create(
            entry=entry,
            version=1,
            section=section,
            offered=0 if section == "father" else 4,
            milliseconds=milliseconds,
        )
    found = figures(clerk)
    assert (found.blocks, found.too_fast, found.percent_too_fast) == (2, 1, 50)


def test_what_was_typed_before_is_not_counted(book, clerk):
    saved_undecided(clerk, book)
    EntryVersion.objects.update(recorded_at=timezone.now() - 2 * SINCE)
    assert figures(clerk).typed == 0


def test_the_page_takes_no_officer(page, book, clerk):
    saved_undecided(clerk, book)
    client = page("congan")
    shown = html(client.get(reverse("entry:own")))
    assert "Trường hợp mỗi giờ" in shown
    assert "tự gõ" in shown
    client.cookies["django_language"] = "en"
    assert "My figures" in html(client.get(reverse("entry:own")))
    for login in ("lanhdao", "tuphap", "c06", "so"):
        assert page(login).get(reverse("entry:own")).status_code == 404


def test_no_function_of_the_room_gives_another_officers_figures():
    public = [
        one
        for name, one in vars(own_figures).items()
        if inspect.isfunction(one) and one.__module__ == own_figures.__name__ and name[0] != "_"
    ]
    taken = {name for one in public for name in inspect.signature(one).parameters}
    assert taken == {"by", "since", "moments"}
