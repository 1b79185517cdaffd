"""Addresses of the accounts room."""

from django.urls import path

from hotich.apps.accounts.views import managing, own, security, signing_in, trust

app_name = "accounts"
_signing_in = [
    path("dang-nhap/", signing_in.sign_in, name="sign_in"),
    path("dang-nhap/ma-xac-nhan/", signing_in.second_proof, name="second_proof"),
    path("dang-nhap/mat-khau/", signing_in.first_password, name="first_password"),
    path("dang-nhap/hai-buoc/", signing_in.first_factor, name="first_factor"),
    path("dang-nhap/ma-mo-khoa/", signing_in.first_unlock_code, name="first_unlock_code"),
    path("tin-cay/", trust.trust, name="trust"),
    path("tin-cay/chung-thuc.crt", trust.authority, name="authority"),
    path("dang-xuat/", signing_in.sign_out, name="sign_out"),
]
_own = [
    path("khoa/", own.lock, name="lock"),
    path("mo-khoa/", own.unlock, name="unlock"),
    path("bao-mat/", security.security, name="security"),
    path("cua-toi/", own.mine, name="mine"),
    path("cua-toi/mat-khau/", own.change_own_password, name="change_password"),
    path("cua-toi/ma-mo-khoa/", own.change_unlock_code, name="change_unlock_code"),
    path("cua-toi/bang-ma/", own.renew_list, name="renew_list"),
]
_managing = [
    path("can-bo/", managing.officers, name="officers"),
    path("can-bo/moi/", managing.new_officer, name="new_officer"),
    path("can-bo/<uuid:uuid>/", managing.officer, name="officer"),
    path("can-bo/<uuid:uuid>/nhiem-vu/", managing.propose_post, name="propose_post"),
    path("can-bo/<uuid:uuid>/nhiem-vu/<int:post>/", managing.end_post, name="end_post"),
    path("can-bo/<uuid:uuid>/<slug:act>/", managing.officer_act, name="officer_act"),
    path("nhiem-vu/<int:post>/<slug:act>/", managing.decide_post, name="decide_post"),
]
urlpatterns = [*_signing_in, *_own, *_managing]
