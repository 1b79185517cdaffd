"""Addresses of the tracking list."""

from django.urls import path

from hotich.apps.tracking import views

app_name = "tracking"
urlpatterns = [
    path("", views.tracking_list, name="list"),
    path("in/xlsx/", views.printed, {"kind": "xlsx"}, name="xlsx"),
    path("in/pdf/", views.printed, {"kind": "pdf"}, name="pdf"),
    path("<uuid:uuid>/nhan/", views.take, name="take"),
    path("<uuid:uuid>/bien-ban/", views.minutes, name="minutes"),
    path("<uuid:uuid>/tra-loi/<uuid:rejection>/", views.answer, name="answer"),
]
