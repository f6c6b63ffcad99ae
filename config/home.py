"""Home: one's workshops and frameworks, or for a stranger what this is."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from communities.models import User
from frameworks.shelf import frameworks_of
from workshops.shelf import workshops_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user: User | AnonymousUser = request.user
    if isinstance(user, AnonymousUser):
        return render(request, "home_stranger.html")
    return render(request, "home.html", {"workshops": workshops_of(user), "frameworks": frameworks_of(user)})
