"""Addresses of the reports room."""

from django.urls import path

from hotich.apps.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.reports, name="list"),
    path("nhan/", views.received, name="received"),
    path("tuyen/", views.lines, name="lines"),
    path("tuyen/<slug:code>/", views.change_line, name="change_line"),
    path("lap/<slug:code>/", views.start, name="start"),
    path("dot-xuat/<slug:code>/", views.start_ad_hoc, name="start_ad_hoc"),
    path("<uuid:uuid>/", views.report, name="report"),
    path("<uuid:uuid>/gui/", views.send, name="send"),
    path("<uuid:uuid>/bo/", views.discard, name="discard"),
    path("<uuid:uuid>/thay-the/", views.correct, name="correct"),
    path("<uuid:uuid>/tinh-lai/", views.rederived, name="rederive"),
    path("<uuid:uuid>/tai/<slug:form>/", views.download, name="download"),
]
