"""Forms of signing in, of the own account, and of the accounts of an office."""

import unicodedata
from itertools import pairwise
from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotich.apps.accounts.models import FactorKind, Officer
from hotich.apps.accounts.permissions import ROLE_NAMES, Role
from hotich.apps.accounts.sessions import UNLOCK_CODE_DIGITS
from hotich.web.forms import ChoiceField, DayField, Form

_ONE_TIME = {"autocomplete": "one-time-code", "data-focus": True}


def composed(text: str) -> str:
    """Return the text in one composition; keyboards differ in how they compose letters."""
    return unicodedata.normalize("NFKC", text)


class SignInForm(Form):
    """Login name, password, and the computer at which the officer sits."""

    login = forms.CharField(label=_("Tên đăng nhập"), max_length=60)
    password = forms.CharField(
        label=_("Mật khẩu"), max_length=200, strip=False, widget=forms.PasswordInput
    )
    workstation = forms.CharField(label=_("Máy tính"), max_length=100, required=False)

    def clean_login(self) -> str:
        """Return the login name in one composition."""
        return composed(self.cleaned_data["login"]).strip()

    def officer(self) -> Officer | None:
        """Return whose name and password these are; None and a message when they are nobody's."""
        found = authenticate(
            username=self.cleaned_data["login"],
            password=composed(self.cleaned_data["password"]),
        )
        if isinstance(found, Officer):
            return found
        self.add_error(None, _("Tên đăng nhập hoặc mật khẩu không đúng. Hãy nhập lại."))
        return None


class CodeForm(Form):
    """A code of the app or of the printed list."""

    code = forms.CharField(
        label=_("Mã xác nhận"), max_length=20, widget=forms.TextInput(attrs=_ONE_TIME)
    )


class NewPasswordForm(Form):
    """A new password of one's own, twice."""

    password = forms.CharField(
        label=_("Mật khẩu mới"),
        max_length=200,
        strip=False,
        help_text=_(
            "Ít nhất 10 ký tự; một câu dài dễ nhớ tốt hơn một từ khó. Không cần đổi định kỳ."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "data-focus": True}),
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu mới"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, officer: Officer, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Take whose password it is, then a form's arguments."""
        self._officer = officer
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Refuse a short or a common password, and the one that was handed over."""
        password = composed(self.cleaned_data["password"])
        if self._officer.check_password(password):
            raise ValidationError(gettext("Mật khẩu mới phải khác mật khẩu cũ."))
        validate_password(password, self._officer)
        return password

    def clean(self) -> dict[str, Any]:
        """Refuse two that differ."""
        given = super().clean() or self.cleaned_data
        if "password" in given and composed(given.get("again", "")) != given["password"]:
            self.add_error("again", _("Hai lần nhập không giống nhau."))
        return given


class OldPasswordForm(NewPasswordForm):
    """The old password and a new one, for an officer who is signed in."""

    old = forms.CharField(
        label=_("Mật khẩu đang dùng"), max_length=200, strip=False, widget=forms.PasswordInput
    )
    field_order = ("old", "password", "again")


class PasswordForm(Form):
    """The officer's password again, before something that weighs."""

    password = forms.CharField(
        label=_("Mật khẩu đang dùng"), max_length=200, strip=False, widget=forms.PasswordInput
    )


class FactorForm(Form):
    """Which second proof: an app, or a printed list."""

    kind = ChoiceField(
        label=_("Cách xác nhận hai bước"),
        choices=FactorKind.choices,
        widget=forms.RadioSelect,
        initial=FactorKind.APP.value,
    )


class UnlockCodeForm(Form):
    """The code that opens a screen that locked itself."""

    unlock_code = forms.CharField(
        label=_("Mã mở khóa màn hình (6 chữ số)"),
        max_length=20,
        help_text=_("Chỉ để mở màn hình đã tự khóa, không thay mật khẩu."),
        widget=forms.PasswordInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "data-focus": True}
        ),
    )
    again = forms.CharField(
        label=_("Nhập lại mã mở khóa"),
        max_length=20,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def clean_unlock_code(self) -> str:
        """Refuse what is not six digits, or one digit six times, or six in a row."""
        code = str(self.cleaned_data["unlock_code"]).strip()
        if len(code) != UNLOCK_CODE_DIGITS or not (code.isascii() and code.isdigit()):
            raise ValidationError(gettext("Hãy nhập đúng 6 chữ số."))
        steps = {int(right) - int(left) for left, right in pairwise(code)}
        if len(steps) == 1 and steps <= {-1, 0, 1}:
            raise ValidationError(gettext("Mã này quá dễ đoán. Hãy chọn mã khác."))
        return code

    def clean(self) -> dict[str, Any]:
        """Refuse two that differ."""
        given = super().clean() or self.cleaned_data
        if "unlock_code" in given and given.get("again", "").strip() != given["unlock_code"]:
            self.add_error("again", _("Hai lần nhập không giống nhau."))
        return given


class UnlockForm(Form):
    """The code at a locked screen."""

    unlock_code = forms.CharField(
        label=_("Mã mở khóa màn hình"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "data-focus": True}),
    )


def _roles() -> list[tuple[str, str]]:
    return [(role.value, gettext(words)) for role, words in ROLE_NAMES.items()]


class PostForm(Form):
    """A post in the office, from a day on."""

    role = ChoiceField(label=_("Nhiệm vụ"), choices=_roles)
    valid_from = DayField(label=_("Từ ngày"))

    def role_given(self) -> Role:
        """Return the role; call after `is_valid`."""
        return Role(self.cleaned_data["role"])


class AccountForm(PostForm):
    """A new account of one named person."""

    full_name = forms.CharField(label=_("Họ, chữ đệm, tên cán bộ"), max_length=120)
    login = forms.SlugField(
        label=_("Tên đăng nhập"),
        max_length=60,
        error_messages={"invalid": _("Chỉ gồm chữ không dấu, chữ số, dấu gạch.")},
    )
    field_order = ("full_name", "login", "role", "valid_from")

    def clean_login(self) -> str:
        """Return the login name in small letters."""
        return str(self.cleaned_data["login"]).casefold()


class ReasonForm(Form):
    """Why an account is closed, opened or given anew."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)


class LastDayForm(Form):
    """The last day of a post."""

    last_day = DayField(label=_("Ngày cuối"))
