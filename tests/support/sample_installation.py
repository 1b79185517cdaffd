"""An installation with a world of `hotich synth` of one's choice: people and books, no scans."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.support.asking import ask
from tests.support.installation import Installation


@dataclass(frozen=True)
class PlainBook:
    """A book to be put on the clerk's desk."""

    register_type: str
    edition: str
    office_code: str
    volume: str
    years: tuple[tuple[int, int, int], ...]  # year, pages, entries


_SET_UP = """
import json
from pathlib import Path
from django.conf import settings
from hotich.apps.accounts import actions as accounts
from hotich.apps.accounts.models import Office
from hotich.apps.registers import actions as registers
from hotich.apps.registers.models import Condition
from hotich.cli import demo, setting_up
from hotich.core.places import gazetteer
setting_up.prepare()
given = json.loads(Path({given!r}).read_text())
offices = demo._add_offices()
officers = demo._add_officers(offices)
team = accounts.add_team(by=demo.BY, office=offices["commune"], name="Tổ nhập dữ liệu số 1",
                         members=[officers["congan"], officers["congan2"]])
demo._check_computer(offices["commune"], demo._actor(officers["truongca"]))
demo._load_people(Path(given["people"]), demo._actor(officers["c06"]))
justice = demo._actor(officers["tuphap"])
answer = []
for one in given["books"]:
    office = Office.objects.get(unit_code=one["office_code"], valid_to=demo.LAST_DAY)
    book = registers.register_book(
        by=justice, register_type=one["register_type"], edition=one["edition"],
        original_office=office, volume_label=one["volume"], condition=Condition.WORN,
        years=[registers.DeclaredYear(*each) for each in one["years"]], received_on=demo.SINCE)
    registers.mark_ready(by=justice, book=book, reason="Sổ mẫu để thử")
    registers.assign_book(by=justice, book=book, team=team, reason="Sổ mẫu để thử")
    answer.append(str(book.pk))
"""


def set_up(
    installation: Installation,
    people: Sequence[Mapping[str, str]],
    books: Iterable[PlainBook],
) -> list[str]:
    """Load people and books into a new installation that does not run yet; return the books."""
    from hotich.synth.population_rows import POPULATION_COLUMNS

    home = Path(installation.home)
    home.mkdir(parents=True, exist_ok=True)
    table = home.parent / f"{home.name}-people.csv"
    write_people(table, POPULATION_COLUMNS, people)
    given = home.parent / f"{home.name}-books.json"
    told = {"people": str(table), "books": [asdict(book) for book in books]}
    given.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    found: list[str] = ask(installation, _SET_UP.format(given=str(given)), seconds=1200)
    return found


def write_people(path: Path, columns: Sequence[str], people: Sequence[Mapping[str, str]]) -> None:
    """Write rows of the population as the import reads them."""
    import csv

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(people)
