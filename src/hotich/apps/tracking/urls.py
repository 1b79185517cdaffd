"""Addresses of the tracking list."""

from django.urls import path

from hotich.apps.tracking import sealed_views, views

app_name = "tracking"
urlpatterns = [
    path("", views.tracking_list, name="list"),
    path("danh-sach-kin/", sealed_views.sealed, name="sealed"),
    path("danh-sach-kin/nguoi-doc/", sealed_views.readers, name="readers"),
    path("danh-sach-kin/<uuid:seal>/<slug:act>/", sealed_views.unseal, name="unseal"),
    path(
        "danh-sach-kin/nguoi-doc/<uuid:reader>/<slug:act>/",
        sealed_views.reader_act,
        name="reader_act",
    ),
    path("in/xlsx/", views.printed, {"kind": "xlsx"}, name="xlsx"),
    path("in/pdf/", views.printed, {"kind": "pdf"}, name="pdf"),
    path("<uuid:uuid>/nhan/", views.take, name="take"),
    path("<uuid:uuid>/bien-ban/", views.minutes, name="minutes"),
    path("<uuid:uuid>/tra-loi/<uuid:rejection>/", views.answer, name="answer"),
]
