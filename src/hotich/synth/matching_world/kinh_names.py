"""Kinh names of the matching world: fashions by year of birth, the commonest first.

Own lists by judgement, as `synth/name_lists` says of its own: no public list by sex and period
is both clean and licensed. The weight of a word falls with its rank (`naming.ranked`); what was
fashionable in any other period stays possible at a small rate.
"""

from typing import Final

from hotich.synth.name_lists import Groups

#: Surnames in the north and middle, and in the south; weights by judgement, near published samples.
NORTHERN_SURNAMES: Final[Groups] = (
    ("Nguyễn", 40.0), ("Trần", 10.3), ("Lê", 9.2), ("Phạm", 7.0), ("Hoàng", 4.7), ("Vũ", 4.2),
    ("Bùi", 2.8), ("Đỗ", 2.5), ("Đặng", 2.3), ("Phan", 2.2), ("Ngô", 1.8), ("Hồ", 1.7),
    ("Dương", 1.5), ("Đinh", 1.4), ("Trịnh", 1.3), ("Đào", 1.2), ("Mai", 1.1), ("Cao", 1.0),
    ("Trương Đoàn Lưu Hà", 1.60), ("Lương Tạ Phùng Tô Chu Thái Lại Võ", 1.70),
    ("Quách Tống Nghiêm Kiều Đàm Vương Mạc Lý Doãn Khổng Từ", 1.15),
    ("La Thân Giáp Ninh Cù Bạch Đậu Thiều Lã Trình Hàn Tăng Ông Nhữ Phí Thẩm Ngọ Triệu", 0.75),
    ("Âu Khúc Đồng Mẫn Quản Hứa Vi Sái Chử Cấn Tào Khương Viên Lường Đới Trần_Lê Nguyễn_Hữu", 0.30),
    ("Âu_Dương Hoàng_Phủ Tôn_Thất Tôn_Nữ Đổng Ưng Uông Tiêu Lục Bá Thi Hạ", 0.15),
)  # fmt: skip
SOUTHERN_SURNAMES: Final[Groups] = (
    ("Nguyễn", 39.0), ("Trần", 11.2), ("Lê", 9.6), ("Phạm", 5.8), ("Huỳnh", 5.2), ("Võ", 4.3),
    ("Phan", 3.6), ("Đặng", 2.6), ("Bùi", 2.1), ("Hồ", 2.1), ("Trương", 2.3), ("Ngô", 1.8),
    ("Đỗ", 1.7), ("Dương", 1.8), ("Lý", 1.2), ("Lâm", 1.6), ("Mai", 1.0), ("Cao", 0.9),
    ("Hoàng Vũ Đoàn Đinh", 1.50), ("Lương Châu Tô Thái Hà Đào Tạ", 1.35),
    ("Quách Kiều Từ Vương Tăng La Trịnh Lưu Văn Thạch", 0.95),
    ("Ông Mạc Tống Phùng Ngụy Diệp Triệu Giang Lữ Bành Hứa Khưu Đàm Nghiêm Chung Trà", 0.65),
    ("Ưng Tất Cổ Mã Âu Thi Tiêu Trang Kha Thân Cù Ninh Lục Đổng Hàn Sử Nhan Vưu Liêu", 0.30),
    ("Âu_Dương Tôn_Thất Tôn_Nữ Công_Tằng_Tôn_Nữ Thượng_Quan Đồng", 0.06),
)  # fmt: skip

#: Last years of the periods.
PERIODS: Final = (1944, 1959, 1974, 1989, 1999, 2009, 2100)

#: Given names of each period, the commonest first.
MALE_GIVEN: Final = (
    (
        "Tý Sửu Dần Thìn Ngọ Thân Tuất Hợi Mùi Dậu Cả Hai Ba Tư Năm Sáu Bảy Tám Chín Út Cu Nhân "
        "Nghĩa Lễ Trí Tín Thọ Phúc Lộc Khoan Đạt Sơn Hải Quý Vinh Ký Đích Thường Mão Tỵ Bính "
        "Đinh Kỷ Canh Tân Nhâm Quế Hòe Đỉnh Chung Phác Thật Thà Ngân Cần Kiệm Chất Khảm Bồng Lư "
        "Chắt Nhỡ"
    ),
    (
        "Thành Bình Sơn Hải Minh Quý Long Vinh Thắng Lợi Hòa Ngọc Xuân Tân Thanh Khánh Phúc Thọ "
        "Lộc Đạt Bảy Tám Chín Mười Hiền Thuận Cần Kiệm Liêm Chính Đông Tây Nam Bắc Trung Kiên "
        "Cường Hùng Chiến Dân Chủ Độc Lập Hạnh Khoa Nhuận Thạch Viện Đoàn Kết Toàn Thịnh Việt "
        "Tiến Hợi Tý Ngọ Dần Thìn Tư Ba Hai Sáu Năm Út Lực Lượng Mạnh Thái Hà Huấn Luyện Tuyển "
        "Đoan Khuê Ngữ Tấn Phát"
    ),
    (
        "Hùng Dũng Minh Sơn Hải Thắng Bình Cường Hòa Tuấn Thành Long Quang Chiến Thanh Khánh "
        "Hiếu Lâm Hà Tiến Toàn Vinh Lợi Tân Đông Nam Trung Kiên Phương Hoàn Thủy Quý Thái Lực "
        "Mạnh Thịnh Khải Hoàng Phong Đức Ngọc Công Chính Huân Huệ Thư Tâm Tài Phú Tín Nhân "
        "Nghĩa Hưng Vượng Bảo Quyết Định Viết Vững Hậu Duẩn Oanh Nguyên Thoại Tùy Kỳ Sỹ Vỹ Thìn "
        "Tuất Hợi Dần Học Hành"
    ),
    (
        "Tuấn Hùng Dũng Cường Thắng Nam Sơn Hải Tùng Trung Đức Hiếu Long Quang Toàn Kiên Minh "
        "Anh Tiến Thành Hoàng Phương Giang Linh Việt Hưng Duy Khoa Phong Lâm Quân Thịnh Đạt "
        "Thanh Bình Hòa Huy Vũ Công Đông Lợi Tâm Thái Quyết Định Mạnh Chung Chiến Khánh Luân "
        "Lương Hậu Hoan Tài Phú Quý Tú Thủy Hoàn Quyền Sáng Phúc Bảo Trường Giáp Nghĩa Nhân Tín "
        "Trọng Văn Thiện Thuận"
    ),
    (
        "Anh Tuấn Nam Đức Hiếu Tùng Hoàng Trung Minh Huy Long Dũng Thắng Sơn Quân Linh Duy Đạt "
        "Quang Thành Việt Cường Tú Hùng Phong Giang Hải Toàn Kiên Khánh Lâm Phúc Tiến Hưng Vũ "
        "Trường Tài Lộc Thịnh Quyền Hậu Nghĩa Luân Thiện Công Thái Bảo Nhật Khoa Tâm Mạnh Quốc "
        "Khải Nguyên Tân Bách Trọng Đông Thuận Hòa Phương Vinh Phát Khiêm Sang Tín Dương Nhân "
        "Thạch Chiến Đăng"
    ),
    (
        "Anh Minh Huy Đức Nam Hoàng Long Đạt Hiếu Quân Phong Duy Tuấn Khánh Phúc Bảo Khoa "
        "Nguyên Kiệt Thịnh Tài Quang Dũng Hưng Tùng Trung Lâm Khang Nhật Hải Sơn Vũ Thành Khải "
        "Tiến Việt Dương Trường Tú Phát Thiên Bách Lộc Vinh Nghĩa Nhân Thái Khôi Đăng Quốc Toàn "
        "An Giang Mạnh Tân Hào Kha Vỹ Triết Danh Tín Tâm Thắng Luân Huân Trọng Ân Hậu Kỳ Thiện "
        "Đan Hùng"
    ),
    (
        "Khang Bảo Minh Phúc Anh Khoa Huy Nguyên Phát Khôi Quân Đăng Kiệt Thiên Phong An Long "
        "Đức Nam Hưng Đạt Thịnh Lâm Tú Khánh Hoàng Kha Duy Trí Thiện Vinh Quang Bách Dương Tùng "
        "Nhật Ân Hải Tuấn Sơn Khải Việt Hiếu Nhân Tài Phú Lộc Trung Dũng Quốc Hào Khiêm Danh "
        "Triết Cường Thành Thái Vũ Kỳ Tâm Đan Hiển Vương Tín Luân Mạnh Uy Bin Nghĩa Bình Đình"
    ),
)
FEMALE_GIVEN: Final = (
    (
        "Gái Nhớn Hĩm Bé Nụ Tẹo Đào Mận Lành Hiền Thơm Nhung Lụa Tằm Sen Nhài Xuân Thu Cúc Năm "
        "Tám Út Hòa Thỏa Thúy Lý Hai Ba Tư Sáu Bảy Chín Mười Ngọ Tý Dần Sửu Mùi Thìn Vân Nhạn "
        "Én Tơ Vóc Chắt Nhỡ Cam Quýt Bưởi Hồng Lê Lựu Na Mơ Chanh Khế Nguyệt Rằm Sáng Ngát Thoa "
        "Điểm Xuyến Cậy Khuyên"
    ),
    (
        "Hoa Lan Cúc Huệ Hồng Mai Đào Sen Nhàn Hiền Hòa Bình Tâm Thanh Xuân Thu Hạ Nga Loan "
        "Phượng Yến Oanh Liên Lý Mận Nhung Lụa Thơm Thảo Hường Thúy Vân Tuyết Nguyệt Hằng Tám "
        "Bảy Chín Năm Mười Tư Ba Hai Út Vinh Quý Lợi Thành Tý Dần Ngọ Mùi Thìn Tuất Lành Ngoan "
        "Dịu Nết Hạnh Đoan Trinh Thục Hiên Gấm Chiến Thắng Bích Ngọc Châu Điệp Nụ Gái Bé Mơ Sửu "
        "Hợi Thân Dậu"
    ),
    (
        "Hương Lan Hoa Hà Hạnh Thủy Hằng Nga Mai Hồng Liên Loan Oanh Phượng Tuyết Vân Yến Dung "
        "Thảo Bình Hòa Lý Nguyệt Thanh Hiền Huệ Hường Thúy Thu Xuân Cúc Phương Minh Ngọc Tâm "
        "Nhung Thơm Đào Sen Lụa Nhàn Ánh Bích Kim Lương Mến Thoa Quyên Hợi Tý Lành Dịu Chiến "
        "Thắng Lợi Vinh Quý Tính Chung Miền Nam Hải Khánh Chi Thương Diệp Duyên Hậu Hoài Hoàn "
        "Quế Trang Ngân Tuyến Thêu"
    ),
    (
        "Hương Hằng Hà Thủy Huyền Trang Hoa Lan Nga Phương Thảo Hạnh Linh Mai Yến Hiền Dung Anh "
        "Vân Ngọc Oanh Nhung Liên Loan Hồng Thanh Tâm Thu Hường Huệ Thúy Hải Bình Quỳnh Giang "
        "Trâm Lý Nguyệt Ánh Tuyết Phượng Xuân Hòa Ngân Duyên Hoài Thương Thơ Thùy Tuyền Quyên "
        "Lương Châu Minh Bích Diệp Mơ Nhàn Chinh Chi Hậu Sen Huế Tươi Thắm Lệ Kiều Mỹ Diễm My "
        "Thoa Thơm Trinh"
    ),
    (
        "Trang Linh Anh Huyền Hương Thảo Ngọc Phương Hà Hằng Thủy Nhung Yến Mai Ly Ngân Hoa "
        "Dung Lan Hiền Quỳnh Vân Trinh Giang Nga Tâm Thu Duyên Oanh Hạnh Ánh Trâm Hồng My Thùy "
        "Chi Nhi Uyên Loan Thanh Hường Châu Tuyền Hoài Thương Thư Minh Diễm Thúy Liên Phượng "
        "Tiên Như Hân Mỹ Kiều Ngà Vy Bích Huệ Trúc Diệp Diệu Xuân Nguyên Tuyết Khánh Quyên Đào "
        "Lệ Cúc Thơm"
    ),
    (
        "Anh Linh Trang Nhi Ngọc Thảo Hương Huyền Vy Hà Phương Như Ngân Thư Trinh My Trâm Quỳnh "
        "Mai Yến Chi Uyên Hân Ly Giang Châu Nhung Tuyền Duyên Dung Lan Hiền Hằng Tiên Thủy Vân "
        "Ánh Hoa Oanh Khánh Thùy Trúc Thy Minh Nguyên Tâm Diệp Hồng Hạnh Kiều Diễm Loan Tú San "
        "Mỹ Thanh Thương Ngà Đan Thiên An Diệu Nga Phụng Băng Khuê Xuân Thu Hoài Lam Ân Ái"
    ),
    (
        "Anh Nhi Vy Ngọc Linh Thư Hân Châu Chi Như My Trang Hà Ngân Phương An Quỳnh Trâm Ly Yến "
        "Thảo Uyên Diệp Khánh Mai Vân Huyền Nguyên Minh Tiên Thy Hương Trúc Lam Khuê Đan Giang "
        "Trinh Ánh Dung Tuệ Hiền Thiên Nhiên Ân Kim San Tuyền Duyên Tú Lan Oanh Thủy Hoa Thương "
        "Băng Nga Nhung Kiều Diễm Loan Hạ Mỹ Diệu Ái Viên Vi Cát"
    ),
)

#: Middle names of each period: (words, weight) groups; "-" = none, "_" joins words.
MALE_MIDDLES: Final[tuple[Groups, ...]] = (
    (("Văn", 66), ("Đình Xuân Hữu Đức Quang Công Ngọc Bá Viết Trọng Duy Thế Khắc Như", 27),
     ("-", 7)),
    (("Văn", 62), ("Đình Xuân Hữu Đức Quang Công Ngọc Minh Thanh Bá Viết Trọng Duy Thế Khắc", 33),
     ("-", 5)),
    (("Văn", 56), ("Đình Xuân Hữu Đức Quang Công Ngọc Minh Thanh Bá Viết Trọng Duy Thế Khắc", 39),
     ("Mạnh Quốc Tiến Huy Anh Hoàng Trung", 3), ("-", 2)),
    (("Văn", 46), ("Đình Xuân Hữu Đức Quang Công Ngọc Minh Thanh Bá Viết Trọng Duy Thế Khắc", 38),
     ("Mạnh Quốc Tiến Huy Anh Hoàng Trung Tuấn Hồng Hải", 14), ("-", 2)),
    (("Văn", 30), ("Đình Xuân Hữu Đức Quang Công Ngọc Minh Thanh Bá Viết Trọng Duy Thế", 36),
     ("Mạnh Quốc Tiến Huy Anh Hoàng Trung Tuấn Hồng Hải Nhật Thành", 28), ("-", 2),
     ("Văn_Anh Xuân_Trường Đức_Anh Quang_Huy Hữu_Minh", 4)),
    (("Văn", 17), ("Đình Xuân Hữu Đức Quang Công Ngọc Minh Thanh Bá Viết Trọng Duy Thế", 32),
     ("Mạnh Quốc Tiến Huy Anh Hoàng Trung Tuấn Hồng Hải Nhật Thành Gia Bảo Đăng Thiên", 39),
     ("-", 1), ("Hoàng_Minh Nhật_Minh Đức_Anh Quang_Huy Gia_Bảo Trường_Sơn Minh_Nhật", 11)),
    (("Văn", 9), ("Đình Xuân Hữu Đức Quang Công Ngọc Minh Thanh Bá Trọng Duy Thế", 22),
     ("Gia Bảo Minh Đăng Thiên Hoàng Tuấn Quốc Anh Nhật Hải Phúc Khánh An Chí", 48),
     ("-", 1), ("Hoàng_Minh Nhật_Minh Đức_Anh Gia_Bảo Hoàng_Gia Minh_Khang Thiên_Bảo", 20)),
)  # fmt: skip
_THI_MORE = (
    "Thị_Thu Thị_Thanh Thị_Hồng Thị_Ngọc Thị_Kim Thị_Minh Thị_Phương Thị_Bích Thị_Mai Thị_Lan "
    "Thị_Thúy Thị_Xuân Thị_Mỹ Thị_Hoài Thị_Tuyết Thị_Ánh Thị_Diệu Thị_Cẩm Thị_Quỳnh Thị_Vân"
)
_FINE = "Thu Thanh Hồng Ngọc Kim Minh Phương Bích Mai Thúy Mỹ Tuyết Diệu Cẩm Quỳnh Hoài Thùy"
FEMALE_MIDDLES: Final[tuple[Groups, ...]] = (
    (("Thị", 88), (_THI_MORE, 4), (_FINE, 3), ("-", 5)),
    (("Thị", 80), (_THI_MORE, 11), (_FINE, 5), ("-", 4)),
    (("Thị", 66), (_THI_MORE, 22), (_FINE, 9), ("-", 3)),
    (("Thị", 50), (_THI_MORE, 33), (_FINE, 15), ("-", 2)),
    (("Thị", 36), (_THI_MORE, 33), (_FINE, 29), ("-", 2)),
    (("Thị", 21), (_THI_MORE, 29), (_FINE, 24), ("Khánh Bảo Gia Lan Vân Hà Tường Nhật An Yến", 24),
     ("Nguyễn_Ngọc Trần_Bảo Lê_Phương Ngọc_Bảo", 2)),
    (("Thị", 8), (_THI_MORE, 16), (_FINE, 28), ("Khánh Bảo Gia Lan Vân Hà Tường Nhật An Yến", 40),
     ("Ngọc_Bảo Hoàng_Bảo Ngọc_Khánh Nguyễn_Bảo Trần_Ngọc Lê_Bảo Hà_Ngọc An_Ngọc", 8)),
)  # fmt: skip

#: Names given to the newborn until they had one, as books have them; {mother} = the mother.
PLACEHOLDERS: Final = (
    "Chưa đặt tên", "Cu Tý", "Hĩm", "Cu", "Bé", "Cái Hĩm", "Thằng Cu", "Cu Tèo", "Cún", "Bé Na",
    "Cu Bin", "Cái Nhớn", "Tí", "Chưa có tên",
)  # fmt: skip
PLACEHOLDER_OF_MOTHER: Final = ("Bé trai con bà {mother}", "Bé gái con bà {mother}")
OTHER_NAMES: Final = (
    "Cu Tý", "Tèo", "Bé Na", "Cún", "Tý", "Út", "Cả", "Hai Lúa", "Nhớn", "Bống", "Tẹo", "Còi",
)  # fmt: skip
