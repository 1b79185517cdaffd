"""Addresses of existing data."""

from django.urls import path

from hotich.apps.existing import views

app_name = "existing"
urlpatterns = [
    path("", views.uploads, name="uploads"),
    path("xuat/", views.export, name="export"),
    path("<uuid:upload>/", views.upload, name="upload"),
    path("<uuid:upload>/tien-do/", views.progress, name="progress"),
    path("<uuid:upload>/quyen-so/", views.match, name="match"),
    path("<uuid:upload>/xac-nhan/", views.confirm, name="confirm"),
    path("<uuid:upload>/bo/", views.withdraw, name="withdraw"),
]
