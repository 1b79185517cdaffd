"""An entry was saved by somebody else while it was being corrected: what of both holds?

Three texts meet at each field: the one the page began from, the page's own, and the one that holds
now. Where only one side changed it, that side's stands; where both did, the clerk chooses.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from hotich.apps.entry.both import BothTexts, both_texts, settled
from hotich.apps.entry.inputs import inputs_of, values_at
from hotich.apps.entry.models import Entry, FieldValue
from hotich.apps.entry.values import type_of
from hotich.web.register_form import input_name

SEEN = "version_seen"
CHOICE = "held-"
_PARTS = ("", "-reading", "-agrees")
_ALONG = ("-origin", "-word")


@dataclass(frozen=True, slots=True)
class Merged:
    """The texts of a correction brought up to the version that holds.

    `open_fields` are those both sides changed and the clerk has not chosen between; `taken` those
    only the other side changed.
    """

    data: QueryDict
    open_fields: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()


def merge(entry: Entry, sent: QueryDict, *, version: int) -> Merged:
    """Return what was sent from a page that began at `version`, merged with what holds now."""
    if version >= entry.version:
        return Merged(sent)
    held = values_at(entry, entry.version)
    now = inputs_of(entry, held)
    base = inputs_of(entry, values_at(entry, version))
    data, seen = settled(sent, now, lambda _name: entry.version, SEEN, prefix=CHOICE)
    still_open, taken = [], []
    for field_id in held:
        name = input_name(field_id)
        if name not in data:
            continue
        mine, theirs, before = (_said(one, name) for one in (data, now, base))
        if theirs in (mine, before):
            continue
        if mine == before:
            taken.append(name)
            _take(data, now, name)
        elif seen.get(name) != entry.version:
            still_open.append(name)
    for section in type_of(entry).sections:
        name = f"confirmed-{section.code}"
        if data.get(name, "") == base.get(name, ""):
            data[name] = now.get(name, "")
    return Merged(data, tuple(still_open), tuple(taken))


def both_of_versions(form: forms.Form, merged: Merged, entry: Entry) -> list[BothTexts]:
    """Return the fields to choose at: what holds now, by whom and since when, and one's own."""
    held = values_at(entry, entry.version)
    now, by_name = inputs_of(entry, held), {input_name(one): value for one, value in held.items()}
    return [
        both_texts(
            form,
            merged.data,
            name,
            now.get(name, ""),
            reading=now.get(f"{name}-reading", ""),
            revision=entry.version,
            said=_said_by(by_name[name]),
        )
        for name in merged.open_fields
    ]


def _said(data: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(
        (str(data.get(f"{name}{part}", "") or "")).removeprefix("clear") for part in _PARTS
    )


def _take(data: QueryDict, now: Mapping[str, str], name: str) -> None:
    for part in (*_PARTS, *_ALONG):
        if f"{name}{part}" in now or f"{name}{part}" in data:
            data[f"{name}{part}"] = now.get(f"{name}{part}", "")


def _said_by(value: FieldValue) -> str:
    told = _("đã lưu, %(who)s, %(at)s, bản %(version)s")
    at = f"{timezone.localtime(value.recorded_at):%d/%m %H:%M}"
    return told % {"who": value.by.full_name, "at": at, "version": value.version}
