"""Ten thousand hostile names in a workbook: no formula among them, and each comes back exact."""

import random
import re
from io import BytesIO
from zipfile import ZipFile

from openpyxl import load_workbook

from hotich.documents.import_sheet import import_sheet
from hotich.documents.sheets import SheetColumn, text_table

STARTS = (
    *(
        "=",
        "+",
        "-",
        "@",
        "\t=",
        "\n=",
        "＝",
        "＋",
        "－",
        "＠",
        "'=",
        '"=',
        "|",
        "%",
        " =",
        "\u00a0=",
    ),
    *(
        "=cmd|' /C calc'!A0",
        '=HYPERLINK("http://x";"y")',
        "@SUM(1)",
        '=DDE("cmd")',
        "{=1}",
        "#REF!",
    ),
    *("_x003D_", "_x000D_=1", "&#61;", "<f>", "]]>", "\ufeff=1", "0123", "1e9", "TRUE", ""),
)
NAMES = ("Nguyễn Văn A", "Lê Thị Bưởi", "O'Neil", "Trần  Văn", "1/2/1998", "000198000012", " Mai ")
ENDS = ("", "=1+1", "\t", "  ", "!A1", "|calc")


def hostile_names(count: int = 10_000) -> list[str]:
    chance = random.Random(18)
    return [
        chance.choice(STARTS) + chance.choice(NAMES) + chance.choice(ENDS) for _ in range(count)
    ]


def test_ten_thousand_hostile_names_stay_names():
    names = hostile_names()
    file = text_table("A", [SheetColumn("b")], [(name,) for name in names], titles=names[:3])
    [sheet] = load_workbook(BytesIO(file)).worksheets
    cells = [cell for line in sheet.iter_rows(min_row=6, max_col=1) for cell in line]
    assert [cell.value for cell in cells] == names
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    with ZipFile(BytesIO(file)) as packed:
        xml = packed.read("xl/worksheets/sheet1.xml")
        assert not re.search(rb"<f[\s>/]", xml)
        assert not [name for name in packed.namelist() if "externalLink" in name]


def test_the_sheet_of_existing_data_gives_names_back_exact():
    names = hostile_names(2_000)
    file = import_sheet(["STT", "nksHoTen"], [[str(n), name] for n, name in enumerate(names)])
    [sheet] = load_workbook(BytesIO(file)).worksheets
    cells = [line[1] for line in sheet.iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == names
    assert {cell.data_type for cell in cells} == {"s"}
