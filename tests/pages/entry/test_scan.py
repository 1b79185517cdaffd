"""The scan of the book's page beside the form: shown, turned, and never another book's."""

import pytest
from django.urls import reverse

from tests.support.entries import given_person, saved_undecided

pytestmark = pytest.mark.django_db


def html(response):
    return response.content.decode()


def test_the_scan_stands_beside_both_steps(typing, scanned):
    first, second = scanned
    blind = html(typing.client.get(typing.url("type")))
    assert reverse("scans:image", args=[first.pk]) in blind
    given_person()
    typing.look_up()
    typing.choose(choice="undecided")
    draft = {"entry-page": "2"}
    typing.client.post(typing.url("draft"), draft)
    sheet = html(typing.client.get(typing.url("type")))
    assert reverse("scans:image", args=[second.pk]) in sheet


def test_the_scan_turns_to_the_page_beside(typing, scanned):
    first, second = scanned
    turned = typing.client.get(reverse("scans:pane", args=[second.pk]))
    assert reverse("scans:image", args=[second.pk]) in html(turned)
    assert reverse("scans:pane", args=[first.pk]) in html(turned)


def test_no_pane_without_a_scan(typing):
    assert "data-viewer" not in html(typing.client.get(typing.url("type")))


def test_the_scan_stands_beside_a_correction(page, book, clerk, scanned):
    first, _second = scanned
    saved = saved_undecided(clerk, book, {"entry.page": "1"})
    text = html(page("congan").get(reverse("entry:correct", args=[saved.entry.pk])))
    assert reverse("scans:image", args=[first.pk]) in text
