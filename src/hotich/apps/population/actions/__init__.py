"""Writes of the population room."""

from hotich.apps.population.actions.allotting import Allotted, allot
from hotich.apps.population.actions.delivering import deliver_facts, withdraw_facts
from hotich.apps.population.actions.numbers import (
    confirm_request,
    give_item,
    record_life,
    refuse_request,
    release_request,
    request_number,
    withdraw_request,
)
from hotich.apps.population.actions.persons import (
    PersonView,
    change_value,
    view_person,
    void_person,
)

__all__ = [
    "Allotted",
    "PersonView",
    "allot",
    "change_value",
    "confirm_request",
    "deliver_facts",
    "give_item",
    "record_life",
    "refuse_request",
    "release_request",
    "request_number",
    "view_person",
    "void_person",
    "withdraw_facts",
    "withdraw_request",
]
