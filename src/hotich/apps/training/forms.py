"""What an officer wants to practise on."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotich.apps.registers.definitions import definitions


class StartForm(forms.Form):
    """The register type of a new practice book; of an older printed form where there are several.

    A choice is the type with its form: "KS/older".
    """

    kind = forms.ChoiceField(label=gettext_lazy("Loại sổ, mẫu sổ"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choice = self.fields["kind"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  # it is declared above
        choice.choices = [
            (f"{kind.code}/{form.code}", f"{_(kind.title)}, {_(form.label)}")
            for kind in definitions()
            for form in reversed(kind.editions)
        ]

    def chosen(self) -> tuple[str, str]:
        """Return type and form of a valid form."""
        code, _slash, form = self.cleaned_data["kind"].partition("/")
        return code, form
