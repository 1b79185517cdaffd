"""Books of invented entries to count keys on, and what was counted.

Every entry is one of `hotich synth` at its default rates in which all 28 fields of the study of
the entry screen stand and can be read; they are numbered anew, so that they fill a book.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from hotich.core.registers import Edition, Field, register_type
from hotich.synth.books import number_as_written
from hotich.synth.every_register import GeneratedEntry, generate_register
from hotich.synth.keyboard import count_keys
from hotich.synth.options import BookPlan, SynthOptions
from hotich.synth.world import collect
from tests.support.sample_installation import PlainBook
from tests.support.scripted_clerk import Paper, Written

OFFICE = "16171"
_NEIGHBOURS = ("16096", "16099", "16105")
_PER_PAGE = 3
#: The 28 fields of the study (number and volume first); what is not printed in a form is skipped.
STUDIED = (
    "entry.number", "entry.volume", "entry.registered_on", "entry.registration_kind",
    "child.full_name", "child.birth_date", "child.birth_date_words", "child.sex",
    "child.ethnicity", "child.nationality", "child.place_of_birth", "child.hometown", "child.pin",
    "mother.full_name", "mother.birth_date", "mother.ethnicity", "mother.nationality",
    "mother.residence", "father.full_name", "father.birth_date", "father.ethnicity",
    "father.nationality", "father.residence", "declarant.full_name", "declarant.paper_number",
    "entry.signer", "entry.signer_post", "entry.notes",
)  # fmt: skip
_MAY_BE_BLANK = frozenset({"entry.notes", "child.pin"})


@dataclass(frozen=True)
class Sheet:
    """One entry on its page: what is written, and whether the one it is about can be found."""

    paper: Paper
    people: Mapping[str, str]  # role to number; "" for one who is not in the register
    looked: frozenset[str]  # the roles that are looked up

    @property
    def path(self) -> str:
        """Return whether everybody who is looked up is found, or somebody is new."""
        return "found" if all(self.people.get(role) for role in self.looked) else "new"


@dataclass(frozen=True)
class SampleBook:
    """A book to be typed, and the people whom the register holds."""

    book: PlainBook
    title: str
    fields: tuple[Field, ...]
    sheets: tuple[Sheet, ...]
    people: tuple[Mapping[str, str], ...]


@dataclass
class Count:
    """What one entry cost: keys by place of the screen, and seconds."""

    number: str
    path: str
    outcome: str
    by_place: Counter[str]
    thoughts: int
    slow: float
    quick: float
    plain: int
    paper: str = ""

    @property
    def keys(self) -> int:
        """Return how many keys went down."""
        return self.by_place.total()

    @property
    def studied(self) -> int:
        """Return the keys without those of fields that the study does not have.

        The declarant's paper is a parent's, typed there and copied: its number counts.
        """
        return sum(
            keys
            for place, keys in self.by_place.items()
            if place in STUDIED or "." not in place or place == self.paper
        )


def birth_book(seed: int, year: int, *, found: int, new: int, complete: bool = True) -> SampleBook:
    """Return a book of births with that many entries of each path."""
    drawn = 4 * (found + new) + 40
    absent = 4 * new + 10
    options = SynthOptions(
        persons=6 * drawn,
        seed=seed,
        communes=tuple((code, 1.0) for code in (OFFICE, *_NEIGHBOURS)),
        books=(BookPlan(OFFICE, year, drawn, absent=absent),),
    )
    world = collect(options)
    (held,) = world.books
    definition = register_type("KS")
    columns = set(definition.edition(held.edition).columns)  # type: ignore[union-attr]
    left = Counter(found=found, new=new)
    sheets: list[Sheet] = []
    for entry in world.entries:
        path = "found" if entry.truth.person_pin else "new"
        if not left[path] or (complete and not _is_complete(entry.fields, columns)):
            continue
        left[path] -= 1
        fields = {
            name: Written("" if one["reading"] == "illegible" else one["text"], one["reading"])
            for name, one in entry.fields.items()
            if name in columns
        }
        paper = _numbered(fields, len(sheets) + 1, held.volume, year)
        people = {"child": entry.truth.person_pin}
        sheets.append(Sheet(paper, people, frozenset(people)))
    assert not left.total(), left
    return SampleBook(
        _plain_book("KS", held.edition, held.volume, year, len(sheets), OFFICE),
        definition.title,
        tuple(one for one in definition.fields if one.id in columns),
        tuple(sheets),
        world.population,
    )


def other_book(code: str, seed: int, *, entries: int, drawn: int) -> SampleBook:
    """Return a book of another register: of all that were drawn, those of one office and year."""
    definition = register_type(code)
    edition = definition.editions[0]
    made = generate_register(definition, edition, drawn, seed)
    groups = Counter((one.office_code, one.year) for one in made.entries)
    (office, year), count = groups.most_common(1)[0]
    assert count >= entries, (count, entries)
    mine = [one for one in made.entries if (one.office_code, one.year) == (office, year)][:entries]
    volume = mine[0].values["entry.volume"].text
    looked = frozenset(role.code for role in definition.principal_roles)
    sheets = tuple(
        Sheet(_numbered(_written(one), place, volume, year), one.people, looked)
        for place, one in enumerate(mine, start=1)
    )
    return SampleBook(
        _plain_book(code, edition.code, volume, year, len(sheets), office),
        definition.title,
        _columns(definition.fields, edition),
        sheets,
        made.population,
    )


def _columns(fields: Iterable[Field], edition: Edition) -> tuple[Field, ...]:
    return tuple(one for one in fields if one.id in edition.columns)


def _written(entry: GeneratedEntry) -> dict[str, Written]:
    return {name: Written(one.text, one.reading.value) for name, one in entry.values.items()}


def _is_complete(fields: Mapping[str, Mapping[str, str]], columns: set[str]) -> bool:
    return all(
        bool(fields[name]["text"]) and fields[name]["reading"] != "illegible"
        for name in STUDIED
        if name in columns and name not in _MAY_BE_BLANK
    )


def _numbered(fields: Mapping[str, Written], number: int, volume: str, year: int) -> Paper:
    head = {
        "entry.number": number_as_written(number, year),
        "entry.volume": volume,
        "entry.page": str((number - 1) // _PER_PAGE + 1),
    }
    told = {name: Written(text, "clear") for name, text in head.items()}
    return Paper(str(number), {**fields, **told})


def _plain_book(
    code: str, edition: str, volume: str, year: int, entries: int, office: str
) -> PlainBook:
    pages = (entries - 1) // _PER_PAGE + 1
    return PlainBook(code, edition, office, volume, ((year, pages, entries),))


def paper_of_declarant(paper: Paper) -> str:
    """Return the field of the parent whose paper the declarant showed, "" for none."""
    number = paper.text("declarant.paper_number")
    names = ("father.paper_number", "mother.paper_number")
    return next((name for name in names if number and paper.text(name) == number), "")


def plain_keys(sheet: Sheet, fields: Sequence[Field]) -> int:
    """Return what the entry costs on a plain form: every text typed, Tab between the fields."""
    return sum(count_keys(sheet.paper.text(one.id)) for one in fields) + len(fields) - 1


def share(figures: Sequence[float], part: float) -> float:
    """Return the figure below which that part of them lies."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


@dataclass
class Figures:
    """The counts of a run, told as a table."""

    counts: list[Count] = field(default_factory=list)

    def of(self, path: str) -> list[Count]:
        """Return the counts of a path."""
        return [one for one in self.counts if one.path == path]

    def lines(self, title: str) -> Iterator[str]:
        """Yield the table: totals by path, then keys by field of the found path."""
        for path in ("found", "new"):
            counts = self.of(path)
            if not counts:
                continue
            keys = [one.keys for one in counts]
            yield (
                f"{title}, {path}: {len(counts)} entries, keys median {median(keys):g},"
                f" p90 {share(keys, 0.9):g}, most {max(keys)};"
                f" without the starred: median"
                f" {median(one.studied for one in counts):g},"
                f" p90 {share([one.studied for one in counts], 0.9):g};"
                f" plain form median {median(one.plain for one in counts):g};"
                f" {median(one.slow for one in counts):.0f} s at 40 wpm,"
                f" {median(one.quick for one in counts):.0f} s at 55 wpm"
            )
            total: Counter[str] = Counter()
            for one in counts:
                total.update(one.by_place)
            for place, keys_there in total.most_common():
                mark = "" if place in STUDIED or "." not in place else "  *"
                acted = sum(place in one.by_place for one in counts)
                yield f"    {place:34} {keys_there / len(counts):6.1f}   in {acted}{mark}"


def own_seed() -> int:
    """Return a seed taken at run time."""
    return random.SystemRandom().randrange(10_000, 10_000_000)
