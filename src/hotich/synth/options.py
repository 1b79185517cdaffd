"""What a sample world is made of: how many, where, and how often each defect occurs."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from datetime import date
from pathlib import Path

from hotich.core.registers import REGISTER_TYPES
from hotich.core.words import vi
from hotich.synth.rates import often, read_commune, read_share

#: Communes of 30 June 2025 that today's xã Ba Đình (16171, Thanh Hóa) takes the place of.
DEFAULT_OFFICE = "16171"
CODES_AS_OF = date(2025, 6, 30)


@dataclass(frozen=True, slots=True)
class PopulationRates:
    """How often something is so among the people, each between 0 and 1."""

    minority: float = often(0.03, vi("gia đình dân tộc Mường hoặc Thái"))
    twins: float = often(0.012, vi("lần sinh là sinh đôi"))
    born_elsewhere: float = often(0.08, vi("cha, mẹ đăng ký khai sinh ở xã khác"))
    parent_unknown: float = often(0.03, vi("người không có tên cha"))
    year_only: float = often(0.3, vi("người sinh trước năm 1965 chỉ có năm sinh"))
    year_only_as_january: float = often(0.6, vi("chỉ có năm sinh được lưu thành 01/01"))
    parent_missing: float = often(0.03, vi("thiếu họ tên cha hoặc mẹ trong dữ liệu dân cư"))
    parent_pin_missing: float = often(0.25, vi("thiếu số định danh của cha hoặc mẹ"))
    place_by_new_name: float = often(0.5, vi("nơi sinh, quê quán ghi theo tên đơn vị hiện nay"))
    moved_away: float = often(0.1, vi("cư trú ngoài xã"))


@dataclass(frozen=True, slots=True)
class BookRates:
    """How often the book itself is poor or writes in its own way; none is a difference."""

    absent: float = often(0.06, vi("trường hợp không có trong dữ liệu dân cư"))
    absent_sibling: float = often(0.6, vi("trong số đó, là anh chị em của người có trong dữ liệu"))
    late: float = often(0.08, vi("đăng ký quá hạn"))
    year_only_in_book: float = often(0.03, vi("sổ chỉ ghi năm sinh"))
    month_only_in_book: float = often(0.01, vi("sổ chỉ ghi tháng và năm sinh"))
    no_worded_date: float = often(0.25, vi("sổ không ghi ngày sinh bằng chữ"))
    worded_date_disagrees: float = often(0.015, vi("ngày sinh bằng chữ không khớp với số"))
    no_diacritics_in_book: float = often(0.03, vi("tên trong sổ thiếu dấu"))
    parent_missing_in_book: float = often(0.02, vi("sổ để trống tên cha hoặc mẹ"))
    capitals: float = often(0.35, vi("tên trong sổ viết in hoa"))
    tone_placement: float = often(0.3, vi("dấu thanh đặt kiểu khác (hoà, hòa), nếu tên có"))
    y_or_i: float = often(0.15, vi("y viết thành i (Lý, Lí), nếu tên có"))
    place_shortened: float = often(0.3, vi("địa danh viết tắt cấp (bỏ chữ xã, huyện, tỉnh)"))
    place_less_precise: float = often(0.02, vi("địa danh chỉ ghi đến huyện hoặc tỉnh"))
    health_station: float = often(0.15, vi("nơi sinh ghi là trạm y tế của xã"))
    illegible: float = often(0.01, vi("ô không đọc được"))
    doubtful: float = often(0.02, vi("ô đọc không chắc"))
    struck_out: float = often(0.005, vi("ô bị gạch bỏ"))


@dataclass(frozen=True, slots=True)
class DifferenceRates:
    """How often a present person's entry truly differs; at most one kind for each fact."""

    thi_missing: float = often(0.015, vi("tên nữ trong sổ thiếu chữ Thị"))
    name_letter: float = often(0.012, vi("họ tên khác một chữ"))
    no_diacritics_in_population: float = often(0.006, vi("họ tên trong dữ liệu dân cư thiếu dấu"))
    day_month_swapped: float = often(0.005, vi("ngày và tháng sinh đổi chỗ"))
    one_day: float = often(0.005, vi("ngày sinh lệch một ngày"))
    wrong_year_in_population: float = often(0.012, vi("năm sinh trong dữ liệu dân cư sai"))
    sex: float = often(0.003, vi("giới tính khác"))
    place_of_birth: float = often(0.006, vi("nơi sinh khác"))
    hometown: float = often(0.008, vi("quê quán khác"))
    ethnicity: float = often(0.004, vi("dân tộc khác"))
    nationality: float = often(0.001, vi("quốc tịch khác"))
    father_name: float = often(0.01, vi("họ tên cha khác"))
    mother_name: float = often(0.01, vi("họ tên mẹ khác"))
    parent_birth: float = often(
        0.01, vi("năm sinh của cha hoặc mẹ khác (không phải thông tin cơ bản)")
    )


@dataclass(frozen=True, slots=True)
class BookPlan:
    """A book to be filled: whose it is, its year, how many entries, how many absent.

    Where absent is None the rate of the options decides.
    """

    commune_code: str
    year: int
    entries: int
    absent: int | None = None
    edition: str = ""
    volume: str = ""


@dataclass(frozen=True, slots=True)
class SynthOptions:
    """A whole sample world. The same options give the same bytes.

    Communes are codes of 30 June 2025 with weights; none means the predecessors of xã Ba Đình.
    Books, when given, hold exactly the planned entries and `entries` is not looked at;
    otherwise books arise from the communes and years of the people drawn. `types` are codes of
    register types: births as a whole world, each other type as a register of its own.
    """

    persons: int = 10_000
    entries: int = 1_000
    seed: int = 1
    communes: tuple[tuple[str, float], ...] = ()
    first_year: int = 1956
    last_year: int = 2020
    entries_per_page: int = 3
    books: tuple[BookPlan, ...] = ()
    types: tuple[str, ...] = ("KS",)
    population: PopulationRates = field(default_factory=PopulationRates)
    book: BookRates = field(default_factory=BookRates)
    difference: DifferenceRates = field(default_factory=DifferenceRates)


_RateGroup = type[PopulationRates] | type[BookRates] | type[DifferenceRates]
_GROUPS: Mapping[str, _RateGroup] = {
    "population": PopulationRates,
    "book": BookRates,
    "difference": DifferenceRates,
}


def _types(text: str) -> tuple[str, ...]:
    known = {kind.code for kind in REGISTER_TYPES}
    codes = tuple(code.strip().upper() for code in text.split(","))
    if not set(codes) <= known:
        raise argparse.ArgumentTypeError(text)
    return codes


def _option_name(group: str, rate: Field[float]) -> str:
    return f"{group}-{rate.name}".replace("_", "-")


def add_arguments(
    parser: argparse.ArgumentParser, translate: Callable[[str], str] = lambda text: text
) -> None:
    """Add every option of a sample world to a command's parser.

    Rates are named by their group: `--book-year-only-in-book 0.05`.
    """
    plain = SynthOptions()
    parser.add_argument(
        "--persons", type=int, default=plain.persons, help=translate(vi("số người"))
    )
    parser.add_argument(
        "--entries", type=int, default=plain.entries, help=translate(vi("số trường hợp đăng ký"))
    )
    parser.add_argument(
        "--seed", type=int, default=plain.seed, help=translate(vi("số gieo; cùng số, cùng kết quả"))
    )
    parser.add_argument(
        "--out", type=Path, required=True, help=translate(vi("thư mục nhận kết quả"))
    )
    parser.add_argument(
        "--commune",
        type=read_commune,
        action="append",
        default=[],
        metavar="CODE[:WEIGHT]",
        help=translate(vi("mã xã theo danh mục ngày 30/06/2025, kèm tỷ trọng; lặp lại được")),
    )
    parser.add_argument("--first-year", type=int, default=plain.first_year)
    parser.add_argument("--last-year", type=int, default=plain.last_year)
    parser.add_argument(
        "--entries-per-page",
        type=int,
        default=plain.entries_per_page,
        help=translate(vi("số trường hợp trên một trang sổ")),
    )
    parser.add_argument(
        "--types",
        type=_types,
        default=plain.types,
        metavar="KS,KH,…",
        help=translate(vi("loại sổ, ví dụ KS,KH,KT; mặc định là khai sinh (KS)")),
    )
    for group, kind in _GROUPS.items():
        section = parser.add_argument_group(group)
        for rate in fields(kind):
            section.add_argument(
                f"--{_option_name(group, rate)}",
                type=read_share,
                default=rate.default,
                metavar="0..1",
                help=translate(rate.metadata["told"]) + f" ({rate.default})",
            )


def options_from(args: argparse.Namespace) -> SynthOptions:
    """Return the options that a command line parsed by `add_arguments` asks for."""
    given = vars(args)
    rates = {
        group: {rate.name: given[f"{group}_{rate.name}"] for rate in fields(kind)}
        for group, kind in _GROUPS.items()
    }
    return SynthOptions(
        persons=args.persons,
        entries=args.entries,
        seed=args.seed,
        communes=tuple(args.commune),
        first_year=args.first_year,
        last_year=args.last_year,
        entries_per_page=args.entries_per_page,
        types=args.types,
        population=PopulationRates(**rates["population"]),
        book=BookRates(**rates["book"]),
        difference=DifferenceRates(**rates["difference"]),
    )


def clean(options: SynthOptions) -> SynthOptions:
    """Return the same world without any defect of the book and any difference."""
    nothing = {rate.name: 0.0 for rate in fields(DifferenceRates)}
    neat = {rate.name: 0.0 for rate in fields(BookRates)}
    return replace(options, book=BookRates(**neat), difference=DifferenceRates(**nothing))
