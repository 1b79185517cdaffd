"""Writes of the population room."""

from hotich.apps.population.actions.alerting import alert_of_death, mark_alert_seen
from hotich.apps.population.actions.allotting import Allotted, allot
from hotich.apps.population.actions.deaths import confirm_death, propose_death, refuse_death
from hotich.apps.population.actions.delivering import (
    deliver_facts,
    withdraw_facts,
    withdraw_from,
)
from hotich.apps.population.actions.events import deliver_event
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
    find_by_number,
    view_person,
    void_person,
)

__all__ = [
    "Allotted",
    "PersonView",
    "alert_of_death",
    "allot",
    "change_value",
    "confirm_death",
    "confirm_request",
    "deliver_event",
    "deliver_facts",
    "find_by_number",
    "give_item",
    "mark_alert_seen",
    "propose_death",
    "record_life",
    "refuse_death",
    "refuse_request",
    "release_request",
    "request_number",
    "view_person",
    "void_person",
    "withdraw_facts",
    "withdraw_from",
    "withdraw_request",
]
