"""Addresses of the reports room."""

from django.urls import path

from hotich.apps.reports.views import due, overview, report

app_name = "reports"
urlpatterns = [
    path("", overview.reports, name="list"),
    path("trong-tuan/", due.due, name="due"),
    path("kinh-phi/", overview.money, name="money"),
    path("nhan/", overview.received, name="received"),
    path("tuyen/", overview.lines, name="lines"),
    path("tuyen/<slug:code>/", overview.change_line, name="change_line"),
    path("lap/<slug:code>/", overview.start, name="start"),
    path("dot-xuat/<slug:code>/", overview.start_ad_hoc, name="start_ad_hoc"),
    path("<uuid:uuid>/", report.report, name="report"),
    path("<uuid:uuid>/gui/", report.send, name="send"),
    path("<uuid:uuid>/bo/", report.discard, name="discard"),
    path("<uuid:uuid>/thay-the/", report.correct, name="correct"),
    path("<uuid:uuid>/tinh-lai/", report.rederived, name="rederive"),
    path("<uuid:uuid>/tai/<slug:form>/", report.download, name="download"),
]
