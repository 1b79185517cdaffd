"""The words and steps of `hotich match evaluate`, for the command to use."""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import duckdb

from hotich.core.matching import read_rules
from hotich.core.words import vi
from hotich.engines.evaluation.cases import TruthMismatchError
from hotich.engines.evaluation.evaluating import evaluate, write_report
from hotich.engines.evaluation.mapping import MappingFaultError, read_mapping
from hotich.engines.evaluation.telling import Teller, plain_text

Translate = Callable[[str], str]
_SAID: Final = 5
"""Tables for the screen; those by kind of defect stand in the files."""

PROBLEM_WORDS: Final[Mapping[str, str]] = {
    "no_common_entry": vi(
        "Hai tệp không có trường hợp nào chung. Hãy kiểm tra cột entry_id, hoặc tệp --mapping."
    ),
    "repeated": vi("Bảng {table} có trường hợp lặp lại: {names}. Mỗi trường hợp chỉ có một dòng."),
    "columns_missing": vi("Bảng {table} thiếu cột: {names}. Hãy thêm cột, hoặc tệp --mapping."),
    "not_toml": vi("Tệp --mapping không phải TOML: {names}."),
    "unknown_part": vi("Tệp --mapping có phần lạ: {names}."),
    "unknown_key": vi("Tệp --mapping có khóa lạ: {names}."),
    "column_missing": vi("Tệp --mapping nêu cột không có trong bảng: {names}."),
    "file": vi("Không đọc được tệp: {names}"),
}


def add_evaluate_arguments(parser: argparse.ArgumentParser, translate: Translate = str) -> None:
    """Take the files, the folder of the report and its language."""
    t = translate
    parser.add_argument("--truth", type=Path, required=True, help=t(vi("tệp đáp án")))
    parser.add_argument(
        "--result", type=Path, required=True, help=t(vi("tệp hoặc thư mục kết quả đối chiếu"))
    )
    parser.add_argument(
        "--out", type=Path, required=True, help=t(vi("thư mục ghi báo cáo đánh giá"))
    )
    parser.add_argument(
        "--candidates", type=Path, help=t(vi("tệp người có thể trùng của từng trường hợp"))
    )
    parser.add_argument("--mapping", type=Path, help=t(vi("tệp TOML: cột nào là cột nào")))
    parser.add_argument(
        "--persons", type=int, default=0, help=t(vi("số người trong dữ liệu dân cư"))
    )
    parser.add_argument("--rules", type=Path, help=t(vi("tệp quy tắc đã dùng, nếu khác")))
    parser.add_argument("--language", choices=("vi", "en"), default="vi")


def run_evaluate(args: argparse.Namespace, translate: Translate = str) -> int:
    """Write the report, say the figures, and return 0; 2 when the files do not allow it."""
    try:
        mapping = read_mapping(args.mapping.read_text("utf-8")) if args.mapping else None
        figures = evaluate(
            args.truth,
            args.result,
            candidates=args.candidates,
            mapping=mapping,
            persons=args.persons,
            model=read_rules(args.rules.read_text("utf-8")) if args.rules else None,
        )
    except (TruthMismatchError, MappingFaultError) as fault:
        said = translate(PROBLEM_WORDS[fault.problem])
        table = getattr(fault, "table", "")
        sys.stderr.write(said.format(table=table, names=", ".join(fault.names)) + "\n")
        return 2
    except (OSError, duckdb.IOException, duckdb.InvalidInputException) as fault:
        first = str(fault).partition("\n")[0]
        sys.stderr.write(translate(PROBLEM_WORDS["file"]).format(names=first) + "\n")
        return 2
    teller = Teller(translate, comma="." if args.language == "en" else ",")
    write_report(figures, args.out, teller, language=args.language)
    sys.stdout.write(plain_text(figures, teller, tables=_SAID))
    return 0
