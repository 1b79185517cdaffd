"""One person as he truly is, and what the population database came to hold of him."""

from hotich.synth.matching_world.naming import Naming


class Person:
    """One person as he truly is; what the population database holds of him comes later."""

    __slots__ = (
        "children", "commune", "day", "died", "dirt", "family", "father", "father_name", "given",
        "held_birth", "held_sex", "home", "index", "middle", "month", "mother", "mother_name",
        "name", "naming", "old_number", "other_pin", "pin", "present", "sex", "spouse", "surname",
        "twin", "wed", "year", "year_only",
    )  # fmt: skip

    father: "Person | None"
    mother: "Person | None"
    spouse: "Person | None"
    twin: "Person | None"
    family: "list[Person]"
    """The children of the same parents, himself among them."""
    children: "list[Person]"
    """Of a mother."""

    def __init__(
        self, naming: Naming, sex: int, born: tuple[int, int, int], commune: int, home: int
    ) -> None:
        self.naming = naming
        self.sex = sex
        self.year, self.month, self.day = born
        self.commune = commune
        self.home = home
        self.surname = self.middle = self.given = self.name = ""
        self.father = self.mother = self.spouse = self.twin = None
        self.father_name = self.mother_name = ""
        self.family = self.children = _NOBODY
        self.wed = self.died = 0
        self.year_only = False
        self.present = False
        self.pin = self.other_pin = self.dirt = self.held_birth = self.held_sex = ""
        self.old_number = ""
        self.index = -1

    def called(self, surname: str, middle: str, given: str) -> None:
        """Take a name."""
        self.surname = surname
        self.middle = middle
        self.given = given
        self.name = self.naming.compose(surname, middle, given)


_NOBODY: list[Person] = []
