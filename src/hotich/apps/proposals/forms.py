"""Forms of bulk look-ups: which books, why, and what for."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from hotich.apps.proposals.actions import MOST_LETTERS
from hotich.apps.proposals.due import PRINCIPAL, Cause
from hotich.apps.proposals.scopes import Scope
from hotich.web import forms as kit

WHOLE = "tat-ca"  # stands for everything in a form, where "" would be no choice


class ScopeForm(kit.Form):
    """The books a run goes over, and its reason."""

    scope = kit.ChoiceField(label=_("Phạm vi"))
    reason = kit.LineField(
        label=_("Lý do"),
        max_length=MOST_LETTERS,
        help_text=_("Ghi vào nhật ký cùng từng lần tra cứu."),
    )

    def __init__(self, scopes: Iterable[Scope], *args: object, **kwargs: object) -> None:
        """Take the scopes to choose from, then a form's arguments."""
        super().__init__(*args, **kwargs)
        field = self.fields["scope"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(scope.key or WHOLE, scope.label) for scope in scopes]


class LookUpForm(ScopeForm):
    """What to look up."""

    causes = forms.MultipleChoiceField(
        label=_("Tra cứu những ai"),
        choices=Cause.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[cause.value for cause in PRINCIPAL],
    )


class CompareForm(ScopeForm):
    """Which open cases to compare again."""
