"""Which columns have the ministry's sheets and the police export? Exact names, in order.

Every list comes out at the number its source states: births 60 (before October 2024), 61 (the
police export of births) and 70 (the sheet of October 2024), marriages 44, deaths 48, recognitions
50, marital status 35. What no source confirms: that the columns of a type's own follow directly
upon the head, the spelling of a compound's middle ("nxnThoiGianCuTruTai"), and where in the
police export the three personal numbers stand. A file is read by its headings, so the order is
only that of what is written.

Law: LUAT_HO_TICH_2014 art. 14 for the content of births; the sheets are administrative templates.
"""

_HEAD = (
    "so", "quyenSo", "trangSo", "ngayDangKy", "loaiDangKy", "noiDangKy", "nguoiKy",
    "chucVuNguoiKy", "nguoiThucHien", "ghiChu",
)  # fmt: skip
_CHILD = (
    "SoDinhDanh", "HoTen", "GioiTinh", "NgaySinh", "NgaySinhBangChu", "NoiSinh", "NoiSinhDVHC",
    "QueQuan", "DanToc", "QuocTich", "QuocTichStr", "QuocTichKhac", "QuocTichKhacStr",
    "LoaiKhaiSinh",
    "MatTich", "MatTichNgayGhiChuTuyenBo", "MatTichCanCuTuyenBo", "MatTichNgayGhiChuHuyTuyenBo",
    "MatTichCanCuHuyTuyenBo",
    "HanCheNangLucHanhVi", "HanCheNangLucHanhViNgayGhiChuTuyenBo",
    "HanCheNangLucHanhViCanCuTuyenBo", "HanCheNangLucHanhViNgayGhiChuHuyTuyenBo",
    "HanCheNangLucHanhViNgayCanCuHuyTuyenBo",  # misnamed in the sheet itself; must stay so
)  # fmt: skip
_PARENT = (
    "SoDinhDanhCaNhan", "HoTen", "NgaySinh", "DanToc", "QuocTich", "QuocTichStr", "QuocTichKhac",
    "QuocTichKhacStr", "LoaiCuTru", "NoiCuTru", "LoaiGiayToTuyThan", "SoGiayToTuyThan",
)  # fmt: skip
_PAPERS = (
    "LoaiGiayToTuyThan", "GiayToKhac", "SoGiayToTuyThan", "NgayCapGiayToTuyThan",
    "NoiCapGiayToTuyThan",
)  # fmt: skip
_RESIDENCE = ("LoaiCuTru", "NoiCuTru")
_NATIONALITIES = ("QuocTich", "QuocTichKhac")
_DECLARANT = tuple(f"nyc{name}" for name in ("HoTen", "QuanHe", *_PAPERS))
_ABROAD = (
    "soDangKyNuocNgoai", "ngayDangKyNuocNgoai", "cqNuocNgoaiDaDangKy", "qgNuocNgoaiDaDangKy",
)  # fmt: skip


def _of(prefix: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{prefix}{name}" for name in names)


KS_70_COLUMNS: tuple[str, ...] = (
    "STT",
    *_HEAD,
    *_of("nks", *_CHILD),
    *_of("me", *_PARENT),
    *_of("cha", *_PARENT),
    *_DECLARANT,
    *_ABROAD,
)

PIN_COLUMNS: tuple[str, ...] = ("nksSoDinhDanh", "meSoDinhDanhCaNhan", "chaSoDinhDanhCaNhan")
_NOT_IN_60 = frozenset(
    {
        "STT",
        *PIN_COLUMNS,
        *(f"{who}QuocTich{tail}" for who in ("nks", "me", "cha") for tail in ("Str", "KhacStr")),
    }
)
KS_60_COLUMNS: tuple[str, ...] = tuple(one for one in KS_70_COLUMNS if one not in _NOT_IN_60)

POLICE_OWN_COLUMNS: tuple[str, ...] = ("DC_DVNHAPHUYEN", "DC_DVNHAPXA")
# The names of the sheet; the police file writes them in capitals.
KS_61_COLUMNS: tuple[str, ...] = (
    *POLICE_OWN_COLUMNS,
    *(
        name
        for name in KS_70_COLUMNS
        if (name in KS_60_COLUMNS or name in PIN_COLUMNS) and name not in _ABROAD
    ),
)

_SPOUSE = (
    "HoTen", "NgaySinh", "DanToc", *_NATIONALITIES, *_RESIDENCE, *_PAPERS,
)  # fmt: skip
KH_44_COLUMNS: tuple[str, ...] = (
    *_HEAD,
    "ngayXacLapQuanHeHonNhan",
    "tinhTrangKetHon",
    "huyKetHonNgayGhiChu",
    "huyKetHonCanCu",
    "congNhanKetHonNgayGhiChu",
    "congNhanKetHonCanCu",
    *_of("chong", *_SPOUSE),
    *_of("vo", *_SPOUSE),
    *_ABROAD,
)

KT_48_COLUMNS: tuple[str, ...] = (
    *_HEAD,
    *_of("nkt", "HoTen", "GioiTinh", "NgaySinh", "DanToc", *_NATIONALITIES, *_RESIDENCE, *_PAPERS),
    *_of("nkt", "NgayChet", "NgayChetGhiBangChu", "GioPhutChet", "NoiChet", "NguyenNhanChet"),
    *_of(
        "nkt", "TinhTrangTuyenBoViecChet", "NgayGhiChuTuyenBoViecChet", "CanCuTuyenBoViecChet",
        "NgayGhiChuHuyTuyenBoViecChet", "CanCuHuyTuyenBoViecChet",
    ),
    *_of("gbt", "Loai", "So", "Ngay", "CoQuanCap"),
    *_DECLARANT,
    *_ABROAD,
)  # fmt: skip

_RECOGNISED = (
    "HoTen", "NgaySinh", "DanToc", *_NATIONALITIES, "QueQuan", *_RESIDENCE, *_PAPERS,
)  # fmt: skip
CMC_50_COLUMNS: tuple[str, ...] = (
    *_HEAD,
    "quyetDinhSo",
    "loaiXacNhan",
    *_of("cm", *_RECOGNISED),
    *_of("nc", *_RECOGNISED),
    *_of("nyc", "HoTen", "QHNguoiDuocNhan", "QHNguoiNhan", *_PAPERS),
    *_ABROAD,
)

HN_35_COLUMNS: tuple[str, ...] = (
    "so",
    "quyenSo",
    "trangSo",
    "ngayDangKy",
    "noiCap",
    "nguoiKy",
    "chucVuNguoiKy",
    "nguoiThucHien",
    "ghiChu",
    *_of("nxn", "HoTen", "GioiTinh", "NgaySinh", "DanToc", *_NATIONALITIES, *_RESIDENCE, *_PAPERS),
    *_of("nxn", "ThoiGianCuTruTai", "ThoiGianCuTruTu", "ThoiGianCuTruDen"),
    *_of("nxn", "TinhTrangHonNhan", "LoaiMucDichSuDung", "MucDichSuDung"),
    *_DECLARANT,
)
