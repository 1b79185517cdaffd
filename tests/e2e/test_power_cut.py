"""The power fails while a clerk types: what he typed is on the screen again."""

import pytest

from tests.e2e.book import sample_entries
from tests.e2e.officers import AtDesk
from tests.support.installation import Installation
from tests.support.scripted_clerk import KEYS_OF_READING

pytestmark = pytest.mark.e2e


def test_what_was_typed_two_seconds_before_a_power_cut_is_there_again(
    at_desk: AtDesk, installation: Installation
) -> None:
    clerk = at_desk("congan2")
    written = sample_entries()[2].fields
    clerk.open("/nhap-du-lieu/")
    clerk.press("F10")
    clerk.page.wait_for_selector("#blind")
    place = clerk.page.url
    clerk.type(written["child.full_name"]["text"])
    clerk.press("Tab")
    clerk.type(written["child.birth_date"]["text"])
    clerk.press(KEYS_OF_READING["doubtful"])
    clerk.page.wait_for_timeout(2000)
    installation.kill()
    installation.start()
    clerk.page.goto(place)
    name, birth = "[name=child-full_name]", "[name=child-birth_date]"
    assert clerk.page.input_value(name) == written["child.full_name"]["text"]
    assert clerk.page.input_value(birth) == written["child.birth_date"]["text"]
    assert clerk.page.input_value("[name=child-birth_date-reading]") == "doubtful"
    clerk.take_faults()  # the page may have asked the dead server for something
    clerk.send("Bỏ giữ số này")
