"""Writes an entry of a birth register about one person, with the defects asked for."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from hotich.core.registers import BIRTHS, Kind, Reading
from hotich.synth import spelling
from hotich.synth.chance import number, pick
from hotich.synth.dated import DateHand
from hotich.synth.draft import FIELDS, Draft
from hotich.synth.families import Person
from hotich.synth.officials import Officials
from hotich.synth.options import SynthOptions
from hotich.synth.population_rows import SEX_CODES
from hotich.synth.territory import Place, Territory

_VIETNAM = "Việt Nam"
_SEX_LABELS = ("Nam", "Nữ")
_NEVER_SPOILT = frozenset(
    ("child.full_name", "child.birth_date", "child.birth_date_words", "entry.number")
)
#: Written by the printed form itself or by every hand alike: never a reading problem.
_SPOILABLE = tuple(
    item for item in FIELDS if item.id not in _NEVER_SPOILT and item.kind is not Kind.CHOICE
)


class EntryHand:
    """Writes entries from one stream of chance."""

    __slots__ = ("_chance", "_dates", "_officials", "_options", "_territory")

    def __init__(
        self, chance: Random, territory: Territory, options: SynthOptions, officials: Officials
    ) -> None:
        self._chance = chance
        self._territory = territory
        self._options = options
        self._officials = officials
        self._dates = DateHand(chance, options.book, options.difference)

    def registered_on(self, person: Person, year: int | None = None) -> date:
        """Return the day of registration; with a year, a day of that year."""
        birth = date(person.year, person.month, person.day)
        late = self._chance.random() < self._options.book.late
        delay = number(self._chance, 70, 420) if late else number(self._chance, 1, 28)
        registered = birth + timedelta(days=delay)
        if year is not None and registered.year != year:
            left = (date(year, 12, 31) - birth).days
            registered = birth + timedelta(days=min(left, number(self._chance, 1, 28)))
        return registered

    def draft(
        self, person: Person, registered: date, population: Mapping[str, str] | None
    ) -> Draft:
        """Return the entry about a person; `population` is his row, None where he is absent."""
        draft = Draft()
        self._write_child(draft, person, population)
        self._write_parents(draft, person, registered, population)
        self._write_registration(draft, person, registered)
        self._write_declarant(draft, person, registered)
        self._spoil(draft)
        return draft

    def _write_child(
        self, draft: Draft, person: Person, population: Mapping[str, str] | None
    ) -> None:
        name = self._own_name(draft, person, present=population is not None)
        draft.write("child.full_name", name)
        self._dates.write_birth(draft, person, population)
        sex = person.sex
        draft.write("child.sex", _SEX_LABELS[sex], SEX_CODES[sex])
        draft.write("child.ethnicity", person.ethnicity)
        draft.write("child.nationality", _VIETNAM)
        draft.write("child.pin", "")
        if population is not None:
            self._differ_in_status(draft, person)
        for field_id, key, place in (
            ("child.place_of_birth", "place_of_birth", person.birth_place),
            ("child.hometown", "hometown", person.hometown),
        ):
            self._write_place(draft, field_id, key, place, population)
        parentage = "both_known" if person.father_name else "father_unknown"
        self._choose(draft, "child.parentage", parentage)

    def _differ_in_status(self, draft: Draft, person: Person) -> None:
        chance, rates = self._chance, self._options.difference
        if chance.random() < rates.sex:
            draft.changed["sex"] = SEX_CODES[1 - person.sex]
            draft.differing["child.sex"] = "sex"
        if chance.random() < rates.ethnicity:
            draft.changed["ethnicity"] = "Mường" if person.ethnicity == "Kinh" else "Kinh"
            draft.differing["child.ethnicity"] = "ethnicity"
        if chance.random() < rates.nationality:
            draft.changed["nationality"] = "Lào"
            draft.differing["child.nationality"] = "nationality"

    def _own_name(self, draft: Draft, person: Person, *, present: bool) -> str:
        chance, rates = self._chance, self._options.difference
        true, field_id = person.name, "child.full_name"
        chosen = chance.random() if present else 1.0
        bare = spelling.without_diacritics(true)
        without_thi = spelling.without_thi(true)
        if chosen < rates.no_diacritics_in_population and bare != true:
            draft.changed["full_name"] = bare
            draft.differing[field_id] = "no_diacritics_in_population"
            return true
        chosen -= rates.no_diacritics_in_population
        if 0 <= chosen < rates.name_letter:
            draft.differing[field_id] = "name_letter"
            return self._notation(draft, field_id, spelling.slip(chance, true))
        if 0 <= chosen - rates.name_letter < rates.thi_missing * 2 and without_thi != true:
            draft.differing[field_id] = "thi_missing"
            return self._notation(draft, field_id, without_thi)
        return self._in_the_book(draft, field_id, true)

    def _in_the_book(self, draft: Draft, field_id: str, true: str) -> str:
        """Return a name as the book has it: without marks, or in another notation."""
        bare = spelling.without_diacritics(true)
        if self._chance.random() < self._options.book.no_diacritics_in_book and bare != true:
            draft.remark(field_id, "no_diacritics_in_book")
            return bare
        return self._notation(draft, field_id, true)

    def _notation(self, draft: Draft, field_id: str, name: str) -> str:
        chance, rates = self._chance, self._options.book
        if chance.random() < rates.tone_placement:
            name = self._noted(draft, field_id, "tone_placement", name, spelling.tone_moved(name))
        if chance.random() < rates.y_or_i:
            name = self._noted(draft, field_id, "y_or_i", name, spelling.y_as_i(name))
        if chance.random() < rates.capitals:
            name = self._noted(draft, field_id, "capitals", name, name.upper())
        return name

    @staticmethod
    def _noted(draft: Draft, field_id: str, defect: str, before: str, after: str) -> str:
        if after != before:
            draft.remark(field_id, defect)
        return after

    def _write_place(
        self,
        draft: Draft,
        field_id: str,
        key: str,
        place: Place,
        population: Mapping[str, str] | None,
    ) -> None:
        chance, book = self._chance, self._options.book
        if population is not None:
            if chance.random() < getattr(self._options.difference, key):
                other = self._territory.other_than(chance, place)
                draft.changed[key] = other.today if chance.random() < 0.5 else other.formal
                draft.differing[field_id] = key
            elif population[key] != place.formal:
                draft.remark(field_id, "other_unit_name" if place.today else "place_divided")
        text = place.formal
        chosen = chance.random() if field_id not in draft.differing else 1.0
        if chosen < book.place_less_precise:
            text = place.province
            draft.remark(field_id, "place_less_precise")
        elif key == "place_of_birth" and chosen < book.place_less_precise + book.health_station:
            text = f"Trạm y tế {place.formal[:1].lower()}{place.formal[1:]}"
            draft.remark(field_id, "health_station")
        elif chance.random() < book.place_shortened:
            text = place.short if chance.random() < 0.5 else place.dashed
            draft.remark(field_id, "place_shortened")
        draft.write(field_id, text)

    def _write_parents(
        self,
        draft: Draft,
        person: Person,
        registered: date,
        population: Mapping[str, str] | None,
    ) -> None:
        parents = (
            ("father", person.father_name, person.father_year, person.father),
            ("mother", person.mother_name, person.mother_year, person.mother),
        )
        for role, name, year, parent in parents:
            missing = self._chance.random() < self._options.book.parent_missing_in_book
            if not name or missing:
                for item in FIELDS:
                    if item.role == role:
                        draft.write(item.id, "")
                if name:
                    draft.remark(f"{role}.full_name", "parent_missing_in_book")
                continue
            draft.write(f"{role}.full_name", self._parent_name(draft, role, name, population))
            self._dates.write_parent(draft, role, parent, year, registered.year, population)
            draft.write(f"{role}.ethnicity", parent.ethnicity if parent else person.ethnicity)
            draft.write(f"{role}.nationality", _VIETNAM)
            self._choose(draft, f"{role}.residence_kind", "permanent")
            draft.write(f"{role}.residence", self._residence(person.commune))
            self._write_paper(draft, role, registered.year)

    def _parent_name(
        self, draft: Draft, role: str, true: str, population: Mapping[str, str] | None
    ) -> str:
        chance = self._chance
        field_id = f"{role}.full_name"
        rate = getattr(self._options.difference, f"{role}_name")
        if population is None or not population[f"{role}_name"] or chance.random() >= rate:
            return self._in_the_book(draft, field_id, true)
        without_thi = spelling.without_thi(true)
        if without_thi != true and chance.random() < 0.5:
            draft.differing[field_id] = "thi_missing"
            return self._notation(draft, field_id, without_thi)
        draft.differing[field_id] = "name_letter"
        return self._notation(draft, field_id, spelling.slip(chance, true))

    def _residence(self, home: Place) -> str:
        hamlet = pick(self._chance, ("Thôn", "Xóm", "Đội"))
        return f"{hamlet} {number(self._chance, 1, 9)}, {home.formal}"

    def _write_paper(self, draft: Draft, holder: str, year: int) -> None:
        kind = "cccd" if year >= 2016 else "cmnd"
        if year < 1978 or self._chance.random() < 0.3:
            draft.write(f"{holder}.paper_kind", "")
            draft.write(f"{holder}.paper_number", "")
            return
        self._choose(draft, f"{holder}.paper_kind", kind)
        digits = 9 if kind == "cmnd" else 12
        tail = int(self._chance.random() * 1_000_000)
        draft.write(f"{holder}.paper_number", f"{tail:0{digits}d}")

    def _write_registration(self, draft: Draft, person: Person, registered: date) -> None:
        allowed = 60 if registered.year >= 2016 else 30
        delay = (registered - date(person.year, person.month, person.day)).days
        self._dates.write_day(draft, "entry.registered_on", registered)
        self._choose(draft, "entry.registration_kind", "on_time" if delay <= allowed else "late")
        place = person.commune
        draft.write(
            "entry.place_of_registration", f"UBND {place.formal[:1].lower()}{place.formal[1:]}"
        )
        officials = self._officials.of(place.code, registered.year)
        draft.write("entry.signer", officials.signer)
        draft.write("entry.signer_post", officials.post)
        draft.write("entry.performed_by", officials.clerk)
        draft.write("entry.notes", "")

    def _write_declarant(self, draft: Draft, person: Person, registered: date) -> None:
        """Write who came to declare: a parent that the entry names, with his own paper."""
        texts = draft.texts
        willing = bool(texts["father.full_name"]) and self._chance.random() < 0.6
        role = "father" if willing or not texts["mother.full_name"] else "mother"
        if not person.father_name:
            role = "mother"
        father = role == "father"
        draft.write("declarant.full_name", person.father_name if father else person.mother_name)
        draft.write("declarant.relation", "Cha" if father else "Mẹ")
        draft.write("declarant.other_paper", "")
        kind = draft.normalised.get(f"{role}.paper_kind", "")
        draft.write("declarant.paper_kind", texts[f"{role}.paper_kind"], kind)
        draft.write("declarant.paper_number", texts[f"{role}.paper_number"])
        if texts["declarant.paper_number"]:
            issued = registered - timedelta(days=number(self._chance, 300, 4000))
            self._dates.write_day(draft, "declarant.paper_issued_on", issued)
            draft.write("declarant.paper_issued_at", "Công an tỉnh Thanh Hóa")
        else:
            draft.write("declarant.paper_issued_on", "")
            draft.write("declarant.paper_issued_at", "")

    @staticmethod
    def _choose(draft: Draft, field_id: str, code: str) -> None:
        choice = BIRTHS.field(field_id).choice(code)
        draft.write(field_id, choice.label if choice else "", code)

    def _spoil(self, draft: Draft) -> None:
        chance, rates = self._chance, self._options.book
        for item in _SPOILABLE:
            chosen = chance.random()
            if item.id in draft.differing or not draft.texts.get(item.id):
                continue
            if chosen < rates.illegible:
                draft.spoil(item.id, Reading.ILLEGIBLE)
                draft.remarks[item.id] = ["illegible"]
            elif chosen < rates.illegible + rates.doubtful:
                draft.spoil(item.id, Reading.DOUBTFUL)
                draft.remark(item.id, "doubtful")
            elif not item.compared and chosen < (
                rates.illegible + rates.doubtful + rates.struck_out
            ):
                draft.spoil(item.id, Reading.STRUCK_OUT)
                draft.remark(item.id, "struck_out")
