"""Addresses of the entry room."""

from django.urls import path

from hotich.apps.entry.views import (
    blind,
    books,
    correcting,
    deaths,
    deciding,
    desk,
    entries,
    evidence,
    keeping,
    leaving,
    notes,
    numbers,
    own,
    places,
    queues,
    rest,
    settling,
    suggesting,
)

app_name = "entry"
_typing = [
    path("nhap/<uuid:reservation>/", blind.type_entry, name="type"),
    path("nhap/<uuid:reservation>/tra-cuu/", blind.look_up, name="look_up"),
    path("nhap/<uuid:reservation>/chon/", blind.choose, name="choose"),
    path("nhap/<uuid:reservation>/buoc-1/", blind.back, name="back"),
    path("nhap/<uuid:reservation>/bo-giu/", blind.release, name="release"),
    path("nhap/<uuid:reservation>/de-lai/", leaving.hand_on, name="hand_on"),
    path("nhap/<uuid:reservation>/nhap-tiep/", leaving.take_over, name="take_over"),
    path("nhap/<uuid:reservation>/cho-thoi-giu/", leaving.release_held, name="release_held"),
    path("dang-giu/", leaving.held, name="held"),
    path("da-doc/", leaving.passings_read, name="passings_read"),
    path("nhap/<uuid:reservation>/ket-luan/", rest.verdict, name="verdict"),
    path("nhap/<uuid:reservation>/luu/", rest.save, name="save"),
    path("nhap/<uuid:reservation>/nhap-tam/", keeping.keep_typing, name="draft"),
]
_entries = [
    path("truong-hop/<uuid:entry>/", entries.entry, name="entry"),
    path("truong-hop/<uuid:entry>/sua/", correcting.correct, name="correct"),
    path("truong-hop/<uuid:entry>/sua/ket-luan/", correcting.verdict, name="correct_verdict"),
    path("truong-hop/<uuid:entry>/sua/nhap-tam/", keeping.keep_correction, name="draft_correct"),
    path("truong-hop/<uuid:entry>/ghi-chu/nhap-tam/", keeping.keep_note, name="draft_note"),
    path("truong-hop/<uuid:entry>/bo-nhap-tam/", keeping.give_up, name="give_up"),
    path("truong-hop/<uuid:entry>/hoan-tac/", leaving.undo_save, name="undo_save"),
    path("truong-hop/<uuid:entry>/huy/", entries.void, name="void"),
    path("truong-hop/<uuid:entry>/cho-phep/", entries.permit, name="permit"),
    path("truong-hop/<uuid:entry>/ghi-chu/", notes.add_note, name="add_note"),
    path("ghi-chu/<uuid:note>/huy/", notes.void_note, name="void_note"),
    path("nguoi/<uuid:mention>/go/", entries.undo, name="undo"),
    path("nguoi/<uuid:mention>/ket-luan/", deciding.decide, name="decide"),
    path("tra-cuu/<uuid:lookup>/", evidence.evidence, name="evidence"),
]
_settling = [
    path("giai-quyet/<uuid:uuid>/", settling.settle, name="settle"),
    path("giai-quyet/<uuid:uuid>/go-lien-ket/", settling.settle_undo, name="settle_undo"),
    path(
        "giai-quyet/<uuid:uuid>/<uuid:target>/<slug:act>/", settling.settle_act, name="settle_act"
    ),
]
_numbers = [
    path("so-dinh-danh/", numbers.number_requests, name="number_requests"),
    path("so-dinh-danh/<uuid:uuid>/", numbers.number_request, name="number_request"),
    path("so-dinh-danh/<uuid:uuid>/<slug:act>/", numbers.number_act, name="number_act"),
]
_deaths = [
    path("ngay-chet/", deaths.deaths, name="deaths"),
    path("ngay-chet/<uuid:uuid>/", deaths.death, name="death"),
    path("ngay-chet/<uuid:uuid>/<slug:act>/", deaths.death_act, name="death_act"),
    path("bao-dong/<uuid:uuid>/da-xem/", deaths.alert_seen, name="alert_seen"),
]
_places = [
    path("dia-danh/", places.written, name="places"),
    path("dia-danh/mot-noi/", places.place, name="place"),
    path("dia-danh/<uuid:uuid>/", places.resolution, name="place_resolution"),
    path("dia-danh/<uuid:uuid>/rut/", places.void, name="void_place"),
    path("dia-danh/<uuid:uuid>/so-sanh-lai/", places.compare, name="compare_place"),
]
_queues = [
    path("cua-toi/", own.own, name="own"),
    path("hang-doi/so-thieu/", queues.missing, name="missing"),
    path("hang-doi/<slug:queue>/", queues.queue, name="queue"),
    path("hang-doi/<slug:queue>/<uuid:item>/", queues.open_item, name="open_item"),
]
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("tim/", desk.search, name="find"),
    path("quyen/<uuid:book>/", books.book, name="book"),
    path("quyen/<uuid:book>/so-tiep/", books.reserve, name="reserve"),
    path("quyen/<uuid:book>/so-khac/", books.reserve_other, name="reserve_other"),
    path("quyen/<uuid:book>/nhap-sot/", books.permit_late, name="permit_late"),
    path("quyen/<uuid:book>/goi-y/", suggesting.suggest, name="suggest"),
    path("quyen/<uuid:book>/giu-muc/", suggesting.pin, name="pin"),
    path("con-phien/", keeping.here, name="here"),
    *_queues,
    *_typing,
    *_entries,
    *_settling,
    *_numbers,
    *_places,
    *_deaths,
]
