"""Which function runs which kind of job? The one table."""

from collections.abc import Callable, Mapping
from importlib import import_module

from hotich.apps.jobs.actions import Lease

JobFunction = Callable[[Lease], None]

# Named by path so that a worker loads only what it runs.
KINDS: Mapping[str, str] = {
    "population.import": "hotich.apps.population.importing:run",
    "population.keys": "hotich.apps.population.rekeying:run",
    "existing.read": "hotich.apps.existing.reading:run",
    "existing.import": "hotich.apps.existing.importing:run",
    "proposals.run": "hotich.apps.proposals.running:run",
    "checking.deliver": "hotich.apps.checking.delivering:run",
    "handover.package": "hotich.apps.handover.packing:run",
    "oversight.alerts": "hotich.apps.oversight.alerting:run",
    "training.prepare": "hotich.apps.training.preparing:run",
    "audit.anchor": "hotich.apps.jobs.anchoring:run",
    "exports.clear": "hotich.apps.exports.clearing:run",
}
# What a worker puts in the queue once a day.
DAILY = ("audit.anchor", "exports.clear", "oversight.alerts")


def function_of(kind: str) -> JobFunction:
    """Return the function of a kind; raises KeyError for an unknown one."""
    module, name = KINDS[kind].split(":")
    function: JobFunction = getattr(import_module(module), name)
    return function
