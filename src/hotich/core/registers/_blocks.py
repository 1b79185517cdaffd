"""Which blocks of fields do the registers share? Head, people, requester, signing, foreign tail."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hotich.core.registers import _choices as lists
from hotich.core.registers._people_words import PLAIN, REQUESTER, PersonWords
from hotich.core.registers._spec import Choice, Field, Kind, Section
from hotich.core.registers.ethnic_groups import ETHNIC_GROUPS
from hotich.core.words import vi

ETHNICITIES = tuple(group.label for group in ETHNIC_GROUPS)

_RELATIONS = ("Cha", "Mẹ", "Ông", "Bà", "Anh", "Chị", "Cô", "Dì", "Chú", "Bác", "Bản thân")

ENTRY_SECTION = Section("entry", vi("Việc đăng ký"))
REQUESTER_SECTION = Section("requester", vi("Người yêu cầu"))
ABROAD_SECTION = Section("abroad", vi("Việc đã đăng ký ở nước ngoài"))
SIGNING_SECTION = Section("signing", vi("Người ký, người thực hiện và ghi chú"))


@dataclass(frozen=True)
class _Part:
    """One fact of a person: its kind, and how it is used when a person is registered by it."""

    kind: Kind
    column: str
    person_field: str | None = None
    basic: bool = False
    blind: bool = False
    choices: tuple[Choice, ...] = ()
    suggestions: tuple[str, ...] = ()


_PARTS: Mapping[str, _Part] = MappingProxyType({
    "full_name": _Part(Kind.NAME, "HoTen", "full_name", basic=True, blind=True),
    "birth_date": _Part(Kind.DATE, "NgaySinh", "birth_date", basic=True, blind=True),
    "sex": _Part(Kind.SEX, "GioiTinh", "sex", basic=True, blind=True, choices=lists.SEXES),
    "ethnicity": _Part(
        Kind.ETHNICITY, "DanToc", "ethnicity", basic=True, suggestions=ETHNICITIES
    ),
    "nationality": _Part(
        Kind.NATIONALITY,
        "QuocTich",
        "nationality",
        basic=True,
        suggestions=lists.NATIONALITY_SUGGESTIONS,
    ),
    "other_nationality": _Part(Kind.NATIONALITY, "QuocTichKhac"),
    "hometown": _Part(Kind.PLACE, "QueQuan", "hometown"),
    "pin": _Part(Kind.PIN, "SoDinhDanh", "pin"),
    "residence_kind": _Part(Kind.CHOICE, "LoaiCuTru", choices=lists.RESIDENCE_KINDS),
    "residence": _Part(Kind.RESIDENCE, "NoiCuTru"),
    "paper_kind": _Part(Kind.CHOICE, "LoaiGiayToTuyThan", choices=lists.PAPER_KINDS),
    "other_paper": _Part(Kind.TEXT, "GiayToKhac"),
    "paper_number": _Part(Kind.PAPER, "SoGiayToTuyThan"),
    "paper_issued_on": _Part(Kind.DATE, "NgayCapGiayToTuyThan"),
    "paper_issued_at": _Part(Kind.TEXT, "NoiCapGiayToTuyThan"),
})  # fmt: skip

PAPERS = ("paper_kind", "other_paper", "paper_number", "paper_issued_on", "paper_issued_at")
SPOUSE_PARTS = (
    "full_name", "birth_date", "ethnicity", "nationality", "other_nationality", "residence_kind",
    "residence", *PAPERS,
)  # fmt: skip
SHORT_PARTS = (
    "full_name", "birth_date", "sex", "ethnicity", "nationality", "residence", "paper_number",
)  # fmt: skip


def person(
    role: str,
    *,
    parts: tuple[str, ...],
    words: PersonWords = PLAIN,
    prefix: str = "",
    principal: bool,
    name_says: tuple[tuple[str, str], ...] = (),
) -> tuple[Field, ...]:
    """Return the fields of one person's block, in the order of `parts`.

    Of a principal, name, birth date, sex, ethnicity and nationality are basic facts and the first
    three are typed blind; of a related person nothing is. `prefix` begins the names of his columns
    in the import sheet, "" when no sheet has them. `name_says` adds what the name says of others.
    """
    return tuple(
        _fact(
            role,
            name,
            label=str(getattr(words, name)),
            prefix=prefix,
            principal=principal,
            says=name_says if name == "full_name" else (),
        )
        for name in parts
    )


def _fact(
    role: str,
    name: str,
    *,
    label: str,
    prefix: str,
    principal: bool,
    says: tuple[tuple[str, str], ...],
) -> Field:
    part = _PARTS[name]
    own = ((role, part.person_field),) if part.person_field else ()
    return Field(
        f"{role}.{name}",
        label,
        part.kind,
        role,
        role,
        basic=principal and part.basic,
        compared=part.person_field is not None,
        says=own + says,
        column_158=f"{prefix}{part.column}" if prefix else None,
        choices=part.choices,
        suggestions=part.suggestions,
        step=1 if principal and part.blind else 2,
    )


def asker(
    code: str,
    *,
    words: PersonWords,
    relations: Mapping[str, str],
    columns: Mapping[str, str],
    sheet: bool = True,
    more: tuple[str, ...] = (),
    papers: tuple[str, ...] = PAPERS,
) -> tuple[Field, ...]:
    """Return the block of who asked for the registration; nobody looks him up, he is no mention.

    `relations` are fields of how he is related, field name to label, and `columns` their columns
    in the import sheet; `more` are facts besides name and papers.
    """
    named = tuple(_asked(code, name, words, sheet=sheet) for name in ("full_name", *more))
    related = tuple(
        Field(
            f"{code}.{name}",
            label,
            Kind.TEXT,
            None,
            code,
            column_158=columns.get(name),
            suggestions=_RELATIONS,
        )
        for name, label in relations.items()
    )
    return (*named, *related, *(_asked(code, name, words, sheet=sheet) for name in papers))


def _asked(code: str, name: str, words: PersonWords, *, sheet: bool) -> Field:
    part = _PARTS[name]
    return Field(
        f"{code}.{name}",
        str(getattr(words, name)),
        part.kind,
        None,
        code,
        column_158=f"nyc{part.column}" if sheet else None,
        choices=part.choices,
        suggestions=part.suggestions,
    )


def requester(*facts: str) -> tuple[Field, ...]:
    """Return the requester's block of a register that no import sheet has, with these facts."""
    return asker(
        "requester",
        words=REQUESTER,
        relations={},
        columns={},
        sheet=False,
        more=facts,
        papers=("paper_number",),
    )


def of_entry(
    name: str,
    label: str,
    kind: Kind = Kind.TEXT,
    *,
    section: str = "entry",
    column: str | None = None,
    choices: tuple[Choice, ...] = (),
    suggestions: tuple[str, ...] = (),
) -> Field:
    """Return a field of the entry itself; `name` may name its block ("abroad.number")."""
    return Field(
        name if "." in name else f"entry.{name}",
        label,
        kind,
        None,
        section,
        column_158=column,
        choices=choices,
        suggestions=suggestions,
    )


def head(
    *more: Field,
    kinds: tuple[Choice, ...] = (),
    sheet: bool = True,
    place_label: str = vi("Nơi đăng ký"),
    place_column: str = "noiDangKy",
) -> tuple[Field, ...]:
    """Return the head of an entry: number, volume, page, day, kind when there are any, place."""

    def column(name: str) -> str | None:
        return name if sheet else None

    fields = [
        of_entry("number", vi("Số đăng ký"), column=column("so")),
        of_entry("volume", vi("Quyển số"), column=column("quyenSo")),
        of_entry("page", vi("Trang số"), column=column("trangSo")),
        of_entry(
            "registered_on",
            vi("Ngày, tháng, năm đăng ký"),
            Kind.DATE,
            column=column("ngayDangKy"),
        ),
    ]
    if kinds:
        fields.append(
            of_entry(
                "registration_kind",
                vi("Loại đăng ký"),
                Kind.CHOICE,
                column=column("loaiDangKy"),
                choices=kinds,
            )
        )
    place = of_entry("place_of_registration", place_label, Kind.PLACE, column=column(place_column))
    return (*fields, place, *more)


def abroad(*, sheet: bool = True) -> tuple[Field, ...]:
    """Return what is said of an act that was registered with an authority abroad first."""

    def column(name: str) -> str | None:
        return name if sheet else None

    return (
        of_entry(
            "abroad.number",
            vi("Số đăng ký ở nước ngoài"),
            section="abroad",
            column=column("soDangKyNuocNgoai"),
        ),
        of_entry(
            "abroad.registered_on",
            vi("Ngày đăng ký ở nước ngoài"),
            Kind.DATE,
            section="abroad",
            column=column("ngayDangKyNuocNgoai"),
        ),
        of_entry(
            "abroad.authority",
            vi("Cơ quan nước ngoài đã đăng ký"),
            section="abroad",
            column=column("cqNuocNgoaiDaDangKy"),
        ),
        of_entry(
            "abroad.country",
            vi("Quốc gia đã đăng ký"),
            section="abroad",
            column=column("qgNuocNgoaiDaDangKy"),
        ),
    )


def signing(signer: str = vi("Người ký"), *, sheet: bool = True) -> tuple[Field, ...]:
    """Return who signed and wrote the entry, and its notes (ghi chú)."""

    def column(name: str) -> str | None:
        return name if sheet else None

    return (
        of_entry("signer", signer, Kind.NAME, section="signing", column=column("nguoiKy")),
        of_entry(
            "signer_post",
            vi("Chức vụ người ký"),
            section="signing",
            column=column("chucVuNguoiKy"),
            suggestions=("Chủ tịch", "Phó Chủ tịch"),
        ),
        of_entry(
            "performed_by",
            vi("Người thực hiện"),
            Kind.NAME,
            section="signing",
            column=column("nguoiThucHien"),
        ),
        of_entry("notes", vi("Ghi chú"), Kind.NOTE, section="signing", column=column("ghiChu")),
    )


def printed(fields: tuple[Field, ...], *left_out: str) -> tuple[str, ...]:
    """Return the ids of the fields in order, without those that stand in no printed column."""
    return tuple(field.id for field in fields if field.id not in left_out)
