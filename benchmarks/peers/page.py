"""Writes `benchmarks.md` and its charts from the kept figures and a template; measures nothing."""

import json
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.peers.plots import Group, bars
from benchmarks.peers.tables import count, gigabytes, percent, seconds, table, times
from benchmarks.peers.targets import targets_table

TEMPLATE = Path(__file__).with_name("template.md")
ENGINES = {"own": "hotich, SQLite", "tantivy": "tantivy", "pg_trgm": "PostgreSQL pg_trgm"}
NONE = "Not measured yet."

Run = dict[str, Any]


def write_page(docs: Path) -> None:
    """Write the page of the figures in `docs/benchmarks/*.json`."""
    folder = docs / "benchmarks"
    runs = [json.loads(file.read_text("utf-8")) for file in folder.glob("*.json")]
    runs.sort(key=lambda run: (run["persons"], run["entries"]))
    text = TEMPLATE.read_text("utf-8")
    bulk = [run for run in runs if "bulk" in run]
    lookup = [run for run in runs if "lookup" in run]
    parts = {
        "machine": machine_table(runs),
        "times": bulk_times(bulk),
        "quality": bulk_quality(bulk),
        "lookup": lookup_table(lookup),
        "febrl": febrl_table(runs),
        "targets": targets_table(
            bulk[-1] if bulk else None, lookup[-1] if lookup else None, size_of
        ),
        "summary_vi": summary_vi(bulk, lookup),
        "leads": "none, 0, 4, 8 or 12 bits",
    }
    for name, part in parts.items():
        text = text.replace(f"{{{{{name}}}}}", part)
    for name, chart in _charts(bulk, lookup).items():
        (folder / f"{name}.svg").write_text(chart, "utf-8")
    (docs / "benchmarks.md").write_text(text, "utf-8")


def size_of(run: Run) -> str:
    """Return the size of a run as people say it."""
    return f"{count(run['persons'])} × {count(run['entries'])}"


def _middle(run: Run, side: str, figure: str) -> float:
    return float(median(each[figure] for each in run["bulk"]["rounds"][side]))


def _worked(run: Run, side: str) -> str:
    """Return the processor seconds of a side, which other work on the machine touches least."""
    known = all("processor" in each for each in run["bulk"]["rounds"][side])
    return seconds(_middle(run, side, "processor")) if known else "–"


def _once(made: Run, figure: str) -> str:
    """Return how long something took that is done once, with the load at that time."""
    return seconds(made[figure]) + (f" at load {made['load']}" if "load" in made else "")


def bulk_times(runs: list[Run]) -> str:
    """Return the table of times and memory, medians over the rounds, with ratios."""
    if not runs:
        return NONE
    rows = []
    for run in runs:
        bulk, ratios = run["bulk"], run["bulk"]["ratios"]
        loads = [each["load"] for side in bulk["rounds"].values() for each in side]
        prepared = bulk["prepare"]
        rows += [
            [size_of(run), "hotich", _once(prepared["own"], "seconds"), "–",
             seconds(_middle(run, "own", "match")), seconds(_middle(run, "own", "consistency")),
             seconds(_middle(run, "own", "total")), _worked(run, "own"),
             gigabytes(_middle(run, "own", "megabytes")),
             f"{min(loads)}–{max(loads)}"],
            ["", "Splink 5", _once(prepared["splink"], "seconds"),
             _once(bulk["training"], "train"), seconds(_middle(run, "splink", "total")), "–",
             seconds(_middle(run, "splink", "total")), _worked(run, "splink"),
             gigabytes(_middle(run, "splink", "megabytes")), ""],
            ["", "**Splink ÷ hotich**", "", "", f"**{times(ratios['match'])}**", "",
             f"**{times(ratios['total'])}**",
             f"**{times(ratios['processor'])}**" if "processor" in ratios else "–",
             f"**{times(ratios['memory'])}**",
             f"{len(bulk['rounds']['own'])} rounds"],
        ]  # fmt: skip
    heading = ["persons × entries", "", "prepare once", "train once", "match",
               "compare by law", "total", "processor time of the match", "peak memory",
               "load"]  # fmt: skip
    return table(heading, rows)


def bulk_quality(runs: list[Run]) -> str:
    """Return the table of how good the links are."""
    if not runs:
        return NONE
    rows = []
    for run in runs:
        for side, called in (("own", "hotich"), ("splink", "Splink 5")):
            good = run["bulk"]["quality"][side]
            rows.append([
                size_of(run) if side == "own" else "", called, percent(good["top_1"]),
                percent(good["recall"]), f"{good['wrong']:.1f}",
                percent(good["strict_recall"]), percent(good["clerk"]),
                percent(good["called_absent"], 3), percent(good["absent_found"], 1),
            ])  # fmt: skip
        own = run["bulk"]["quality"]["own"]
        if "free_recall" in own:
            free = percent(own["free_recall"])
            rows.append(["", "hotich, its weights without vetoes", "", free, *[""] * 5])
        rows.append([
            "", "hotich, its own thresholds", "", percent(own["own_recall"]),
            f"{own['own_wrong']:.1f}", "", percent(own["own_clerk"]), "", "",
        ])  # fmt: skip
    heading = ["persons × entries", "", "top-1", "recall at ≥ 99.9 % precision",
               "wrong / 100k there",
               "recall at ≤ 3 wrong / 100k", "left to a clerk there", "existing called absent",
               "absent found"]  # fmt: skip
    return table(heading, rows)


def lookup_table(runs: list[Run]) -> str:
    """Return the table of looking up one entry."""
    if not runs:
        return NONE
    rows = []
    for run in runs:
        for name, called in ENGINES.items():
            found = run["lookup"]["engines"].get(name)
            if found is None:
                continue
            if "reason" in found:
                rows.append([count(run["persons"]), called, found["reason"], *[""] * 8])
                continue
            rows.append([
                count(run["persons"]), called, *(f"{found[f'p{at}']:,.1f}" for at in (50, 95, 99)),
                *(percent(found[key], 1) for key in ("recall_1", "recall_5", "recall_5_differing")),
                seconds(found["build"]) if found["build"] else "–",
                f"{found['entries']}", f"{found['load']}",
            ])  # fmt: skip
    heading = ["persons", "", "p50 ms", "p95", "p99", "recall@1", "recall@5",
               "recall@5 of the differing", "index made in", "queries", "load"]  # fmt: skip
    return table(heading, rows)


def febrl_table(runs: list[Run]) -> str:
    """Return the last table of the labelled sets."""
    found = [run["febrl"] for run in runs if "febrl" in run]
    return table(found[-1]["heading"], found[-1]["rows"]) if found else NONE


def machine_table(runs: list[Run]) -> str:
    """Return what was measured when, on what."""
    rows = []
    for run in runs:
        for part in ("bulk", "lookup", "febrl"):
            if part not in run:
                continue
            about = run[part]["about"]
            packages = ", ".join(f"{name} {told}" for name, told in about["packages"].items())
            rows.append([
                size_of(run), part, about["day"],
                f"{about['cores']} shared cores, {about['memory_gb']:.0f} GB", f"{about['load']}",
                f"Python {about['python']}, {packages}", about["rules"], str(run["seed"]),
            ])  # fmt: skip
    heading = ["size", "part", "day", "machine", "load at the start", "versions", "rules",
               "seed"]  # fmt: skip
    return table(heading, rows) if rows else NONE


def summary_vi(bulk: list[Run], lookup: list[Run]) -> str:
    """Return the summary in Vietnamese, of the largest sizes that were measured."""
    lines = []
    if bulk:
        run = bulk[-1]
        ratios, good = run["bulk"]["ratios"], run["bulk"]["quality"]
        lines.append(
            f"- Đối chiếu hàng loạt, {size_of(run)} dòng: hotich"
            f" {seconds(_middle(run, 'own', 'match'))}, Splink 5"
            f" {seconds(_middle(run, 'splink', 'total'))} ({times(ratios['match'])}); bộ nhớ"
            f" {gigabytes(_middle(run, 'own', 'megabytes'))} so với"
            f" {gigabytes(_middle(run, 'splink', 'megabytes'))}. Ở mức đúng từ 99,9 % trở lên,"
            f" hotich tìm được {percent(good['own']['recall'])} người có trong dữ liệu, Splink"
            f" {percent(good['splink']['recall'])}."
        )
    if lookup:
        run = lookup[-1]
        engines = run["lookup"]["engines"]
        told = [
            f"{called} {engines[name]['p50']:,.1f} / {engines[name]['p99']:,.1f} ms, tìm thấy"
            f" trong năm người đầu {percent(engines[name]['recall_5'], 1)}"
            for name, called in ENGINES.items()
            if name in engines and "p50" in engines[name]
        ]
        lines.append(
            f"- Tra cứu một dòng trong {count(run['persons'])} người (p50 / p99): "
            + "; ".join(told)
            + "."
        )
    return "\n".join(lines) or NONE


def _charts(bulk: list[Run], lookup: list[Run]) -> dict[str, str]:
    charts = {}
    sides = ("own", "splink")
    names = ("hotich", "Splink 5")
    if bulk:
        charts["bulk-time"] = bars(
            "Seconds to match, prepared population and saved model", names,
            [Group(size_of(run), [_middle(run, "own", "match"), _middle(run, "splink", "total")])
             for run in bulk], seconds)  # fmt: skip
        charts["bulk-memory"] = bars(
            "Peak memory of the matching process", names,
            [Group(size_of(run), [_middle(run, side, "megabytes") for side in sides])
             for run in bulk], gigabytes)  # fmt: skip
        charts["bulk-recall"] = bars(
            "Recall at a precision of 99.9 % or more", names,
            [Group(size_of(run), [run["bulk"]["quality"][side]["recall"] for side in sides])
             for run in bulk], percent)  # fmt: skip
    if lookup:
        figures = [(run, run["lookup"]["engines"]) for run in lookup]

        def group(run: Run, engines: Run, key: str) -> Group:
            values = [engines.get(name, {}).get(key) for name in ENGINES]
            return Group(f"{count(run['persons'])} persons, {key}", values)

        shown = tuple(ENGINES.values())
        charts["lookup-time"] = bars(
            "Milliseconds to look up and rank one entry, logarithmic", shown,
            [group(run, engines, key) for run, engines in figures for key in ("p50", "p99")],
            lambda value: f"{value:,.1f} ms", logarithmic=True)  # fmt: skip
        charts["lookup-recall"] = bars(
            "The right person among the first five", shown,
            [Group(f"{count(run['persons'])} persons",
                   [engines.get(name, {}).get("recall_5") for name in ENGINES])
             for run, engines in figures], lambda value: percent(value, 1))  # fmt: skip
    return charts
