"""Values for every field of a register type, such as a sheet can carry there and back."""

from hotich.core.registers import Kind, Reading, RegisterType, RegisterValue

SAMPLES = {
    Kind.DATE: ("5/3/1998", "1998-03-05"),
    Kind.WORDED_DATE: ("Ngày năm tháng ba năm một nghìn chín trăm chín mươi tám", "1998-03-05"),
    Kind.PIN: ("000198000017", "000198000017"),
    Kind.YEAR: ("1998", "1998"),
}


def sheet_values(kind: RegisterType) -> dict[str, RegisterValue]:
    """Return a value for each field; texts begin like formulas and are awkward otherwise."""
    values = {}
    for field in kind.fields:
        text, normalised = SAMPLES.get(field.kind, (f"=Mai, “{field.id}” +@-", ""))
        coded = next((one for one in field.choices if one.code_158), None)
        if coded is not None:
            text, normalised = coded.label, coded.code
        values[field.id] = RegisterValue(text, Reading.CLEAR, normalised)
    values["entry.number"] = RegisterValue("87/1998")
    return values
