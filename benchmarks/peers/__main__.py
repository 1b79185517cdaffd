"""Measure, keep the figures beside the page, and write the page anew."""

import json
import sys
from datetime import UTC, datetime

from benchmarks.peers.bulk import run_bulk
from benchmarks.peers.machine import machine
from benchmarks.peers.options import Options, read_options
from benchmarks.peers.page import write_page
from benchmarks.peers.worlds import judged_world, say


def run(options: Options) -> None:
    """Run the parts that were asked for; those of other runs stay on the page."""
    options.home.mkdir(parents=True, exist_ok=True)
    folder = options.docs / "benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{options.size}.json"
    for part in options.only:
        about = machine() | {"day": datetime.now(UTC).date().isoformat()}
        found = {**_PARTS[part](options), "about": about}
        figures = json.loads(file.read_text("utf-8")) if file.exists() else {}
        figures |= {"persons": options.persons, "entries": options.entries, "seed": options.seed}
        figures[part] = found
        file.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
    write_page(options.docs)
    say(f"written: {options.docs / 'benchmarks.md'}")


def _bulk(options: Options) -> dict[str, object]:
    return run_bulk(options, judged_world(options))


def _lookup(options: Options) -> dict[str, object]:
    from benchmarks.peers.lookups import run_lookups

    return run_lookups(options, judged_world(options))


def _febrl(options: Options) -> dict[str, object]:
    from benchmarks.peers.labelled import run_febrl

    return run_febrl(options)


_PARTS = {"bulk": _bulk, "lookup": _lookup, "febrl": _febrl}

if __name__ == "__main__":
    run(read_options(sys.argv[1:]))
