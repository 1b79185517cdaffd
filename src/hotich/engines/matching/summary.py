"""What a matching job came to, for people and for programs."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from hotich.engines.matching.progress import Step


@dataclass(frozen=True)
class Summary:
    """The counts of a job, what it rests on, and how long its steps took.

    `resumed` names the stages kept from a run that was broken off; `anew` says that such a run was
    thrown away because what it rested on had changed. `outcomes` of absent entries are proposals:
    a clerk looks before anybody is "not found".
    """

    entries: int
    persons: int
    identities: Mapping[str, int]
    outcomes: Mapping[str, int]
    stages: Mapping[str, int]
    mode: str
    rules_version: str
    name_table: str
    population: str
    entries_file: str
    resumed: tuple[str, ...]
    anew: bool
    matching_seconds: float
    consistency_seconds: float
    steps: tuple[Step, ...]

    def text(self) -> str:
        """Return the summary as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)
