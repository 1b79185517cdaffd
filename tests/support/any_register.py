"""An entry of any register type as a book would have it, and the people it names. All invented."""

from collections.abc import Iterator, Mapping

from hotich.apps.population.models import Person
from hotich.core.registers import Edition, Field, Kind, RegisterType
from tests.support.entries import given_person

NAMES = {
    "male": ("Trịnh Đức Tâm", "Mai Văn Bách", "Lê Quang Đạo", "Bùi Văn Hưởng"),
    "female": ("Mai Thị Phượng", "Trần Thị Huyền", "Lê Thị Hoà", "Phạm Thị Ngoãn"),
}
_TEXTS = {
    Kind.PLACE: "Xã Nga Trường, Huyện Nga Sơn, Tỉnh Thanh Hóa",
    Kind.RESIDENCE: "Thôn 3, xã Nga Trường",
    Kind.NATIONALITY: "Việt Nam",
    Kind.ETHNICITY: "Kinh",
    Kind.DATE: "14/08/1997",
    Kind.WORDED_DATE: "Ngày mười bốn tháng tám năm một nghìn chín trăm chín mươi bảy",
    Kind.YEAR: "1997",
    Kind.PAPER: "171234567",
    Kind.NOTE: "Sổ cũ; “đã đính chính” – trang 9",
    Kind.TEXT: "Theo tờ khai ngày 12/8/1997",
}
_NEVER = frozenset({"entry.number"})


class People:
    """The people of one entry: a name, a birth date and a sex for each role."""

    def __init__(self, definition: RegisterType) -> None:
        """Give each role of the type somebody."""
        names = {sex: iter(found) for sex, found in NAMES.items()}
        self.facts: dict[str, dict[str, str]] = {}
        for place, role in enumerate(definition.roles):
            sex = role.sex or "female"
            name = next(names[sex], f"Đỗ Thị Én {place}")
            self.facts[role.code] = {
                "full_name": name,
                "birth_date": f"1970-0{place % 9 + 1}-1{place % 9}",
                "sex": sex,
            }

    def said(self, field: Field) -> str | None:
        """Return what the book says of a person at the field; None when it speaks of no fact."""
        if field.role is None or field.role not in self.facts:
            return None
        facts = self.facts[field.role]
        if field.id.endswith(".full_name"):
            return facts["full_name"]
        if field.id.endswith(".birth_date"):
            return "/".join(reversed(facts["birth_date"].split("-")))
        if field.kind is Kind.SEX:
            return "Nam" if facts["sex"] == "male" else "Nữ"
        return None

    def in_register(self, definition: RegisterType, role: str) -> Person:
        """Put the role's person into the population register, as the book knows him."""
        values = dict(self.facts[role])
        for field in definition.fields:
            key = field.person_field_of(role)
            if key and key.endswith("_name") and key not in values and field.role in self.facts:
                values[key] = self.facts[field.role]["full_name"]
        return given_person(**({"mother_name": "", "father_name": ""} | values))


def texts_of(definition: RegisterType, edition: str, people: People) -> dict[str, str]:
    """Return what the book says at each field of the printed form, by field id."""
    return dict(_texts(definition, edition, people))


def _texts(definition: RegisterType, code: str, people: People) -> Iterator[tuple[str, str]]:
    edition = definition.edition(code)
    assert isinstance(edition, Edition)
    for field_id in edition.columns:
        field = definition.field(field_id)
        if field_id in _NEVER:
            continue
        if (said := people.said(field)) is not None:
            yield field_id, said
        elif field.choices:
            yield field_id, field.choices[0].label
        elif field.kind is Kind.NAME:
            yield field_id, "Nguyễn Thị Ký"
        elif field.kind in _TEXTS and field.person_field_of(field.role or "") != "death_date":
            yield field_id, _TEXTS[field.kind]


def marked(definition: RegisterType, texts: Mapping[str, str]) -> dict[str, str]:
    """Return the inputs of a form for these texts, basic facts without text marked blank."""
    data: dict[str, str] = {}
    for field in definition.fields:
        name = field.id.replace(".", "-", 1)
        text = texts.get(field.id, "")
        reading = "blank" if field.basic and not text else "clear"
        data |= {name: text, f"{name}-reading": reading, f"{name}-origin": "typed"}
    return data
