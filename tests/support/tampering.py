"""What somebody who owns the database could do to the audit, with the triggers out of the way."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

from django.db import connection, transaction

from hotich.apps.audit.hashing import digest_of
from hotich.apps.audit.models import AuditHead, AuditRow, AuditSubject
from hotich.apps.audit.protection import APPEND_ONLY, HEADS
from hotich.apps.audit.reading import read_chain
from hotich.apps.audit.writing import row_hash

TEXTS = ("actor_name", "workstation", "action", "reason", "before", "after")


def drop_triggers() -> None:
    """Put the triggers of the audit out of use in this transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits would be in the way
            for table in (*APPEND_ONLY, HEADS):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND sql LIKE '%RAISE%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


@contextmanager
def undone() -> Iterator[None]:
    """Undo at the end whatever is done within."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


Tampering = Callable[[UUID, random.Random], str]


def edit(chain: UUID, chance: random.Random) -> str:
    """Change one column of one row, or whom it concerns."""
    return _edit(chain, chance, (*TEXTS, "officer", "object", "at", "subject", "nobody", "hash"))


def _edit(chain: UUID, chance: random.Random, columns: tuple[str, ...]) -> str:
    row = _any(chain, chance)
    what = chance.choice(columns)
    rows = AuditRow.objects.filter(pk=row.pk)
    if what == "subject":
        AuditSubject.objects.create(row=row, subject=uuid4())
    elif what == "nobody":
        if AuditSubject.objects.filter(row=row).delete()[0] == 0:
            rows.update(subjects_digest="0" * 64)
    elif what in {"officer", "object"}:
        rows.update(**{what: uuid4()})
    elif what == "at":
        rows.update(at=row.at.replace(microsecond=(row.at.microsecond + 1) % 1_000_000))
    elif what == "hash":
        rows.update(hash=_other(row.hash, chance))
    else:
        rows.update(**{what: _other(str(getattr(row, what)), chance)})
    return f"{what} of {row.sequence}"


def delete(chain: UUID, chance: random.Random) -> str:
    """Take one row out, and leave the rest as it is."""
    row = _any(chain, chance)
    _remove(row)
    return f"row {row.sequence}"


def swap(chain: UUID, chance: random.Random) -> str:
    """Let two rows change places: their numbers, or their hashes with them."""
    first, second = sorted(chance.sample(list(_rows(chain)), 2), key=lambda row: row.sequence)
    rehashed = chance.random() < 0.5
    _number(first, 900_000)
    _number(second, first.sequence)
    _number(first, second.sequence)
    if rehashed:
        for pk in (first.pk, second.pk):
            row = AuditRow.objects.get(pk=pk)
            AuditRow.objects.filter(pk=pk).update(hash=row_hash(row))
    return f"rows {first.sequence} and {second.sequence}"


def truncate(chain: UUID, chance: random.Random) -> str:
    """Cut the end off and set the head back, so that the chain is whole again."""
    rows = list(_rows(chain))
    left = chance.randrange(len(rows))
    for row in rows[left:]:
        _remove(row)
    _set_head(chain)
    return f"to {left} rows"


def edit_and_hash(chain: UUID, chance: random.Random) -> str:
    """Change one row and hash all that follow anew, head and all."""
    said = _edit(chain, chance, (*TEXTS, "officer", "object", "at", "subject"))
    hash_anew(chain)
    return said


def delete_and_hash(chain: UUID, chance: random.Random) -> str:
    """Take one row out, number and hash all that follow anew, head and all."""
    row = _any(chain, chance)
    _remove(row)
    for later in _rows(chain).filter(sequence__gt=row.sequence):
        _number(later, later.sequence - 1)
    hash_anew(chain)
    return f"row {row.sequence}"


KINDS: dict[str, Tampering] = {
    "edit": edit,
    "delete": delete,
    "swap": swap,
    "truncate": truncate,
    "edit and hash anew": edit_and_hash,
    "delete and hash anew": delete_and_hash,
}


def _rows(chain: UUID):
    return AuditRow.objects.filter(chain=chain).order_by("sequence")


def _any(chain: UUID, chance: random.Random) -> AuditRow:
    return chance.choice(list(_rows(chain)))


def _other(text: str, chance: random.Random) -> str:
    if not text or chance.random() < 0.3:
        return f"{text}x"[-64:] if f"{text}x"[-64:] != text else "y"
    place = chance.randrange(len(text))
    return text[:place] + ("0" if text[place] != "0" else "1") + text[place + 1 :]


def _remove(row: AuditRow) -> None:
    AuditSubject.objects.filter(row=row).delete()
    AuditRow.objects.filter(pk=row.pk).delete()


def _number(row: AuditRow, sequence: int) -> None:
    AuditRow.objects.filter(pk=row.pk).update(sequence=sequence)


def hash_anew(chain: UUID) -> None:
    """Hash every row of a chain and its head anew, as they stand now."""
    previous = ""
    subjects = {row.pk: row.subjects for row in read_chain(chain)}
    for row in _rows(chain):
        row.previous_hash = previous
        row.subjects_digest = digest_of(subjects[row.pk])
        row.hash = row_hash(row)
        AuditRow.objects.filter(pk=row.pk).update(
            previous_hash=previous, hash=row.hash, subjects_digest=row.subjects_digest
        )
        previous = row.hash
    _set_head(chain)


def _set_head(chain: UUID) -> None:
    last = _rows(chain).last()
    heads = AuditHead.objects.filter(pk=chain)
    if last is None:
        heads.update(sequence=0, hash="", at=None)
    else:
        heads.update(sequence=last.sequence, hash=last.hash, at=last.at)
