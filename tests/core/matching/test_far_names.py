"""Names that are far apart pass no test but the few that are tried for them."""

from hypothesis import given
from hypothesis import strategies as st

from hotich.core.matching import NAME_TESTS, Facts, NamePair, Scale, read_name, rules
from hotich.core.matching._tests import FAR_TESTS, far_apart
from tests.core.matching.people import lan

WORDS = "Nguyễn Nguyen Thị thi Hoà Hòa Hoa Lan Lân An Anh Lý Lí Tôn Nữ Y H'Bia Tuyết-Mai Rơ Mah"
words = st.lists(st.sampled_from(WORDS.split()), max_size=4).map(" ".join)
names = words | words.map(str.upper) | st.text("aânbh y-'", max_size=7)


@given(names, names, names)
def test_no_other_test_holds_between_names_far_apart(book: str, population: str, other: str):
    pair = NamePair(read_name(book), read_name(population), (read_name(other),))
    if far_apart(pair.book, pair.population):
        held = {name for name, test in NAME_TESTS.items() if test(pair)}
        assert held <= FAR_TESTS


@given(st.lists(names, min_size=3, max_size=3), st.lists(names, min_size=3, max_size=3))
def test_a_far_name_weighs_what_all_levels_in_turn_give(book: list[str], population: list[str]):
    model = rules()
    entry = named(*book)
    levels = Scale(entry, model, None).weigh(named(*population)).levels
    facts = ("name", "mother", "father")
    for fact, mine, text in zip(facts, book, population, strict=True):
        pair = NamePair(read_name(mine), read_name(text))
        table = model.levels["name" if fact == "name" else "parent"]
        wanted = next(level.level for level in table if NAME_TESTS[level.test](pair))
        assert next(hit.level for hit in levels if hit.fact == fact) == wanted


def named(full: str, mother: str, father: str) -> Facts:
    return lan(full_name=full, mother_name=mother, father_name=father)
