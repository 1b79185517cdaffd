"""Write a synthetic population, registers, printed pages and the truth."""

import argparse
from pathlib import Path

from hotich.core.registers import BIRTHS, register_type
from hotich.documents.register_page import (
    PrintedBook,
    WrittenValue,
    book_images,
    book_pdf,
    pages_of,
    written,
)
from hotich.synth.every_register import GeneratedEntry
from hotich.synth.options import add_arguments as add_world_arguments
from hotich.synth.options import options_from
from hotich.synth.register_files import WrittenRegisters, write_registers
from hotich.synth.world import collect
from hotich.synth.writing import write_world

# Pages are for people to type from; more than this is a printing house's work.
MOST_PRINTED = 2_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take every option of a sample world, and whether to print the pages."""
    add_world_arguments(parser)
    parser.add_argument(
        "--pages", action="store_true", help=f"print pages too (PDF, PNG; to {MOST_PRINTED})"
    )


def run(options: argparse.Namespace) -> int:
    """Write the world, say what was written, and return 0."""
    world_options = options_from(options)
    if options.pages and world_options.entries > MOST_PRINTED:
        print(f"--pages prints at most {MOST_PRINTED} entries.")
        return 2
    for made in write_registers(world_options, options.out):
        print(f"{world_options.entries} entries in {made.folder}")
        if options.pages:
            _print_registers(made)
    if BIRTHS.code not in world_options.types:
        return 0
    written_world = write_world(world_options, options.out)
    print(
        f"{written_world.persons} persons, {written_world.entries} entries, "
        f"{written_world.books} books in {written_world.directory}"
    )
    if not options.pages:
        return 0
    world = collect(world_options)
    folder = options.out / "pages"
    folder.mkdir(exist_ok=True)
    for book in world.books:
        held = [entry for entry in world.entries if entry.book_id == book.book_id]
        printed = PrintedBook(
            register_type=register_type(book.register_type),
            edition=book.edition,
            office=book.office_name,
            volume=book.volume,
            year=book.year,
            pages=pages_of([(str(entry.page), written(entry.fields)) for entry in held]),
        )
        _print_book(folder, f"{book.office_code}-{book.year}", printed)
    return 0


def _print_registers(made: WrittenRegisters) -> None:
    """Print the pages of registers beyond births, book by book: form, office and year."""
    folder = made.folder / "pages"
    folder.mkdir(exist_ok=True)
    for register in made.registers:
        books: dict[tuple[str, int], list[GeneratedEntry]] = {}
        for entry in register.entries:
            books.setdefault((entry.office_code, entry.year), []).append(entry)
        for (office_code, year), held in books.items():
            printed = PrintedBook(
                register_type=made.register_type,
                edition=register.edition,
                office=held[0].values["entry.place_of_registration"].text or office_code,
                volume=f"01/{year}",
                year=year,
                pages=pages_of([(str(entry.page), _written(entry)) for entry in held]),
            )
            _print_book(folder, f"{register.edition}-{office_code}-{year}", printed)


def _written(entry: GeneratedEntry) -> dict[str, WrittenValue]:
    return {
        field_id: WrittenValue(value.text, value.reading)
        for field_id, value in entry.values.items()
    }


def _print_book(folder: Path, name: str, printed: PrintedBook) -> None:
    (folder / f"{name}.pdf").write_bytes(book_pdf(printed))
    for page, image in zip(printed.pages, book_images(printed), strict=True):
        (folder / f"{name}-{page.page}.png").write_bytes(image)
