"""Small invented registers full of what makes matching hard, and the files of them."""

import csv
import random
from collections.abc import Sequence
from pathlib import Path

from hotich.core.names import fold

POPULATION = (
    "pin", "full_name", "other_names", "sex", "birth_date", "commune_code", "commune_as_of",
    "father_name", "mother_name", "spouse_name", "old_id_number", "ethnicity", "place_of_birth",
    "residence_code",
)  # fmt: skip
ENTRIES = (
    "entry_id", "full_name", "other_names", "sex", "birth_date", "commune_code", "commune_as_of",
    "father_name", "mother_name", "spouse_name", "pin", "old_id_number", "ethnicity",
    "place_of_birth", "entry_type", "role",
)  # fmt: skip
SURNAMES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Đặng",
    "Lý",
    "Lí",
    "Rơ Mah",
    "Y",
    "H'",
    "Ksor",
)
MIDDLES = ("Văn", "Thị", "Thị Hoài", "Đức", "Quang", "Thùy", "Thuỳ", "", "Thị Kim", "Thi")
GIVENS = ("Lan", "Lân", "Lán", "An", "Ân", "Anh", "Hòa", "Hoà", "Quý", "Quí", "Mỹ", "Bia", "Dũng",
          "Thị", "Tuyết-Mai", "Yuih", "Kpă")  # fmt: skip
COMMUNES = ("16171", "16174", "16177", "16180", "14908", "14911", "00001", "00004", "99999", "")
DATES = ("1998-09-02", "1998-02-09", "1998-09-12", "1998-01-01", "1998", "1998-09", "1999-09-02",
         "2000-09-02", "1996-12-12", "", "1974-02-31", "1998-10-09", "x", "1-1-1998")  # fmt: skip


class SmallWorld:
    """Persons and entries, many of them hardly told apart."""

    def __init__(self, seed: int, persons: int, entries: int) -> None:
        self.chance = random.Random(seed)
        self.population = [self._person(number) for number in range(persons)]
        self.entries = [self._entry(number) for number in range(entries)]

    def _name(self) -> str:
        pick = self.chance.choice
        words = (pick(SURNAMES), pick(MIDDLES), pick(GIVENS))
        return self._written(" ".join(filter(None, words)))

    def _written(self, name: str) -> str:
        draw = self.chance.random()
        if draw < 0.06:
            return name.upper()
        if draw < 0.12:
            return fold(name).title()
        if draw < 0.2:
            at = self.chance.randrange(len(name) + 1)
            kind = self.chance.randrange(3)
            if kind == 0:
                return name[:at] + self.chance.choice("anhê -") + name[at:]
            if kind == 1:
                return name[:at] + name[at + 1 :]
            return name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
        if draw < 0.23:
            return self.chance.choice(("", "  ", "Lan", "—", f"  {name} ", name.replace(" ", "  ")))
        return name

    def _person(self, number: int) -> dict[str, str]:
        pick, draw = self.chance.choice, self.chance.random
        others = ", ".join(self._name() for _ in range(pick((1, 1, 2)))) if draw() < 0.15 else ""
        return {
            "pin": pick(("", "không rõ", f"{pick((1, 2)):012}")) if draw() < 0.05
            else f"000{number:09}",
            "full_name": self._name(),
            "other_names": others,
            "sex": pick(("male", "female", "unknown", "")),
            "birth_date": pick(DATES),
            "commune_code": pick(COMMUNES),
            "commune_as_of": pick(("", "2025-06-30", "2004-01-01", "2026-01-01")),
            "father_name": self._name() if draw() < 0.8 else "",
            "mother_name": self._name() if draw() < 0.8 else "",
            "spouse_name": self._name() if draw() < 0.4 else "",
            "old_id_number": f"{self.chance.randrange(80):09}" if draw() < 0.4 else "",
            "ethnicity": pick(("Kinh", "Mường", "")),
            "place_of_birth": "",
            "residence_code": pick(COMMUNES),
        }  # fmt: skip

    def _entry(self, number: int) -> dict[str, str]:
        pick, draw = self.chance.choice, self.chance.random
        person = pick(self.population) if self.population else self._person(0)
        entry = {column: person.get(column, "") for column in ENTRIES}
        fresh = self._person(self.chance.randrange(len(self.population) + 1))
        for column in ("full_name", "birth_date", "sex", "commune_code", "commune_as_of",
                       "father_name", "mother_name", "spouse_name", "old_id_number"):  # fmt: skip
            if draw() < 0.2:
                entry[column] = fresh[column]
            elif column.endswith("name") and entry[column]:
                entry[column] = self._written(entry[column])
        if draw() < 0.7:
            entry["pin"] = ""
        elif draw() < 0.2:
            entry["pin"] = entry["pin"][:-1] + pick("0123456789")
        if draw() < 0.9:
            entry["other_names"] = ""
        return entry | {"entry_id": f"e{number:05}", "entry_type": "KS", "role": "child"}


def write_table(path: Path, columns: Sequence[str], rows: Sequence[dict[str, str]]) -> Path:
    """Write a CSV file of the interchange schema."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path
