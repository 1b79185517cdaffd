"""Addresses of the registers room."""

from django.urls import path

from hotich.apps.registers.views import (
    book,
    bounds,
    describing,
    editions,
    overview,
    sheets,
    working,
)

app_name = "registers"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("thu-tu/", overview.queue, name="queue"),
    path("thong-ke/", sheets.statistics, name="statistics"),
    path("thong-ke/xlsx/", sheets.statistics_file, name="statistics_file"),
    path("kiem-ke/xlsx/", sheets.export, name="export"),
    path("kiem-ke/nap/", sheets.import_file, name="import"),
    path("kiem-ke/nap/ghi/", sheets.confirm_import, name="confirm_import"),
    path("mau-so/", editions.editions, name="editions"),
    path("kiem-ke/", overview.inventory, name="inventory"),
    path("pham-vi/<int:post>/", bounds.bounds, name="bounds"),
    path("them/", overview.register, name="register"),
    path("<uuid:uuid>/", book.book, name="book"),
    path("<uuid:uuid>/san-sang/", working.ready, name="ready"),
    path("<uuid:uuid>/nam/", describing.declare, name="declare"),
    path("<uuid:uuid>/nam/<int:year>/rut/", describing.withdraw, name="withdraw"),
    path("<uuid:uuid>/mo-ta/", describing.redescribe, name="describe"),
    path("<uuid:uuid>/giao-to/", working.assign, name="assign"),
    path("<uuid:uuid>/trang-thai/", working.back, name="back"),
    path("<uuid:uuid>/ban-giao/", working.transfer, name="transfer"),
    path("<uuid:uuid>/trang-hong/", describing.page_fault, name="page_fault"),
    path("trang-hong/<uuid:uuid>/rut/", describing.void_page_fault, name="void_page_fault"),
    path("<uuid:uuid>/huy/", describing.void, name="void"),
]
