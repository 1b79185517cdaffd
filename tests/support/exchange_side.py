"""One side of a handover between two installations, as a process of its own.

`python -m tests.support.exchange_side <command>` works on the database of HOTICH_HOME and prints
what it did as JSON. Nothing but files of the exchange folder and office cards passes between two
homes. The receiving side knows the offices from their cards alone.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402  # Django must be set up first
from django.core.management import call_command  # noqa: E402

from hotich.apps.accounts import actions as accounts  # noqa: E402
from hotich.apps.accounts.models import Office, Officer  # noqa: E402
from hotich.apps.accounts.permissions import Role  # noqa: E402
from hotich.apps.audit.actor import Actor  # noqa: E402
from hotich.apps.entry.models import Entry  # noqa: E402
from hotich.apps.handover import files, keys, reading  # noqa: E402
from hotich.apps.handover.models import Arrival, Package  # noqa: E402
from hotich.apps.handover.opening import FileRefusedError  # noqa: E402
from hotich.apps.handover.receiving.deciding import accept_rest, decide, issue_receipt  # noqa: E402
from hotich.apps.handover.receiving.forwarding import forward  # noqa: E402
from hotich.apps.records.models import Record  # noqa: E402
from hotich.apps.registers.models import Book  # noqa: E402
from hotich.apps.registers.queries import state_of  # noqa: E402
from hotich.apps.tracking.models import Case  # noqa: E402
from tests.support import handover as road  # noqa: E402
from tests.support import office as offices  # noqa: E402

CARDS = Path(settings.HOME) / "cards"
ROLES = {
    "so": ("province_justice", Role.PROVINCIAL_JUSTICE),
    "tuphap": ("commune", Role.JUSTICE_OFFICER),
}


def sender() -> dict[str, object]:
    """Set up the sending installation: a book reported complete, the centre's keys, cards."""
    call_command("migrate", verbosity=0)
    staff = offices.make_staff()
    book = road.complete_book(staff, keys=False)
    road.give_keys(staff.centre)
    _write_cards(staff.centre, staff.justice_department, staff.commune)
    return {"book": str(book.pk), "entries": Entry.objects.count()}


def receiver() -> dict[str, object]:
    """Set up the receiving installation from cards: two officers, their offices' keys, cards."""
    call_command("migrate", verbosity=0)
    _take_cards()
    for login, (kind, role) in ROLES.items():
        office = Office.objects.get(kind=kind)
        officer = accounts.add_officer(
            by=offices.SETUP, login=login, full_name=f"Cán bộ {login}", password=offices.PASSWORD
        )
        day = offices.date(2020, 1, 1)
        accounts.appoint(
            by=offices.SETUP, officer=officer, office=office, role=role, valid_from=day
        )
        road.give_keys(office)
    _write_cards(*Office.objects.filter(kind__in=["province_justice", "commune"]))
    return {"offices": Office.objects.count(), "entries": Entry.objects.count()}


def take_cards() -> dict[str, object]:
    """Take in the cards that were carried here."""
    return {"cards": _take_cards()}


def pack() -> dict[str, object]:
    """Make the package of the one book."""
    package = road.sending.request_package(by=_actor("c06"), book=Book.objects.get().pk)
    lease = road.take_job()
    road.packing.run(lease)
    road.finish(lease)
    package.refresh_from_db()
    return {"package": str(package.pk), "entries": package.counts["entries"]}


def read(login: str) -> dict[str, object]:
    """Read every file that waits for the officer's office."""
    by = _actor(login)
    told = []
    for one in files.waiting(by.office_id):
        try:
            found = reading.read_file(by=by, content=files.take(by.office_id, one.name))
            told.append(type(found).__name__)
        except FileRefusedError as refused:
            told.append(refused.problem)
        files.put_away(by.office_id, one.name, files.READ)
    return {"read": told}


def send_on() -> dict[str, object]:
    """Send what arrived at the Justice Department on to the commune."""
    by = _actor("so")
    return {"file": forward(by=by, arrival=Arrival.objects.get(office=by.office_id).pk).file_name}


def answer() -> dict[str, object]:
    """Reject the third entry, accept the rest, make the receipt."""
    by = _actor("tuphap")
    arrival = Arrival.objects.get(office=by.office_id)
    third = arrival.lines.get(position=3).entry
    decide(by=by, arrival=arrival.pk, rejected={third: "Sai họ tên mẹ"}, shown=[third])
    accept_rest(by=by, arrival=arrival.pk)
    receipt = issue_receipt(by=by, arrival=arrival.pk)
    return {"accepted": receipt.accepted, "rejected": receipt.rejected}


def state() -> dict[str, object]:
    """Tell what this database holds."""
    return {
        "entries": Entry.objects.count(),
        "books": [state_of(book).value for book in Book.objects.all()],
        "packages": Package.objects.count(),
        "records": Record.objects.count(),
        "rejected_cases": Case.objects.filter(reason="rejected").count(),
        "officers": Officer.objects.count(),
    }


def _actor(login: str) -> Actor:
    day = offices.timezone.now().date()
    return offices.queries.actor_of(Officer.objects.get(login=login), day=day, workstation="máy")


def _write_cards(*several: Office) -> None:
    (CARDS / "out").mkdir(parents=True, exist_ok=True)
    for office in several:
        (CARDS / "out" / f"{office.pk}.json").write_bytes(keys.office_card(office))


def _take_cards() -> int:
    cards = [keys.read_card(path.read_bytes()) for path in sorted((CARDS / "in").iterdir())]
    for card in cards:
        keys.trust_card(by=offices.SETUP, card=card, read_out=card.fingerprint)
    return len(cards)


COMMANDS: dict[str, Callable[..., dict[str, object]]] = {
    one.__name__: one for one in (sender, receiver, take_cards, pack, read, send_on, answer, state)
}

if __name__ == "__main__":
    sys.stdout.write(json.dumps(COMMANDS[sys.argv[1]](*sys.argv[2:])) + "\n")
