"""Let the database fail at the k-th call of a write action, and see what became of it.

The write actions are found in the source: whatever opens `writing`. A test that carries one out is
its scene: there the action is first tried with every fault at every call, each try taken back,
and then carried out as if nothing had been.
"""

import ast
import copy
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import FunctionType

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

import hotich
from hotich.apps.audit.models import AuditHead, AuditRow
from hotich.apps.audit.writing import is_writing

SOURCE = Path(hotich.__file__).parent
# Rows that no officer's deed leaves: what is typed and not yet saved, what is counted, the clock
# of a session, the progress of a job, the search keys derived from audited rows, what an officer
# likes of his own form and viewer.
NOT_AUDITED = {
    "accounts_attempt",
    "accounts_officersession",
    "django_session",
    "entry_draft",
    "entry_pinnedfield",
    "jobs_job",
    "population_dailyuse",
    "population_keyedperson",
    "population_personkey",
    "scans_viewersetting",
}
# Of these acts alone: a number that is being typed lives on; he has read what he was told; what a
# package is, is told by the row of its sealing, and what lines a file has by that of its end.
UNAUDITED_ACTS = {
    "entry.passing:mark_passings_read": {"entry_passing"},
    "entry.passing:take_over": {"entry_reservation"},
    "entry.reserving:renew": {"entry_reservation"},
    "existing.reading:_judge": {"existing_uploadrow"},
    "existing.reading:_read": {"existing_uploadrow"},
    "handover.packing:_fix": {"handover_package"},
}
# An error of the program itself, not a refusal: a fault that was swallowed left it half blind.
BLUNDERS = (TypeError, AttributeError, NameError, LookupError, AssertionError, ArithmeticError)
CHAINS = {"audit_auditrow", "audit_audithead"}
_READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "EXPLAIN")
_WRITES = re.compile(r'(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "?(\w+)"?', re.IGNORECASE)
State = dict[str, list[str]]


@cache
def write_actions() -> dict[str, str]:
    """Return the module of every function of a room that opens `writing`, by "room.file:name"."""
    found = {}
    for file in sorted((SOURCE / "apps").rglob("*.py")):
        module = ".".join(("hotich", *file.relative_to(SOURCE).with_suffix("").parts))
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.FunctionDef) and any(map(_opens, ast.walk(node))):
                found[f"{module.removeprefix('hotich.apps.')}:{node.name}"] = module
    return found


def _opens(node: ast.AST) -> bool:
    return isinstance(node, ast.With) and any(
        isinstance(one.context_expr, ast.Call)
        and getattr(one.context_expr.func, "id", "") == "writing"
        for one in node.items
    )


class LostError(OperationalError):
    """The connection is gone, and stays so."""


# Each with whether it is over after one call.
FAULTS: dict[str, Callable[[], DatabaseError]] = {
    "locked": lambda: OperationalError("database is locked"),
    "full": lambda: OperationalError("database or disk is full"),
    "broken rule": lambda: IntegrityError("constraint failed"),
    "lost": lambda: LostError("server closed the connection unexpectedly"),
}


@dataclass
class Fault:
    """Counts the calls and fails at the k-th; a lost connection fails at each one after it."""

    kind: str = ""
    at: int = 0
    calls: int = 0
    fired: bool = False
    tables: set[str] = field(default_factory=set)  # that a statement would have written to

    def __call__(self, execute, sql, params, many, context):
        if not str(sql).startswith(_READS):
            found = _WRITES.match(str(sql))
            self.tables.update([found[1]] if found else _TABLES)
        if str(sql).startswith("ROLLBACK") or (self.fired and str(sql).startswith("RELEASE")):
            return execute(sql, params, many, context)
        self.calls += 1
        if self.calls == self.at or (self.fired and self.kind == "lost"):
            self.fired = True
            raise self._error()
        return execute(sql, params, many, context)

    def _error(self) -> DatabaseError:
        return FAULTS[self.kind]()


def state(tables: Collection[str] = ()) -> State:
    """Return every row of these tables, or of every table of the program, in no order."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables or _TABLES:
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def changed(before: State, after: State) -> set[str]:
    """Return the tables that are not as they were, of those that were looked at after."""
    return {table for table in after if before[table] != after[table]}


def laid_out() -> dict[Path, bytes]:
    """Return the files that lie in the folders of the offices."""
    found = Path(settings.EXCHANGE).rglob("*")
    return {path: path.read_bytes() for path in found if path.is_file()}


def chain_faults() -> list[str]:
    """Return the chains of the audit whose head is not their last row."""
    heads = {row.pk: row for row in AuditHead.objects.all()}
    rows: dict[object, list[AuditRow]] = {}
    for row in AuditRow.objects.order_by("sequence"):
        rows.setdefault(row.chain, []).append(row)
    faults = [str(chain) for chain, head in heads.items() if head.sequence and chain not in rows]
    for chain, held in rows.items():
        sequence = [one.sequence for one in held] == list(range(1, len(held) + 1))
        linked = all(b.previous_hash == a.hash for a, b in pairwise(held))
        head = heads.get(chain)
        ended = head and (head.sequence, head.hash) == (held[-1].sequence, held[-1].hash)
        if not (sequence and linked and ended):
            faults.append(str(chain))
    return faults


_TABLES = sorted(
    {one._meta.db_table for one in apps.get_models() if one.__module__.startswith("hotich.")}
    | {"django_session"}
)


@dataclass
class Sweeper:
    """Tries each wanted write action with faults at its first call that succeeds."""

    wanted: frozenset[str]
    kinds: Sequence[str] = tuple(FAULTS)
    every: int = 1  # try each of the kinds in turn, or (1) all of them, at each call
    tries: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    partial: dict[str, set[str]] = field(default_factory=dict)
    scenes: dict[str, str] = field(default_factory=dict)
    looked: dict[str, dict[str, int]] = field(default_factory=dict)  # calls it made, by scene
    within: set[str] = field(default_factory=set)  # carried out as a part of another one
    scene: str = ""
    only_look: bool = False
    busy: bool = False

    def called(self, key: str, act: Callable[..., object], args: tuple, kwargs: dict) -> object:
        """Carry the action out; before it, where it is wanted and not yet tried, with faults."""
        if self.busy:
            self.within.add(key)
        outermost = not self.busy and connection.in_atomic_block and not is_writing()
        if key not in self.wanted or key in self.tries or not outermost:
            return act(*args, **kwargs)
        if self.only_look:
            return self._looked(key, act, args, kwargs)
        try:
            given = copy.deepcopy((args, kwargs))
        except Exception:  # noqa: BLE001 - an open request, a thread: another call will do
            return act(*args, **kwargs)
        self.busy = True
        try:
            self._sweep(key, act, given)
        finally:
            self.busy = False
        return act(*args, **kwargs)

    def _looked(self, key: str, act: Callable[..., object], args: tuple, kwargs: dict) -> object:
        """Carry the action out, and note how many calls it made here, where it can be swept."""
        try:
            copy.deepcopy((args, kwargs))
        except Exception:  # noqa: BLE001 - not from here
            return act(*args, **kwargs)
        count, self.busy = Fault(), True
        try:
            with connection.execute_wrapper(count):
                result = act(*args, **kwargs)
        finally:
            self.busy = False
        self.looked.setdefault(key, {}).setdefault(self.scene, count.calls)
        return result

    def _sweep(self, key: str, act: Callable[..., object], given: tuple) -> None:
        """Try the action with faults; not where it is refused, or writes nothing."""
        before, whole = state(), Fault()
        raised = self._try(act, given, whole)
        after = state()
        unseen = changed(before, after) - whole.tables  # written by the database itself
        chains = chain_faults()
        self._back()
        if raised is not None or before == after:
            return
        self.tries[key], self.scenes[key] = 0, self.scene
        self._judge_rows(f"{key} without a fault", before, after)
        if chains:
            self.faults.append(f"{key} without a fault: broken chain")
        for at in range(1, whole.calls + 1):
            for turn, kind in enumerate(self.kinds):
                if self.every == 1 or turn == at % len(self.kinds):
                    self.tries[key] += 1
                    fault = Fault(kind, at, tables=set(unseen))
                    self._one(f"{key} {kind} at {at} of {whole.calls}", act, given, fault, before)
        if changed(before, state()):
            self.faults.append(f"{key}: not taken back by this test")

    def _one(
        self, what: str, act: Callable[..., object], given: tuple, fault: Fault, before: State
    ) -> None:
        raised = self._try(act, given, fault)
        if connection.needs_rollback:
            self.faults.append(f"{what}: a broken transaction is left open")
            connection.needs_rollback = False
        after = state(CHAINS | (fault.tables & before.keys()))
        moved = changed(before, after)
        chains = chain_faults() if moved & CHAINS else []
        if not moved and laid_out() != self._laid:
            self.faults.append(f"{what}: a file went out of which no row tells")
        self._back()
        if isinstance(raised, BLUNDERS):
            self.faults.append(f"{what}: {raised!r}")
        if chains:
            self.faults.append(f"{what}: broken chain")
        self._judge_rows(what, before, after)
        if raised is not None and moved:
            self.partial.setdefault(what.split(maxsplit=1)[0], set()).update(moved)

    def _judge_rows(self, what: str, before: State, after: State) -> None:
        moved = changed(before, after)
        grown = len(after["audit_auditrow"]) - len(before["audit_auditrow"])
        excused = NOT_AUDITED | CHAINS | UNAUDITED_ACTS.get(what.split(maxsplit=1)[0], set())
        if moved - excused and grown < 1:
            self.faults.append(f"{what}: {sorted(moved)} changed without an audit row")

    def _try(self, act: Callable[..., object], given: tuple, fault: Fault) -> Exception | None:
        """Carry the action out on a copy of what it was given; return what it raised."""
        args, kwargs = copy.deepcopy(given)
        self._point, self._laid = transaction.savepoint(), laid_out()
        try:
            with connection.execute_wrapper(fault):
                act(*args, **kwargs)
        except Exception as raised:  # noqa: BLE001 - whatever it is, it is judged
            return raised
        return None

    def _back(self) -> None:
        transaction.savepoint_rollback(self._point)
        for path in laid_out().keys() - self._laid.keys():
            path.unlink()
        for path, content in self._laid.items():
            if not path.exists():
                path.write_bytes(content)


_at_work: list[Sweeper] = []
_originals: dict[str, FunctionType] = {}


def called(key: str, args: tuple, kwargs: dict) -> object:
    """Stand in for a write action; what has its place in the source calls this."""
    if not _at_work:
        return _originals[key](*args, **kwargs)
    return _at_work[-1].called(key, _originals[key], args, kwargs)


@contextmanager
def sweeping(sweeper: Sweeper) -> Iterator[Sweeper]:
    """Let the sweeper stand before its write actions meanwhile, whoever has imported them."""
    for key, module in write_actions().items():
        if key in sweeper.wanted:
            _stand_before(key, getattr(import_module(module), key.partition(":")[2]))
    _at_work.append(sweeper)
    try:
        yield sweeper
    finally:
        _at_work.pop()


def _stand_before(key: str, act: FunctionType) -> None:
    if key in _originals or hasattr(act, "__wrapped__"):
        return
    kept = FunctionType(act.__code__, act.__globals__, act.__name__, act.__defaults__)
    kept.__kwdefaults__ = act.__kwdefaults__
    _originals[key] = kept
    place: dict[str, FunctionType] = {}
    body = f"import sys\n return sys.modules[{__name__!r}].called({key!r}, args, kwargs)"
    exec(f"def stand_in(*args, **kwargs):\n {body}", place)
    # In place: those who imported the function by name hold this very object.
    act.__code__ = place["stand_in"].__code__
