"""The model in Python over a register in memory: what every engine is held against."""

from collections.abc import Mapping, Sequence

from hotich.core.dates import PartialDate, UnreadableDate, from_iso
from hotich.core.matching import (
    Facts,
    Found,
    Mode,
    NameTable,
    PartHash,
    Rules,
    Stage,
    codes_today,
    name_table,
    person_keys,
    query_keys,
    residence_today,
    search,
)

HASHED = PartHash(b"key of the tests")
Row = Mapping[str, str]


def facts_of(row: Row) -> Facts:
    """Return the facts of a row of the interchange schema."""
    try:
        birth = from_iso(row.get("birth_date", ""))
    except UnreadableDate:
        birth = PartialDate(None)
    return Facts(
        full_name=row.get("full_name", ""),
        birth=birth,
        sex=row.get("sex", "") or "unknown",
        father_name=row.get("father_name", ""),
        mother_name=row.get("mother_name", ""),
        commune_code=codes_today(row.get("commune_code", ""), row.get("commune_as_of", "")),
        pin=row.get("pin", ""),
        other_names=row.get("other_names", ""),
        spouse_name=row.get("spouse_name", ""),
        old_id_number=row.get("old_id_number", ""),
        residence_code=residence_today(row.get("residence_code", "")),
    )


class Oracle:
    """A population held in memory, ordered as the engines order it."""

    def __init__(self, population: Sequence[Row], rules: Rules) -> None:
        self.rules = rules
        self.rows = sorted(population, key=lambda row: row.get("pin", ""))
        self.people = {f"{at:09}": facts_of(row) for at, row in enumerate(self.rows)}
        self.keyed: dict[int, list[str]] = {}
        counted: dict[str, int] = {}
        for person, facts in self.people.items():
            counted[facts.full_name] = counted.get(facts.full_name, 0) + 1
            for key in person_keys(facts, rules, HASHED):
                self.keyed.setdefault(key, []).append(person)
        self.names: NameTable = name_table(
            counted.items(), rules, persons=len(self.rows), as_of="2026-11-22"
        )

    def pin(self, candidate: str) -> str:
        """Return the PIN of a candidate."""
        return self.rows[int(candidate)].get("pin", "")

    def candidates(self, entry: Facts, stage: Stage) -> dict[str, Facts]:
        """Return who shares a key of the stage with the entry."""
        found: dict[str, Facts] = {}
        for key in query_keys(entry, self.rules, HASHED, stage):
            bearers = self.keyed.get(key.key, [])
            if len(bearers) <= key.limit:
                found |= {person: self.people[person] for person in bearers}
        return found

    def find(self, entry: Facts, mode: Mode) -> Found:
        """Return what the model says of an entry."""
        return search(
            entry,
            self.rules,
            lambda stage, _sieve: self.candidates(entry, stage),
            persons=len(self.rows),
            mode=mode,
            names=self.names,
        )


def expected(oracle: Oracle, entry: Row, mode: Mode) -> dict[str, object]:
    """Return the columns of the output that matching decides."""
    found = oracle.find(facts_of(entry), mode)
    judged = found.judgement
    best, second = judged.best, judged.runner_up
    return {
        "entry_id": entry["entry_id"],
        "role": entry.get("role", ""),
        "identity": judged.identity.value,
        "pin": oracle.pin(best.candidate) if best else "",
        "weight": best.bits if best else None,
        "runner_up_pin": oracle.pin(second.candidate) if second else "",
        "runner_up_weight": second.bits if second else None,
        "stage": found.stage.value,
        "veto": judged.veto,
    }
