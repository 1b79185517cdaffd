"""How long was a block looked at before it was confirmed? Told to the clerk; it stops nothing."""

from collections.abc import Mapping

from hotich.apps.entry.models import BlockConfirmation, Entry
from hotich.apps.entry.typed import BY_HAND, TypedValue
from hotich.core.registers import RegisterType

# Less than half a second for each line taken over as offered: nobody reads a book so fast.
LEAST_A_FIELD = 500


def keep_confirmations(
    entry: Entry,
    definition: RegisterType,
    values: Mapping[str, TypedValue],
    milliseconds: Mapping[str, int],
) -> None:
    """Keep, inside the write that saves the entry, how long each block was looked at."""
    BlockConfirmation.objects.bulk_create(
        BlockConfirmation(
            entry=entry,
            version=entry.version,
            section=section,
            offered=_taken_over(definition, section, values),
            milliseconds=took,
        )
        for section, took in milliseconds.items()
    )


def is_hasty(confirmation: BlockConfirmation) -> bool:
    """Return whether the block was confirmed faster than its offered lines can be read."""
    return confirmation.milliseconds < LEAST_A_FIELD * confirmation.offered


def hasty_sections(entry: Entry) -> list[str]:
    """Return the sections of the entry's last version that were confirmed too fast to be read."""
    rows = BlockConfirmation.objects.filter(entry=entry, version=entry.version).order_by("pk")
    return [row.section for row in rows if is_hasty(row)]


def _taken_over(definition: RegisterType, section: str, values: Mapping[str, TypedValue]) -> int:
    given = (values[one.id] for one in definition.fields_in(section) if one.id in values)
    return sum(bool(one.text.strip()) and one.origin not in BY_HAND for one in given)
