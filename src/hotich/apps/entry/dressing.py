"""Which helps stand at a field of the sheet? What the page's modules know, they know from here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.forms import Select
from django.utils.translation import gettext

from hotich.apps.entry.forms import RestForm, has_year_of_book
from hotich.apps.entry.habits import Habits
from hotich.apps.entry.offering import Offer, dittos, is_carried, may_pin, needs_look
from hotich.core.registers import Field, Kind, Reading, RegisterType
from hotich.core.words import vi
from hotich.web.register_form import input_name, joined

# What a digit says of a date in words: the book has none, it agrees with the digits, it does not.
WORDED = (
    ("0", vi("không ghi"), "reading", Reading.BLANK.value),
    ("1", vi("khớp"), "agrees", "yes"),
    ("2", vi("không khớp"), "agrees", "no"),
)


@dataclass(frozen=True)
class Helps:
    """What is known for the sheet of one entry; without anything the sheet is a plain form.

    `passed` are the fields that Enter passes by; `kept` says of those that can be kept from entry
    to entry whether they are; `year` is the book's.
    """

    offers: Mapping[str, Offer] = field(default_factory=dict)
    dittos: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    passed: frozenset[str] = frozenset()
    kept: Mapping[str, bool] = field(default_factory=dict)
    blank: frozenset[str] = frozenset()
    year: int = 0


def helps_of(
    definition: RegisterType,
    offers: Mapping[str, Offer],
    habits: Habits,
    pins: Mapping[str, bool],
    year: int,
) -> Helps:
    """Return the helps for an entry: from the book's habits and the officer's own pins."""
    principals = {role.code for role in definition.principal_roles}
    worded = (spec for spec in definition.fields if spec.kind is Kind.WORDED_DATE)
    return Helps(
        offers=offers,
        dittos=dittos(definition, habits),
        passed=frozenset(
            spec.id
            for spec in definition.fields
            if not needs_look(spec, offers.get(spec.id), habits)
        ),
        kept={
            spec.id: pins.get(spec.id, is_carried(spec, principals))
            for spec in definition.fields
            if may_pin(spec)
        },
        blank=frozenset(spec.id for spec in worded if habits.is_blank(spec.id)),
        year=year,
    )


def dress(form: RestForm, helps: Helps) -> None:
    """Put the helps at the controls of the form, as attributes that the modules read."""
    shown = {spec.id for spec in form.specs}
    for spec in form.specs:
        attrs = form.fields[input_name(spec.id)].widget.attrs
        offer = helps.offers.get(spec.id)
        if offer is not None:
            _offer(form, spec, offer)
        if spec.id in helps.dittos:
            attrs["data-ditto"] = json.dumps(helps.dittos[spec.id], ensure_ascii=False)
        if spec.id in helps.passed:
            attrs["data-pass"] = True
        if spec.kind is Kind.WORDED_DATE:
            _worded(form, spec, is_blank=spec.id in helps.blank)
        if helps.year:
            attrs |= _copies(spec, shown)
            if has_year_of_book(form.definition, spec):
                attrs["data-year"] = helps.year


def kept_of(spec: Field, helps: Helps) -> bool | None:
    """Return whether the field keeps its text for the next entry; None where none can."""
    return helps.kept.get(spec.id)


def _offer(form: RestForm, spec: Field, offer: Offer) -> None:
    attrs = form.fields[input_name(spec.id)].widget.attrs
    attrs |= {"data-prefill": offer.text, "data-prefill-origin": offer.origin.value}
    words = gettext(offer.text) if spec.kind is Kind.CHOICE else offer.text
    if offer.needs:
        attrs |= {"data-prefill-needs": input_name(offer.needs), "data-prefill-words": words}
        if not form[input_name(offer.needs)].value():
            return
    if spec.kind is Kind.CHOICE:
        _offer_choice(form, spec, words)
    else:
        attrs["placeholder"] = words


def _offer_choice(form: RestForm, spec: Field, words: str) -> None:
    """Show the offer in the empty line of the list."""
    widget = form.fields[input_name(spec.id)].widget
    if isinstance(widget, Select):
        known = [choice for choice in widget.choices if choice[0]]
        widget.choices = [("", f"({words})"), *known]


def _worded(form: RestForm, spec: Field, *, is_blank: bool) -> None:
    """Let a digit say how the words stand to the digits; the block's word follows the book."""
    name = input_name(spec.id)
    attrs = form.fields[name].widget.attrs
    attrs |= {
        "data-pad": joined((digit, gettext(words)) for digit, words, _, _ in WORDED),
        "data-pad-sets": joined((digit, f"{name}-{part}:{to}") for digit, _, part, to in WORDED),
    }
    if is_blank:
        attrs["data-prefill-reading"] = Reading.BLANK.value
        attrs["placeholder"] = gettext("(sổ không ghi bằng chữ)")
        form.fields[f"{name}-agrees"].widget.attrs.pop("data-prefill", None)


def _copies(spec: Field, shown: set[str]) -> dict[str, str]:
    sources = [
        [source.split(".")[0], input_name(source)] for source in spec.copied_from if source in shown
    ]
    found = {"data-copy": json.dumps(sources)} if sources else {}
    if spec.copied_words:
        found["data-copy-words"] = json.dumps(dict(spec.copied_words), ensure_ascii=False)
    return found
