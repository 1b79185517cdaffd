"""Addresses of the oversight room."""

from django.urls import path

from hotich.apps.oversight import views

app_name = "oversight"
urlpatterns = [
    path("", views.audit, name="audit"),
    path("kiem-tra/", views.verify, name="verify"),
    path("ai-da-xem/", views.viewers, name="viewers"),
    path("ai-da-xem/nguoi/", views.viewers_of_person, name="viewers_of_person"),
    path("ai-da-xem/trong-so/", views.viewers_of_mention, name="viewers_of_mention"),
    path("may-tinh/", views.computers, name="computers"),
    path("may-tinh/<uuid:uuid>/gan/", views.bind, name="bind"),
    path("may-tinh/<uuid:uuid>/go/", views.unbind, name="unbind"),
]
