"""A world in shards: each made from (seed, index) alone, so that any process may make it."""

import uuid
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field, fields
from hashlib import sha256
from pathlib import Path
from typing import Final

from hotich.synth.chance import stream
from hotich.synth.matching_world.absence import Absentees
from hotich.synth.matching_world.book_side import BookSide
from hotich.synth.matching_world.communes import Communes, communes_of
from hotich.synth.matching_world.draft import Draft
from hotich.synth.matching_world.numbers import Numbers
from hotich.synth.matching_world.options import MatchingOptions
from hotich.synth.matching_world.people import VillageMaker
from hotich.synth.matching_world.person import Person
from hotich.synth.matching_world.population_side import PopulationSide, iso
from hotich.synth.matching_world.selection import Selection
from hotich.synth.options import CODES_AS_OF

TABLES: Final = ("population", "entries", "truth")
_AS_OF: Final = CODES_AS_OF.isoformat()


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of the world: how many people of which communes, and how many rows to look up."""

    index: int
    count: int
    villages: tuple[tuple[int, int], ...]
    persons: int
    persons_before: int
    entries: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What was made: people, rows of the population, rows to look up, and defects by code."""

    persons: int = 0
    rows: int = 0
    entries: int = 0
    absent: int = 0
    really_discrepant: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    defects: Counter[str] = field(default_factory=Counter)
    population_defects: Counter[str] = field(default_factory=Counter)

    def told(self) -> dict[str, object]:
        """Return the counts by name, for a JSON file."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def plus(self, other: "Counts") -> "Counts":
        """Return the sum of both."""
        return Counts(
            self.persons + other.persons,
            self.rows + other.rows,
            self.entries + other.entries,
            self.absent + other.absent,
            self.really_discrepant + other.really_discrepant,
            self.outcomes + other.outcomes,
            self.defects + other.defects,
            self.population_defects + other.population_defects,
        )


def _quotas(weights: tuple[float, ...], persons: int) -> list[int]:
    """Share people out by weight; every one goes somewhere."""
    total = sum(weights)
    quotas: list[int] = []
    seen, given = 0.0, 0
    for weight in weights:
        seen += weight
        due = round(persons * seen / total)
        quotas.append(due - given)
        given = due
    return quotas


def plan_shards(options: MatchingOptions) -> tuple[Shard, ...]:
    """Return the shards of a world; raises UnknownCommune."""
    communes = communes_of(options.communes, options.persons)
    size = options.shard_persons
    filled: list[list[tuple[int, int]]] = [[]]
    room = size
    for home, quota in enumerate(_quotas(communes.weights, options.persons)):
        left = quota
        while left:
            if not room:
                filled.append([])
                room = size
            part = min(left, room)
            filled[-1].append((home, part))
            left -= part
            room -= part
    shards: list[Shard] = []
    before = 0
    for index, villages in enumerate(filled):
        persons = sum(quota for _, quota in villages)
        entries = (
            options.entries * (before + persons) // options.persons
            - options.entries * before // options.persons
        )
        shards.append(Shard(index, len(filled), tuple(villages), persons, before, entries))
        before += persons
    return tuple(shards)


def part_of(folder: Path, table: str, index: int) -> Path:
    """Return where a shard's part of a table lies."""
    return folder / f"{table}-{index:06d}.tsv"


def make_shard(options: MatchingOptions, shard: Shard, folder: Path) -> Counts:
    """Write a shard's part of each table, tab-separated without heading, and count it."""
    communes = communes_of(options.communes, options.persons)
    seed = f"matching/{shard.index}"
    villages = VillageMaker(stream(options.seed, f"{seed}/people"), communes, options.life)
    for home, quota in shard.villages:
        villages.settle(home, quota)
    numbers = Numbers(options.seed, shard.index, shard.count, shard.persons_before)
    side = PopulationSide(
        stream(options.seed, f"{seed}/rows"),
        communes,
        options.dirt,
        options.life.moved_away,
        numbers,
    )
    people = villages.people
    for index, one in enumerate(people):
        one.index = index
        side.hold(one)
    with ExitStack() as stack:
        population, entries, truth = (
            stack.enter_context(
                part_of(folder, table, shard.index).open("w", encoding="utf-8", newline="\n")
            )
            for table in TABLES
        )
        order = _shuffled(options, seed, people)
        rows = [row for one in order for row in side.rows(one)]
        population.writelines(rows)
        drafts = _drafts(options, shard, communes, people)
        written = [
            _written(options, shard.index, serial, made) for serial, made in enumerate(drafts)
        ]
        entries.writelines(line for each in written for line, _ in each)
        truth.writelines(line for each in written for _, line in each)
    flat = [draft for entry in drafts for draft in entry]
    return _counted(people, len(rows), flat)


def _shuffled(options: MatchingOptions, seed: str, people: list[Person]) -> list[Person]:
    draw = stream(options.seed, f"{seed}/order").random
    keys = [draw() for _ in people]
    return [people[at] for at in sorted(range(len(people)), key=keys.__getitem__)]


def _drafts(
    options: MatchingOptions, shard: Shard, communes: Communes, people: list[Person]
) -> list[tuple[Draft, ...]]:
    seed = f"matching/{shard.index}"
    families = VillageMaker(stream(options.seed, f"{seed}/absent"), communes, options.life)
    absentees = Absentees(stream(options.seed, f"{seed}/who-is-absent"), families, options.absence)
    selection = Selection(
        stream(options.seed, f"{seed}/entries"), options, people, communes.homes, absentees
    )
    book = BookSide(stream(options.seed, f"{seed}/books"), options, communes.homes)
    made = list(selection.entries(shard.entries))
    for entry in made:
        for draft in entry:
            book.write(draft)
    return made


def _written(
    options: MatchingOptions, shard: int, serial: int, drafts: tuple[Draft, ...]
) -> list[tuple[str, str]]:
    """Return for each row of an entry its line of the entries and its line of the truth."""
    communes = communes_of(options.communes, options.persons)
    entry_id = _uuid(options.seed, f"{shard}/{serial}")
    lines = []
    for draft in drafts:
        mention_id = _uuid(options.seed, f"{shard}/{serial}/{draft.role}")
        one = draft.subject
        office = communes.places[draft.office].code
        place = 1 + int(entry_id[:6], 16) % 220
        head = f"{entry_id}\t{mention_id}\t{draft.entry_type}\t{draft.role}"
        sex = draft.sex or "unknown"
        birth = iso(*draft.birth) if draft.birth[0] else ""
        lines.append(
            (
                (
                    f"{head}\t{draft.year}\t{place}\t{draft.name}\t{sex}\t{birth}\t{office}\t{_AS_OF}\t"
                    f"{draft.ethnicity}\t{draft.father}\t{draft.mother}\t{draft.spouse_name}\t"
                    f"{draft.pin}\t{draft.old_number}\n"
                ),
                f"{head}\t{one.pin}\t{one.other_pin}\t{draft.outcome()}\t{_defects(draft)}\n",
            )
        )
    return lines


def _uuid(seed: int, what: str) -> str:
    return str(uuid.UUID(bytes=sha256(f"{seed}/{what}".encode()).digest()[:16], version=4))


def _defects(draft: Draft) -> str:
    dirt = _dirt(draft.subject.dirt) if draft.linked else []
    return ";".join([*draft.codes, *dirt])


def _dirt(dirt: str) -> list[str]:
    return dirt[1:].split(";") if dirt else []


def _counted(people: Iterable[Person], rows: int, drafts: list[Draft]) -> Counts:
    dirt = Counter(one.dirt for one in people if one.dirt)
    population: Counter[str] = Counter()
    for codes, count in dirt.items():
        for code in _dirt(codes):
            population[code] += count
    defects = Counter(code for draft in drafts for code in _defects(draft).split(";") if code)
    return Counts(
        persons=sum(1 for _ in people),
        rows=rows,
        entries=len(drafts),
        absent=sum(not draft.linked for draft in drafts),
        really_discrepant=sum(
            any(code.startswith("real:") for code in draft.codes) for draft in drafts
        ),
        outcomes=Counter(draft.outcome() for draft in drafts),
        defects=defects,
        population_defects=population,
    )
