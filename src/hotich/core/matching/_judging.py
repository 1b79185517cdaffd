"""Is the person found, absent, or must a clerk look?"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hotich.core.matching._facts import Facts
from hotich.core.matching._rules import Mode, Rules, Stage, Veto, centibits
from hotich.core.matching._weighing import Weighing


class Identity(StrEnum):
    """What the weighings come to; a proposal, never a decision."""

    LINK = "link"
    LOOK = "look"
    ABSENT = "absent"


@dataclass(frozen=True)
class Judgement:
    """The proposal with its evidence: the two heaviest weighings, the lead and the net bits.

    `bits` are those of the best, net of log2(persons); -inf when there was no candidate.
    `lead` is the best's over the second; inf when there was no second. A doubt is taken from the
    best, so from both. `veto` is the code of the rule that forbade LINK, "" when none did; `doubt`
    that of the rule that took bits away.
    """

    identity: Identity
    best: Weighing | None
    runner_up: Weighing | None
    lead: float
    bits: float = -math.inf
    veto: str = ""
    doubt: str = ""

    @property
    def reason(self) -> str:
        """The code of the rule that speaks against the best; "" where a link is proposed."""
        return "" if self.identity is Identity.LINK else self.veto or self.doubt


def _first_rule(weighing: Weighing, rules: Rules) -> Veto | None:
    """Return the first veto or doubt that holds."""
    reached = {hit.fact: hit.level for hit in weighing.levels}
    return next((veto for veto in rules.vetoes if veto.holds(reached)), None)


def size_centibits(persons: int) -> int:
    """Return what has to be outweighed in a population of that size: log2(persons)."""
    return centibits(math.log2(max(persons, 1)))


def knows_enough(entry: Facts, rules: Rules) -> bool:
    """Say whether an entry says enough of a person for nobody to be he.

    A name with a year alone may be borne by many, of whom none is nearer than the others.
    """
    known = {
        "day": entry.birth.year is not None and entry.birth.day is not None,
        "mother": bool(entry.mother_name),
        "father": bool(entry.father_name),
        "spouse": bool(entry.spouse_name),
        "pin": bool(entry.pin),
        "old_id": bool(entry.old_id_number),
    }
    return bool(entry.full_name) and any(known[fact] for fact in rules.absent_needs)


def judge(
    weighings: Iterable[Weighing],
    rules: Rules,
    *,
    persons: int,
    mode: Mode = Mode.SCREEN,
    stage: Stage = Stage.WIDE,
    enough: bool = True,
) -> Judgement:
    """Return the proposal for one entry from the weighings of all its candidates.

    `persons` is the size of the population searched: the more people, the more must agree.
    `stage` is the last one searched.
    LINK needs bits, a lead over the second, and no veto (a sibling shares all but the name and
    the day); a doubt makes it need more. ABSENT only says that nobody comes near: the wide look-up
    and the clerk come first. A doubt does not count for it, and it is not said of an entry that
    does not say `enough` (see `knows_enough`).
    """
    ordered = sorted(weighings, key=lambda weighing: (-weighing.centibits, weighing.candidate))
    if not ordered:
        return Judgement(Identity.ABSENT if enough else Identity.LOOK, None, None, 0.0)
    best, veto, doubt = ordered[0], "", ""
    raw = best.centibits - size_centibits(persons)
    rule = _first_rule(best, rules)
    if rule is not None and rule.forbids:
        veto = rule.code
    elif rule is not None and (cost := rule.cost(raw)):
        best, doubt = best.doubted(rule.code, cost), rule.code
    runner_up = ordered[1] if len(ordered) > 1 else None
    net = best.centibits - size_centibits(persons)
    lead = best.centibits - runner_up.centibits if runner_up else math.inf
    limits = rules.limits(stage, mode)
    if net >= limits.link and lead >= limits.lead and not veto:
        identity = Identity.LINK
    else:
        nobody = raw < rules.absent or veto in rules.absent_vetoes
        identity = Identity.ABSENT if enough and nobody else Identity.LOOK
    return Judgement(identity, best, runner_up, lead / 100, net / 100, veto, doubt)
