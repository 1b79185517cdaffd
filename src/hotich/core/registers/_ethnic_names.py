"""Which other names, branches and spellings of the 54 groups stand in old books?

The names are those that the list of 1979 (QĐ 121-TCTK/PPCĐ) gives beside each group, entered from
general knowledge of it and not re-read; a name with "?" is one we are not sure of. One name can
stand beside several groups, and then means none of them for sure.
"""

from collections.abc import Mapping

OTHER_NAMES: Mapping[str, str] = {
    "tay": "Thổ, Ngạn, Phén, Thù Lao, Pa Dí",
    "thai": "Tày Khao, Tày Đăm, Tày Mười, Tày Thanh, Thái Trắng, Thái Đen, Thái Đỏ?, Màn Thanh, "
    "Hàng Tổng, Pu Thay, Thổ Đà Bắc",
    "hoa": "Hán, Triều Châu, Phúc Kiến, Quảng Đông, Hải Nam, Hạ, Xạ Phang, Tàu?",
    "kho-me": "Cur, Cul, Cu, Thổ, Việt gốc Miên, Khơ Me Krôm, Krôm, Miên?, Cao Miên?",
    "muong": "Mol, Mual, Moi, Moi Bi, Ao Tá, Ậu Tá",
    "nung": "Xuồng, Giang, Nùng An, Phàn Sình, Nùng Cháo, Nùng Lòi, Quý Rịn, Khèn Lài, Nùng Inh?, "
    "Nùng Dín?",
    "hmong": "Mèo, Mèo Trắng?, Mèo Hoa, Mèo Xanh, Mèo Đỏ, Mèo Đen, Ná Mẻo, Mán Trắng",
    "dao": "Mán, Động, Trại, Xá, Dìu Miền, Kiềm Miền, Kìm Miền, Quần Trắng, Dao Đỏ, Quần Chẹt, "
    "Lô Giang, Dao Tiền, Thanh Y, Lan Tẻn, Đại Bản, Tiểu Bản, Cóc Ngáng, Cóc Mùn, Sơn Đầu, "
    "Dao Quần Trắng, Dao Thanh Y, Dao Quần Chẹt",
    "gia-rai": "Tơ Buăn, Hơ Bau, Hđrung, Chor, Mthur?",
    "ngai": "Xín, Lê, Đản, Khách Gia, Hắc Cá?",
    "e-de": "Ra Đê, Rha Đê, Đê, Kpạ, A Đham, Krung, Ktul, Đliê Ruê, Blô, Epan, Mđhur, Bih",
    "ba-na": "Gơ Lar, Tơ Lô, Giơ Lâng, Y Lăng, Rơ Ngao, Krem, Roh, Con Kđe, A La Công, "
    "Kpăng Công, Bơ Nâm",
    "xo-dang": "Xơ Teng, Hđang, Tơ Đra, Mơ Nâm, Ha Lăng, Ca Dong, Kmrâng, Con Lan, Bri La, Tang",
    "san-chay": "Cao Lan, Cao Lan Sán Chỉ, Mán Cao Lan, Mán, Hờn Bạn, Sán Chỉ, Sơn Tử, Trại?",
    "co-ho": "Xrê, Srê, Nốp, Tu Lốp, Cơ Don, Chil, Cil, Cill, Lạt, Lát, Lạch, Lách, Trinh",
    "cham": "Chàm, Chiêm Thành, Hroi, Chăm Hroi",
    "san-diu": "Sán Dẻo, Trại, Trại Đất, Mán Quần Cộc, Mán",
    "hre": "Chăm Rê, Chom, Krẹ, Lũy",
    "mnong": "Pnông, Nông, Pré, Bu Đâng, Đi Pri, Biat, Gar, Rơ Lam, Chil, Cil",
    "ra-glai": "Ra Clây, Rai, Noang, La Oang",
    "xtieng": "Xa Điêng",
    "bru-van-kieu": "Bru, Vân Kiều, Măng Coong, Tri, Khùa, Trì?",
    "tho": "Kẹo, Mọn, Cuối, Họ, Đan Lai, Ly Hà, Tày Pọng, Con Kha, Xá Lá Vàng",
    "giay": "Nhắng, Dẩng, Pầu Thìn, Nu Nà, Cùi Chu, Xa",
    "co-tu": "Ca Tang, Cao, Hạ, Phương",
    "gie-trieng": "Đgiéh, Ta Reh, Giang Rẫy, Pin, Triêng, Gié, Giẻ, Treng, Ta Riêng, Ve, Veh, "
    "La Ve, Ca Tang",
    "ma": "Châu Mạ, Mạ Ngăn, Mạ Xóp, Mạ Tô, Mạ Krung",
    "kho-mu": "Xá Cẩu, Mứn Xen, Pu Thênh, Tềnh, Tày Hạy, Xá",
    "co": "Col, Cùa, Trầu",
    "ta-oi": "Tôi Ôi, Pa Cô, Pa Co, Pa Hi, Ba Hi",
    "cho-ro": "Dơ Ro, Châu Ro",
    "khang": "Xá Khao, Xá Súa, Xá Dón, Xá Dẩng, Xá Hốc, Xá Ái, Xá Bung, Quảng Lâm, Xá",
    "xinh-mun": "Puộc, Pụa",
    "ha-nhi": "U Ni, Xá U Ni",
    "chu-ru": "Chu",
    "lao": "Lào Bốc, Lào Nọi",
    "la-chi": "Cù Tê, La Quả",
    "la-ha": "Xá Khao, Khlá Phlạo, Xá",
    "phu-la": "Bồ Khô Pạ, Mu Di Pạ, Xá Phó, Phổ, Va Xơ Lao, Pu Dang",
    "la-hu": "Lao, Pu Đang, Khù Xung, Cò Xung, Khả Quy",
    "lu": "Lừ, Nhuồn, Duôn",
    "lo-lo": "Mun Di",
    "chut": "Sách, Mày, May, Rục, Mã Liềng, A Rem, Tu Vang, Pa Leng, Xơ Lang, Tơ Hung, Chà Củi, "
    "Tắc Củi, U Mo, Xá Lá Vàng",
    "mang": "Mảng Ư, Xá Lá Vàng",
    "pa-then": "Pà Hưng, Tống",
    "cong": "Xắm Khống, Mống Nhé, Xá Xeng",
    "bo-y": "Chủng Chá, Trọng Gia, Tu Di, Tu Dí",
    "si-la": "Cù Dề Xừ, Khả Pẻ",
    "pu-peo": "Ka Pèo, Pen Ti Lô Lô",
    "brau": "Brao",
    "o-du": "Tày Hạt",
}
"""Slug to the names beside it, parted by commas; "?" = not sure."""

SPELLINGS: Mapping[str, str] = {
    "kinh": "Việt",
    "kho-me": "Khmer, Khơme, Khơ Mer, Khme, Kh'mer, Khờ Me",
    "hmong": "Mông, H'Mông, Hơ Mông, Hờ Mông, Mông Hoa, Mông Trắng, Mông Đen, Mông Xanh, Mông Đỏ",
    "gia-rai": "Giarai, Jrai, J'rai, Giơ Rai, Chơ Rai, Ja Rai",
    "e-de": "Êđê, Ê Đê Kpă, Ede",
    "ba-na": "Bana, Bahnar, Ba Nar",
    "xo-dang": "Xơđăng, Xê Đăng, Xêđăng, Sê Đăng, Sơ Đăng, Sedang",
    "co-ho": "Cơho, K'ho, Kơ Ho, Koho, Cờ Ho, Kờ Ho",
    "hre": "H'rê, Hơ Rê, Hờ Rê",
    "mnong": "M'nông, Mơ Nông, Mờ Nông",
    "ra-glai": "Raglai, Raglay, Ra Glay, Rắc Lây, Rắc Glây",
    "xtieng": "Stiêng, S'tiêng, X'tiêng, Xơ Tiêng, Sơ Tiêng",
    "co-tu": "Cơtu, K'tu, Ka Tu, Katu, Ca Tu, Catu, Kơ Tu, Cờ Tu",
    "gie-trieng": "Giẻ Triêng, Gié Triêng, Dẻ Triêng, Jẻ Triêng",
    "kho-mu": "Khơmú, Khmú, Kh'mú, Khờ Mú",
    "co": "Cor",
    "ta-oi": "Taôi, Ta Ôi, Tà Ôih",
    "cho-ro": "Chơro, Chrau, Chờ Ro",
    "xinh-mun": "Xinhmun, Sinh Mun",
    "chu-ru": "Churu, Chơ Ru, Chru",
    "si-la": "Xi La",
    "co-lao": "Cờ Lao",
    "brau": "B'râu, Bờ Râu",
    "ro-mam": "Rờ Măm, R'măm",
    "bo-y": "Bố I",
}
"""Slug to other ways of writing the group's own name: the same word, so they may be normalised."""
