"""Is this the person in the book? Keys to find candidates, levels to weigh, a proposal."""

from hotich.core.matching._facts import Facts, fold_name
from hotich.core.matching._judging import Identity, Judgement, judge
from hotich.core.matching._keys import person_keys, query_keys
from hotich.core.matching._rules import Rules, rules
from hotich.core.matching._weighing import LevelHit, NameShare, Weighing, weigh, weigh_all
from hotich.core.matching._words import (
    FACT_WORDS,
    IDENTITY_WORDS,
    LEVEL_WORDS,
    VETO_WORDS,
    fact_words,
    level_words,
)

__all__ = [
    "FACT_WORDS",
    "IDENTITY_WORDS",
    "LEVEL_WORDS",
    "VETO_WORDS",
    "Facts",
    "Identity",
    "Judgement",
    "LevelHit",
    "NameShare",
    "Rules",
    "Weighing",
    "fact_words",
    "fold_name",
    "judge",
    "level_words",
    "person_keys",
    "query_keys",
    "rules",
    "weigh",
    "weigh_all",
]
