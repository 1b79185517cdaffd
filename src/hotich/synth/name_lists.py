"""Hand-made lists of Vietnamese names, by sex and period, with shares set by judgement.

No public frequency list by sex and period is both clean and licensed, so none is used. The
shares of surnames lie near published samples of Thanh Hóa and its neighbours; everything else
is the authors' own judgement. Groups are (words, weight): the weight is spread evenly.
"""

from typing import Final

Groups = tuple[tuple[str, float], ...]

SURNAMES: Final[Groups] = (
    ("Nguyễn", 31.5),
    ("Trần", 9.4),
    ("Lê", 9.3),
    ("Phạm", 7.0),
    ("Hoàng", 4.4),
    ("Mai", 4.0),
    ("Vũ", 3.2),
    ("Bùi", 2.6),
    ("Đỗ", 2.4),
    ("Trịnh", 2.4),
    ("Đặng", 2.1),
    ("Phan", 1.8),
    ("Hồ", 1.6),
    ("Ngô", 1.5),
    ("Dương", 1.3),
    ("Lưu Hà Đinh Cao Tống Nghiêm", 5.4),
    ("Đào Lý Mạc Thịnh Yên Phùng Trương Đoàn Lại Tạ Quách", 5.5),
    ("Võ Huỳnh Tô Lương Đồng Thái La Kiều Chu Doãn", 2.6),
    ("Hàn Khương Viên Bạch Cù Âu_Dương Hoàng_Phủ Tôn_Thất", 0.6),
)

MUONG_SURNAMES: Final[Groups] = (("Bùi", 40), ("Đinh Quách Hà Bạch Phạm Trương", 60))
THAI_SURNAMES: Final[Groups] = (("Hà Lò Vi Lương", 55), ("Quàng Cà Lường Lô Phạm", 45))

#: (last year of birth, groups) of the middle name; an empty word is written "-".
MALE_MIDDLES: Final[tuple[tuple[int, Groups], ...]] = (
    (
        1974,
        (
            ("Văn", 60),
            ("Đình Xuân Hữu Đức Quang Công Ngọc Minh Thanh Bá Viết Trọng Duy", 34),
            ("-", 6),
        ),
    ),
    (
        1990,
        (
            ("Văn", 42),
            ("Đình Xuân Hữu Đức Quang Công Ngọc Minh Thanh Bá Viết Trọng Duy", 55),
            ("-", 3),
        ),
    ),
    (
        2100,
        (
            ("Văn", 15),
            ("Minh Đức Tuấn Gia Bảo Hoàng", 42),
            ("Đình Xuân Hữu Quang Công Ngọc Thanh Bá Viết Trọng Duy", 34),
            ("Gia_Minh Hoàng_Anh Minh_Đức Trọng_Nghĩa Quang_Bảo", 8),
            ("-", 1),
        ),
    ),
)
_WITH_THI = "Thị_Thu Thị_Thanh Thị_Hồng Thị_Ngọc Thị_Kim Thị_Minh Thị_Phương Thị_Bích"
FEMALE_MIDDLES: Final[tuple[tuple[int, Groups], ...]] = (
    (1974, (("Thị", 80), (_WITH_THI, 10), ("Kim Hồng Ngọc Thanh", 6), ("-", 4))),
    (
        1994,
        (("Thị", 46), (_WITH_THI, 28), ("Thu Thanh Hồng Ngọc Kim Minh Phương Bích", 24), ("-", 2)),
    ),
    (2009, (("Thị", 26), (_WITH_THI, 24), ("Ngọc Thu Khánh Bảo Gia Quỳnh Phương Thùy Minh", 50))),
    (
        2100,
        (("Thị", 13), (_WITH_THI, 12), ("Ngọc Thu Khánh Bảo Gia Quỳnh Phương Thùy Minh An Hà", 75)),
    ),
)

MALE_GIVEN: Final[tuple[tuple[int, Groups], ...]] = (
    (
        1954,
        (
            ("Tý Sửu Dần Thìn Tỵ Ngọ Mùi Thân Dậu Tuất Hợi", 25),
            ("Cả Hai Ba Tư Năm Út Cu Đích Thường Lộc Phúc Thọ Khoan Đạt", 45),
            ("Nhân Nghĩa Lễ Trí Tín Sơn Hải Minh Bình Thành Long Quý Vinh Ký", 30),
        ),
    ),
    (
        1985,
        (
            ("Hùng Dũng Tuấn Sơn Hải Minh Thắng Bình Cường Nam", 66),
            ("Chiến Thành Hòa Long Quang Toàn Trung Lâm Thanh Khánh Kiên Đức Tiến Hiếu", 26),
            ("Thủy Thúy Quý Hoàn Thoại Tùy Thụy Kỳ Vỹ Sỹ", 8),
        ),
    ),
    (
        2100,
        (
            ("Anh Minh Huy Đức Nam Long Hoàng Phúc Khang Bảo", 68),
            ("Khôi Kiệt Đạt Duy Tùng Quân Phong Thịnh Nguyên Khoa", 26),
            ("Hòa Thụy Vỹ Kỳ Quý Khoái", 6),
        ),
    ),
)
FEMALE_GIVEN: Final[tuple[tuple[int, Groups], ...]] = (
    (
        1954,
        (
            ("Gái Nhớn Hĩm Bé Nụ Tẹo Đào Mận Lành Hiền Thơm Nhung Lụa Tằm Sen Nhài", 62),
            ("Xuân Thu Cúc Năm Tám Út Hòa Thỏa Thúy Lý", 38),
        ),
    ),
    (
        1985,
        (
            ("Hương Lan Hoa Hà Hạnh Thủy Hằng Nga Mai Hồng", 66),
            ("Liên Loan Oanh Phượng Tuyết Vân Yến Dung Thảo Bình Hòa Lý Nguyệt", 27),
            ("Thúy Thoa Quý Quyên Huệ Hường", 7),
        ),
    ),
    (
        2100,
        (
            ("Linh Trang Anh Ngọc Huyền Thảo Nhi Vy Hân Châu", 68),
            ("My Thư Chi Ngân Quỳnh Trâm Uyên Diệp An", 25),
            ("Thùy Thúy Hòa Lý Ly Hường Khuê", 7),
        ),
    ),
)

#: Ethnic groups of the sample and their surnames; the rest of a name follows Kinh habits.
ETHNIC_SURNAMES: Final[dict[str, Groups]] = {
    "Kinh": SURNAMES,
    "Mường": MUONG_SURNAMES,
    "Thái": THAI_SURNAMES,
}

#: Words that only a woman's, only a man's name carries in the middle.
THI: Final = "Thị"
VAN: Final = "Văn"
