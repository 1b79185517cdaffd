"""What stands in the navigation of a page, and for whom? One plain table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from hotich.apps.accounts.permissions import Permission
from hotich.apps.accounts.queries import get_office
from hotich.apps.accounts.sessions import IDLE
from hotich.apps.accounts.unsent import unsent_at
from hotich.apps.audit.actor import Actor
from hotich.apps.jobs.backups import is_old, last_backup
from hotich.core.words import vi

__version__ = version("hotich")


@dataclass(frozen=True, slots=True)
class Item:
    """A page of the navigation, its words and any of the rights that open it.

    `beyond` holds the beginnings of addresses elsewhere that belong to this place, too.
    """

    label: str
    view: str
    permissions: tuple[Permission, ...]
    beyond: tuple[str, ...] = ()
    practice_only: bool = False


ITEMS = (
    Item(vi("Sổ hộ tịch"), "registers:overview", (Permission.BOOK_VIEW,), ("/trang-so/",)),
    Item(vi("Nhập dữ liệu"), "entry:desk", (Permission.ENTRY_TYPE,)),
    Item(vi("Tra cứu hàng loạt"), "proposals:desk", (Permission.ENTRY_TYPE,)),
    Item(vi("Số đang nhập"), "entry:held", (Permission.TYPING_LEAD,)),
    Item(
        vi("Danh sách theo dõi"),
        "tracking:list",
        (Permission.CASE_VIEW,),
        ("/nhap-du-lieu/giai-quyet/",),
    ),
    Item(
        vi("Cấp số định danh"),
        "entry:number_requests",
        (Permission.NUMBER_CONFIRM, Permission.ENTRY_TYPE),
    ),
    Item(vi("Dữ liệu đã có"), "existing:uploads", (Permission.EXISTING_IMPORT,)),
    Item(vi("Xác nhận ngày chết"), "entry:deaths", (Permission.DEATH_CONFIRM,)),
    Item(vi("Đối soát"), "checking:books", (Permission.CHECK_BOOK, Permission.CHECK_LINK)),
    Item(
        vi("Chuyển dữ liệu"),
        "handover:desk",
        (Permission.HANDOVER_SEND, Permission.HANDOVER_FORWARD, Permission.HANDOVER_RECEIVE),
    ),
    Item(vi("Hộ tịch điện tử"), "records:search", (Permission.RECORD_VIEW,)),
    Item(vi("Khó khăn, vướng mắc"), "campaign:difficulties", (Permission.DIFFICULTY_RAISE,)),
    Item(vi("Việc trong tuần"), "reports:due", (Permission.REPORT_VIEW,)),
    Item(vi("Báo cáo"), "reports:list", (Permission.REPORT_VIEW,)),
    Item(vi("Kinh phí"), "reports:money", (Permission.MONEY_VIEW,)),
    Item(vi("Nạp dữ liệu dân cư"), "population:imports", (Permission.POPULATION_IMPORT,)),
    Item(
        vi("Giao tệp dữ liệu"),
        "exports:requests",
        (Permission.EXISTING_IMPORT, Permission.CASE_VIEW, Permission.EXPORT_CONFIRM),
    ),
    Item(vi("Tra cứu theo số"), "population:number", (Permission.PERSON_VIEW,)),
    Item(vi("Số lượt tra cứu"), "population:quotas", (Permission.QUOTA_RAISE,)),
    Item(vi("Nhật ký"), "oversight:audit", (Permission.AUDIT_VIEW,)),
    Item(
        vi("Tài khoản"),
        "accounts:officers",
        (Permission.ACCOUNT_MANAGE, Permission.ACCOUNT_CONFIRM),
    ),
    Item(
        vi("Giao người khác"),
        "family:exclusions",
        (Permission.AUDIT_VIEW, Permission.TYPING_LEAD),
    ),
    Item(vi("Luyện tập"), "training:own", (Permission.ENTRY_TYPE,), practice_only=True),
)


def page(request: HttpRequest) -> dict[str, object]:
    """Return what every page shows: navigation, office, computer, and the practice banner."""
    actor: Actor | None = getattr(request, "actor", None)
    context: dict[str, object] = {
        "practice_installation": settings.PRACTICE,
        "version": __version__,
        "actor": actor,
    }
    if actor is None:
        return context
    office = get_office(actor.office) if actor.office else None
    urls = {item.view: _url(item.view) for item in ITEMS}
    here = _place(request, urls)
    return context | {
        "office_name": office.dated_name if office else "",
        "officer_name": actor.name,
        "workstation_label": actor.workstation,
        "trace": getattr(request, "trace", ""),
        "sign_out_url": reverse("accounts:sign_out"),
        "sign_in_url": reverse("accounts:sign_in"),
        "mine_url": reverse("accounts:mine"),
        "lock_url": reverse("accounts:lock"),
        "unlock_url": reverse("accounts:unlock"),
        "unsent": unsent_at(request, officer=actor.officer_id, now=timezone.now()),
        "idle_seconds": int(IDLE.total_seconds()),
        "installation_notices": list(_notices(actor)),
        "navigation": [
            {"label": gettext(item.label), "url": url, "active": url == here}
            for item in ITEMS
            if any(actor.may(permission) for permission in item.permissions)
            and (settings.PRACTICE or not item.practice_only)
            and (url := urls[item.view])
        ],
    }


def _notices(actor: Actor) -> Iterator[dict[str, str]]:
    if actor.may(Permission.BACKUP_VIEW):
        last = last_backup()
        if is_old(last, timezone.now()):
            when = date_format(last.recorded_at, "d/m/Y") if last else gettext("chưa có lần nào")
            words = gettext("Cần sao lưu dữ liệu. Lần sao lưu tốt gần nhất: %(when)s.")
            yield {"level": "warning", "text": words % {"when": when}, "url": ""}


def _url(view: str) -> str:
    try:
        return reverse(view)
    except NoReverseMatch:
        return ""


def _place(request: HttpRequest, urls: Mapping[str, str]) -> str:
    """Return the address under which the page stands, the narrowest one; "" for none."""
    starts = {start: urls[item.view] for item in ITEMS for start in item.beyond}
    starts |= {url: url for url in urls.values() if url}
    held = max((start for start in starts if request.path.startswith(start)), key=len, default="")
    return starts.get(held, "")
