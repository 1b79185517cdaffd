"""What is a register type made of? The shapes every definition in this package is written in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What sort of value a field holds; the set is closed."""

    TEXT = "text"
    NAME = "name"
    DATE = "date"
    WORDED_DATE = "worded_date"
    PLACE = "place"
    RESIDENCE = "residence"
    SEX = "sex"
    ETHNICITY = "ethnicity"
    NATIONALITY = "nationality"
    PIN = "pin"
    CHOICE = "choice"
    YEAR = "year"
    PAPER = "paper"
    NOTE = "note"


class Reading(StrEnum):
    """How well the book could be read at a field."""

    CLEAR = "clear"
    DOUBTFUL = "doubtful"
    ILLEGIBLE = "illegible"
    BLANK = "blank"
    STRUCK_OUT = "struck_out"


class Origin(StrEnum):
    """Where the text of a field came from."""

    TYPED = "typed"
    CHOSEN = "chosen"
    DITTO = "ditto"
    CARRIED = "carried"
    DEFAULT = "default"
    DERIVED = "derived"
    PREFILLED = "prefilled"
    IMPORTED = "imported"


class UnknownField(KeyError):  # noqa: N818 - named for the fault, as the house style asks
    """No field of that id in the register type."""

    def __init__(self, register_type: str, field_id: str) -> None:
        self.register_type = register_type
        self.field_id = field_id
        super().__init__(field_id)


class UnknownRegisterType(KeyError):  # noqa: N818 - named for the fault
    """No register type of that code or slug."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True)
class Choice:
    """One value of a code list, with the days it belongs to the list (None = open)."""

    code: str
    label: str
    code_158: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def is_valid(self, at: date) -> bool:
        """Say whether the value belonged to its list on that day, both ends included."""
        starts = self.valid_from is None or self.valid_from <= at
        return starts and (self.valid_to is None or at <= self.valid_to)


@dataclass(frozen=True)
class Role:
    """A person an entry speaks of; principal = the one whose act it is (người được đăng ký).

    `sex` is what the role alone says of him: a husband is "male"; "" when it says nothing.
    """

    code: str
    label: str
    principal: bool
    sex: str = ""


@dataclass(frozen=True)
class Section:
    """A block of fields that stands together in the book and is confirmed together."""

    code: str
    label: str


@dataclass(frozen=True)
class Field:
    """One thing an entry says.

    `role` is None when the value belongs to the entry and not to a mention.
    `says` pairs a role with the population value of that role's person of which the field tells:
    a mother's name is her own full name, and the child's `mother_name`. A `compared` field is
    compared with it, and prefilled from it; of one that is not, the value is only delivered.
    `step` 1 is typed blind before the look-up, 2 is the rest.
    `copied_from` are fields of the same entry that often say the same, likeliest first; of the
    name in a block, the people whose whole block is copied. `copied_words` is what the field says
    when it is copied from that role's person.
    """

    id: str
    label: str
    kind: Kind
    role: str | None
    section: str
    basic: bool = False
    compared: bool = False
    says: tuple[tuple[str, str], ...] = ()
    column_158: str | None = None
    choices: tuple[Choice, ...] = ()
    suggestions: tuple[str, ...] = ()
    step: int = 2
    copied_from: tuple[str, ...] = ()
    copied_words: tuple[tuple[str, str], ...] = ()

    def person_field_of(self, role: str) -> str | None:
        """Return the population value of the role's person of which the field tells, or None."""
        return next((key for code, key in self.says if code == role), None)

    def choice(self, code: str) -> Choice | None:
        """Return the choice of that code, or None."""
        return next((choice for choice in self.choices if choice.code == code), None)

    def choices_at(self, at: date) -> tuple[Choice, ...]:
        """Return the choices that stand on the list on that day."""
        return tuple(choice for choice in self.choices if choice.is_valid(at))


@dataclass(frozen=True)
class RegisterValue:
    """What the book says at one field: the text as written, its reading, its normalised value."""

    text: str
    reading: Reading = Reading.CLEAR
    normalised: str = ""


@dataclass(frozen=True)
class Edition:
    """One printed form of the book; `columns` are field ids in printed order.

    `labels` are printed words that differ from the definition's, by field id. `extra` are columns
    which only this form has; their ids begin with "extra.".
    """

    code: str
    label: str
    years: str
    columns: tuple[str, ...]
    confirmed: bool
    labels: tuple[tuple[str, str], ...] = ()
    extra: tuple[Field, ...] = ()

    def label_of(self, field: Field) -> str:
        """Return the words that stand over the field in this form."""
        return next((label for code, label in self.labels if code == field.id), field.label)


class EventKind(StrEnum):
    """What happened to a person, as his time line says it."""

    BIRTH = "birth"
    MARRIAGE = "marriage"
    DIVORCE = "divorce"
    ADOPTION = "adoption"
    DEATH = "death"
    RECOGNITION = "recognition"
    GUARDIANSHIP = "guardianship"
    GUARDIANSHIP_ENDED = "guardianship_ended"
    SUPERVISION = "supervision"
    CHANGE = "change"
    MARITAL_STATUS = "marital_status"
    OTHER = "other"


@dataclass(frozen=True)
class Event:
    """What a locked entry adds to the time line of the people it names.

    `dated` are the fields that may say the day, the first that does counts; `roles` those whose
    time line it enters; `told` the fields whose text is shown with it.
    """

    kind: EventKind
    dated: tuple[str, ...]
    roles: tuple[str, ...]
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class RegisterType:
    """One kind of civil-status register; everything the rooms show or store is derived from it.

    `unsourced` says, sentence by sentence, what in the definition no source confirms.
    """

    code: str
    slug: str
    title: str
    law: tuple[str, ...]
    roles: tuple[Role, ...]
    sections: tuple[Section, ...]
    fields: tuple[Field, ...]
    editions: tuple[Edition, ...]
    columns_158: tuple[str, ...] = ()
    event: Event | None = None
    unsourced: tuple[str, ...] = ()

    @cached_property
    def _by_id(self) -> dict[str, Field]:
        return {field.id: field for field in self.fields}

    def field(self, field_id: str) -> Field:
        """Return the field of that id.

        Raises: UnknownField.
        """
        try:
            return self._by_id[field_id]
        except KeyError:
            raise UnknownField(self.code, field_id) from None

    def has_field(self, field_id: str) -> bool:
        """Say whether the type has a field of that id."""
        return field_id in self._by_id

    def fields_of(self, role: str | None) -> tuple[Field, ...]:
        """Return the fields of one role's mention; None = those of the entry itself."""
        return tuple(field for field in self.fields if field.role == role)

    def fields_in(self, section: str) -> tuple[Field, ...]:
        """Return the fields of one section, in form order."""
        return tuple(field for field in self.fields if field.section == section)

    def fields_of_step(self, step: int) -> tuple[Field, ...]:
        """Return the fields typed in that step, in form order."""
        return tuple(field for field in self.fields if field.step == step)

    def basic_fields(self, role: str | None = None) -> tuple[Field, ...]:
        """Return the basic facts (thông tin cơ bản), of one role's person or of all."""
        return tuple(
            field
            for field in self.fields
            if field.basic and (role is None or field.person_field_of(role))
        )

    def blind_fields(self, role: str) -> tuple[Field, ...]:
        """Return what is typed before the role's person is looked up, in form order."""
        return tuple(
            field for field in self.fields if field.step == 1 and field.person_field_of(role)
        )

    def role(self, code: str) -> Role:
        """Return the role of that code.

        Raises: UnknownField when the type has no such role.
        """
        for role in self.roles:
            if role.code == code:
                return role
        raise UnknownField(self.code, code)

    def edition(self, code: str) -> Edition | None:
        """Return the printed edition of that code, or None."""
        return next((edition for edition in self.editions if edition.code == code), None)

    @property
    def principal_roles(self) -> tuple[Role, ...]:
        """The roles whose outcome makes the outcome of the entry."""
        return tuple(role for role in self.roles if role.principal)
