"""Addresses of the handover."""

from django.urls import path

from hotich.apps.handover.views import arrivals, desk, packages

app_name = "handover"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("nhan-tep/", desk.read, name="read"),
    path("khoa/", desk.keys, name="keys"),
    path("the-co-quan/", desk.card, name="card"),
    path("nhan-the/", desk.trust, name="trust"),
    path("tep/<uuid:uuid>/", desk.file, name="file"),
    path("tep/<uuid:uuid>/gui-lai/", desk.send_again, name="send_again"),
    path("lap-goi/<uuid:book>/", packages.make, name="make"),
    path("goi/<uuid:uuid>/", packages.package, name="package"),
    path("da-den/<uuid:uuid>/", arrivals.arrival, name="arrival"),
    path("da-den/<uuid:uuid>/tat-ca/", arrivals.accept_all, name="accept_all"),
    path("da-den/<uuid:uuid>/xac-nhan/", arrivals.receipt, name="receipt"),
    path("da-den/<uuid:uuid>/chuyen-tiep/", arrivals.forward, name="forward"),
    path("sai-sot/<uuid:record>/", arrivals.fault, name="fault"),
]
