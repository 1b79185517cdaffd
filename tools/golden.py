"""Write or check the golden pages of every register type and printed form: `write`, `check`.

A golden file is a page of a register as plain text, by the labels and in the order of the printed
form, and below it what must be stored. `check` reads the page by its labels, stores it by the
core's rules and compares; `write` makes the files anew from invented people. A justice officer can
read both halves and say whether they are right.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hotich.core.registers import (
    REGISTER_TYPES,
    Edition,
    Field,
    Reading,
    RegisterType,
    RegisterValue,
    format_entry_number,
    normalise,
    read_entry_number,
    validate_value,
)
from hotich.synth.every_register import EntryRates, GeneratedEntry, generate_entries

FOLDER: Final = Path(__file__).resolve().parent.parent / "tests" / "golden"
SEED: Final = 2026
ENTRIES: Final = 3
RATES: Final = EntryRates(odd=0.5, illegible=0.02, doubtful=0.05, struck_out=0.02)
STORED: Final = "=== LƯU TRONG MÁY ==="
ILLEGIBLE: Final = "[không đọc được]"
DOUBTFUL: Final = " [đọc không chắc]"
STRUCK_OUT: Final = "[gạch bỏ: "
EXPLAINED: Final = f"""\
# Người và số liệu đều là hư cấu.
# Trên: trang sổ, đúng nhãn và thứ tự của mẫu. "{ILLEGIBLE}", "{DOUBTFUL.strip()}" và "[gạch bỏ: …]"
# là dấu của người đọc; sau dấu hai chấm không có gì là sổ để trống.
# Dưới: mỗi dòng là ô, nguyên văn, cách đọc, giá trị chuẩn hóa."""


class UnreadablePage(ValueError):  # noqa: N818 - named for the fault, as the house style asks
    """A line of a golden page fits no column of the form."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class PageEntry:
    """One entry read from a page: its year and, for each column, text and reading mark."""

    year: int
    said: tuple[tuple[Field, str, Reading], ...]


def forms() -> Iterator[tuple[RegisterType, Edition]]:
    """Yield every register type with each of its printed forms."""
    for kind in REGISTER_TYPES:
        for edition in kind.editions:
            yield kind, edition


def file_of(kind: RegisterType, edition: Edition) -> Path:
    """Return where the golden page of a form lies."""
    return FOLDER / f"{kind.code}-{edition.code}.txt"


def field_of(kind: RegisterType, edition: Edition, column: str) -> Field:
    """Return the field of a column, the form's own ones included."""
    own = next((item for item in edition.extra if item.id == column), None)
    return own or kind.field(column)


# --- writing ---------------------------------------------------------------------------------


def golden(kind: RegisterType, edition: Edition) -> str:
    """Return the whole golden file of a form, made anew."""
    made = generate_entries(kind, edition, 40, SEED, rates=RATES)
    odd = next((entry for entry in made if entry.oddities), made[0])
    chosen = [entry for entry in made if entry.office_code == odd.office_code]
    place = chosen.index(odd)
    entries = chosen[max(0, place - ENTRIES + 1) :][:ENTRIES]
    page = "\n".join(
        [
            kind.title.upper(),
            f"{edition.label} ({edition.years})",
            *(line for entry in entries for line in _page_lines(kind, edition, entry)),
        ]
    )
    return f"{EXPLAINED}\n\n{page}\n\n{stored_part(kind, edition, page)}"


def _page_lines(kind: RegisterType, edition: Edition, entry: GeneratedEntry) -> Iterator[str]:
    yield f"\n--- Năm {entry.year} ---"
    section = ""
    for column in edition.columns:
        item = field_of(kind, edition, column)
        if item.section != section:
            section = item.section
            yield f"[{section_label(kind, section)}]"
        said = written(entry.values[column])
        yield f"{edition.label_of(item)}: {said}".rstrip()


def section_label(kind: RegisterType, code: str) -> str:
    """Return the heading of a section."""
    return next(section.label for section in kind.sections if section.code == code)


def written(value: RegisterValue) -> str:
    """Return what the page shows of a value: the text with the reader's mark."""
    if value.reading is Reading.ILLEGIBLE:
        return ILLEGIBLE
    if value.reading is Reading.STRUCK_OUT:
        return f"{STRUCK_OUT}{value.text}]"
    return value.text + (DOUBTFUL if value.reading is Reading.DOUBTFUL else "")


# --- reading ---------------------------------------------------------------------------------


def read_said(text: str) -> tuple[str, Reading]:
    """Return text and reading mark of what stands after a label."""
    if not text:
        return "", Reading.BLANK
    if text == ILLEGIBLE:
        return "", Reading.ILLEGIBLE
    if text.startswith(STRUCK_OUT) and text.endswith("]"):
        return text[len(STRUCK_OUT) : -1], Reading.STRUCK_OUT
    if text.endswith(DOUBTFUL):
        return text.removesuffix(DOUBTFUL), Reading.DOUBTFUL
    return text, Reading.CLEAR


def read_page(kind: RegisterType, edition: Edition, page: str) -> list[PageEntry]:
    """Return the entries of a page, each line found by section and label.

    Raises: UnreadablePage where a line, its order or its section fits no column.
    """
    columns = [field_of(kind, edition, column) for column in edition.columns]
    entries: list[PageEntry] = []
    said: list[tuple[Field, str, Reading]] = []
    section = ""
    for line in page.splitlines():
        if line.startswith("--- Năm "):
            said = []
            entries.append(PageEntry(int(line.split()[2]), ()))
        elif line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line.strip() and entries:
            said.append(_read_line(kind, edition, columns, section, line, len(said)))
            entries[-1] = PageEntry(entries[-1].year, tuple(said))
    if any(len(entry.said) != len(columns) for entry in entries):
        raise UnreadablePage(page.splitlines()[-1])
    return entries


def _read_line(
    kind: RegisterType,
    edition: Edition,
    columns: list[Field],
    section: str,
    line: str,
    place: int,
) -> tuple[Field, str, Reading]:
    label, colon, rest = line.partition(":")
    if not colon or place >= len(columns):
        raise UnreadablePage(line)
    item = columns[place]
    if label != edition.label_of(item) or section != section_label(kind, item.section):
        raise UnreadablePage(line)
    return (item, *read_said(rest.strip()))


def stored_part(kind: RegisterType, edition: Edition, page: str) -> str:
    """Return the second half of a golden file: what the core makes of the page.

    Raises: UnreadablePage.
    """
    lines = [STORED]
    for entry in read_page(kind, edition, page):
        numbers = [text for item, text, _ in entry.said if item.id == "entry.number"]
        number = read_entry_number(numbers[0]) if numbers else None
        address = format_entry_number(number) if number else "?"
        lines.append(f"\n--- {kind.code}, năm {entry.year}, số {address} ---")
        lines.extend(_stored_line(entry.year, *said) for said in entry.said)
    return "\n".join(lines) + "\n"


def _stored_line(year: int, item: Field, text: str, reading: Reading) -> str:
    if validate_value(item, text) is not None:
        raise UnreadablePage(text)
    kept = normalise(item, text, book_year=year) if text else ""
    return f"{item.id} | {text} | {reading.value} | {kept}".rstrip()


def fault(kind: RegisterType, edition: Edition) -> str:
    """Return what is wrong with the golden file of a form, "" when nothing is."""
    path = file_of(kind, edition)
    if not path.exists():
        return f"{path.name}: missing"
    page, found, expected = path.read_text(encoding="utf-8").partition(STORED)
    if not found:
        return f"{path.name}: no stored part"
    try:
        made = stored_part(kind, edition, page)
    except UnreadablePage as unreadable:
        return f"{path.name}: cannot be read: {unreadable.line}"
    for here, there in zip(made.splitlines(), (found + expected).splitlines(), strict=False):
        if here != there:
            return f"{path.name}: stored {here!r}, expected {there!r}"
    return "" if made == found + expected else f"{path.name}: lines are missing or too many"


def unknown_files() -> list[str]:
    """Return the golden files that belong to no form."""
    known = {file_of(kind, edition).name for kind, edition in forms()}
    return sorted(path.name for path in FOLDER.glob("*.txt") if path.name not in known)


def main() -> None:
    """Write or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("write", "check"))
    if parser.parse_args().command == "write":
        FOLDER.mkdir(exist_ok=True)
        for kind, edition in forms():
            text = golden(kind, edition)
            file_of(kind, edition).write_text(text, encoding="utf-8", newline="\n")
    faults = [found for kind, edition in forms() if (found := fault(kind, edition))]
    faults += [f"{name}: belongs to no form" for name in unknown_files()]
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
