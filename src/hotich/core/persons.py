"""Which values has a person in the population database? Texts; "" is a missing value."""

from typing import Final

PERSON_FIELDS: Final = (
    "full_name",
    "other_names",
    "sex",
    "birth_date",
    "commune_code",
    "commune_as_of",
    "place_of_birth",
    "hometown",
    "ethnicity",
    "nationality",
    "father_name",
    "mother_name",
    "father_pin",
    "mother_pin",
    "father_birth",
    "mother_birth",
    "adoptive_father_name",
    "adoptive_mother_name",
    "spouse_name",
    "spouse_pin",
    "residence",
    "residence_code",
    "old_id_number",
    "death_date",
)
"""The values beside the number, in the order of the columns of the interchange schema."""
