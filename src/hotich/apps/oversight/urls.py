"""Addresses of the oversight room."""

from django.urls import path

from hotich.apps.oversight import alert_views, answer_views, views

app_name = "oversight"
urlpatterns = [
    path("", views.audit, name="audit"),
    path("kiem-tra/", views.verify, name="verify"),
    path("ai-da-xem/", views.viewers, name="viewers"),
    path("ai-da-xem/nguoi/", views.viewers_of_person, name="viewers_of_person"),
    path("ai-da-xem/trong-so/", views.viewers_of_mention, name="viewers_of_mention"),
    path("ai-da-xem/yeu-cau/", answer_views.requests, name="requests"),
    path("ai-da-xem/yeu-cau/ghi/", answer_views.ask, name="ask_right"),
    path("ai-da-xem/yeu-cau/<uuid:uuid>/", answer_views.right, name="request"),
    path("ai-da-xem/yeu-cau/<uuid:uuid>/xong/", answer_views.answered, name="answered"),
    path("canh-bao/", alert_views.alerts, name="alerts"),
    path("canh-bao/<uuid:alert>/", alert_views.answer, name="answer_alert"),
    path("can-chu-y/", alert_views.watch_list, name="watch_list"),
    path("can-chu-y/<uuid:row>/bo/", alert_views.unwatch, name="unwatch"),
    path("may-tinh/", views.computers, name="computers"),
    path("may-tinh/<uuid:uuid>/gan/", views.bind, name="bind"),
    path("may-tinh/<uuid:uuid>/go/", views.unbind, name="unbind"),
]
