"""The form kit: every refusal in Vietnamese, at the field, with what was typed kept."""

import uuid
from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from hotich.core.dates import DateProblem, PartialDate
from hotich.core.registers import BIRTHS, Origin, Reading
from hotich.web import forms as kit
from hotich.web.register_form import RegisterForm, field_id_of, input_name


class Everything(kit.Form):
    """One field of each kind an office form may have."""

    text = kit.LineField(max_length=5)
    number = forms.IntegerField(min_value=1, max_value=9)
    decimal = forms.DecimalField(max_digits=3, decimal_places=1)
    choice = kit.ChoiceField(choices=[("a", "A")])
    several = forms.MultipleChoiceField(choices=[("a", "A")])
    day = kit.DayField()
    born = kit.PartialDateField()
    key = forms.UUIDField()
    file = forms.FileField()
    own = forms.CharField(error_messages={"required": "Riêng."})


def messages_of(field: forms.Field, value: object) -> list[str]:
    kit.vietnamese_messages(field)
    with pytest.raises(ValidationError) as refusal:
        field.clean(value)
    return refusal.value.messages


def test_a_missing_value_is_refused_in_vietnamese_at_every_field() -> None:
    form = Everything({})
    assert not form.is_valid()
    assert {name: list(errors) for name, errors in form.errors.items()} == {
        name: ["Riêng." if name == "own" else "Chưa nhập mục này."] for name in form.fields
    }


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        (kit.LineField(max_length=5), "abcdef", "Dài quá 5 ký tự (đang có 6). Hãy rút gọn."),
        (forms.CharField(min_length=3), "ab", "Cần ít nhất 3 ký tự (đang có 2)."),
        (kit.LineField(), "a\x00b", "Nội dung có ký tự không lưu được. Hãy xóa rồi gõ lại."),
        (kit.LineField(), "a\nb", "Nội dung có ký tự không lưu được. Hãy xóa rồi gõ lại."),
        (forms.IntegerField(), "mười", "Hãy nhập một số nguyên, chỉ gồm chữ số."),
        (forms.IntegerField(max_value=9), "10", "Giá trị lớn nhất là 9."),
        (forms.IntegerField(min_value=1), "0", "Giá trị nhỏ nhất là 1."),
        (forms.DecimalField(max_digits=2), "1234", "Có quá nhiều chữ số (nhiều nhất 2)."),
        (forms.DecimalField(), "nhiều", "Hãy nhập một số."),
        (
            kit.ChoiceField(choices=[("a", "A")]),
            "b",
            "Lựa chọn này không có trong danh sách. Hãy chọn lại.",
        ),
        (forms.UUIDField(), "x", "Mã không đúng. Hãy tải lại trang."),
        (kit.DayField(), "31/02/2025", "Ngày này không có trên lịch. Hãy kiểm tra ngày và tháng."),
        (kit.DayField(), "9/2025", "Hãy nhập đủ ngày, tháng, năm, như 02/09/2025."),
        (
            kit.PartialDateField(),
            "hôm qua",
            "Không đọc được ngày này. Hãy nhập như 02/09/1998 hoặc 1998.",
        ),
        (
            kit.PartialDateField(),
            "2981998",
            "Ngày này có nhiều cách đọc. Hãy nhập đủ, như 02/09/1998.",
        ),
    ],
)
def test_a_bad_value_is_refused_in_vietnamese(field: forms.Field, value: str, message: str) -> None:
    assert messages_of(field, value) == [message]


def test_no_message_of_any_django_field_stays_english() -> None:
    for kind in (
        forms.CharField, forms.IntegerField, forms.DecimalField, forms.FloatField, forms.UUIDField,
        forms.FileField, forms.ChoiceField, forms.MultipleChoiceField, forms.EmailField,
    ):  # fmt: skip
        field = kind()
        kit.vietnamese_messages(field)
        with translation.override("vi"):
            texts = [str(text) for text in field.error_messages.values()]
        assert not [text for text in texts if text.isascii()], kind


def test_the_form_keeps_what_was_typed_beside_the_refusal() -> None:
    form = Everything({"text": "quá dài", "number": "mười", "day": "31/02"})
    html = str(form)
    assert 'value="quá dài"' in html
    assert 'value="mười"' in html
    assert 'value="31/02"' in html
    assert 'aria-invalid="true"' in html


def test_inputs_are_quiet_and_never_cut_a_pasted_text() -> None:
    html = str(Everything()["text"])
    assert 'autocomplete="off"' in html
    assert 'spellcheck="false"' in html
    assert "maxlength" not in html


def test_verbatim_text_is_nfc_and_otherwise_untouched() -> None:
    assert kit.VerbatimField().clean("  Hoa\u0300  ") == "  Hoà  "


def test_a_required_text_of_blanks_is_missing() -> None:
    assert messages_of(kit.VerbatimField(), "   ") == ["Chưa nhập mục này."]


def test_a_partial_date_keeps_the_typed_text_and_its_reading() -> None:
    typed = kit.PartialDateField(book_year=1999).clean("2.9.98")
    assert typed == kit.TypedDate("2.9.98", PartialDate(1998, 9, 2))


def test_a_lenient_date_hands_the_impossible_on() -> None:
    typed = kit.PartialDateField(strict=False).clean("31/02/1998")
    assert (typed.text, typed.problem) == ("31/02/1998", DateProblem.IMPOSSIBLE)


def test_a_day_is_read_and_shown_as_it_is_written_here() -> None:
    assert kit.DayField().clean("2/9/2025") == date(2025, 9, 2)
    assert kit.DayField(required=False).clean(" ") is None
    assert kit.DayField().prepare_value(date(2025, 9, 2)) == "02/09/2025"


class Once(kit.IdempotencyMixin, kit.Form):
    """A form that may be sent twice."""

    name = kit.LineField()


def test_each_shown_form_has_a_token_of_its_own_and_a_sent_one_keeps_it() -> None:
    assert Once()["token"].value() != Once()["token"].value()
    token = uuid.uuid4()
    sent = Once({"name": "", "token": str(token)})
    assert not sent.is_valid()
    assert str(token) in str(sent["token"])
    assert sent.cleaned_data["token"] == token


@pytest.mark.parametrize("token", ["", "x"])
def test_a_missing_token_says_what_to_do(token: str) -> None:
    form = Once({"name": "a", "token": token})
    assert form.errors["token"] == ["Trang đã cũ. Hãy tải lại trang rồi gửi lại."]


SPECS = (BIRTHS.field("child.full_name"), BIRTHS.field("entry.registration_kind"))


def test_field_ids_and_input_names_answer_each_other() -> None:
    for field in BIRTHS.fields:
        assert field_id_of(input_name(field.id)) == field.id


def test_a_register_form_has_text_reading_and_origin_of_every_field() -> None:
    form = RegisterForm(BIRTHS.fields)
    assert len(form.fields) == 3 * len(BIRTHS.fields)
    for spec, text, reading, origin in form.rows():
        assert str(text.label) == spec.label
        assert reading.initial == Reading.CLEAR
        assert origin.is_hidden


def test_a_register_form_gives_what_was_sent_and_nothing_else() -> None:
    sent = {
        "child-full_name": " Mai Thi\u0323 Hoa",
        "child-full_name-reading": "doubtful",
        "child-full_name-origin": "ditto",
    }
    form = RegisterForm(SPECS, sent)
    assert form.is_valid(), form.errors
    value = form.values["child.full_name"]
    assert (value.text, value.reading) == (" Mai Thị Hoa", Reading.DOUBTFUL)
    assert value.origin is Origin.DITTO
    assert list(form.values) == ["child.full_name"]


def test_a_register_form_takes_any_words_but_refuses_what_cannot_be_stored() -> None:
    form = RegisterForm(SPECS, {"child-full_name": "a" * 1001, "entry-registration_kind": "cũ"})
    assert set(form.errors) == {"child-full_name"}
    assert form.errors["child-full_name"][0].startswith("Nội dung dài quá")


def test_a_register_form_refuses_unknown_marks() -> None:
    form = RegisterForm(SPECS, {"child-full_name-reading": "x", "child-full_name-origin": "y"})
    assert set(form.errors) == {"child-full_name-reading", "child-full_name-origin"}


def test_a_register_form_knows_where_suggestions_come_from() -> None:
    specs = [BIRTHS.field("child.place_of_birth"), BIRTHS.field("child.ethnicity")]
    form = RegisterForm(specs, suggest_urls={"place": "/goi-y/"})
    assert 'data-suggest-url="/goi-y/"' in str(form["child-place_of_birth"])
    assert "Kinh|" in str(form["child-ethnicity"])
