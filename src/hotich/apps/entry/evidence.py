"""Does a look-up carry what a clerk concluded from it?"""

from uuid import UUID

from hotich.apps.entry.problems import EvidenceError
from hotich.apps.population.models import Lookup, LookupCandidate, Person


def require_shown(mention: UUID, lookup: UUID | None, person: UUID) -> Lookup:
    """Return the look-up; the person must have been among the candidates it showed.

    One created here and voided since, because it was not he, must be looked for again.

    Raises: EvidenceError.
    """
    found = _answered(mention, lookup)
    if Person.objects.filter(uuid=person, voided_at__isnull=False).exists():
        raise EvidenceError("not_shown")
    if not LookupCandidate.objects.filter(lookup=found, person=person).exists():
        raise EvidenceError("not_shown")
    return found


def require_searched(mention: UUID, lookup: UUID | None, *, full_name: str, birth: str) -> Lookup:
    """Return the look-up; it must be a wide one, for the name and date that are saved.

    Raises: EvidenceError.
    """
    found = _answered(mention, lookup)
    if not found.answer.wide:
        raise EvidenceError("narrow")
    asked = (found.terms.get("full_name", full_name), found.terms.get("birth", birth))
    if asked != (full_name, birth):
        raise EvidenceError("stale")
    return found


def last_lookup(mention: UUID) -> Lookup | None:
    """Return the last look-up of the mention, with its answer, or None."""
    rows = Lookup.objects.filter(mention=mention).select_related("answer")
    return rows.order_by("recorded_at").last()


def _answered(mention: UUID, lookup: UUID | None) -> Lookup:
    if lookup is None:
        raise EvidenceError("no_lookup")
    rows = Lookup.objects.filter(pk=lookup, mention=mention).select_related("answer")
    found = rows.first()
    if found is None:
        raise EvidenceError("no_lookup")
    if not hasattr(found, "answer") or found.answer.silent:
        raise EvidenceError("silent")
    return found
