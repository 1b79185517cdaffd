"""Which columns has the ministry's import sheet? Exact names, in the order of the sheet.

Law: LUAT_HO_TICH_2014 art. 14 for the content; the sheet itself is an administrative template.
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
_DECLARANT = (
    "HoTen", "QuanHe", "LoaiGiayToTuyThan", "GiayToKhac", "SoGiayToTuyThan",
    "NgayCapGiayToTuyThan", "NoiCapGiayToTuyThan",
)  # fmt: skip
_ABROAD = (
    "soDangKyNuocNgoai", "ngayDangKyNuocNgoai", "cqNuocNgoaiDaDangKy", "qgNuocNgoaiDaDangKy",
)  # fmt: skip

KS_70_COLUMNS: tuple[str, ...] = (
    "STT",
    *_HEAD,
    *(f"nks{name}" for name in _CHILD),
    *(f"me{name}" for name in _PARENT),
    *(f"cha{name}" for name in _PARENT),
    *(f"nyc{name}" for name in _DECLARANT),
    *_ABROAD,
)
