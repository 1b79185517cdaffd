"""Addresses of the scans room."""

from django.urls import path

from hotich.apps.scans.views import images, marking, viewing

app_name = "scans"
urlpatterns = [
    path("", images.overview, name="overview"),
    path("so/<uuid:uuid>/", images.book, name="book"),
    path("so/<uuid:uuid>/tom-tat/", images.summary, name="summary"),
    path("so/<uuid:uuid>/cach-xem/", viewing.layout, name="layout"),
    path("so/<uuid:uuid>/cac-muc/", marking.fields, name="fields"),
    path("anh/<uuid:uuid>/", images.image, name="image"),
    path("anh/<uuid:uuid>/huy/", images.void, name="void"),
    path("anh/<uuid:uuid>/khung/", viewing.pane, name="pane"),
    path("anh/<uuid:uuid>/danh-dau/", marking.mark, name="mark"),
    path("anh/<uuid:uuid>/bo-danh-dau/", marking.unmark, name="unmark"),
]
