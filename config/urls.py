"""The addresses of the whole house; each room names its own."""

from django.urls import include, path
from django.views.i18n import set_language

from config import health, home, styleguide

handler403 = "config.errors.forbidden"

urlpatterns = [
    path("", home.home, name="home"),
    # Addresses are tried in this order; most requests are for these two.
    path("", include("responsibilities.urls")),
    path("", include("workshops.urls")),
    path("", include("frameworks.urls")),
    path("", include("communities.urls")),
    path("language/", set_language, name="language"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
]
