"""tantivy as a look-up: fuzzy terms on the tokens of names, year of birth within two."""

import json
import shutil
from pathlib import Path

import tantivy

from benchmarks.peers.entries import Find, population
from hotich.core.matching import Facts, read_name

TOP = 50
_BATCH = 20_000


def build(world: Path, folder: Path) -> None:
    """Write the index of a population: tokens of names, year, and the stored values."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("name", index_option="freq")
    builder.add_text_field("parents", index_option="freq")
    builder.add_unsigned_field("year", indexed=True, fast=True)
    builder.add_bytes_field("values", stored=True)
    index = tantivy.Index(builder.build(), path=str(folder))
    writer = index.writer(heap_size=512_000_000, num_threads=2)
    people = population(world)
    while rows := people.fetchmany(_BATCH):
        for row in rows:
            writer.add_document(_document(row))
    writer.commit()
    writer.wait_merging_threads()


def _document(row: tuple[str, ...]) -> tantivy.Document:
    year, document = row[4][:4], tantivy.Document()
    document.add_text("name", read_name(row[1]).folded)
    document.add_text("parents", f"{read_name(row[7]).folded} {read_name(row[8]).folded}")
    document.add_unsigned("year", int(year) if year.isdigit() else 0)
    document.add_bytes("values", json.dumps(row).encode())
    return document


def finder(folder: Path) -> Find:
    """Return the search over an index that `build` wrote."""
    index = tantivy.Index.open(str(folder))
    schema, searcher = index.schema, index.searcher()
    query = tantivy.Query

    def terms(field: str, text: str) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        return [
            (
                tantivy.Occur.Should,
                query.disjunction_max_query(
                    [
                        query.term_query(schema, field, token, "freq"),
                        query.fuzzy_term_query(schema, field, token, 1),
                    ]
                ),
            )
            for token in dict.fromkeys(text.split())
        ]

    def find(facts: Facts) -> list[tuple[str, ...]]:
        parents = f"{read_name(facts.father_name).folded} {read_name(facts.mother_name).folded}"
        wanted = terms("name", read_name(facts.full_name).folded) + terms("parents", parents)
        if not wanted:
            return []
        asked = [(tantivy.Occur.Must, query.boolean_query(wanted))]
        if facts.birth.year:
            years = query.range_query(
                schema,
                "year",
                tantivy.FieldType.Unsigned,
                facts.birth.year - 2,
                facts.birth.year + 2,
            )
            asked.append((tantivy.Occur.Must, query.const_score_query(years, 0.0)))
        hits = searcher.search(query.boolean_query(asked), TOP, count=False).hits
        documents = (searcher.doc(address) for _, address in hits)
        return [tuple(json.loads(bytes(document["values"][0]))) for document in documents]

    return find
