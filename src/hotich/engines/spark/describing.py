"""Describes persons and entries as numbers, and makes their keys: the same SQL for both sides.

Of a side ("person", "entry") there are the tables `{side}_rows` (texts), `{side}_names`,
`{side}_births`, `{side}_communes`, and what is made here: `{side}_variants`.
"""

from collections.abc import Mapping
from typing import Final

from hotich.core.matching import DATE_PARTS, NAME_OWNERS, RESIDENCE, Key, PartHash, Rules
from hotich.engines.matching.errors import UnknownTestError
from hotich.engines.matching.rule_sql import FORMS, NAME_FACTS, hashed_parts
from hotich.engines.matching.sql import fill

TEXT_OF: Final = {
    "name": "full_name",
    "mother": "mother_name",
    "father": "father_name",
    "spouse": "spouse_name",
}
OTHER_TEXTS: Final = (
    "SELECT {id}, trim(other) AS text FROM (SELECT {id}, explode(split("
    "replace(other_names, ';', ','), ',')) AS other FROM {side}_rows WHERE other_names <> '')"
)
_ODD: Final = "(xxhash64({text}) & 4611686018427387903)"
_CODE: Final = (
    "CASE WHEN {text} IN ('', 'unknown') THEN CAST(0 AS BIGINT) WHEN length({text}) <= 17"
    " AND translate({text}, '0123456789', '') = '' THEN CAST(concat('1', {text}) AS BIGINT)"
    f" ELSE -1 - {_ODD} END"
)
_SEX: Final = (
    "CASE {text} WHEN '' THEN CAST(0 AS BIGINT) WHEN 'unknown' THEN 0 WHEN 'male' THEN 1"
    f" WHEN 'female' THEN 2 ELSE 3 + {_ODD} END"
)
_TEXT_KEY: Final = "CASE WHEN {text} <> '' THEN xxhash64({text}) END"
_NO_HASHES: Final = "CAST(array() AS ARRAY<BIGINT>)"
_DESCRIBED: Final = (
    "SELECT b.{id}, b.birth_date AS birth_text, d.birth, c.commune, c.commune_hashes,"
    " {home}{codes}, {forms}, {others} AS other_bares, {parts} {further} FROM {side}_rows b"
    " JOIN {side}_births d ON d.text = b.birth_date"
    " JOIN {side}_communes c ON c.code = b.commune_code AND c.as_of = b.commune_as_of {joins}"
    " LEFT JOIN {side}_variants v ON v.{id} = b.{id}"
)


def texts_sql(side: str, identifier: str) -> str:
    """Return the query of the distinct texts of names of a side."""
    others = OTHER_TEXTS.format(id=identifier, side=side)
    selects = [f"SELECT {column} AS text FROM {side}_rows" for column in TEXT_OF.values()]
    return " UNION ".join([*selects, f"SELECT text FROM ({others})"])


def variants_sql(side: str, identifier: str, rules: Rules) -> str:
    """Return the query of (id, variants): the further names of those who have some."""
    hashes = "".join(f", n.{part}_hash" for part in _own_parts(rules))
    others = OTHER_TEXTS.format(id=identifier, side=side)
    return (
        f"SELECT o.{identifier}, collect_set(struct(n.normal, n.surname, n.given, n.bare{hashes}))"
        f" AS variants FROM ({others}) o JOIN {side}_names n ON n.text = o.text"
        f" WHERE n.normal > 0 GROUP BY o.{identifier}"
    )


def _own_parts(rules: Rules) -> tuple[str, ...]:
    return tuple(part for part in hashed_parts(rules) if NAME_OWNERS[part] == "name")


def described_sql(side: str, identifier: str, rules: Rules, further: str = "") -> str:
    """Return the query of the facts as numbers, the parts of keys, and `further` columns."""
    lives = side == "person"
    codes = [f"{_SEX.format(text='b.sex')} AS sex"]
    for fact, column in (("pin", "b.pin"), ("old_id", "b.old_id_number")):
        codes += [f"{_CODE.format(text=column)} AS {fact}", f"{column} AS {fact}_text"]
    forms = [
        f"n_{fact}.{column} AS {fact}_{column}"
        for fact in NAME_FACTS
        for column in (*FORMS, "letters")
    ]
    own = " OR ".join(f"x.{form} <> n_name.{form}" for form in ("normal", "surname", "given"))
    parts = [
        f"{_TEXT_KEY.format(text='b.pin')} AS key_pin",
        f"{_TEXT_KEY.format(text='b.old_id_number')} AS key_old_id",
        *(f"d.{part} AS key_{part}" for part in DATE_PARTS),
        *(_part_sql(part) for part in hashed_parts(rules)),
    ]
    joins = [
        f"JOIN {side}_names n_{fact} ON n_{fact}.text = b.{column}"
        for fact, column in TEXT_OF.items()
    ]
    if lives:
        joins.append(f"JOIN {side}_residences h ON h.code = b.residence_code")
    return fill(
        _DESCRIBED,
        id=identifier,
        side=side,
        home="h.commune AS residence, h.commune_hashes AS residence_hashes, " if lives else "",
        codes=", ".join(codes),
        forms=", ".join(forms),
        others=f"transform(filter(v.variants, x -> {own}), x -> x.bare)",
        parts=", ".join(parts),
        further=f", {further}" if further else "",
        joins=" ".join(joins),
    )


def _part_sql(part: str) -> str:
    """Return a part of keys that comes from a name; of the own names, all of them."""
    owner = NAME_OWNERS[part]
    if owner != "name":
        return f"n_{owner}.{part}_hash AS key_{part}"
    several = f"coalesce(transform(v.variants, x -> x.{part}_hash), {_NO_HASHES})"
    known = f"filter(concat(array(n_name.{part}_hash), {several}), x -> x IS NOT NULL)"
    return f"array_distinct({known}) AS key_{part}"


def numbers_sql(key: Key, hashed: PartHash, columns: Mapping[str, str] | None = None) -> str:
    """Return the expression for the array of the numbers of a key; NULL where a part is missing.

    `columns` are other places of parts than `key_{part}` of the same row.
    """
    places = {part: f"key_{part}" for part in ("pin", "old_id", *DATE_PARTS, *NAME_OWNERS)} | {
        "commune": "commune_hashes",
        RESIDENCE: "residence_hashes",
    }
    places |= columns or {}
    terms, arrays = [f"CAST('{hashed.tag(key)}' AS BIGINT)"], []
    for part in key.parts:
        if part not in places:
            raise UnknownTestError(key.tag, part)
        if NAME_OWNERS.get(part) == "name" or part in {"commune", RESIDENCE}:
            arrays.append((f"v_{part}", places[part]))
            terms.append(f"v_{part}")
        else:
            terms.append(places[part])
    number = " ^ ".join(terms)
    if not arrays:
        return f"array({number})"
    variable, place = arrays.pop()
    made = f"transform({place}, {variable} -> {number})"
    for variable, place in reversed(arrays):
        made = f"flatten(transform({place}, {variable} -> {made}))"
    return f"array_distinct({made})"


def person_keys_sql(rules: Rules, hashed: PartHash) -> str:
    """Return the query of (tag, key, row) of all persons, without keys that too many share."""
    arrays = []
    for key in rules.keys:
        tagged = f"transform({numbers_sql(key, hashed)}, k -> struct('{key.tag}' AS tag, k AS key))"
        gate = "true" if key.defaulted_dates else "birth & 511 <> 33"
        arrays.append(f"CASE WHEN {gate} THEN {tagged} ELSE array() END")
    limits = " ".join(f"WHEN '{key.tag}' THEN {key.limit}" for key in rules.keys)
    return (
        "SELECT tag, key, row FROM (SELECT x.tag, x.key, row, count(*) OVER"
        f" (PARTITION BY x.tag, x.key) AS sharing FROM (SELECT row, explode(concat("
        f"{', '.join(arrays)})) AS x FROM persons) WHERE x.key IS NOT NULL)"
        f" WHERE sharing <= CASE tag {limits} END"
    )


def entry_keys_sql(keys: tuple[Key, ...], hashed: PartHash, open_entries: str) -> str:
    """Return the query of (entry, tag, key) by which a table of entries is looked up."""
    guessed = {part: f"g.{part}" for part in DATE_PARTS} | {RESIDENCE: "commune_hashes"}
    arms = " ".join(f"WHEN '{key.tag}' THEN {numbers_sql(key, hashed, guessed)}" for key in keys)
    tags = ", ".join(f"'{key.tag}'" for key in keys)
    return (
        f"SELECT entry, tag, key FROM (SELECT e.entry, g.tag, explode(CASE g.tag {arms} END) AS key"
        f" FROM entries e LEFT SEMI JOIN {open_entries} o ON o.entry = e.entry"
        f" JOIN entry_guesses g ON g.text = e.birth_text WHERE g.tag IN ({tags}))"
        " WHERE key IS NOT NULL"
    )
