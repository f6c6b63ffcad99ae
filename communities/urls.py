from django.urls import path

from communities import sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("in/<str:token>/", sign_in.enter, name="enter"),
]
