"""A clerk without a screen who types entries over HTTP as fast as the server answers."""

import csv
import html
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.support.asking import ask
from tests.support.installation import Answer, Clerk, Installation, hidden_values

_SEXES = {"male": "Nam", "female": "Nữ"}


class Kept(NamedTuple):
    """One save that the server acknowledged."""

    book: str
    number: int
    name: str


@dataclass
class Tally:
    """What one clerk was told."""

    kept: list[Kept] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


class TypingClerk(Clerk):
    """Types into one book: look-up, choice, save, next number."""

    def __init__(self, installation: Installation, login: str, book: str) -> None:
        """Sign in and take the next number of the book."""
        super().__init__(installation, login)
        self.book = book
        self.place = self.open_next()

    def open_next(self) -> str:
        """Take the next number and return its address."""
        answer = self.post(f"/nhap-du-lieu/quyen/{self.book}/so-tiep/", {})
        assert "/nhap/" in answer.url, (answer.status, answer.text[:500])
        return self.path_of(answer)

    def path_of(self, answer: Answer) -> str:
        """Return the path of an answer's address."""
        return answer.url.removeprefix(self.installation.url)

    def draft(self, name: str, text: str) -> Answer:
        """Send one field as the page does a moment after it was typed."""
        return self.post(f"{self.place}nhap-tam/", {name: text})

    def save(self, person: dict[str, str]) -> Answer:
        """Type the person as the book's child and save; the answer is the page that follows."""
        blind = {
            "child-full_name": person["full_name"],
            "child-birth_date": person["birth_date"],
            "child-sex": _SEXES[person["sex"]],
            "mother-full_name": person["mother_name"],
            "father-full_name": person["father_name"],
        }
        found = self.post(f"{self.place}tra-cuu/", _marked(blind))
        shown = re.search(r'name="person" value="([0-9a-f-]{36})"', found.text)
        chosen = {"person": shown.group(1)} if shown else {"choice": "none"}
        sheet = self.post(f"{self.place}chon/", _marked(blind) | chosen)
        token = hidden_values(sheet.text).get("token", "")
        if not token:
            return sheet
        rest = blind | {
            "entry-place_of_registration": "UBND xã Nga Trường",
            "child-ethnicity": person["ethnicity"],
            "child-nationality": person["nationality"],
            "child-place_of_birth": person["place_of_birth"],
            "child-hometown": person["hometown"],
            "mother-nationality": "Việt Nam",
            "father-nationality": "Việt Nam",
        }
        given = _marked(rest) | {"token": token, "life": "alive", "basis": "gia đình khai"}
        words = {f"{name}-word": "yes" for name in rest if name.endswith(("_name", "_birth"))}
        answer = self.post(f"{self.place}luu/", given | words | {"unread_accepted": "1"})
        if said_saved(answer):
            self.place = self.path_of(answer)
        return answer


def said_saved(answer: Answer) -> int | None:
    """Return the number that the page says was saved, or None."""
    found = re.search(r"Đã lưu số (\d+)/", html.unescape(answer.text))
    return int(found.group(1)) if found and answer.status == 200 else None


def _marked(texts: dict[str, str]) -> dict[str, str]:
    """Return the inputs of the fields: text, reading, origin."""
    given: dict[str, str] = {}
    for name, text in texts.items():
        reading = "clear" if text else "blank"
        given |= {name: text, f"{name}-reading": reading, f"{name}-origin": "typed"}
    return given


def people_of(installation: Installation) -> list[dict[str, str]]:
    """Return the invented people of the demo whose birth is wholly known."""
    with (Path(installation.home) / "demo" / "population.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if len(row["birth_date"]) == 10]
    for row in rows:
        row["birth_date"] = "/".join(reversed(row["birth_date"].split("-")))
    return rows


def stranger(number: int) -> dict[str, str]:
    """Return somebody whom no register holds."""
    words = ("Quỳnh", "Khuê", "Uyên", "Ngân", "Thục", "Diễm", "Xuyến", "Hạnh", "Nhàn", "Kiều")
    name = " ".join(words[int(digit)] for digit in f"{number:04d}")
    return {
        "full_name": f"Âu Dương {name}",
        "birth_date": f"{number % 27 + 1:02d}/{number % 12 + 1:02d}/1998",
        "sex": "female",
        "mother_name": f"Ung {name}",
        "father_name": f"Âu Dương Tấn {name}",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
        "place_of_birth": "Xã Nga Trường, huyện Nga Sơn, tỉnh Thanh Hóa",
        "hometown": "Xã Nga Trường, huyện Nga Sơn, tỉnh Thanh Hóa",
    }


_TEAM = """
from datetime import date
from hotich.apps.accounts import actions
from hotich.apps.accounts.models import Office, Officer
from hotich.apps.accounts.permissions import Role
from hotich.apps.accounts.queries import actor_of
from hotich.apps.audit.actor import process
from hotich.apps.registers.actions import assign_book
from hotich.apps.registers.models import Book
from hotich.cli.demo import PASSWORD
from django.utils import timezone
by = process("test")
office = Office.objects.get(name="UBND xã Ba Đình", valid_to=None)
clerks = []
for number in range(1, {count} + 1):
    one = actions.add_officer(
        by=by, login=f"clerk{{number}}", full_name=f"Cán bộ thử {{number}}", password=PASSWORD
    )
    actions.appoint(by=by, officer=one, office=office, role=Role.POLICE_OFFICER,
                    valid_from=date(2025, 7, 1))
    clerks.append(one)
team = actions.add_team(by=by, office=office, name="Tổ thử", members=clerks)
justice = actor_of(Officer.objects.get(login="tuphap"), day=timezone.localdate(), workstation="t")
answer = []
for book in Book.objects.order_by("pk"):
    assign_book(by=justice, book=book, team=team)
    answer.append(str(book.pk))
"""

_SEATED = """
from hotich.apps.accounts.models import Officer
from hotich.apps.registers.models import Book
answer = [
    Officer.objects.filter(login__startswith="clerk").count(),
    [str(one) for one in Book.objects.order_by("pk").values_list("pk", flat=True)],
]
"""


def seat_clerks(installation: Installation, count: int) -> list[str]:
    """Add clerks clerk1, clerk2 … in a team that holds both books, once; return the books."""
    seated = ask(installation, _SEATED)
    assert not 0 < seated[0] < count, "there are fewer clerks already"
    books: list[str] = seated[1] if seated[0] else ask(installation, _TEAM.format(count=count))
    return books
