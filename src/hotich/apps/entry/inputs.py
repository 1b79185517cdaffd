"""A saved entry as the form would have sent it: to open it again, or to hold it beside another."""

from collections.abc import Mapping

from hotich.apps.entry.concluding import last_decision
from hotich.apps.entry.models import Entry, FieldValue
from hotich.apps.entry.typed import TypedValue
from hotich.apps.entry.values import type_of
from hotich.core.registers import Origin, Reading
from hotich.web.register_form import input_name


def inputs_of(entry: Entry, values: Mapping[str, FieldValue]) -> dict[str, str]:
    """Return the inputs of an entry's values by name, each block confirmed as it was."""
    words = _agreements(entry)
    data: dict[str, str] = {}
    for field_id, value in values.items():
        name = input_name(field_id)
        data |= {
            name: value.text,
            f"{name}-reading": value.reading,
            f"{name}-origin": value.origin if value.confirmed or is_offered(value) else "typed",
            f"{name}-agrees": value.agrees if value.agrees != "not_read" else "",
        }
        if field_id in words:
            data[f"{name}-word"] = "yes" if words[field_id] else "no"
    return data | _confirmed(entry, values)


def values_at(entry: Entry, version: int) -> dict[str, FieldValue]:
    """Return the values that held in a version, by field id; none in version 0."""
    rows = FieldValue.objects.filter(entry=entry, version__lte=version).order_by("version")
    return {row.field: row for row in rows}


def is_offered(value: FieldValue) -> bool:
    """Return whether the text came in with an entry already recorded and was not read yet."""
    return value.origin == Origin.IMPORTED and not value.confirmed


def changed_values(
    typed: Mapping[str, TypedValue], held: Mapping[str, FieldValue]
) -> dict[str, TypedValue]:
    """Return the fields that say something else than the stored ones."""
    changed = {}
    for field_id, given in typed.items():
        now, text = held.get(field_id), given.as_register_text()
        if now is not None and is_offered(now) and not given.is_read:
            continue  # what was handed over stays until somebody reads the book
        same = now is not None and (text.text, text.reading.value) == (now.text, now.reading)
        agrees = now is not None and (text.agrees or "") == now.agrees
        is_new = now is None or (text.confirmed and not now.confirmed)
        if is_new or not (same and agrees):
            changed[field_id] = given
    return changed


def _agreements(entry: Entry) -> dict[str, bool]:
    return {
        field_id: word
        for mention in entry.mentions.filter(principal=True)
        if (last := last_decision(mention.pk))
        for field_id, word in last.agreements.items()
    }


def _confirmed(entry: Entry, values: Mapping[str, FieldValue]) -> dict[str, str]:
    """Return the blocks that were confirmed; what is blank there needs no mark of its own."""
    definition, data = type_of(entry), {}
    for section in definition.sections:
        fields = [field.id for field in definition.fields_in(section.code)]
        held = [values[field] for field in fields if field in values]
        if held and all(value.confirmed for value in held):
            data[f"confirmed-{section.code}"] = "1"
            for value in held:
                if value.reading == Reading.BLANK and not definition.field(value.field).basic:
                    data[f"{input_name(value.field)}-reading"] = "clear"
    return data
