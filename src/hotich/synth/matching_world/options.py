"""What a matching world is made of, and how often each defect occurs on which side."""

import argparse
import os
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from hotich.core.words import vi
from hotich.synth.rates import often, read_commune, read_share

TUNING_SEED: Final = 20_260_705
"""Seed of the worlds that keys, bits and thresholds are set on."""

JUDGING_SEED: Final = 90_316_427
"""Seed of the worlds whose figures are reported.

Whoever tunes never looks at a world of this seed: it is run once the model is frozen, and a model
changed after that is judged by another seed. Rules 2026.11-4 were judged by 70,451,989, 2026.11-5
by 41,870,263; this one judges 2026.11-6.
"""


@dataclass(frozen=True, slots=True)
class LifeRates:
    """How often something is so in the people's lives, each between 0 and 1."""

    twins: float = often(0.012, vi("lần sinh là sinh đôi"))
    twins_near_names: float = often(0.12, vi("cặp sinh đôi tên chỉ khác dấu (Lan, Lân)"))
    father_unknown: float = often(0.02, vi("gia đình không có cha"))
    marry_inside: float = often(0.6, vi("kết hôn với người cùng xã"))
    mixed_marriage: float = often(0.1, vi("vợ hoặc chồng khác dân tộc"))
    registered_elsewhere: float = often(0.05, vi("con đăng ký khai sinh ở xã khác"))
    year_only: float = often(0.35, vi("người sinh trước năm 1955 chỉ biết năm sinh"))
    moved_away: float = often(0.12, vi("người cư trú ở xã khác"))


@dataclass(frozen=True, slots=True)
class DirtRates:
    """How often a row of the population database is poor or wrong."""

    year_only_as_january: float = often(0.6, vi("chỉ biết năm sinh được lưu thành 01/01"))
    year_only: float = often(0.012, vi("biết ngày sinh mà chỉ lưu năm sinh hoặc 01/01"))
    day_missing: float = often(0.004, vi("ngày sinh lưu thiếu ngày"))
    birth_missing: float = often(0.0005, vi("thiếu ngày sinh"))
    day_month_swapped: float = often(0.004, vi("ngày và tháng sinh lưu đổi chỗ"))
    wrong_year_near: float = often(0.008, vi("năm sinh lưu sai một hoặc hai năm"))
    wrong_year_gross: float = often(0.002, vi("năm sinh lưu sai nhiều năm"))
    father_missing: float = often(0.03, vi("thiếu họ tên cha"))
    mother_missing: float = often(0.025, vi("thiếu họ tên mẹ"))
    parent_number_missing: float = often(0.3, vi("thiếu số định danh của cha, mẹ hoặc vợ, chồng"))
    parent_no_diacritics: float = often(0.005, vi("họ tên cha mẹ lưu thiếu dấu"))
    parent_letter: float = often(0.008, vi("họ tên cha hoặc mẹ lưu sai một chữ"))
    spouse_missing: float = often(0.15, vi("thiếu họ tên vợ hoặc chồng"))
    other_spouse: float = often(0.01, vi("vợ hoặc chồng lưu là người khác"))
    no_diacritics: float = often(0.006, vi("họ tên lưu thiếu dấu"))
    name_letter: float = often(0.004, vi("họ tên lưu sai một chữ"))
    thi_missing: float = often(0.004, vi("họ tên nữ lưu thiếu chữ Thị"))
    old_font: float = often(0.006, vi("chữ Đ lưu bằng mã Ð của phông cũ"))
    decomposed: float = often(0.005, vi("họ tên lưu bằng mã tổ hợp"))
    other_names: float = often(0.02, vi("có tên gọi khác"))
    pin_missing: float = often(0.0008, vi("thiếu số định danh"))
    sex_unknown: float = often(0.002, vi("thiếu giới tính"))
    sex_wrong: float = often(0.001, vi("giới tính lưu sai"))
    commune_today: float = often(0.25, vi("mã xã lưu theo danh mục từ ngày 01/07/2025"))
    commune_missing: float = often(0.015, vi("thiếu mã xã đăng ký khai sinh"))
    commune_of_residence: float = often(0.02, vi("mã xã là nơi cư trú"))
    old_number: float = often(0.6, vi("người sinh trước năm 2000 có số chứng minh nhân dân"))
    duplicate: float = often(0.001, vi("một người có hai dòng, hai số"))
    death_unrecorded: float = often(0.35, vi("người đã chết mà chưa ghi ngày chết"))


@dataclass(frozen=True, slots=True)
class AbsenceRates:
    """Who of the book is not in the population database."""

    absent: float = often(0.06, vi("dòng của sổ không có người trong dữ liệu dân cư"))
    sibling: float = often(0.6, vi("trong số đó, là anh chị em của người có trong dữ liệu"))
    same_name: float = often(0.02, vi("trong số anh chị em đó, trùng họ tên"))
    twin: float = often(0.04, vi("trong số đó, là sinh đôi của người có trong dữ liệu"))
    namesake: float = often(0.06, vi("trong số đó, cùng xã, năm sinh, họ tên với người có"))
    parent: float = often(0.5, vi("người chết không có trong dữ liệu là cha mẹ của người có"))


@dataclass(frozen=True, slots=True)
class RealRates:
    """How often the book truly says something else than the person's life, fact by fact."""

    name_letter: float = often(0.012, vi("họ tên trong sổ khác một chữ"))
    given_name: float = often(0.006, vi("đã đổi tên"))
    middle_name: float = often(0.006, vi("chữ đệm khác"))
    surname: float = often(0.002, vi("họ khác"))
    surname_by_adoption: float = often(0.4, vi("con nuôi đã đổi họ"))
    diacritics: float = often(0.008, vi("tên khác dấu (Lan, Lân)"))
    placeholder_name: float = often(0.005, vi("sổ ghi tên tạm của trẻ mới sinh"))
    birth_day: float = often(0.012, vi("ngày sinh khác"))
    birth_month: float = often(0.006, vi("tháng sinh khác"))
    birth_year: float = often(0.012, vi("năm sinh khác"))
    sex: float = often(0.003, vi("giới tính khác"))
    father_name: float = often(0.01, vi("họ tên cha khác"))
    mother_name: float = often(0.01, vi("họ tên mẹ khác"))
    ethnicity: float = often(0.004, vi("dân tộc khác"))
    commune: float = often(0.015, vi("đăng ký ở xã khác"))
    several: float = often(0.004, vi("nhiều thông tin cùng khác"))


@dataclass(frozen=True, slots=True)
class BookRates:
    """How often the book is poor or writes in its own way; none is a difference but thi_missing."""

    capitals: float = often(0.35, vi("tên viết in hoa"))
    tone_placement: float = often(0.3, vi("dấu thanh đặt kiểu khác (hoà, hòa), nếu tên có"))
    y_or_i: float = often(0.15, vi("y viết thành i (Lý, Lí), nếu tên có"))
    hyphen: float = often(0.01, vi("tên viết có gạch nối"))
    apostrophe: float = often(0.5, vi("dấu nháy viết kiểu khác, nếu tên có"))
    abbreviation: float = often(0.004, vi("họ, chữ đệm viết tắt"))
    no_diacritics: float = often(0.03, vi("tên viết không dấu"))
    thi_missing: float = often(0.015, vi("tên nữ thiếu chữ Thị, nếu có"))
    year_only: float = often(0.03, vi("chỉ ghi năm sinh"))
    month_only: float = often(0.01, vi("chỉ ghi tháng và năm sinh"))
    year_only_of_adults: float = often(0.35, vi("sổ kết hôn, khai tử chỉ ghi năm sinh"))
    age_for_date: float = often(0.12, vi("sổ kết hôn, khai tử ghi tuổi thay ngày sinh"))
    birth_illegible: float = often(0.006, vi("ngày sinh không đọc được"))
    name_illegible: float = often(0.002, vi("họ tên không đọc được"))
    father_missing: float = often(0.015, vi("để trống họ tên cha"))
    mother_missing: float = often(0.015, vi("để trống họ tên mẹ"))
    father_unknown: float = often(0.008, vi("khai sinh không có cha, dữ liệu dân cư có"))
    spouse_missing: float = often(0.03, vi("để trống họ tên vợ hoặc chồng"))
    sex_missing: float = often(0.01, vi("để trống giới tính"))
    ethnicity_missing: float = often(0.03, vi("để trống dân tộc"))
    old_ethnic_name: float = often(0.15, vi("dân tộc ghi tên cũ (Mèo, Mán), nếu có"))
    late: float = often(0.08, vi("đăng ký quá hạn"))
    pin_in_book: float = often(0.4, vi("sổ từ năm 2016 ghi số định danh"))
    old_number_in_book: float = often(0.35, vi("sổ kết hôn, khai tử ghi số chứng minh nhân dân"))


@dataclass(frozen=True, slots=True)
class TypingRates:
    """How often the hand that types the entry goes wrong."""

    name_letter: float = often(0.01, vi("gõ sai một chữ của họ tên"))
    telex: float = often(0.005, vi("gõ Telex sót dấu (Hoaf)"))
    parent_letter: float = often(0.012, vi("gõ sai một chữ của họ tên cha hoặc mẹ"))
    spouse_letter: float = often(0.01, vi("gõ sai một chữ của họ tên vợ hoặc chồng"))
    day_month_swapped: float = often(0.004, vi("gõ đổi chỗ ngày và tháng"))
    date_digit: float = often(0.005, vi("gõ sai một chữ số của ngày hoặc tháng"))
    year_digit: float = often(0.003, vi("gõ sai một chữ số của năm"))
    sex: float = often(0.002, vi("chọn nhầm giới tính"))
    pin_digit: float = often(0.01, vi("gõ sai một chữ số của số định danh, số chứng minh nhân dân"))
    decomposed: float = often(0.01, vi("bộ gõ cho mã tổ hợp"))
    zero_width: float = often(0.003, vi("ký tự không hiện trong tên"))
    blanks: float = often(0.01, vi("thừa dấu cách trong tên"))


@dataclass(frozen=True, slots=True)
class MatchingOptions:
    """A whole matching world. The same options give the same bytes, `processes` aside.

    `entries` counts rows to be looked up (a marriage has two). Communes are codes of 30 June 2025
    with weights; none means as many of the default provinces' as give villages of usual size.
    The people of a shard are made together; `shard_persons` is how many, and part of the world.
    """

    persons: int = 100_000
    entries: int = 20_000
    seed: int = TUNING_SEED
    communes: tuple[tuple[str, float], ...] = ()
    processes: int = 1
    shard_persons: int = 20_000
    marriages: float = often(0.15, vi("phần dòng là kết hôn (vợ, chồng mỗi người một dòng)"))
    deaths: float = often(0.12, vi("phần dòng là khai tử"))
    adoptions: float = often(0.015, vi("phần dòng là nuôi con nuôi"))
    recognitions: float = often(0.015, vi("phần dòng là nhận cha, mẹ, con"))
    life: LifeRates = field(default_factory=LifeRates)
    dirt: DirtRates = field(default_factory=DirtRates)
    absence: AbsenceRates = field(default_factory=AbsenceRates)
    real: RealRates = field(default_factory=RealRates)
    book: BookRates = field(default_factory=BookRates)
    typing: TypingRates = field(default_factory=TypingRates)


GROUPS: Final[Mapping[str, type]] = {
    "life": LifeRates,
    "dirt": DirtRates,
    "absence": AbsenceRates,
    "real": RealRates,
    "book": BookRates,
    "typing": TypingRates,
}
_SHARES: Final = ("marriages", "deaths", "adoptions", "recognitions")
_COUNTS: Final = (
    ("persons", vi("số người")),
    ("entries", vi("số dòng của sổ cần tra cứu")),
    ("seed", vi("số gieo; cùng số, cùng kết quả")),
)


def _rates_of(kind: type) -> tuple[Field[Any], ...]:
    return fields(kind)


def add_arguments(
    parser: argparse.ArgumentParser, translate: Callable[[str], str] = lambda text: text
) -> None:
    """Add every option of a matching world to a command's parser.

    Rates are named by their group: `--dirt-no-diacritics 0.05`.
    """
    plain = MatchingOptions()
    for name, told in _COUNTS:
        parser.add_argument(
            f"--{name}", type=int, default=getattr(plain, name), help=translate(told)
        )
    parser.add_argument(
        "--out", type=Path, required=True, help=translate(vi("thư mục nhận kết quả"))
    )
    parser.add_argument("--csv", action="store_true", help=translate(vi("ghi thêm tệp CSV")))
    parser.add_argument(
        "--processes", type=int, default=os.cpu_count() or 1, help=translate(vi("số tiến trình"))
    )
    parser.add_argument("--shard-persons", type=int, default=plain.shard_persons)
    parser.add_argument(
        "--commune",
        type=read_commune,
        action="append",
        default=[],
        metavar="CODE[:WEIGHT]",
        help=translate(vi("mã xã theo danh mục ngày 30/06/2025, kèm tỷ trọng; lặp lại được")),
    )
    for share in fields(MatchingOptions):
        if share.name in _SHARES:
            _add_rate(parser, share.name, getattr(plain, share.name), translate(_told(share)))
    for group, kind in GROUPS.items():
        section = parser.add_argument_group(group)
        plain_rates = kind()
        for rate in _rates_of(kind):
            default: float = getattr(plain_rates, rate.name)
            _add_rate(section, f"{group}-{rate.name}", default, translate(_told(rate)))


def _told(rate: Field[Any]) -> str:
    return str(rate.metadata["told"])


def _add_rate(section: "argparse._ActionsContainer", name: str, default: float, told: str) -> None:
    option = f"--{name}".replace("_", "-")
    section.add_argument(
        option, type=read_share, default=default, metavar="0..1", help=f"{told} ({default})"
    )


def options_from(args: argparse.Namespace) -> MatchingOptions:
    """Return the options that a command line parsed by `add_arguments` asks for."""
    given = vars(args)
    groups = {
        group: kind(**{rate.name: given[f"{group}_{rate.name}"] for rate in _rates_of(kind)})
        for group, kind in GROUPS.items()
    }
    return MatchingOptions(
        persons=args.persons,
        entries=args.entries,
        seed=args.seed,
        communes=tuple(args.commune),
        processes=args.processes,
        shard_persons=args.shard_persons,
        **{name: given[name] for name in _SHARES},
        **groups,
    )
