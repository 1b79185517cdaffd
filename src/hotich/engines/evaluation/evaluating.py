"""Evaluates a bulk job's output against the truth, and writes the report."""

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from hotich.core.matching import Mode, Rules, rules
from hotich.engines.evaluation.cases import Cases, Limits
from hotich.engines.evaluation.figures import Figures, figures
from hotich.engines.evaluation.mapping import PartMapping
from hotich.engines.evaluation.page import page
from hotich.engines.evaluation.telling import Teller, plain_text

FILES: Final = ("evaluation.json", "evaluation.txt", "evaluation.html")


def limits_of(model: Rules, mode: Mode) -> Limits:
    """Return the model's thresholds in bits."""
    threshold = model.thresholds[mode]
    return Limits(threshold.link / 100, threshold.lead / 100, model.absent / 100)


def result_file(result: Path) -> Path:
    """Return the table of a job's output: the file itself, or the one in the folder."""
    if not result.is_dir():
        return result
    found = [result / f"matches.{ending}" for ending in ("parquet", "csv")]
    return next((path for path in found if path.is_file()), found[0])


def evaluate(
    truth: Path,
    result: Path,
    *,
    candidates: Path | None = None,
    mapping: Mapping[str, PartMapping] | None = None,
    persons: int = 0,
    mode: Mode | None = None,
    model: Rules | None = None,
    limits: Limits | None = None,
) -> Figures:
    """Return the figures of a result (a file, or the folder of a job) against the truth.

    `persons` and `mode` are those of the job's summary beside the result where it stands. Without
    a number of persons weights are taken as net. `model` is the rules of the job, or those of
    today; `limits` other thresholds than its own.

    Raises: TruthMismatchError, MappingFaultError.
    """
    table = result_file(result)
    summary = _summary(table.with_name("summary.json"))
    persons = persons or int(str(summary.get("persons", 0)))
    mode = mode or Mode(str(summary.get("mode", Mode.UNATTENDED.value)))
    model = model or rules()
    used = str(summary.get("rules_version", model.version))
    about = {
        "truth": truth.name,
        "result": table.name,
        "model": used if used == model.version else f"{used} ≠ {model.version}",
        "mode": mode.value,
    }
    if persons:
        about["persons"] = str(persons)
    cases = Cases(
        truth,
        table,
        candidates=candidates,
        mapping=mapping,
        size_bits=math.log2(persons) if persons else 0.0,
        limits=limits or limits_of(model, mode),
    )
    try:
        return figures(cases, about)
    finally:
        cases.close()


def _summary(path: Path) -> Mapping[str, object]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write_report(figures_: Figures, out: Path, teller: Teller, *, language: str = "vi") -> None:
    """Write the report as JSON, text and HTML into a folder; each file appears when it is whole."""
    out.mkdir(parents=True, exist_ok=True)
    texts = (
        figures_.text(),
        plain_text(figures_, teller),
        page(figures_, teller, language=language),
    )
    for name, text in zip(FILES, texts, strict=True):
        fresh = out / f".{name}.part"
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(out / name)
