"""What stands at a field of an entry: by the field's name where it has a meaning, else by kind."""

from collections.abc import Mapping
from datetime import date

from hotich.core.registers import Field, Kind
from hotich.synth.chance import number, pick
from hotich.synth.naming import FEMALE
from hotich.synth.telling import (
    BY_KIND,
    CARDS_SINCE,
    At,
    Rule,
    Telling,
    birth_of,
    on_day,
    tell_date,
    tell_paper,
    tell_residence,
    words,
    write_date,
)

_BLANK = words("")


def tell(telling: Telling, item: Field) -> str:
    """Return the text at a field; "" where the book has none. Fields come in form order."""
    holder, name = item.id.rsplit(".", 1)
    people = telling.cast.people
    if holder in people and people[holder] is None:
        return ""
    rule = _BY_ID.get(item.id) or _BY_BLOCK.get(holder) or _BY_NAME.get(name) or BY_KIND[item.kind]
    return rule(At(telling, item, holder))


def _chosen(code: str) -> Rule:
    def rule(at: At) -> str:
        choice = at.item.choice(code)
        at.telling.choices[at.item.id] = code
        return choice.label if choice else ""

    return rule


def _before(least: int, most: int) -> Rule:
    def rule(at: At) -> str:
        return write_date(at.telling, at.item, on_day(at.telling.some_day_before(least, most)))

    return rule


def _where(other_id: str, *codes: str, rule: Rule) -> Rule:
    """Return the rule, followed only where another field has one of the choices."""

    def guarded(at: At) -> str:
        return rule(at) if at.telling.choices.get(other_id) in codes else ""

    return guarded


def _rarely(*said: str) -> Rule:
    def rule(at: At) -> str:
        return pick(at.chance, said) if at.chance.random() < 0.04 else ""

    return rule


def _numbered(pattern: str) -> Rule:
    def rule(at: At) -> str:
        day = at.telling.some_day_before(0, 400)
        return pattern.format(number=number(at.chance, 1, 300), year=day.year)

    return rule


def _registered_on(at: At) -> str:
    return write_date(at.telling, at.item, on_day(at.telling.registered))


def _birth_date(at: At) -> str:
    person = at.person
    if person is None:
        return tell_date(at)
    return write_date(at.telling, at.item, birth_of(person))


def _birth_place(at: At) -> str:
    person = at.person
    return (person.birth_place if person else at.telling.cast.office).formal


def _hometown(at: At) -> str:
    person = at.person
    return (person.hometown if person else at.telling.cast.office).formal


def _office(at: At) -> str:
    place = at.telling.cast.office.formal
    return f"UBND {place[:1].lower()}{place[1:]}"


def _paper_kind(at: At) -> str:
    paper = tell_paper(at)
    at.telling.texts[f"{at.holder}.paper"] = paper
    if not paper:
        return ""
    return _chosen("cccd" if at.year >= CARDS_SINCE else "cmnd")(at)


def _paper_number(at: At) -> str:
    told = at.telling.texts.get(f"{at.holder}.paper")
    return tell_paper(at) if told is None else told


def _with_paper(rule: Rule) -> Rule:
    def guarded(at: At) -> str:
        has_paper = at.telling.texts.get(f"{at.holder}.paper_number")
        return rule(at) if has_paper else ""

    return guarded


def _foreign(at: At) -> str:
    """Return what is said of an act abroad; nothing of one that was done here."""
    if not (at.telling.is_noted or "entry.registration_kind" not in at.telling.choices):
        return ""
    name = at.item.id.rsplit(".", 1)[1]
    if at.item.kind is Kind.DATE:
        return _before(60, 700)(at)
    told = {
        "number": f"{number(at.chance, 10, 999)}/{at.year - 1}",
        "authority": "Văn phòng hộ tịch thành phố Praha",
        "country": "Cộng hòa Séc",
    }
    return told.get(name, "")


def _parentage(at: At) -> str:
    code = "both_known" if at.telling.cast.people.get("father") else "father_unknown"
    return _chosen(code)(at)


def _recognition_kind(at: At) -> str:
    parent = at.telling.cast.named("parent")
    mother = parent is not None and parent.sex == FEMALE
    return _chosen("mother_recognises" if mother else "father_recognises")(at)


def _death_date(at: At) -> str:
    person = at.person
    late = at.chance.random() < 0.08
    died = at.telling.some_day_before(*((20, 400) if late else (0, 12)))
    if person is not None:
        died = max(died, date(person.year, person.month, person.day))
    return write_date(at.telling, at.item, on_day(min(died, at.telling.registered)))


def _death_cause(at: At) -> str:
    person = at.person
    age = at.year - person.year if person else 0
    ill = ("Ốm", "Tai nạn giao thông", "Đuối nước", "Bệnh tim")
    return pick(at.chance, (*ill, "Già yếu", "Già yếu", "Ung thư gan") if age > 60 else ill)


def _child_age(at: At) -> str:
    person = at.person
    died = at.telling.dates.get(f"{at.holder}.death_date")
    if person is None or died is None or died.year is None or died.month is None:
        return ""
    months = 12 * (died.year - person.year) + died.month - person.month
    if months >= 60:
        return ""
    return _chosen("under_1" if months < 12 else "from_1_to_5")(at)


def _marriage_state(at: At) -> str:
    chosen = at.chance.random()
    if chosen < 0.03:
        return _chosen("divorced")(at)
    return _chosen("annulled")(at) if chosen < 0.035 else ""


def _marital_status(at: At) -> str:
    person = at.person
    has_spouse = person is not None and person.spouse is not None
    return "Đã có vợ, chồng" if has_spouse else "Chưa đăng ký kết hôn với ai"


def _relation(at: At) -> str:
    return at.telling.cast.relation


def _changed_content(at: At) -> str:
    person = at.telling.cast.named("person")
    year = person.year if person else 1980
    return f"Năm sinh: từ {year - 1} thành {year}"


_BY_BLOCK: Mapping[str, Rule] = {"abroad": _foreign, "declared": _BLANK}
_BY_NAME: Mapping[str, Rule] = {
    "birth_date": _birth_date,
    "place_of_birth": _birth_place,
    "hometown": _hometown,
    "other_nationality": _rarely("Hoa Kỳ", "Cộng hòa Séc"),
    "residence_kind": _chosen("permanent"),
    "paper_kind": _paper_kind,
    "paper_number": _paper_number,
    "other_paper": _rarely("Sổ hộ khẩu", "Giấy xác nhận của Công an xã"),
    "paper_issued_on": _with_paper(_before(200, 4000)),
    "paper_issued_at": _with_paper(words("Công an tỉnh Thanh Hóa")),
    "relation": _relation,
    "relation_to_child": _relation,
    "relation_to_parent": words("Vợ", "Bản thân"),
    "death_date": _death_date,
    "death_time": words("06 giờ 30 phút", "21 giờ 05 phút", "14 giờ", ""),
    "death_cause": _death_cause,
    "child_age": _child_age,
    "marital_status": _marital_status,
    "lived_from": _before(3000, 7000),
    "lived_until": _before(10, 200),
    "lived_at": tell_residence,
    "decision_number": _numbered("{number:02d}/QĐ-UBND"),
    "decision_on": _before(0, 5),
}
_BY_ID: Mapping[str, Rule] = {
    "entry.number": lambda at: (
        f"{at.telling.number:02d}" if at.year >= 2016 else str(at.telling.number)
    ),
    "entry.volume": lambda at: f"01/{at.year}",
    "entry.page": lambda at: str(at.telling.page),
    "entry.registered_on": _registered_on,
    "entry.established_on": _registered_on,
    "entry.place_of_registration": _office,
    "entry.signer": lambda at: at.telling.signing.signer,
    "entry.signer_post": lambda at: at.telling.signing.post,
    "entry.performed_by": lambda at: at.telling.signing.clerk,
    "entry.marriage_state": _marriage_state,
    "entry.annulled_on": _where("entry.marriage_state", "annulled", rule=_before(-900, -90)),
    "entry.annulment_basis": _where(
        "entry.marriage_state", "annulled", rule=_numbered("Bản án số {number}/{year}/HNGĐ-ST")
    ),
    "entry.notes": _rarely("Đã cấp bản sao", "Hai người cùng ký vào sổ"),
    "entry.recognised_on": _BLANK,
    "entry.recognition_basis": _BLANK,
    "child.parentage": _parentage,
    "entry.recognition_kind": _recognition_kind,
    "giving.relation": words("Cha mẹ đẻ", "Cha mẹ đẻ", "Mẹ đẻ"),
    "giving.institution": _rarely("Trung tâm bảo trợ xã hội tỉnh"),
    "giving.representative": _rarely("Lê Thị Mẫu"),
    "giving.representative_post": _rarely("Giám đốc"),
    "death_notice.kind": _chosen("death_notice"),
    "death_notice.number": _numbered("{number:02d}/GBT"),
    "death_notice.issued_on": _before(0, 3),
    "death_notice.issued_by": _office,
    "entry.guardianship_number": _numbered("{number:02d}"),
    "entry.guardianship_on": _before(300, 2500),
    "entry.reason": words("Người được giám hộ đã đủ 18 tuổi", "Thay đổi người giám hộ"),
    "changed.paper": words("Giấy khai sinh", "Giấy chứng nhận kết hôn"),
    "changed.number": _numbered("{number:02d}"),
    "changed.issued_at": _office,
    "changed.content": _changed_content,
    "entry.purpose": words("Để kết hôn", "Để vay vốn ngân hàng", "Để mua bán nhà đất"),
    "decision.number": _numbered("{number}/{year}/QĐ"),
    "decision.authority": words("Tòa án thành phố Praha"),
    "decision.country": words("Cộng hòa Séc"),
    "decision.marriage": _numbered("Giấy chứng nhận kết hôn số {number}/{year}"),
    "noted.number": _numbered("{number}/{year}/QĐ-TA"),
    "noted.authority": words("Tòa án nhân dân huyện Nga Sơn"),
    "noted.content": words("Ghi theo quyết định của Tòa án đã có hiệu lực"),
    "copied.kind": words("Trích lục khai sinh", "Trích lục kết hôn", "Trích lục khai tử"),
    "copied.number": _numbered("{number:02d}"),
    "copied.registered_on": _before(400, 9000),
    "copied.place": _office,
    "copied.copies": words("01", "02", "03"),
    "confirmed.content": words("Có đăng ký khai sinh tại xã", "Có đăng ký kết hôn tại xã"),
    "confirmed.purpose": words("Bổ sung hồ sơ", "Làm chế độ"),
}
