"""Addresses of bulk look-ups."""

from django.urls import path

from hotich.apps.proposals.views import comparisons, desk, lists, runs

app_name = "proposals"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("bat-dau/", desk.start, name="start"),
    path("so-sanh-lai/", desk.compare, name="compare"),
    path("dia-danh/<uuid:uuid>/", desk.compare_place, name="compare_place"),
    path("luot/<uuid:run>/", runs.run, name="run"),
    path("luot/<uuid:run>/tien-do/", runs.progress, name="progress"),
    path("luot/<uuid:run>/dung/", runs.stop, name="stop"),
    path("luot/<uuid:run>/chay-tiep/", runs.carry_on, name="carry_on"),
    path("de-xuat/", lists.proposals, name="proposals"),
    path("de-xuat/quyen/<uuid:book>/", lists.of_book, name="of_book"),
    path("de-xuat/<uuid:proposal>/dung-nguoi-nay/", lists.confirm, name="confirm"),
    path("de-xuat/<uuid:proposal>/khong-phai/", lists.refuse, name="refuse"),
    path("theo-doi/", comparisons.comparisons, name="comparisons"),
    path("theo-doi/<uuid:comparison>/", comparisons.confirm, name="confirm_comparison"),
]
