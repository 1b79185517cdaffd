"""Which remarks are there, on what law do they rest, and when does each speak? The catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from hotich.core.words import vi


class RemarkScope(StrEnum):
    """What a rule has to see before it can speak."""

    ENTRY = "entry"
    NOTE = "note"
    NEIGHBOURS = "neighbours"
    MANY_ENTRIES = "many_entries"
    PEOPLE = "people"


SCOPE_WORDS: Mapping[RemarkScope, str] = MappingProxyType(
    {
        RemarkScope.ENTRY: vi("một trường hợp đăng ký"),
        RemarkScope.NOTE: vi("một ghi chú của trường hợp đăng ký"),
        RemarkScope.NEIGHBOURS: vi("hai trường hợp có số liền nhau"),
        RemarkScope.MANY_ENTRIES: vi("nhiều trường hợp của một quyển sổ hoặc một tệp"),
        RemarkScope.PEOPLE: vi("các trường hợp của cùng một người hoặc một gia đình"),
    }
)

_OWN_CHECK = vi("Không có điều luật; là kiểm tra của phần mềm.")


@dataclass(frozen=True)
class RemarkRule:
    """One rule of the catalogue: it remarks and never refuses.

    `words` is the sentence the clerk sees, `when` says when it speaks. `law` is the key of an
    instrument; where it is "", `no_law` says why.
    """

    code: str
    words: str
    law: str
    when: str
    applies: RemarkScope
    no_law: str = ""


def _rule(
    code: str,
    words: str,
    when: str,
    *,
    law: str = "",
    applies: RemarkScope = RemarkScope.ENTRY,
) -> RemarkRule:
    return RemarkRule(code, words, law, when, applies, "" if law else _OWN_CHECK)


_DATES = (
    _rule(
        "unreadable_date",
        vi("Ngày không đọc được thành ngày dương lịch. Nếu sổ ghi như vậy thì giữ nguyên."),
        vi("ô ngày có chữ mà không phải ngày, tuổi, hay ngày âm lịch đọc được"),
        law="TT_04_2020",
    ),
    _rule(
        "impossible_date",
        vi("Ngày không có trên lịch. Nếu sổ ghi như vậy thì giữ nguyên."),
        vi("ngày không có trong tháng, ví dụ 31/02"),
    ),
    _rule(
        "future_year",
        vi("Năm ở tương lai. Hãy xem lại sổ."),
        vi("năm của một ngày sau năm nay"),
    ),
    _rule(
        "number_year",
        vi("Năm ghi trong số đăng ký khác năm của ngày đăng ký. Hãy xem lại sổ."),
        vi("số đăng ký ghi kèm năm và năm đó khác năm của ngày đăng ký"),
        law="TT_04_2020",
    ),
    _rule(
        "birth_after_registration",
        vi("Ngày sinh sau ngày đăng ký. Hãy xem lại sổ."),
        vi("một người trong sổ chắc chắn sinh sau ngày đăng ký"),
    ),
    _rule(
        "words_differ",
        vi("Ngày ghi bằng chữ khác ngày ghi bằng số."),
        vi("ngày bằng chữ đọc được và không cách đọc nào khớp ngày bằng số"),
        law="TT_04_2020",
    ),
    _rule(
        "age_beyond_120",
        vi("Người này hơn 120 tuổi theo các ngày trong sổ. Hãy xem lại sổ."),
        vi("từ ngày sinh đến ngày chết, hoặc đến ngày đăng ký, chắc chắn quá 120 năm"),
    ),
)

_PEOPLE_OF_AN_ENTRY = (
    _rule(
        "parent_too_young",
        vi("Cha hoặc mẹ còn quá nhỏ tuổi khi con sinh ra. Hãy xem lại sổ."),
        vi("cha, mẹ, cha nuôi hoặc mẹ nuôi chắc chắn chưa đủ 12 tuổi khi con sinh ra"),
    ),
    _rule(
        "marriage_too_young",
        vi("Chưa đủ tuổi kết hôn vào ngày kết hôn. Nếu sổ ghi như vậy thì giữ nguyên."),
        vi("vợ hoặc chồng chắc chắn dưới tuổi mà luật lúc đó đòi hỏi; từ năm 1960"),
        law="LUAT_HNGD_2014",
    ),
    _rule(
        "death_before_birth",
        vi("Ngày chết trước ngày sinh. Hãy xem lại sổ."),
        vi("ngày chết chắc chắn trước ngày sinh"),
    ),
    _rule(
        "registration_before_death",
        vi("Ngày đăng ký trước ngày chết. Hãy xem lại sổ."),
        vi("việc chết chắc chắn được đăng ký trước ngày chết"),
    ),
    _rule(
        "marriage_before_birth",
        vi("Ngày kết hôn trước ngày sinh. Hãy xem lại sổ."),
        vi("vợ hoặc chồng chắc chắn sinh sau ngày kết hôn"),
    ),
    _rule(
        "same_person_in_two_roles",
        vi("Hai người trong cùng trường hợp có cùng họ tên và ngày sinh, hoặc cùng số giấy tờ."),
        vi("họ tên và ngày sinh đủ ngày, hoặc số giấy tờ, của hai người trùng nhau"),
    ),
    _rule(
        "sex_middle_name",
        vi("Chữ đệm thường không đi với giới tính này. Hãy xem lại sổ."),
        vi("chữ đệm Thị với nam, hoặc Văn với nữ"),
    ),
    _rule(
        "ethnic_name_ambiguous",
        vi("Tên dân tộc này không chỉ rõ một dân tộc. Hãy giữ nguyên chữ và chọn nếu biết chắc."),
        vi("tên ghi trong sổ không phải tên chính thức của một dân tộc và có gợi ý"),
    ),
    _rule(
        "placeholder_place",
        vi("Nơi ghi trong ô này không có tên địa danh."),
        vi("ô nơi chỉ có dấu phẩy, chữ x hoặc chữ không rõ"),
    ),
)

_NUMBERS = (
    _rule(
        "pin_not_12_digits",
        vi("Số định danh trong sổ không đủ 12 chữ số. Nếu sổ ghi như vậy thì giữ nguyên."),
        vi("ô số định danh có chữ mà không phải 12 chữ số"),
        law="LUAT_CAN_CUOC_2023",
    ),
    _rule(
        "pin_unknown_province",
        vi("Ba chữ số đầu của số định danh không phải mã tỉnh đã biết."),
        vi("ba chữ số đầu không có trong bảng mã tỉnh"),
        law="LUAT_CAN_CUOC_2023",
    ),
    _rule(
        "pin_province",
        vi("Ba chữ số đầu của số định danh khác tỉnh đăng ký khai sinh."),
        vi("biết mã tỉnh đăng ký khai sinh và số định danh có mã khác"),
        law="LUAT_CAN_CUOC_2023",
    ),
    _rule(
        "pin_sex",
        vi("Chữ số thứ tư của số định danh không hợp với giới tính trong sổ."),
        vi("giới tính trong số định danh khác giới tính trong sổ"),
        law="LUAT_CAN_CUOC_2023",
    ),
    _rule(
        "pin_birth_year",
        vi("Số định danh không hợp với năm sinh trong sổ."),
        vi("năm sinh trong số định danh khác năm sinh trong sổ"),
        law="LUAT_CAN_CUOC_2023",
    ),
)

_NOTES = tuple(
    _rule(code, words, when, applies=RemarkScope.NOTE)
    for code, words, when in (
        (
            "note_before_registration",
            vi("Ngày ghi chú trước ngày đăng ký. Hãy xem lại sổ."),
            vi("ngày ghi chú chắc chắn trước ngày đăng ký"),
        ),
        (
            "note_in_future",
            vi("Ngày ghi chú ở tương lai. Hãy xem lại sổ."),
            vi("ngày ghi chú chắc chắn sau ngày nhập"),
        ),
        (
            "note_date_missing",
            vi("Ghi chú không có ngày. Nếu sổ ghi như vậy thì giữ nguyên."),
            vi("ô ngày trống; trừ chữ gạch bỏ và ghi chú không đọc được"),
        ),
        (
            "note_date_not_read",
            vi(
                "Chưa hiểu ngày ghi chú, hoặc ngày không có trên lịch. Nếu sổ ghi như vậy thì giữ"
                " nguyên."
            ),
            vi("ô ngày có chữ mà không phải một ngày đọc được"),
        ),
        (
            "note_without_basis",
            vi("Ghi chú không có căn cứ (bản án, quyết định)."),
            vi("ô căn cứ trống ở một việc hộ tịch; trừ ghi chú không đọc được"),
        ),
        (
            "note_without_signer",
            vi("Ghi chú không có người ký."),
            vi("ô người ký trống; trừ chữ gạch bỏ và ghi chú không đọc được"),
        ),
        (
            "note_revokes_nothing",
            vi("Ghi chú hủy tuyên bố nhưng chưa có ghi chú tuyên bố trước đó."),
            vi("không có ghi chú tuyên bố nào, hoặc mọi tuyên bố chắc chắn sau ngày hủy"),
        ),
        (
            "note_unusual_here",
            vi("Loại ghi chú này thường không có trong loại sổ này."),
            vi("loại ghi chú là việc của loại sổ khác"),
        ),
    )
)

_AMONG_ENTRIES = (
    _rule(
        "sequence",
        vi("Ngày đăng ký trước ngày của số liền trước. Hãy xem lại cả hai trường hợp."),
        vi("số sau được đăng ký chắc chắn sớm hơn số liền trước trong cùng năm"),
        law="TT_04_2020",
        applies=RemarkScope.NEIGHBOURS,
    ),
    _rule(
        "sentinel_date",
        vi("Một ngày đứng ở quá nhiều trường hợp; có thể là ngày điền thay cho ngày không biết."),
        vi("một ngày đủ ngày đứng ở ít nhất 20 trường hợp và ít nhất một phần mười số có ngày"),
        applies=RemarkScope.MANY_ENTRIES,
    ),
)

_AMONG_PEOPLE = tuple(
    RemarkRule(code, words, law, when, RemarkScope.PEOPLE, "" if law else _OWN_CHECK)
    for code, words, law, when in (
        (
            "birth_registered_twice",
            vi("Việc sinh của người này có thể đã được đăng ký ở một trường hợp khác."),
            "",
            vi("cùng một người, hoặc cùng họ tên, ngày sinh và mẹ; trừ đăng ký lại"),
        ),
        (
            "death_registered_twice",
            vi("Việc chết của người này có thể đã được đăng ký ở một trường hợp khác."),
            "",
            vi("cùng một người, hoặc cùng họ tên, ngày sinh và ngày chết; trừ đăng ký lại"),
        ),
        (
            "siblings_too_close",
            vi("Hai con của cùng một người mẹ sinh cách nhau chưa đến chín tháng."),
            "",
            vi("cách nhau chắc chắn hơn ba ngày và chưa đến chín tháng; trẻ sinh đôi thì không"),
        ),
        (
            "two_marriages",
            vi("Hai lần kết hôn mà chưa thấy ly hôn, hủy việc kết hôn hoặc vợ, chồng chết."),
            "LUAT_HNGD_2014",
            vi("hai lần kết hôn với hai người, không có việc nào chấm dứt lần trước"),
        ),
        (
            "marriage_after_death",
            vi("Kết hôn sau ngày chết. Hãy xem lại cả hai trường hợp."),
            "",
            vi("ngày kết hôn chắc chắn sau ngày chết của người đó"),
        ),
        (
            "event_after_death",
            vi("Có việc hộ tịch sau ngày chết của người này. Hãy xem lại cả hai trường hợp."),
            "",
            vi("việc khác chắc chắn sau ngày chết; trừ con sinh trong 10 tháng sau khi cha chết"),
        ),
        (
            "event_before_birth",
            vi("Có việc hộ tịch trước ngày sinh của người này. Hãy xem lại cả hai trường hợp."),
            "",
            vi("việc khác của người đó chắc chắn trước ngày sinh"),
        ),
    )
)

REMARK_RULES: tuple[RemarkRule, ...] = (
    *_DATES,
    *_PEOPLE_OF_AN_ENTRY,
    *_NUMBERS,
    *_NOTES,
    *_AMONG_ENTRIES,
    *_AMONG_PEOPLE,
)
"""Every rule, in the order in which the catalogue is published."""

REMARK_WORDS: Mapping[str, str] = MappingProxyType({rule.code: rule.words for rule in REMARK_RULES})
"""What each remark says on the screen, by its code."""
