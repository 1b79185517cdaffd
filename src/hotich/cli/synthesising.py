"""Write a synthetic population, registers, printed pages and the truth."""

import argparse

from hotich.core.registers import BIRTHS, register_type
from hotich.documents.register_page import PrintedBook, book_images, book_pdf, pages_of, written
from hotich.synth.options import add_arguments as add_world_arguments
from hotich.synth.options import options_from
from hotich.synth.register_files import write_registers
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
    for folder in write_registers(world_options, options.out):
        print(f"{world_options.entries} entries in {folder}")
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
        name = f"{book.office_code}-{book.year}"
        (folder / f"{name}.pdf").write_bytes(book_pdf(printed))
        for page, image in zip(printed.pages, book_images(printed), strict=True):
            (folder / f"{name}-{page.page}.png").write_bytes(image)
    return 0
