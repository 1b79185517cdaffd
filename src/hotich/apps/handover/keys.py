"""Whose keys are known here, and how do two installations come to trust each other?

The private halves of an office lie in one file that only the installation's own user can read;
the public halves stand on the office. Two installations exchange office cards, and people compare
the fingerprint by another road before a card is taken.
"""

import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings

from hotich.apps.accounts.models import Office, OfficeKind
from hotich.apps.accounts.permissions import Permission
from hotich.apps.audit.actor import Actor, NotPermittedError
from hotich.apps.audit.writing import locked, record, writing
from hotich.apps.handover.json_text import read_object, text_of
from hotich.apps.handover.sealing import (
    PrivateKeys,
    PublicKeys,
    are_usable,
    fingerprint,
    make_keys,
    public_keys,
)

CARD_FORMAT = "hotich-office-card-1"
MOST_CARD_BYTES = 20_000
RIGHTS = (
    Permission.HANDOVER_SEND,
    Permission.HANDOVER_FORWARD,
    Permission.HANDOVER_RECEIVE,
)


class KeysMissingError(Exception):
    """The office has no keys, or its private halves lie in another installation."""

    def __init__(self, office: UUID) -> None:
        super().__init__(office)
        self.office = office


class KeysElsewhereError(Exception):
    """The office's private halves lie in another installation; making others would cut it off."""


class CardError(Exception):
    """A file that is no office card."""


class FingerprintError(Exception):
    """The fingerprint that was read out is not the card's."""


class OtherKeysError(Exception):
    """The office is known with other keys already."""

    def __init__(self, office: Office) -> None:
        super().__init__(office.pk)
        self.office = office


@dataclass(frozen=True, slots=True)
class Card:
    """An office as another installation needs it: who it is, and its public halves."""

    uuid: UUID
    kind: OfficeKind
    name: str
    unit_code: str
    valid_from: date | None
    valid_to: date | None
    keys: PublicKeys | None

    @property
    def fingerprint(self) -> str:
        """Return the letters that people compare; "" for an office without keys."""
        return fingerprint(self.keys) if self.keys else ""


def require_right(by: Actor) -> None:
    """Do nothing if the actor takes part in the handover, or is a process.

    Raises: NotPermittedError.
    """
    if by.officer is not None and not any(by.may(right) for right in RIGHTS):
        raise NotPermittedError(RIGHTS[0])


def has_private_keys(office: UUID) -> bool:
    """Return whether the office's private halves lie in this installation."""
    return _file(office).exists()


def private_keys(office: UUID) -> PrivateKeys:
    """Return the office's private halves.

    Raises: KeysMissingError.
    """
    try:
        said = read_object(_file(office).read_bytes())
    except FileNotFoundError as missing:
        raise KeysMissingError(office) from missing
    return PrivateKeys(text_of(said, "signing"), text_of(said, "encryption"))


def public_keys_of(office: Office) -> PublicKeys | None:
    """Return the office's public halves, None while it has none."""
    if not office.signing_key or not office.encryption_key:
        return None
    return PublicKeys(office.signing_key, office.encryption_key)


def signing_key_of(office: UUID) -> str:
    """Return the key by which the office's signatures are checked, "" for one not known."""
    found = Office.objects.filter(pk=office).values_list("signing_key", flat=True)
    return found.first() or ""


def ensure_keys(*, by: Actor, office: Office) -> Office:
    """Return the office with keys, made once: by its own officer, or by a process at set-up.

    Raises: KeysElsewhereError; NotPermittedError; Office.DoesNotExist for another's office.
    """
    require_right(by)
    if by.officer is not None and by.office != office.pk:
        raise Office.DoesNotExist
    with writing(by):
        mine = locked(Office.objects.filter(pk=office.pk)).get()
        if not has_private_keys(mine.pk):
            if mine.signing_key:
                raise KeysElsewhereError
            _write(mine.pk, make_keys())
        public = public_keys(private_keys(mine.pk))
        if public_keys_of(mine) != public:
            mine.signing_key, mine.encryption_key = public.signing, public.encryption
            mine.save(update_fields=["signing_key", "encryption_key"])
            record(by, "handover.keys_made", mine.pk, after={"keys": fingerprint(public)})
    return mine


def office_card(office: Office) -> bytes:
    """Return the card of an office as the file that another installation takes in."""
    keys = public_keys_of(office)
    said = {
        "format": CARD_FORMAT,
        "uuid": str(office.pk),
        "kind": office.kind,
        "name": office.name,
        "unit_code": office.unit_code,
        "valid_from": _day(office.valid_from),
        "valid_to": _day(office.valid_to),
        "signing_key": keys.signing if keys else "",
        "encryption_key": keys.encryption if keys else "",
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1).encode()


def read_card(content: bytes) -> Card:
    """Return the card in a file.

    Raises: CardError.
    """
    try:
        said = read_object(content)
        keys = PublicKeys(text_of(said, "signing_key"), text_of(said, "encryption_key"))
        if said["format"] != CARD_FORMAT or not text_of(said, "name").strip():
            raise CardError
        has_keys = keys != PublicKeys("", "")
        if has_keys and not are_usable(keys):
            raise CardError
        return Card(
            UUID(text_of(said, "uuid")),
            OfficeKind(text_of(said, "kind")),
            text_of(said, "name", 200),
            text_of(said, "unit_code", 8),
            _read_day(text_of(said, "valid_from")),
            _read_day(text_of(said, "valid_to")),
            keys if has_keys else None,
        )
    except (LookupError, TypeError, ValueError) as error:
        raise CardError from error


def trust_card(*, by: Actor, card: Card, read_out: str) -> Office:
    """Take the office of a card in, with its keys, and return it.

    `read_out` is the fingerprint as the other side read it out; a card without keys has none. An
    office that is known keeps its name and its keys.

    Raises: FingerprintError; OtherKeysError.
    """
    require_right(by)
    if "".join(read_out.split()).lower() != "".join(card.fingerprint.split()):
        raise FingerprintError
    with writing(by):
        known = locked(Office.objects.filter(pk=card.uuid)).first()
        office = known or Office(
            uuid=card.uuid,
            kind=card.kind,
            name=card.name,
            unit_code=card.unit_code,
            valid_from=card.valid_from,
            valid_to=card.valid_to,
        )
        if known is not None:
            mine = public_keys_of(known)
            if known.kind != card.kind or (card.keys and mine and mine != card.keys):
                raise OtherKeysError(known)
            if card.keys is None or mine is not None:
                return known
        if card.keys is not None:
            office.signing_key, office.encryption_key = card.keys.signing, card.keys.encryption
        office.save(force_insert=known is None)
        record(by, "handover.card_taken", office.pk, after={"keys": card.fingerprint})
    return office


def _file(office: UUID) -> Path:
    return Path(settings.KEYS) / f"{office}.json"


def _write(office: UUID, keys: PrivateKeys) -> None:
    file = _file(office)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as opened:
        json.dump({"signing": keys.signing, "encryption": keys.encryption}, opened)
        opened.flush()
        os.fsync(opened.fileno())


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _read_day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
