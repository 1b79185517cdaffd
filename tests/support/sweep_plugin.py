"""A pytest plugin: every test is a scene for the write actions it carries out.

    HOTICH_SWEEP=out.json pytest -p tests.support.sweep_plugin <scenes>

writes which actions were tried, how often, in which test, and what was amiss.

HOTICH_SWEEP_LOOK=1: nothing fails; it finds the tests that are scenes of an action, with how many
calls it makes in each (the fewest are the cheapest to sweep). HOTICH_SWEEP_ONLY: these
actions alone. HOTICH_SWEEP_IN_TURN=1: one of the faults at each call, not each of them.
"""

import json
import os
from contextlib import ExitStack
from pathlib import Path

import pytest

_stack = ExitStack()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Stand before the actions once everything is imported."""
    from tests.support import faults

    wanted = os.environ.get("HOTICH_SWEEP_ONLY", "").split() or faults.write_actions()
    looking = bool(os.environ.get("HOTICH_SWEEP_LOOK"))
    every = len(faults.FAULTS) if os.environ.get("HOTICH_SWEEP_IN_TURN") else 1
    sweeper = faults.Sweeper(frozenset(wanted), every=every, only_look=looking)
    session.config.sweeper = _stack.enter_context(faults.sweeping(sweeper))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Say which test is the scene."""
    item.config.sweeper.scene = item.nodeid


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Write down what was found so far; a run that is cut off has told what it saw."""
    _write(item.config)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Write down what was found."""
    _stack.close()
    _write(config)


def _write(config: pytest.Config) -> None:
    found = getattr(config, "sweeper", None)
    if found is not None:
        told = {
            "tries": found.tries,
            "scenes": found.scenes,
            "looked": found.looked,
            "within": sorted(found.within - found.scenes.keys()),
            "faults": found.faults,
            "partial": {key: sorted(tables) for key, tables in found.partial.items()},
        }
        Path(os.environ["HOTICH_SWEEP"]).write_text(json.dumps(told, indent=1))
