"""The components of the pages: what they show, and that they escape what they are given."""

from datetime import date

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from hotich.core.discrepancies import FieldRelation, Outcome
from hotich.core.places import Unit
from hotich.web import forms as kit
from hotich.web.comparison import comparison_row
from hotich.web.states import OUTCOMES, RELATIONS

HOSTILE = '<b onclick="x">&'


def render(source: str, /, **context: object) -> str:
    return Template("{% load components %}" + source).render(Context(context)).strip()


class NameForm(kit.Form):
    """One required field with help."""

    name = kit.LineField(label="Họ <tên>", help_text="Như trong <sổ>")


def test_a_field_ties_label_help_and_error_to_its_control() -> None:
    html = render("{% field form.name %}", form=NameForm({"name": ""}))
    assert '<label class="field__label" for="id_name">Họ &lt;tên&gt;' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext">Như trong &lt;sổ&gt;' in html
    assert 'id="id_name_error"><li>Chưa nhập mục này.</li>' in html
    assert 'aria-invalid="true"' in html


def test_the_error_summary_leads_to_the_fields() -> None:
    html = render("{% error_summary form %}", form=NameForm({"name": ""}))
    assert 'role="alert"' in html
    assert '<a href="#id_name">Họ &lt;tên&gt;</a>: Chưa nhập mục này.' in html
    assert render("{% error_summary form %}", form=NameForm({"name": "Mai"})) == ""


def test_differing_letters_are_marked_and_escaped() -> None:
    row = comparison_row("Họ tên", "Phượng<", "Phương<", FieldRelation.DIFFERS)
    html = render("{% comparison_row row %}", row=row)
    assert 'Phư<mark class="diff">ợ</mark>ng&lt;' in html
    assert 'Phư<mark class="diff">ơ</mark>ng&lt;' in html
    assert 'class="is-warn"' in html
    assert "Khác: đọc lại sổ" in html


def test_a_place_under_another_name_is_no_difference_and_marks_nothing() -> None:
    row = comparison_row("Nơi sinh", "Nga Trường", "Ba Đình", FieldRelation.OTHER_UNIT_NAME)
    html = render("{% comparison_row row %}", row=row)
    assert "<mark" not in html
    assert 'class="is-ok"' in html


def test_a_missing_side_is_shown_as_missing() -> None:
    row = comparison_row(
        "Quê quán", "", "Nga Trường", FieldRelation.BLANK_IN_BOOK, reason="one_day"
    )
    html = render("{% comparison_row row %}", row=row)
    assert '<span class="missing">không có</span>' in html
    assert "lệch một ngày" in html


def test_every_outcome_and_relation_has_words_and_a_tone() -> None:
    assert set(Outcome) <= set(OUTCOMES)
    assert set(FieldRelation) == set(RELATIONS)
    tones = {state.tone for state in (*OUTCOMES.values(), *RELATIONS.values())}
    assert tones <= {"ok", "warn", "info", "idle", "pending", "error"}
    assert 'badge--warn">Chưa thống nhất' in render('{% state_badge "inconsistent" %}')
    assert "Không rõ" in render('{% state_badge "nonsense" %}')


def test_a_masked_number_hides_its_middle() -> None:
    html = render('{% masked_pin "000198000012" %}')
    assert "000198000012" not in html
    assert html.startswith('<span class="pin">000')
    assert "không có" in render('{% masked_pin "" %}')


def test_a_unit_is_shown_with_its_day() -> None:
    unit = Unit(
        "16171", "commune", "Xã Nga Trường", "Nga Trường", "Xã", "", None, date(2025, 6, 30)
    )
    html = render("{% dated_unit unit %}", unit=unit)
    assert html == 'Xã Nga Trường <span class="muted dated">(đến 30/06/2025)</span>'
    assert "không có" in render("{% dated_unit unit %}", unit=None)


@pytest.mark.parametrize(
    "template",
    [
        "{% badge text text %}",
        "{% empty text text text text %}",
        "{% notice text text text %}",
        "{% definition_list pairs %}",
        "{% progress 1 2 text %}",
        "{% steps labels 1 %}",
        '{% verdict "consistent" text %}',
        "{% missing text %}",
        "{% masked_pin text %}",
        "{% whole_pin text %}",
        "{{ text|word }}",
    ],
)
def test_a_component_escapes_what_it_is_given(template: str) -> None:
    html = render(template, text=HOSTILE, labels=[HOSTILE], pairs=[(HOSTILE, HOSTILE)])
    assert "<b " not in html


def test_a_definition_list_shows_what_is_missing() -> None:
    html = render("{% definition_list rows %}", rows=[("Số trang", 0), ("Ghi chú", "")])
    assert "<dd>0</dd>" in html
    assert "không có" in html


def test_pagination_links_keep_the_query() -> None:
    request = RequestFactory().get("/", {"trang": "2", "nam": "1998"})
    page = Paginator(range(9), 3).get_page(2)
    html = render("{% pagination page %}", page=page, request=request)
    assert 'href="?trang=1&amp;nam=1998"' in html
    assert 'href="?trang=3&amp;nam=1998"' in html
    assert "4–6 trong 9" in html


def test_pagination_of_a_posted_search_sends_the_form_again() -> None:
    page = Paginator(range(9), 3).get_page(1)
    html = render('{% pagination page "tim" %}', page=page)
    assert 'form="tim" name="trang" value="2"' in html
    assert "<a " not in html


def test_nothing_is_shown_of_an_empty_list() -> None:
    assert render("{% pagination page %}", page=Paginator([], 3).get_page(1)) == ""


def test_the_outcome_bar_adds_up_to_the_whole() -> None:
    html = render("{% outcome_bar counts %}", counts={"consistent": 3, "inconsistent": 1})
    assert 'x="0.000" y="0" width="75.000"' in html
    assert 'x="75.000" y="0" width="25.000"' in html
    assert "Chưa có trường hợp nào." in render("{% outcome_bar counts %}", counts={})


def test_progress_of_nothing_is_no_fault() -> None:
    assert "0 %" in render("{% progress 0 0 %}")


def test_steps_name_the_current_one() -> None:
    html = render("{% steps labels 2 %}", labels=["Một", "Hai", "Ba"])
    assert html.count("is-done") == 1
    assert 'aria-current="step">Hai' in html


def test_words_of_the_core_are_shown_in_the_language_of_the_page() -> None:
    with translation.override("vi"):
        assert render("{{ text|word }}", text="Giới tính") == "Giới tính"
