"""Where each room's pages stand."""

from importlib.util import find_spec

from django.urls import include, path
from django.views.i18n import set_language

from hotich.apps.accounts.views import own as accounts

ROOMS = {
    "so-ho-tich/": "registers",
    "nhap-du-lieu/": "entry",
    "du-lieu-da-co/": "existing",
    "tra-cuu-hang-loat/": "proposals",
    "dan-cu/": "population",
    "trang-so/": "scans",
    "theo-doi/": "tracking",
    "doi-soat/": "checking",
    "chuyen-du-lieu/": "handover",
    "ho-tich-dien-tu/": "records",
    "kho-khan/": "campaign",
    "bao-cao/": "reports",
    "nhat-ky/": "oversight",
    "giao-tep/": "exports",
    "nguoi-than/": "family",
    "luyen-tap/": "training",
    "cong-viec/": "jobs",
}

urlpatterns = [
    path("", accounts.home, name="home"),
    path("tai-khoan/", include("hotich.apps.accounts.urls")),
    path("phim-tat/", include("hotich.apps.accounts.key_urls")),
    path("ngon-ngu/", set_language, name="set_language"),
    path("", include("hotich.web.urls")),
    *(
        path(prefix, include(f"hotich.apps.{room}.urls"))
        for prefix, room in ROOMS.items()
        if find_spec(f"hotich.apps.{room}.urls") is not None
    ),
]

handler404 = "django.views.defaults.page_not_found"
handler500 = "hotich.web.errors.server_error"
