"""Addresses of the checking room."""

from django.urls import path

from hotich.apps.checking.views import books, findings, reconciling, signing

app_name = "checking"
urlpatterns = [
    path("", books.books, name="books"),
    path("quyen/<uuid:uuid>/", books.book, name="book"),
    path("quyen/<uuid:uuid>/tiep/", books.go_on, name="next"),
    path("quyen/<uuid:uuid>/trang/", signing.sheet, name="sheet"),
    path("quyen/<uuid:uuid>/khoa-so/", reconciling.reconcile, name="reconcile"),
    path("quyen/<uuid:uuid>/khoa-so/luu/", reconciling.keep, name="keep"),
    path("quyen/<uuid:uuid>/khoa-so/so-trong/", reconciling.gap, name="gap"),
    path("quyen/<uuid:uuid>/khoa-so/thua-thieu/", reconciling.excess, name="excess"),
    path("quyen/<uuid:uuid>/nhap-xong/", reconciling.finish, name="finish"),
    path("quyen/<uuid:uuid>/chot/", reconciling.lock, name="lock"),
    path("quyen/<uuid:uuid>/hoan-thanh/", reconciling.complete, name="complete"),
    path("so-trong/<uuid:uuid>/rut/", reconciling.void_gap, name="void_gap"),
    path("thua-thieu/<uuid:uuid>/rut/", reconciling.void_excess, name="void_excess"),
    path("xem-lai/", findings.all_findings, name="all_findings"),
    path("quyen/<uuid:uuid>/xem-lai/", findings.findings, name="findings"),
    path("truong-hop/<uuid:uuid>/", signing.entry, name="entry"),
]
