"""What stands over the columns of a person? Labels differ where two share a page."""

from dataclasses import dataclass

from hotich.core.words import vi


@dataclass(frozen=True)
class PersonWords:
    """The label of each fact of a person; the plain words stand where he alone is registered."""

    full_name: str = vi("Họ, chữ đệm, tên")
    birth_date: str = vi("Ngày, tháng, năm sinh")
    sex: str = vi("Giới tính")
    ethnicity: str = vi("Dân tộc")
    nationality: str = vi("Quốc tịch")
    other_nationality: str = vi("Quốc tịch khác")
    place_of_birth: str = vi("Nơi sinh")
    hometown: str = vi("Quê quán")
    pin: str = vi("Số định danh cá nhân ghi trong sổ")
    residence_kind: str = vi("Loại cư trú")
    residence: str = vi("Nơi cư trú")
    paper_kind: str = vi("Loại giấy tờ tùy thân")
    other_paper: str = vi("Giấy tờ khác")
    paper_number: str = vi("Số giấy tờ tùy thân")
    paper_issued_on: str = vi("Ngày cấp giấy tờ tùy thân")
    paper_issued_at: str = vi("Nơi cấp giấy tờ tùy thân")


PLAIN = PersonWords()

HUSBAND = PersonWords(
    full_name=vi("Họ, chữ đệm, tên chồng"),
    birth_date=vi("Ngày, tháng, năm sinh của chồng"),
    ethnicity=vi("Dân tộc của chồng"),
    nationality=vi("Quốc tịch của chồng"),
    other_nationality=vi("Quốc tịch khác của chồng"),
    residence_kind=vi("Loại cư trú của chồng"),
    residence=vi("Nơi cư trú của chồng"),
    paper_kind=vi("Loại giấy tờ tùy thân của chồng"),
    other_paper=vi("Giấy tờ khác của chồng"),
    paper_number=vi("Số giấy tờ tùy thân của chồng"),
    paper_issued_on=vi("Ngày cấp giấy tờ của chồng"),
    paper_issued_at=vi("Nơi cấp giấy tờ của chồng"),
)
WIFE = PersonWords(
    full_name=vi("Họ, chữ đệm, tên vợ"),
    birth_date=vi("Ngày, tháng, năm sinh của vợ"),
    ethnicity=vi("Dân tộc của vợ"),
    nationality=vi("Quốc tịch của vợ"),
    other_nationality=vi("Quốc tịch khác của vợ"),
    residence_kind=vi("Loại cư trú của vợ"),
    residence=vi("Nơi cư trú của vợ"),
    paper_kind=vi("Loại giấy tờ tùy thân của vợ"),
    other_paper=vi("Giấy tờ khác của vợ"),
    paper_number=vi("Số giấy tờ tùy thân của vợ"),
    paper_issued_on=vi("Ngày cấp giấy tờ của vợ"),
    paper_issued_at=vi("Nơi cấp giấy tờ của vợ"),
)
ADOPTIVE_MOTHER = PersonWords(
    full_name=vi("Họ, chữ đệm, tên mẹ nuôi"),
    birth_date=vi("Ngày, tháng, năm sinh của mẹ nuôi"),
    ethnicity=vi("Dân tộc của mẹ nuôi"),
    nationality=vi("Quốc tịch của mẹ nuôi"),
    residence=vi("Nơi cư trú của mẹ nuôi"),
    paper_number=vi("Số giấy tờ tùy thân của mẹ nuôi"),
)
ADOPTIVE_FATHER = PersonWords(
    full_name=vi("Họ, chữ đệm, tên cha nuôi"),
    birth_date=vi("Ngày, tháng, năm sinh của cha nuôi"),
    ethnicity=vi("Dân tộc của cha nuôi"),
    nationality=vi("Quốc tịch của cha nuôi"),
    residence=vi("Nơi cư trú của cha nuôi"),
    paper_number=vi("Số giấy tờ tùy thân của cha nuôi"),
)
GIVER_MOTHER = PersonWords(
    full_name=vi("Họ, chữ đệm, tên bà giao con nuôi"),
    birth_date=vi("Ngày, tháng, năm sinh của bà giao con nuôi"),
    ethnicity=vi("Dân tộc của bà giao con nuôi"),
    nationality=vi("Quốc tịch của bà giao con nuôi"),
    residence=vi("Nơi cư trú của bà giao con nuôi"),
    paper_number=vi("Số giấy tờ tùy thân của bà giao con nuôi"),
)
GIVER_FATHER = PersonWords(
    full_name=vi("Họ, chữ đệm, tên ông giao con nuôi"),
    birth_date=vi("Ngày, tháng, năm sinh của ông giao con nuôi"),
    ethnicity=vi("Dân tộc của ông giao con nuôi"),
    nationality=vi("Quốc tịch của ông giao con nuôi"),
    residence=vi("Nơi cư trú của ông giao con nuôi"),
    paper_number=vi("Số giấy tờ tùy thân của ông giao con nuôi"),
)
RECOGNISED_PARENT = PersonWords(
    full_name=vi("Họ, chữ đệm, tên cha hoặc mẹ"),
    birth_date=vi("Ngày, tháng, năm sinh của cha hoặc mẹ"),
    ethnicity=vi("Dân tộc của cha hoặc mẹ"),
    nationality=vi("Quốc tịch của cha hoặc mẹ"),
    other_nationality=vi("Quốc tịch khác của cha hoặc mẹ"),
    hometown=vi("Quê quán của cha hoặc mẹ"),
    residence_kind=vi("Loại cư trú của cha hoặc mẹ"),
    residence=vi("Nơi cư trú của cha hoặc mẹ"),
    paper_kind=vi("Loại giấy tờ tùy thân của cha hoặc mẹ"),
    other_paper=vi("Giấy tờ khác của cha hoặc mẹ"),
    paper_number=vi("Số giấy tờ tùy thân của cha hoặc mẹ"),
    paper_issued_on=vi("Ngày cấp giấy tờ của cha hoặc mẹ"),
    paper_issued_at=vi("Nơi cấp giấy tờ của cha hoặc mẹ"),
)
RECOGNISED_CHILD = PersonWords(
    full_name=vi("Họ, chữ đệm, tên người con"),
    birth_date=vi("Ngày, tháng, năm sinh của người con"),
    ethnicity=vi("Dân tộc của người con"),
    nationality=vi("Quốc tịch của người con"),
    other_nationality=vi("Quốc tịch khác của người con"),
    hometown=vi("Quê quán của người con"),
    residence_kind=vi("Loại cư trú của người con"),
    residence=vi("Nơi cư trú của người con"),
    paper_kind=vi("Loại giấy tờ tùy thân của người con"),
    other_paper=vi("Giấy tờ khác của người con"),
    paper_number=vi("Số giấy tờ tùy thân của người con"),
    paper_issued_on=vi("Ngày cấp giấy tờ của người con"),
    paper_issued_at=vi("Nơi cấp giấy tờ của người con"),
)
GUARDIAN = PersonWords(
    full_name=vi("Họ, chữ đệm, tên người giám hộ"),
    birth_date=vi("Ngày, tháng, năm sinh của người giám hộ"),
    sex=vi("Giới tính của người giám hộ"),
    ethnicity=vi("Dân tộc của người giám hộ"),
    nationality=vi("Quốc tịch của người giám hộ"),
    residence=vi("Nơi cư trú của người giám hộ"),
    paper_number=vi("Số giấy tờ tùy thân của người giám hộ"),
)
SECOND_GUARDIAN = PersonWords(
    full_name=vi("Họ, chữ đệm, tên người giám hộ thứ hai"),
    birth_date=vi("Ngày, tháng, năm sinh của người giám hộ thứ hai"),
    sex=vi("Giới tính của người giám hộ thứ hai"),
    ethnicity=vi("Dân tộc của người giám hộ thứ hai"),
    nationality=vi("Quốc tịch của người giám hộ thứ hai"),
    residence=vi("Nơi cư trú của người giám hộ thứ hai"),
    paper_number=vi("Số giấy tờ tùy thân của người giám hộ thứ hai"),
)
SUPERVISOR = PersonWords(
    full_name=vi("Họ, chữ đệm, tên người giám sát"),
    birth_date=vi("Ngày, tháng, năm sinh của người giám sát"),
    sex=vi("Giới tính của người giám sát"),
    ethnicity=vi("Dân tộc của người giám sát"),
    nationality=vi("Quốc tịch của người giám sát"),
    residence=vi("Nơi cư trú của người giám sát"),
    paper_number=vi("Số giấy tờ tùy thân của người giám sát"),
)
REQUESTER = PersonWords(
    full_name=vi("Họ, chữ đệm, tên người yêu cầu"),
    birth_date=vi("Ngày, tháng, năm sinh của người yêu cầu"),
    sex=vi("Giới tính của người yêu cầu"),
    ethnicity=vi("Dân tộc của người yêu cầu"),
    nationality=vi("Quốc tịch của người yêu cầu"),
    residence=vi("Nơi cư trú của người yêu cầu"),
    paper_kind=vi("Loại giấy tờ tùy thân của người yêu cầu"),
    other_paper=vi("Giấy tờ khác của người yêu cầu"),
    paper_number=vi("Số giấy tờ tùy thân của người yêu cầu"),
)
DEATH_DECLARANT = PersonWords(
    full_name=vi("Họ, chữ đệm, tên người đi khai tử"),
    paper_kind=vi("Loại giấy tờ tùy thân của người đi khai tử"),
    other_paper=vi("Giấy tờ khác của người đi khai tử"),
    paper_number=vi("Số giấy tờ tùy thân của người đi khai tử"),
)
BIRTH_DECLARANT = PersonWords(
    full_name=vi("Họ, chữ đệm, tên người đi khai sinh"),
    paper_kind=vi("Loại giấy tờ tùy thân của người đi khai sinh"),
    other_paper=vi("Giấy tờ khác của người đi khai sinh"),
    paper_number=vi("Số giấy tờ tùy thân của người đi khai sinh"),
)
