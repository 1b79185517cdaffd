"""Who signed and who wrote at an office in a year: invented, the same for a term of office."""

from dataclasses import dataclass

from hotich.synth.chance import pick, stream
from hotich.synth.naming import FEMALE, MALE, name_book

_TERM = 5


@dataclass(frozen=True, slots=True)
class Signing:
    """The signer with his post, and the clerk."""

    signer: str
    post: str
    clerk: str


class Officials:
    """The officials of every office, found by commune and year."""

    __slots__ = ("_known", "_seed")

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._known: dict[tuple[str, int], Signing] = {}

    def of(self, commune_code: str, year: int) -> Signing:
        """Return who signed and wrote there in that year."""
        key = (commune_code, year // _TERM)
        signing = self._known.get(key)
        if signing is None:
            signing = self._known[key] = self._appointed(*key)
        return signing

    def _appointed(self, commune_code: str, term: int) -> Signing:
        chance = stream(self._seed, f"officials/{commune_code}/{term}")
        names = name_book()
        born = term * _TERM - 45
        signer = names.full_name(chance, names.surname(chance, "Kinh"), MALE, born)
        sex = FEMALE if chance.random() < 0.4 else MALE
        clerk = names.full_name(chance, names.surname(chance, "Kinh"), sex, born)
        return Signing(signer, pick(chance, ("Chủ tịch", "Phó Chủ tịch")), clerk)
