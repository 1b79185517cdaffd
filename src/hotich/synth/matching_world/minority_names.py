"""Names of peoples other than the Kinh: who carries a surname, where it stands, what marks sex.

Own lists by judgement. A middle word brings its own blank or apostrophe ("Y ", "H'"), so that a
name is always surname, middle and given put together in the order of its people.
"""

from dataclasses import dataclass
from typing import Final

from hotich.synth.name_lists import Groups


@dataclass(frozen=True, slots=True)
class MinoritySystem:
    """How one people names: words of each kind, the commonest first.

    `back`: the surname stands last (Y Bhăn Niê). `by_mother`: children take the mother's surname.
    `kinh_given`: share of given names that follow Kinh fashion. A middle "-" is none; "_" a blank.
    `one_word`: share of people whose whole name is one word.
    """

    label: str
    surnames: str
    male_middles: Groups
    female_middles: Groups
    male_given: str
    female_given: str
    back: bool = False
    by_mother: bool = False
    kinh_given: float = 0.0
    one_word: float = 0.0


SYSTEMS: Final = (
    MinoritySystem(
        "Mường",
        "Bùi Đinh Quách Hà Bạch Phạm Trương Nguyễn Lê Cao",
        (("Văn_", 70), ("Công_ Xuân_ Đình_ Thanh_", 28), ("-", 2)),
        (("Thị_", 88), ("Thị_Thu_ Thị_Hồng_ Thị_Bích_", 12)),
        "Nhiên Ộp Dệnh Chiện Nhịn Tiện Ín Ngoi Hợi Tành",
        "Ịn Nhìn Chiên Dệt Tiền Nựng Ngoan Ển Bứn",
        kinh_given=0.8,
    ),
    MinoritySystem(
        "Thái",
        "Lò Quàng Cà Lường Tòng Hà Vi Lương Vì Hoàng Cầm Bạc Đèo Điêu Lô Ngân Kha Mè Lộc",
        (("Văn_", 90), ("-", 10)),
        (("Thị_", 94), ("-", 6)),
        "Ín Pọm Hặc Panh Sơn Tưởng Ánh Phanh Inh Xôm Ngoan Chương Muôn Pâng Piêng Hịa Dọn Tiên "
        "Thuận Bun Lả Ỏm Chựa Doan Thoi Ún",
        "Pâng Ín Xuân Lả Phương Ọi Hặc Đôi Chiến Piếng Phượng Ban Inh Xiến Muôn Ngân Phiên Ương "
        "Ót Xôm Nọi Ết Khặn Ún",
        kinh_given=0.35,
    ),
    MinoritySystem(
        "Hmông",
        "Giàng Sùng Vàng Thào Lầu Mùa Vừ Hạng Cứ Hờ Ly Lý Sình Tráng Má Chang Hầu Hảng Cháng Sồng",
        (("A_", 82), ("Seo_ Mí_ Văn_ Bá_ Nhia_", 18)),
        (("Thị_", 74), ("Seo_ Y_ Mỷ_", 12), ("-", 14)),
        "Páo Dế Sình Chứ Tủa Lử Vảng Dơ Của Tồng Sùng Chu Pó Nủ Hồng Thào Sử Phừ Chư Lềnh Di Khua "
        "Sáu Giống Dình Tính Vư Sà Lồng Gàu Dia Nhà",
        "Mỷ Say Dợ Máy Sua Chá Dí Mò Pàng Sao Chở Dúa Ca Vá Súa Gầu Xúa Pà Dua Lía Chía Xia Mai "
        "Giống Nhia Mao Tông Chi Sung Phương",
    ),
    MinoritySystem(
        "Dao",
        "Triệu Bàn Đặng Phùng Lý Chảo Tẩn Lò Phàn Dương Tặng Hoàng",
        (("Văn_", 30), ("Tài_ Tiến_ Sành_ Phụ_ Láo_ Mùi_ Quầy_ Sinh_ Chòi_ Dùn_", 64), ("-", 6)),
        (("Thị_", 40), ("Mùi_ Tả_ Lở_ San_ Mán_ Coi_ Ta_", 56), ("-", 4)),
        "Phin Tuấn Chòi Quan Pao Sơn Kinh Phượng San Vạng Chìu Lụa Sèng Phu Nhàn Chiêu Quyên Hin "
        "Minh Tá Lìn Chẹo Ton Vảng",
        "Chài Mẩy Lai Pham Khé Nải Chuổng Ghến Mụi Sai Dất Phấy Viện Say Nhậy Cói Mùi Pu Mản",
        kinh_given=0.2,
    ),
    MinoritySystem(
        "Tày",
        "Nông Hoàng Lương Ma Hà La Nguyễn Lý Triệu Đinh Lục Bế Đàm Vi Chu Lộc Hứa",
        (("Văn_", 78), ("Đình_ Quang_ Xuân_ Thanh_ Đức_", 20), ("-", 2)),
        (("Thị_", 86), ("Thị_Thu_ Thị_Hồng_ Bích_ Thị_Kim_", 14)),
        "Nhình Khuông Thướng Tải Phúc Vẻng Slao Đoọng",
        "Nhình Pảo Slao Bjoóc Én Phấn Chấp Mộc",
        kinh_given=0.9,
    ),
    MinoritySystem(
        "Nùng",
        "Nông Lý Vi Lành Hứa Mông Sầm Chu Hoàng Lương Triệu Nình Phương Lăng Ân Linh",
        (("Văn_", 84), ("A_ Minh_ Xuân_ Đức_", 13), ("-", 3)),
        (("Thị_", 92), ("Thị_Thu_ Thị_Hồng_", 8)),
        "Sáng Slào Pẩu Phủ Vảng Dìn Chẳn Sằn",
        "Síu Pẩu Nhì Múi Dính Lìn Chắn Sláy",
        kinh_given=0.8,
    ),
    MinoritySystem(
        "Ê-đê",
        "Niê Mlô Byă Ayŭn Êban Kbuôr Niê_Kdăm Êñuôl Kpă Buôn_Yă Adrơng Ktla Ksơr Hmok Buôn_Krông "
        "Hwing Knul Rcăm Niê_Siêng Ênuôl",
        (("Y_", 93), ("Y-", 4), ("-", 3)),
        (("H'", 52), ("H’", 18), ("H_", 14), ("H'_", 10), ("-", 6)),
        "Bhăn Thôl Djăng Blô Krăt Ngông Wil Tlam Hruê Ba Sơn Bliết Nguê Bhiao Khun Dhun Krông Jut "
        "Cuôn Yăm Phước Kuan Mrŭ Sôl Suăn Hăn Jơn Drai Tuân Kŏ Nhuit Ŏn Ruê Yung Him Wan",
        "Bia Nuôl Lan Djuôn Linh Mrao Blih Ngăm Yar Ruin Êdôk Biăk Wê Nga Hương Rŏ Đok Yơn Juê "
        "Blit Lim Mai Blŭi Chuê Nhiơ Đêč Ñoan Him Pluar Srai Mơk Wăn Zaka Duyên",
        back=True,
        by_mother=True,
    ),
    MinoritySystem(
        "Gia-rai",
        "Siu Ksor Rơ_Châm Rơ_Mah Kpuih Rah_Lan Nay Rmah Puih Kpă Rơ_Lan Rcom Hiao Ayun Rahlan Ksơr",
        (("-", 84), ("Y_", 8), ("Văn_", 8)),
        (("H'", 44), ("H’", 12), ("-", 38), ("H_", 6)),
        "Hyêu Blim Klơng Del Phin Anh Thuy Đoan Nghiêm Chương Tơn Hluih Bình Hmơk Khim Dơr Phơn "
        "Thin Hrú Blưk Plưn Hlơng Kơch Jek Yơng Nhơr Tuyn Alăn Miên Bôk",
        "Bơn Nga Yen Kra Phương Lan Ngơi Hriu Bluin Vân Nem Chuyên Phiêu Yuih Hlih Pruin Blưn "
        "Ngom Nhiêm Hyak Ly Linh Ái Đyai Mlơn Thêm Hơ",
        by_mother=True,
    ),
    MinoritySystem(
        "Ba-na",
        "- Đinh - Siu - - - Rơ_Ngao",
        (("A_", 86), ("-", 14)),
        (("Y_", 84), ("-", 16)),
        "Thút Byư Jring Hnhơn Lưnh Đeng Khiêm Nhưi Chẻng Hmưn Blơ Gyưi Xâm Hyơi Bôih Yơng Kâm Lơih "
        "Ngưm Thưih Phơ Hrin Jơp Pyưn",
        "Blưn Hnhưn Byưi Lưih Mơn Hyanh Thơi Nghen Pril Khur Ngoe Sưm Hlưng Đưih Jrưh Yưm Ngik "
        "Phưk Bưih",
        one_word=0.05,
    ),
    MinoritySystem(
        "Mnông",
        "- Điểu - - Ndu Rlưk Bkrông Liêng Triêk Sruk",
        (("Y_", 55), ("-", 45)),
        (("H'", 38), ("Thị_", 30), ("-", 32)),
        "Krang Nhơm Mrơi Bơi Xuân Lang Ndơr Brah Nhang Prum Jang Bling Tơr Nglơng Klơ Đưng Yơng",
        "Mai Brang Nhrăng Glơng Ring Djrai Jrang Mboi Khuôn Lơi Yêng Nhông Dâng Bja Lăng",
        back=True,
        by_mother=True,
        one_word=0.22,
    ),
    MinoritySystem(
        "Khơ-me",
        "Thạch Kim Sơn Lâm Kiên Danh Châu Lý Trần Liêu Đào Chau Néang Tăng Huỳnh",
        (("-", 78), ("Sa_ Sô_ Văn_ Mi_ Ra_ Minh_", 22)),
        (("-", 60), ("Sa_ Sô_ Thị_ Mỹ_ Ma_ Si_", 40)),
        "Sươl Phia Sóc Rươne Vuth Na Rinh Thia Sang Thol Rích Pha Sết Bươl Quên Đa Pel Chanh Kha "
        "Khiêm Rây Út Phương Hoàng Thương Sane Piết Tha",
        "Rươne Sươne Phone Ly Sóc Phươl Rây Thia Đa Liên Chanh Nga Út Sà Rương Sane Hoa Pha Sây "
        "Ngọc Quên Rithy Hiên Uôl Khên Thone Thu",
    ),
    MinoritySystem(
        "Chăm",
        "Đàng Bá Thành Từ Qua Quảng Đạo Hán Lưu Lộ Báo Trượng Châu Ngụy Dụng Kiều Não Thập Tài",
        (("Văn_ Năng_ Ngọc_ Thanh_ Minh_ Xuân_ Công_", 78), ("-", 22)),
        (("Thị_", 74), ("Nữ_ Mỹ_ Ngọc_ Kim_", 18), ("-", 8)),
        "Trinh Thọ Có Đẹp Bộ Sính Tiếp Lứa Quý Phận Thuận Biện Náo Phái Lạc Đính Tặng Bích Khăn",
        "Nhái Lớ Biến Nỗi Đếm Mưng Thông Kính Đào Nhiêm Phú Mận Hờn Trải Luận Xa Hám Chế Dẻo",
        kinh_given=0.35,
    ),
)  # fmt: skip
