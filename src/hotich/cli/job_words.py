"""What the commands of bulk matching have in common: options, reading, progress, faults."""

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _

from hotich.cli.spark_words import spark_sentence
from hotich.core.discrepancies import Outcome
from hotich.core.matching import (
    Identity,
    NameTable,
    Rules,
    read_name_table,
    read_rules,
    rules,
)
from hotich.core.words import vi
from hotich.engines.matching import (
    MatchingJobError,
    MemoryTextError,
    MissingColumnsError,
    NotPreparedError,
    OtherKeysError,
    OutputExistsError,
    Step,
    UnknownTestError,
    file_digest,
    megabytes,
)
from hotich.engines.spark import SparkError
from hotich.engines.tables import (
    CleanTable,
    Kind,
    TableUnreadableError,
    Writing,
    note_sentence,
    problem_sentence,
    read_table,
)

IDENTITY_ORDER: Final = tuple(Identity)
OUTCOME_ORDER: Final = (
    Outcome.CONSISTENT,
    Outcome.INCONSISTENT,
    Outcome.NOT_FOUND,
    Outcome.UNDECIDED,
)
INTERRUPTED: Final = 130

STEP_WORDS: Final = {
    "read": vi("đọc dân cư"),
    "names": vi("đọc họ tên"),
    "codes": vi("mã hóa"),
    "persons": vi("ghi người"),
    "key": vi("khóa tìm"),
    "entries": vi("đọc trường hợp đăng ký"),
    "entry names": vi("đọc họ tên trong sổ"),
    "entry codes": vi("mã hóa nội dung sổ"),
    "sharp": vi("tìm chính xác"),
    "narrow": vi("tìm hẹp"),
    "wide": vi("tìm rộng"),
    "keys": vi("tìm theo khóa"),
    "weighing": vi("cân"),
    "judging": vi("kết luận; còn lại"),
    "consistency": vi("so sánh từng mục"),
    "output": vi("ghi kết quả"),
}


def add_job_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the options that every job has."""
    parser.add_argument("--rules", type=Path, help="another rules file (TOML)")
    parser.add_argument("--names", type=Path, help="another table of name frequencies (JSON)")
    parser.add_argument("--memory", default="2GB", help="memory to keep to, such as 2GB")
    parser.add_argument(
        "--convert",
        choices=[writing.value for writing in Writing],
        help="convert files that are not written in Unicode UTF-8",
    )
    parser.add_argument("--language", choices=["vi", "en"], default="vi", help="of the messages")


def read_rules_file(options: argparse.Namespace) -> Rules:
    """Return the rules of the file that was given, or the packaged ones."""
    return read_rules(options.rules.read_text("utf-8")) if options.rules else rules()


def read_names_file(options: argparse.Namespace) -> NameTable | None:
    """Return the table of names that was given, if any."""
    return read_name_table(options.names.read_text("utf-8")) if options.names else None


def show_step(step: Step) -> None:
    """Print one step, its count and its seconds."""
    code, _space, rest = step.code.partition(" ")
    if step.code in STEP_WORDS:
        words = _(STEP_WORDS[step.code])
    else:
        words = f"{_(STEP_WORDS[code])} {_(STEP_WORDS[rest]) if rest in STEP_WORDS else rest}"
    say(f"{words:<32} {step.count:>12} {step.seconds:>8.1f} s")


def take_table(
    path: Path, kind: Kind, tables: Path, out: Path, options: argparse.Namespace
) -> CleanTable:
    """Return the clean table of a file, from an earlier run that was broken off if it is there."""
    kept = tables / f"{kind.value}.json"
    digest = f"{file_digest(path) if path.is_file() else ''} {options.convert or ''}"
    if kept.is_file():
        known = json.loads(kept.read_text("utf-8"))
        if known["digest"] == digest:
            return CleanTable(Path(known["parquet"]), known["rows"], known["refused"], None)
    tables.mkdir(parents=True, exist_ok=True, mode=0o700)
    taken = read_table(
        path,
        kind,
        tables,
        convert=options.convert,
        translate=_,
        memory=options.memory,
    )
    for note in taken.notes:
        say(note_sentence(note, _))
    if taken.errors is not None:
        beside = out.with_name(f"{out.name}-{taken.errors.name}")
        shutil.copyfile(taken.errors, beside)
        words = _("{file}: nhận {rows} dòng, không nhận {refused} dòng; lý do ghi trong {errors}")
        say(words.format(file=path, rows=taken.rows, refused=taken.refused, errors=beside))
    kept.write_text(
        json.dumps(
            {
                "digest": digest,
                "parquet": str(taken.parquet),
                "rows": taken.rows,
                "refused": taken.refused,
            }
        ),
        "utf-8",
    )
    return taken


def run_job(
    options: argparse.Namespace, needed: Sequence[str], work: Callable[[argparse.Namespace], int]
) -> int:
    """Run a job in the language asked for; return its exit status, or that of its fault."""
    with translation.override(options.language):
        missing = [f"--{option}" for option in needed if getattr(options, option) is None]
        if missing:
            say(_("Thiếu tùy chọn: {options}").format(options=", ".join(missing)))
            return 2
        try:
            megabytes(options.memory)
            return work(options)
        except KeyboardInterrupt:
            say(_("Đã dừng. Chạy lại lệnh này để làm tiếp."))
            return INTERRUPTED
        except TableUnreadableError as fault:
            say(problem_sentence(fault, _))
        except (MatchingJobError, OSError, ValueError, KeyError) as fault:
            say(fault_sentence(fault))
        return 2


def say(sentence: str) -> None:
    """Print a sentence beside the output."""
    print(sentence, file=sys.stderr, flush=True)


def fault_sentence(fault: Exception) -> str:
    """Return what is wrong and what to do, in the language of the reader."""
    match fault:
        case MemoryTextError():
            return _("Bộ nhớ {text} không đọc được. Hãy ghi như 2GB hoặc 500MB.").format(
                text=fault.text
            )
        case MissingColumnsError():
            return _("Tệp {file} thiếu cột: {columns}.").format(
                file=fault.path, columns=", ".join(fault.columns)
            )
        case NotPreparedError():
            return _(
                "{folder} không phải dân cư đã chuẩn bị bằng phiên bản này. "
                "Hãy chạy lại hotich match prepare."
            ).format(folder=fault.folder)
        case OtherKeysError():
            return _(
                "Dân cư đã chuẩn bị theo bộ quy tắc {prepared}, khác khóa tìm của {wanted}. "
                "Hãy chạy lại hotich match prepare."
            ).format(prepared=fault.prepared, wanted=fault.wanted)
        case OutputExistsError():
            return _("{folder} đã có dữ liệu khác. Hãy chọn thư mục khác.").format(
                folder=fault.folder
            )
        case SparkError():
            return spark_sentence(fault)
        case UnknownTestError():
            return _("Bộ quy tắc có phép thử không dùng được: {fact} {test}.").format(
                fact=fault.fact, test=fault.test
            )
        case _:
            return _("Không làm được: {fault}").format(fault=fault)
