"""Forms of the sign-in page and of the check of computers."""

import unicodedata

from django import forms
from django.contrib.auth import authenticate
from django.utils.translation import gettext_lazy as _

from hotich.apps.accounts.models import Officer
from hotich.web.forms import Form


class SignInForm(Form):
    """Login name, password, and the computer at which the officer sits."""

    login = forms.CharField(label=_("Tên đăng nhập"), max_length=60)
    password = forms.CharField(label=_("Mật khẩu"), max_length=200, widget=forms.PasswordInput)
    workstation = forms.CharField(label=_("Máy tính"), max_length=100, required=False)

    officer: Officer | None = None

    def clean(self) -> dict[str, object]:
        """Check the password; keyboards differ in how they compose letters, so both are NFKC."""
        given = self.cleaned_data
        if "login" in given and "password" in given:
            found = authenticate(
                username=unicodedata.normalize("NFKC", given["login"]).strip(),
                password=unicodedata.normalize("NFKC", given["password"]),
            )
            if not isinstance(found, Officer):
                message = _("Tên đăng nhập hoặc mật khẩu không đúng. Hãy nhập lại.")
                raise forms.ValidationError(message, code="wrong")
            self.officer = found
        return given
