"""The addresses of the whole house; each room names its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("communities.urls")),
    path("", include("workshops.urls")),
    path("", include("responsibilities.urls")),
    path("", include("frameworks.urls")),
]
