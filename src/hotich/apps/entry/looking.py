"""Look somebody of an entry up: the one way from this room and those above to the register.

Nobody looks up himself or his kin, and none of them is shown to him.
"""

from uuid import UUID

from hotich.apps.audit.actor import Actor
from hotich.apps.entry.excluding import refuse_own_candidates, refuse_own_terms
from hotich.apps.population import lookups
from hotich.apps.population.lookups import LookupResult, LookupTerms
from hotich.apps.population.models import Breadth
from hotich.core.matching import Mode


def look_up(
    *,
    by: Actor,
    mention: UUID,
    entry: UUID,
    terms: LookupTerms,
    breadth: Breadth = Breadth.NARROW,
    mode: Mode = Mode.SCREEN,
    reason: str,
) -> LookupResult:
    """Return what `population.lookups.look_up` finds.

    Raises: OwnFamilyError, and then nobody is shown; whatever that look-up raises.
    """
    refuse_own_terms(by, entry, terms)
    result = lookups.look_up(
        by=by,
        mention=mention,
        entry=entry,
        terms=terms,
        breadth=breadth,
        mode=mode,
        reason=reason,
    )
    refuse_own_candidates(by, entry, result)
    return result
