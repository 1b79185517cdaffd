"""Every code that the truth of a matching world can name, by side."""

from typing import Final

ABSENT: Final = (
    "sibling", "sibling_same_name", "twin", "namesake", "parent", "spouse", "stranger",
)  # fmt: skip
REAL: Final = (
    "name_letter", "given_name", "middle_name", "surname", "diacritics", "placeholder_name",
    "birth_day", "birth_month", "birth_year", "sex", "father_name", "mother_name", "ethnicity",
    "commune",
)  # fmt: skip
BOOK: Final = (
    "capitals", "tone_placement", "y_or_i", "hyphen", "apostrophe", "abbreviation",
    "no_diacritics", "thi_missing", "mother_thi_missing", "year_only", "month_only",
    "age_for_date", "birth_illegible", "name_illegible", "father_missing", "mother_missing",
    "father_unknown", "spouse_missing", "sex_missing", "ethnicity_missing", "old_ethnic_name",
)  # fmt: skip
TYPING: Final = (
    "name_letter", "telex", "father_letter", "mother_letter", "spouse_letter",
    "day_month_swapped", "date_digit", "year_digit", "sex", "pin_digit", "decomposed",
    "zero_width", "blanks",
)  # fmt: skip
POPULATION: Final = (
    "year_only_january", "year_only", "day_missing", "birth_missing", "day_month_swapped",
    "wrong_year_near", "wrong_year_gross", "father_missing", "mother_missing",
    "parent_no_diacritics", "father_letter", "mother_letter", "spouse_missing", "other_spouse",
    "no_diacritics", "name_letter", "thi_missing", "old_font", "decomposed", "other_names",
    "sex_unknown", "sex_wrong", "commune_today", "commune_missing", "commune_of_residence",
    "duplicate",
)  # fmt: skip
CASES: Final = (
    "minority", "one_word", "office_elsewhere", "twin", "twin_near_names", "pin_in_book",
    "old_number_in_book",
)  # fmt: skip

DEFECTS: Final = frozenset(
    f"{side}:{code}"
    for side, codes in (
        ("absent", ABSENT),
        ("real", REAL),
        ("book", BOOK),
        ("typing", TYPING),
        ("population", POPULATION),
        ("case", CASES),
    )
    for code in codes
)
"""What the column `defects` of the truth can hold. A row without number is never asked for, so
that `population:pin_missing` stands only in the counts of the whole world."""
