"""Addresses of the registers room."""

from django.urls import path

from hotich.apps.registers.views import book, overview

app_name = "registers"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("kiem-ke/", overview.inventory, name="inventory"),
    path("them/", overview.register, name="register"),
    path("<uuid:uuid>/", book.book, name="book"),
    path("<uuid:uuid>/san-sang/", book.ready, name="ready"),
    path("<uuid:uuid>/nam/", book.declare, name="declare"),
    path("<uuid:uuid>/nam/<int:year>/rut/", book.withdraw, name="withdraw"),
    path("<uuid:uuid>/mo-ta/", book.redescribe, name="describe"),
    path("<uuid:uuid>/giao-to/", book.assign, name="assign"),
    path("<uuid:uuid>/trang-thai/", book.back, name="back"),
    path("<uuid:uuid>/ban-giao/", book.transfer, name="transfer"),
    path("<uuid:uuid>/trang-hong/", book.page_fault, name="page_fault"),
    path("trang-hong/<uuid:uuid>/rut/", book.void_page_fault, name="void_page_fault"),
    path("<uuid:uuid>/huy/", book.void, name="void"),
]
