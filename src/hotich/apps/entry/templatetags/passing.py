"""What every page of the room can say: what became of the officer's numbers through others."""

from typing import Any

from django import template

from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor
from hotich.apps.entry.models import Passing, PassingKind, Reservation
from hotich.apps.entry.passing import label_of, passings_to_tell, taken_from

register = template.Library()


@register.inclusion_tag("entry/_told.html", takes_context=True)
def told_passings(context: template.Context) -> dict[str, Any]:
    """Tell the officer what others did with his numbers, until he has read it."""
    actor = _actor(context)
    rows = passings_to_tell(actor) if actor and actor.may(Permission.ENTRY_TYPE) else []
    lines = [(row, label_of(row.reservation), _is_taken(row)) for row in rows]
    return {"lines": lines, "csrf_token": context.get("csrf_token")}


@register.simple_tag(takes_context=True)
def begun_by(context: template.Context, held: Reservation) -> str:
    """Return who began the number that the officer goes on with; "" when he did himself."""
    actor = _actor(context)
    row = taken_from(actor, held) if actor else None
    return row.from_officer.full_name if row else ""


def _is_taken(row: Passing) -> bool:
    return row.kind == PassingKind.TAKEN_OVER


def _actor(context: template.Context) -> Actor | None:
    return getattr(context.get("request"), "actor", None)
