"""The words and steps of `hotich match calibrate`, for the command to use."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import duckdb

from hotich.core.matching import Rules, read_rules
from hotich.core.words import vi
from hotich.engines.calibration.confirmed import CasesUnusableError, count_confirmed
from hotich.engines.calibration.estimating import Estimate, estimate
from hotich.engines.calibration.rules_file import candidate
from hotich.engines.calibration.sampling import count_by_chance
from hotich.engines.calibration.telling import report_json, report_text
from hotich.engines.evaluation.mapping import NOTHING, MappingFaultError, read_mapping

Translate = Callable[[str], str]

PROBLEM_WORDS: Final[Mapping[str, str]] = {
    "columns_missing": vi("Tệp các cặp thiếu cột: {names}. Hãy chạy hotich match với --explain."),
    "no_common_pair": vi(
        "Không có cặp nào đã xác nhận. Hãy kiểm tra cột entry_id và person_pin của tệp đáp án."
    ),
    "version": vi("Phương án phải có tên khác với quy tắc hiện nay: {names}."),
    "no_splink": vi("Chưa cài Splink. Hãy cài, hoặc đưa tệp đáp án bằng --truth và --pairs."),
    "nothing": vi("Hãy đưa --truth và --pairs, hoặc --splink."),
    "file": vi("Không đọc được tệp: {names}"),
    "mapping": vi("Tệp --mapping không dùng được: {names}"),
}
FILES: Final = ("calibration.txt", "calibration.json", "rules-candidate.toml")


class _RefusedError(Exception):
    def __init__(self, problem: str, names: Sequence[str] = ()) -> None:
        super().__init__(problem)
        self.problem = problem
        self.names = names


def add_calibrate_arguments(parser: argparse.ArgumentParser, translate: Translate = str) -> None:
    """Take the files, the name of the candidate and the folder of the report."""
    t = translate
    for name, words in (
        ("--population", vi("tệp dữ liệu dân cư (đã làm sạch)")),
        ("--entries", vi("tệp các trường hợp đăng ký (đã làm sạch)")),
        ("--out", vi("thư mục ghi báo cáo và phương án")),
    ):
        parser.add_argument(name, type=Path, required=True, help=t(words))
    parser.add_argument("--truth", type=Path, help=t(vi("tệp đáp án: các trường hợp đã xác nhận")))
    parser.add_argument("--pairs", type=Path, help=t(vi("tệp các cặp, từ hotich match --explain")))
    parser.add_argument("--mapping", type=Path, help=t(vi("tệp TOML: cột nào là cột nào")))
    parser.add_argument("--rules", type=Path, help=t(vi("tệp quy tắc hiện dùng")))
    parser.add_argument("--version-name", default="", help=t(vi("tên của phương án")))
    parser.add_argument(
        "--chance-pairs", type=int, default=400_000, help=t(vi("số cặp ngẫu nhiên"))
    )
    parser.add_argument("--splink", action="store_true", help=t(vi("ước lượng không cần đáp án")))
    parser.add_argument("--language", choices=("vi", "en"), default="vi")


def run_calibrate(args: argparse.Namespace, translate: Translate = str) -> int:
    """Write the report and the candidate, say the report, and return 0; 2 when it cannot be."""
    text = _rules_text(args.rules)
    rules = read_rules(text)
    name = args.version_name or f"{rules.version}+calibrated"
    method = "splink" if args.splink else "confirmed"
    try:
        estimates = _estimates(args, rules)
        written = _candidate(text, name, estimates)
    except _RefusedError as fault:
        said = translate(PROBLEM_WORDS[fault.problem]).format(names=", ".join(fault.names))
        sys.stderr.write(f"{said}\n")
        return 2
    told = report_text(
        estimates, version=rules.version, candidate=name, method=method, translate=translate
    )
    content = report_json(estimates, version=rules.version, candidate=name, method=method)
    args.out.mkdir(parents=True, exist_ok=True)
    for file, body in zip(FILES, (told, content, written), strict=True):
        fresh = args.out / f".{file}.part"
        fresh.write_text(body, encoding="utf-8")
        fresh.replace(args.out / file)
    sys.stdout.write(told)
    return 0


def _rules_text(path: Path | None) -> str:
    if path is not None:
        return path.read_text("utf-8")
    return files("hotich.core.matching").joinpath("rules.toml").read_text("utf-8")


def _candidate(text: str, name: str, estimates: Sequence[Estimate]) -> str:
    try:
        return candidate(text, name, estimates)
    except ValueError:
        raise _RefusedError("version", [name]) from None


def _estimates(args: argparse.Namespace, rules: Rules) -> tuple[Estimate, ...]:
    try:
        if args.splink:
            if find_spec("splink") is None:
                raise _RefusedError("no_splink")
            from hotich.engines.calibration.with_splink import estimate_with_splink

            return estimate_with_splink(args.entries, args.population, rules)
        if not (args.truth and args.pairs):
            raise _RefusedError("nothing")
        parts = read_mapping(args.mapping.read_text("utf-8")) if args.mapping else {}
        confirmed, _others = count_confirmed(
            args.pairs, args.truth, mapping=parts.get("truth", NOTHING)
        )
        by_chance = count_by_chance(args.entries, args.population, rules, pairs=args.chance_pairs)
        return estimate(confirmed, by_chance, rules)
    except CasesUnusableError as fault:
        raise _RefusedError(fault.problem, fault.names) from None
    except MappingFaultError as fault:
        raise _RefusedError("mapping", fault.names or [fault.problem]) from None
    except (OSError, duckdb.IOException, duckdb.InvalidInputException) as fault:
        raise _RefusedError("file", [str(fault).partition("\n")[0]]) from None
