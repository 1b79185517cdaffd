"""Is the person found, absent, or must a clerk look?"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hotich.core.matching._rules import Mode, Rules, centibits
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
    `lead` is the best's over the second; inf when there was no second. `veto` is the code of the
    rule that forbade LINK, "" when none did.
    """

    identity: Identity
    best: Weighing | None
    runner_up: Weighing | None
    lead: float
    bits: float = -math.inf
    veto: str = ""


def _veto(weighing: Weighing, rules: Rules) -> str:
    """Return the first rule that forbids linking without a look, "" for none."""
    reached = {hit.fact: hit.level for hit in weighing.levels}
    return next((veto.code for veto in rules.vetoes if veto.forbids(reached)), "")


def size_centibits(persons: int) -> int:
    """Return what has to be outweighed in a population of that size: log2(persons)."""
    return centibits(math.log2(max(persons, 1)))


def judge(
    weighings: Iterable[Weighing], rules: Rules, *, persons: int, mode: Mode = Mode.SCREEN
) -> Judgement:
    """Return the proposal for one entry from the weighings of all its candidates.

    `persons` is the size of the population searched: the more people, the more must agree.
    LINK needs bits, a lead over the second, and no veto (a sibling shares all but the name and
    the day). ABSENT only says that nobody comes near: the wide look-up and the clerk come first.
    """
    ordered = sorted(weighings, key=lambda weighing: (-weighing.centibits, weighing.candidate))
    if not ordered:
        return Judgement(Identity.ABSENT, None, None, 0.0)
    best, runner_up = ordered[0], ordered[1] if len(ordered) > 1 else None
    net = best.centibits - size_centibits(persons)
    lead = best.centibits - runner_up.centibits if runner_up else math.inf
    veto = _veto(best, rules)
    limits = rules.thresholds[mode]
    if net >= limits.link and lead >= limits.lead and not veto:
        identity = Identity.LINK
    else:
        identity = Identity.ABSENT if net < rules.absent else Identity.LOOK
    return Judgement(identity, best, runner_up, lead / 100, net / 100, veto)
